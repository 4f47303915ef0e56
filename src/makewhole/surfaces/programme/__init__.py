"""Pages for the programme: the day, the terms."""
