"""The terms a marketplace has adopted: which version is in force for which order, with notice given."""
