"""Buyers, sellers and handlers as rows; personal facts encrypted under person keys."""
