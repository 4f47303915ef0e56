"""The parts of `verify`: each compares one kind of row with what the journal says it must be."""
