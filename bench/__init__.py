"""Speed, each figure beside its limit: `make bench` runs all."""
