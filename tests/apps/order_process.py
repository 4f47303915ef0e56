"""Brings one order file in as a process of its own: for tests of two at once, and of being killed.

python -m tests.apps.order_process DATABASE HOST MARKETPLACE FILE
"""

import json
import os
import sys
from importlib import import_module
from pathlib import Path
from uuid import UUID

import django
from django.conf import settings


def main(database: str, host: str, marketplace: str, file: str) -> None:
    os.environ["DJANGO_SETTINGS_MODULE"] = "makewhole.config.settings"
    django.setup()
    for alias in settings.DATABASES.values():
        alias["NAME"], alias["HOST"] = database, host
    # Loaded only now: its models need Django set up.
    bring_in = import_module("tests.apps.order_files").bring_in
    imported = bring_in(UUID(marketplace), Path(file))
    counts = imported.counts
    print(json.dumps({"inserted": counts.inserted, "unchanged": counts.unchanged}))  # noqa: T201


if __name__ == "__main__":
    main(*sys.argv[1:])
