"""The interview about a loss: one matter a page, as the terms ask, for claimant and staff."""
