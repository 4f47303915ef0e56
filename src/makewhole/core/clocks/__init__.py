"""What runs for whom, until when, and what silence brings.

Pure values: a clock has an owner, a due instant and a consequence. Imports `core.kernel` only.
Start at `clock.py`.
"""
