"""A payout's life: two phases, pending to settled, failed or returned. Imports `core.claim` and below."""
