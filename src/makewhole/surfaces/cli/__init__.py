"""The command line: every command takes `--json`; exit 0 done, 1 problems, 2 wrong usage."""
