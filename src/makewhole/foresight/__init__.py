"""LOOKS AHEAD: a marketplace made up from a seed; later replay, reserves and forecasts.

Reads exports and makes files, never rows of the database. Imports `core` only.
"""
