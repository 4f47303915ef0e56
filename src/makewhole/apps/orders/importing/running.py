"""One import from its sheets to its journal event: one transaction, all or nothing."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from makewhole.apps.journal.commands import append
from makewhole.apps.journal.streams import Head, NewEvent, chain
from makewhole.apps.orders.importing import csv_format, olist_format
from makewhole.apps.orders.importing.odd_hours import OddTime
from makewhole.apps.orders.importing.staging import Progress
from makewhole.apps.orders.importing.statements import literal, rows, run, value
from makewhole.apps.orders.importing.taken import Settings
from makewhole.apps.orders.importing.writing import Counts, write
from makewhole.apps.orders.models import Import
from makewhole.apps.orders.ports import Note, Problem, Sheet
from makewhole.apps.tenancy.ids import new_id
from makewhole.apps.tenancy.transactions import transaction
from makewhole.core.kernel.canonical import canonical_json

STREAM_KIND = "import"
EVENT_KIND = "OrdersImported"
EVENT_VERSION = 1


@dataclass(frozen=True, slots=True)
class FileRead:
    """One file of an import, as it was read."""

    name: str
    sha256: str
    rows: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Imported:
    """What an import did. `import_id` is None where nothing was new or changed, nothing written.

    `rejected` counts rows of the file that holds the orders; each has its problems.
    """

    import_id: UUID | None
    counts: Counts
    parties_made: int
    rejected: int
    problems: tuple[Problem, ...]
    notes: tuple[Note, ...]
    odd_times: tuple[OddTime, ...]
    files: tuple[FileRead, ...]
    root_hash: str


_LAYOUTS = {"csv": csv_format, "olist": olist_format}


def run_import(
    *,
    settings: Settings,
    layout: str,
    sheets: Mapping[str, Sheet],
    at: datetime,
    by: str,
    progress: Progress,
) -> Imported:
    """Bring the orders of these sheets in.

    Args:
        settings: Whose orders they are, and how they are to be read.
        layout: `csv` (one sheet, `orders`) or `olist` (several).
        sheets: The files, by what they hold.
        at: The marketplace's time.
        by: Who brings them, as the journal names actors.
        progress: Is told what is being done, and how far it has come.

    Raises:
        SheetUnusable: A file cannot be used; nothing was written.
    """
    with transaction(settings.marketplace_id):
        _prepare(settings, progress)
        form = _LAYOUTS[layout]
        taken = form.take_in(sheets, settings=settings, progress=progress)
        main = sheets["orders"]
        progress("writing orders", main.rows_read)
        import_id = new_id()
        counts, root = write(settings, import_id=import_id, file=main.name, staged=form.STAGED)
        files = tuple(FileRead(s.name, s.digest(), s.rows_read) for s in sheets.values())
        imported = Imported(
            import_id=import_id if counts.wrote else None,
            counts=counts,
            parties_made=taken.parties_made,
            rejected=value("common.rejected_count"),
            problems=_problems(),
            notes=(
                *(note for sheet in sheets.values() for note in sheet.notes),
                *taken.notes,
                *_notes_on_later(main.name, at),
            ),
            odd_times=taken.odd_times,
            files=files,
            root_hash=root,
        )
        if counts.wrote:
            _record(imported, import_id, settings, at, by)
            rows("write.look_at_orders")
        progress("done", counts.orders)
    return imported


def _prepare(settings: Settings, progress: Progress) -> None:
    """Wait for another import of this marketplace to end, and make room for the rows."""
    marketplace = literal(str(settings.marketplace_id))
    if not value("common.one_at_a_time", marketplace=marketplace):
        progress("waiting for another import to end", 0)
        run("common.wait_for_turn", marketplace=marketplace)
    rows("common.room_for_temporary_tables")
    rows("common.settings", zone=literal(settings.zone))
    for table in ("problems", "incoming_tracking"):
        run(f"common.{table}")


def _problems() -> tuple[Problem, ...]:
    return tuple(Problem(*row) for row in rows("common.problem_rows"))


def _notes_on_later(file: str, at: datetime) -> list[Note]:
    """Say which orders a sandbox's clock has not come to, or, on a live one, are dated wrongly."""
    later = value("common.placed_later", at=literal(at.isoformat()))
    if not later:
        return []
    sentence = (
        f"{file} has orders that are placed after now, {at:%Y-%m-%d %H:%M} UTC: {later:,}. "
        "They are taken; until then nobody sees them, and no claim can be made on them."
    )
    return [Note("placed_later", sentence, later)]


def _record(imported: Imported, import_id: UUID, settings: Settings, at: datetime, by: str) -> None:
    """Write the import's row, and its one event: what was read, and a root over every row hash."""
    counts = imported.counts
    files = [{"name": f.name, "rows": f.rows, "sha256": f.sha256} for f in imported.files]
    row = Import.objects.create(
        id=import_id,
        marketplace_id=settings.marketplace_id,
        format=settings.source,
        files=canonical_json(files),
        inserted=counts.inserted,
        updated=counts.updated,
        unchanged=counts.unchanged,
        lines=counts.lines,
        rejected=imported.rejected,
        root_hash=imported.root_hash,
        at=at,
    )
    body = canonical_json(
        {
            "files": files,
            "format": row.format,
            "inserted": row.inserted,
            "lines": row.lines,
            "market": settings.market_code,
            "rejected": row.rejected,
            "root": row.root_hash,
            "unchanged": row.unchanged,
            "updated": row.updated,
        }
    )
    event = NewEvent(kind=EVENT_KIND, version=EVENT_VERSION, at=at, actor=by, body=body)
    addition = chain(
        marketplace_id=settings.marketplace_id,
        stream_kind=STREAM_KIND,
        stream_id=import_id,
        after=Head(),
        events=[event],
    )
    append(marketplace_id=settings.marketplace_id, command_id=import_id, additions=[addition])
