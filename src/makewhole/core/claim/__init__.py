"""A claim's life as a decider: stages, commands, events, state, decide, evolve.

`decide(state, command) -> Accepted(events) | Refused(reason)`; `evolve(state, event) -> state`.
`deadlines` says which clocks run, `bookings` what moves in the books, `facts` what is on file.
Imports `core.terms` (evaluations), `core.ledger`, `core.clocks`, `core.kernel`. Start at `stages`.
"""
