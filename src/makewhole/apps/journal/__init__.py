"""The append-only record: events with a hash chain, clock rows, the outbox, sealed order.

Imports `apps.tenancy` and `core`. Start at `commands.py`.
"""
