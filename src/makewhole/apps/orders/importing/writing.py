"""From the incoming tables to the orders: set-wise, locked by id, and traced."""

from dataclasses import dataclass, replace
from hashlib import sha256
from uuid import UUID

from makewhole.apps.orders.importing.hashing import LINE_COLUMNS, digest, root_of
from makewhole.apps.orders.importing.statements import literal, rows, run, value
from makewhole.apps.orders.importing.taken import Settings, Staged
from makewhole.apps.tenancy.set_ids import numbered_ids

_NOTHING = sha256(b"").hexdigest()  # The digest of no row hashes.


@dataclass(frozen=True, slots=True)
class Counts:
    """What was written, in orders; `lines` are those of all orders that the file holds."""

    orders: int
    lines: int
    unchanged: int
    updated: int
    tracking: int = 0  # Events newly reported of orders that were on file.

    @property
    def inserted(self) -> int:
        """Answer how many orders were new."""
        return self.orders - self.unchanged - self.updated

    @property
    def wrote(self) -> bool:
        """Answer whether anything was new or changed."""
        return self.unchanged < self.orders or self.tracking > 0


def write(settings: Settings, *, import_id: UUID, file: str, staged: Staged) -> tuple[Counts, str]:
    """Insert new orders, update changed ones, leave equal ones; answer counts and the root hash.

    Args:
        settings: Whose orders they are.
        import_id: The import that writes.
        file: The file that problems cite.
        staged: Where the texts lie that the incoming tables were read from.
    """
    marketplace = _uuid(settings.marketplace_id)
    run("write.known", marketplace=marketplace)
    run("write.look_at_known")
    if value("write.changed_count"):
        run("write.lock_changed")
        _refuse_unlawful_changes(settings, file, staged)
    ((orders, lines, unchanged, updated),) = rows("write.counts")
    counts = Counts(orders, lines, unchanged, updated)
    updated_digest = _update(marketplace, settings, import_id) if updated else _NOTHING
    inserted_digest = _insert(marketplace, settings, import_id) if counts.inserted else _NOTHING
    if unchanged or updated:
        run("write.look_at_tracking")
        added = run("write.add_tracking", marketplace=marketplace, source=literal(settings.source))
        counts = replace(counts, tracking=added)
    return counts, root_of(inserted_digest, updated_digest)


def _refuse_unlawful_changes(settings: Settings, file: str, staged: Staged) -> None:
    refused = run(
        "write.unlawful_changes",
        file=literal(file),
        market_code=literal(settings.market_code),
        staged=staged.table,
        key=staged.key,
    )
    if refused:
        run("common.companions", file=literal(file), table=staged.table, key=staged.key)
        run("write.drop_unlawful_tracking")
        run("write.drop_unlawful_lines")
        if staged.has_order_rows:
            run("write.drop_unlawful_orders")
        run("write.drop_unlawful_known")


def _update(marketplace: str, settings: Settings, import_id: UUID) -> str:
    run("write.keep_revisions", import_id=_uuid(import_id))
    written = value(
        "write.update_orders",
        source=literal(settings.source),
        import_id=_uuid(import_id),
        digest=digest(),
    )
    run(
        "write.update_lines",
        marketplace=marketplace,
        line_columns=", ".join(LINE_COLUMNS),
        line_changes=", ".join(f"{column} = EXCLUDED.{column}" for column in LINE_COLUMNS),
    )
    return str(written)


def _insert(marketplace: str, settings: Settings, import_id: UUID) -> str:
    new_id = numbered_ids("i.order_no")  # One expression: an order and its lines agree on the id.
    written = value(
        "write.insert_orders",
        new_id=new_id,
        marketplace=marketplace,
        market_code=literal(settings.market_code),
        source=literal(settings.source),
        import_id=_uuid(import_id),
        digest=digest(),
    )
    run(
        "write.insert_lines",
        new_id=new_id,
        marketplace=marketplace,
        line_columns=", ".join(LINE_COLUMNS),
    )
    run(
        "write.insert_tracking",
        new_id=new_id,
        marketplace=marketplace,
        source=literal(settings.source),
    )
    return str(written)


def _uuid(value: UUID) -> str:
    return f"{literal(str(value))}::uuid"
