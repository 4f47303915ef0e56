"""REACH OUT: one folder or file for each outside system, bound to ports in `wiring`."""
