"""The worker: sweeps due clocks, drains the outbox, seals the journal."""
