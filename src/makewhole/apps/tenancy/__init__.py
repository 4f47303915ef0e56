"""The marketplace as a tenant: its markets, its clock, and the wall between marketplaces.

The lowest app. Every row elsewhere carries `marketplace_id`; row-level security is the second wall.
"""
