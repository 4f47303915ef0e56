"""Words every other package is made of: money, days, periods, ids, outcomes, `require`.

Imports nothing of ours. Start at `outcome.py`.
"""
