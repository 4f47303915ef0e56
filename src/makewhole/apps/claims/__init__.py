"""Order claims as rows: commands gather facts, ask the core once, write everything in one transaction."""
