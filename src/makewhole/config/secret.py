"""The key that signs sessions: made once for each home, readable by its owner only."""

import secrets
from pathlib import Path

_FILE = "secret.key"


def secret_key(home: Path) -> str:
    """Answer the home's key; before `makewhole init` has made one, a key that nobody keeps."""
    try:
        return (home / _FILE).read_text()
    except FileNotFoundError:
        return secrets.token_urlsafe(50)
