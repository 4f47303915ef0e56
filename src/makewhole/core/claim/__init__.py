"""A claim's life as a decider: stages, commands, events, state, decide, evolve, deadlines, bookings.

`decide(state, command) -> Accepted(events) | Refused(reason)` and `evolve(state, event) -> state`.
Imports `core.terms` (evaluations), `core.ledger`, `core.clocks`, `core.kernel`. Start at `stages.py`.
"""
