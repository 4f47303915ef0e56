"""The life of one appeal or contest: filed, assigned to somebody who took no part, decided.

Imports `core.claim` and what stands below it. Start at `stages.py`, then `decide.py`; what a
decision does to the claim is worked out in `weigh.py`, and `handle.py` joins the two.
"""
