"""The terms a marketplace has adopted: which is in force for which order, with notice given."""
