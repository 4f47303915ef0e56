"""The programme pages' own words, as filters."""
