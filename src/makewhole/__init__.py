"""makewhole runs a marketplace's guarantee.

Four verbs, four folders: `core` thinks, `apps` remember, `gateways` reach out, `surfaces` meet
people. Imports point one way (`.importlinter` holds it). Start reading at
`core/claim/decide.py` and `apps/claims/commands.py`.
"""
