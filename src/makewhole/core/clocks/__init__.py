"""What runs for whom, until when, and what silence brings.

Pure values: a clock has an owner, a due instant and a consequence. `said.py` is what the terms say
of one, `running.py` what happens to it, `watching.py` its warnings and its past; `timetable.py`
counts the plain waits of order claims. Imports `core.kernel` only. Start at `clock.py`.
"""
