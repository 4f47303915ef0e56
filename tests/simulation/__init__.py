"""A whole marketplace lives through a year, from a seed; at the end everything must hold."""
