"""Two append-only tables, account and transfer; books balance by construction (P10)."""
