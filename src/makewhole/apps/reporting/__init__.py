"""Counts, money and verification over all apps; writes nothing."""
