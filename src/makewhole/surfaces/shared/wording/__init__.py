"""The programme's words for what the core names: every sentence goes through gettext here.

Start at `labels.py` (one word or two for each thing), `turns.py` (who acts, what silence brings)
and `retell.py` (the timeline). Sentences of the terms themselves come from the terms.
"""
