"""From the incoming tables to the orders: set-wise, locked by id, and traced."""

from dataclasses import dataclass
from typing import cast
from uuid import UUID

from makewhole.apps.orders.importing.hashing import LINE_COLUMNS
from makewhole.apps.orders.importing.statements import literal, rows, run, value
from makewhole.apps.orders.importing.taken import Settings
from makewhole.apps.tenancy.set_ids import numbered_ids


@dataclass(frozen=True, slots=True)
class Counts:
    """What was written, in orders; `lines` are those of all orders that the file holds."""

    orders: int
    lines: int
    unchanged: int
    updated: int

    @property
    def inserted(self) -> int:
        """Answer how many orders were new."""
        return self.orders - self.unchanged - self.updated

    @property
    def wrote(self) -> bool:
        """Answer whether anything was new or changed."""
        return self.unchanged < self.orders


def write(
    settings: Settings, *, import_id: UUID, file: str, staged: str, key: str
) -> tuple[Counts, str]:
    """Insert new orders, update changed ones, leave equal ones; answer counts and the root hash.

    Args:
        settings: Whose orders they are.
        import_id: The import that writes.
        file: The file that problems cite.
        staged: The table of texts with one or more rows for each order.
        key: Its column that holds the order's number.
    """
    marketplace = _uuid(settings.marketplace_id)
    run("write.known", marketplace=marketplace)
    run("write.look_at_known")
    if value("write.changed_count"):
        run("write.lock_changed")
        _refuse_unlawful_changes(settings, file, staged, key)
    ((orders, lines, unchanged, updated),) = rows("write.counts")
    counts = Counts(*(cast("int", n) for n in (orders, lines, unchanged, updated)))
    if updated:
        _update(marketplace, settings, import_id)
    if counts.wrote:
        _insert(marketplace, settings, import_id)
    return counts, str(value("write.root"))


def _refuse_unlawful_changes(settings: Settings, file: str, staged: str, key: str) -> None:
    refused = run(
        "write.unlawful_changes",
        file=literal(file),
        market_code=literal(settings.market_code),
        staged=staged,
        key=key,
    )
    if refused:
        run("common.companions", file=literal(file), table=staged, key=key)
        run("write.drop_unlawful_lines")
        run("write.drop_unlawful_orders")
        run("write.drop_unlawful_known")


def _update(marketplace: str, settings: Settings, import_id: UUID) -> None:
    run("write.keep_revisions", import_id=_uuid(import_id))
    run("write.update_orders", source=literal(settings.source), import_id=_uuid(import_id))
    run(
        "write.update_lines",
        marketplace=marketplace,
        line_columns=", ".join(LINE_COLUMNS),
        line_changes=", ".join(f"{column} = EXCLUDED.{column}" for column in LINE_COLUMNS),
    )


def _insert(marketplace: str, settings: Settings, import_id: UUID) -> None:
    new_id = numbered_ids("i.order_no")  # One expression: an order and its lines agree on the id.
    run(
        "write.insert_orders",
        new_id=new_id,
        marketplace=marketplace,
        market_code=literal(settings.market_code),
        source=literal(settings.source),
        import_id=_uuid(import_id),
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


def _uuid(value: UUID) -> str:
    return f"{literal(str(value))}::uuid"
