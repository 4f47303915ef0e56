"""Bringing orders in: sheets are copied into temporary tables, judged and typed set-wise, written.

Everything happens in one transaction of one connection, in temporary tables that nobody else sees
and that vanish with it: killed at any moment, an import has written nothing. Start at `running.py`.
"""
