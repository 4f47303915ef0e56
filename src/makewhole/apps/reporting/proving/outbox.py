"""What the outbox still holds: rows that it will bring up to date are no difference."""

import json
from collections.abc import Iterator
from typing import Any
from uuid import UUID

from makewhole.apps.reporting.proving.folded import UNREADABLE
from makewhole.apps.reporting.proving.snapshot import rows_of

_WAITING = """
SELECT kind, body FROM journal_effect WHERE marketplace_id = %(marketplace)s
"""


def waiting(marketplace_id: UUID, *kinds: str) -> Iterator[dict[str, Any]]:
    """Answer the bodies of effects of these kinds; one that is torn will bring nothing about."""
    for kind, text in rows_of(_WAITING, marketplace_id):
        if kind not in kinds:
            continue
        try:
            body = json.loads(text)
        except ValueError:
            continue
        if isinstance(body, dict):
            yield body


def waiting_for(marketplace_id: UUID, name: str, *kinds: str) -> set[UUID]:
    """Answer the ids that such effects name."""
    found = set()
    for body in waiting(marketplace_id, *kinds):
        try:
            found.add(UUID(body[name]))
        except UNREADABLE:
            continue
    return found
