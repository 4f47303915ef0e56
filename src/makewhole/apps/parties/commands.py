"""Make parties known, one by one or a whole roll at once."""

from datetime import datetime
from uuid import UUID

from django.db import connection
from psycopg.sql import Literal

from makewhole.apps.parties.models import Party
from makewhole.apps.tenancy.ids import new_id
from makewhole.apps.tenancy.set_ids import numbered_ids

_OPEN_ROLL = """
CREATE TEMPORARY TABLE parties_roll (kind text, external_ref text) ON COMMIT DROP
"""

_ENROL = """
INSERT INTO parties_party (id, marketplace_id, kind, external_ref, display_name, state)
SELECT {new_id}, {marketplace}, kind, external_ref,
       CASE kind WHEN 'seller' THEN left(external_ref, 200) ELSE '' END, 'active'
FROM (
    SELECT kind, external_ref, row_number() OVER (ORDER BY kind, external_ref) AS number
    FROM parties_roll roll
    WHERE NOT EXISTS (
        SELECT FROM parties_party known
        WHERE known.marketplace_id = {marketplace} AND known.kind = roll.kind
          AND known.external_ref = roll.external_ref)
) missing
ON CONFLICT (marketplace_id, kind, external_ref) DO NOTHING
"""

_ENROLLED = """
CREATE TEMPORARY TABLE parties_enrolled ON COMMIT DROP AS
SELECT party.id, roll.kind, roll.external_ref
FROM parties_roll roll
JOIN parties_party party
  ON party.marketplace_id = {marketplace} AND party.kind = roll.kind
 AND party.external_ref = roll.external_ref
"""


def open_roll() -> None:
    """Open an empty temporary table `parties_roll(kind, external_ref)`; each pair goes in once."""
    with connection.cursor() as cursor:
        cursor.execute(_OPEN_ROLL)


def enrol(*, marketplace_id: UUID) -> int:
    """Make everybody on the roll known who is not yet, and answer how many that were.

    Afterwards the temporary table `parties_enrolled(id, kind, external_ref)` names them all. A
    seller is called what the marketplace calls them until they say otherwise.
    """
    marketplace = Literal(str(marketplace_id)).as_string(connection.connection) + "::uuid"
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE parties_roll")
        cursor.execute(_ENROL.format(new_id=numbered_ids("number"), marketplace=marketplace))
        made = int(cursor.rowcount)
        cursor.execute(_ENROLLED.format(marketplace=marketplace))
        cursor.execute("ANALYZE parties_enrolled")
    return made


def ensure_party(*, marketplace_id: UUID, kind: str, external_ref: str, display_name: str) -> UUID:
    """Make one party known, or find it; inside the marketplace's transaction."""
    row, _ = Party.objects.get_or_create(
        marketplace_id=marketplace_id,
        kind=kind,
        external_ref=external_ref,
        defaults={"id": new_id(), "display_name": display_name},
    )
    return row.id


def set_language(*, marketplace_id: UUID, party_id: UUID, language: str) -> None:
    """Remember in which language a party is written to; empty: in that of the market."""
    Party.objects.filter(marketplace_id=marketplace_id, id=party_id).update(language=language)


def mark_email_bounced(
    *, marketplace_id: UUID, party_id: UUID, email_id: UUID, at: datetime
) -> bool:
    """Send nothing more to an e-mail address that bounced; answer whether it is still on file."""
    rows = Party.objects.filter(marketplace_id=marketplace_id, id=party_id, email_id=email_id)
    return bool(rows.update(email_bounced_at=at))
