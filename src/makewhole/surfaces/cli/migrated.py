"""Whether the database is as this version of the programme needs it, without asking it each time.

A file in the home folder remembers which migrations were applied to which database.
"""

import hashlib
from pathlib import Path

from django.apps import apps
from django.core.management import call_command
from django.db import connections
from django.db.migrations.executor import MigrationExecutor

from makewhole.embedded.address import Address
from makewhole.surfaces.cli.homes import home

_FILE = "migrated"


def is_migrated(address: Address) -> bool:
    """Answer whether no migration is missing; asks the database only when the file is of no use."""
    wanted = _fingerprint(address)
    if _remembered() == wanted:
        return True
    executor = MigrationExecutor(connections["owner"])
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        return False
    _remember(wanted)
    return True


def migrate(address: Address) -> None:
    """Apply every migration that is missing, as the owner role."""
    call_command("migrate", database="owner", interactive=False, verbosity=0)
    _remember(_fingerprint(address))


def _fingerprint(address: Address) -> str:
    files = sorted(
        path
        for config in apps.get_app_configs()
        for path in Path(config.path, "migrations").glob("[0-9]*.py")
    )
    fingerprint = hashlib.sha256(f"{address.host} {address.port} {address.database}".encode())
    for path in files:
        fingerprint.update(f"\n{path.parent.parent.name}/{path.name}\n".encode())
        fingerprint.update(path.read_bytes())
    return fingerprint.hexdigest()


def _remembered() -> str:
    try:
        return (home() / _FILE).read_text()
    except FileNotFoundError:
        return ""


def _remember(fingerprint: str) -> None:
    home().mkdir(mode=0o700, parents=True, exist_ok=True)
    (home() / _FILE).write_text(fingerprint)
