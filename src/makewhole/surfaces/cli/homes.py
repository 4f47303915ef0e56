"""The home folder: where this installation keeps its database, files and logs."""

import os
from pathlib import Path


def home() -> Path:
    """Answer the home folder (`MAKEWHOLE_HOME`)."""
    return Path(os.environ.get("MAKEWHOLE_HOME", ".makewhole")).absolute()
