"""The handler's workbench."""
