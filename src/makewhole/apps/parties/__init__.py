"""Buyers, sellers and handlers as rows behind a login; personal facts encrypted under person keys."""
