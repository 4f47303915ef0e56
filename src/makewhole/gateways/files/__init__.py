"""Order files as they come: readers that turn a file into checked rows or named rejects."""
