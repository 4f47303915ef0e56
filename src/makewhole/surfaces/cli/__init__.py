"""The command line `makewhole`. Every command takes `--json`; exit 0 done, 1 found problems, 2 wrong usage."""
