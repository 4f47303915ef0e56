"""Marketplace orders as received: imported in bulk, never changed by us, with what may still be paid."""
