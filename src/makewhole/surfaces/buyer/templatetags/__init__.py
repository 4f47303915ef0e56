"""The buyer pages' own words, as filters."""
