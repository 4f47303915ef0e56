"""The record of sellers' policies: which insurer answered for whom, and since when it is proven."""
