"""REMEMBER: Django apps, one bounded context each: rows, transactions, permissions on rows.

Between apps only `queries`, `commands` and `ports` are public. A command loads, thinks (one call
into `core`), writes. Start at `apps/claims/commands.py`.
"""
