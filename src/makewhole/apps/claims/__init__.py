"""Order claims as rows: gather facts, ask the core once, write all in one transaction."""
