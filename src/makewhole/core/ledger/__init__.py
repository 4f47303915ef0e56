"""Double entry as values: accounts, transfers, balances. Imports `core.kernel` only."""
