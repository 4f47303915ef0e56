"""Money on its way to a claimant, in two phases, through a rail port (P4)."""
