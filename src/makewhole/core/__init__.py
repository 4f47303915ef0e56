"""THINKS: pure functions over values.

No Django, database, network, clock, random numbers or float money. Time comes in as an argument; a
refusal is a value. May import the standard library; `core.terms` also the SQL parser and the YAML
reader, `core.kernel.calendar` the holiday tables. Start at `core/claim/decide.py`.
"""
