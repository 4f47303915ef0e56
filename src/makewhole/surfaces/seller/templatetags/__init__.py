"""The seller pages' own words, as filters."""
