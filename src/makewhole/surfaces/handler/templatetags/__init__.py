"""The handler pages' own words, as filters."""
