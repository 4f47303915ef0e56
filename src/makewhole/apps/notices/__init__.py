"""Notices planned from events, worded per audience, kept in an inbox (P6)."""
