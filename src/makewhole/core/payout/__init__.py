"""A payout's life in two phases: pending, then settled, failed or returned."""
