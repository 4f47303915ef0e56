"""Marketplace orders as received, never changed by us, with what may still be paid."""
