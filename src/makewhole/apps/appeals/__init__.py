"""Appeals and contests: rows, who may see them, what can be done to them. May import `claims`."""
