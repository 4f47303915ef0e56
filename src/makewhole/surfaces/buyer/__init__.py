"""Pages for buyers and claimants."""
