"""The append-only record: events per stream with a hash chain, clock rows, the outbox, sealed order.

Imports `apps.tenancy` and `core`. Start at `commands.py`.
"""
