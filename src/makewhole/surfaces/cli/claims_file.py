"""`makewhole claims file --from FILE.csv`: each row a claim, each with its own answer."""

import argparse
import csv
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from uuid import UUID

from makewhole.apps.claims.bulk import BulkAnswer, BulkRow, file_rows
from makewhole.apps.tenancy.queries import now_of
from makewhole.surfaces.cli.console import Console, Exit, counted
from makewhole.surfaces.cli.filing_losses import LossRow, UnreadLoss, read_losses
from makewhole.surfaces.cli.filing_rows import (
    COLUMNS,
    REFUSED_BECAUSE,
    FileCannotBeRead,
    FilingRow,
    UnreadRow,
    read_filings,
)
from makewhole.surfaces.cli.ground import open_marketplace
from makewhole.surfaces.cli.homes import home
from makewhole.surfaces.shared.wording.refusals import is_worded, refusal_text

Row = FilingRow | UnreadRow | LossRow | UnreadLoss

CHUNK = 200
SHOWN_MAX = 20


@dataclass(slots=True)
class _Outcome:
    """What became of the rows of one file."""

    claims: int = 0
    drafts: int = 0
    refused: Counter[str] = field(default_factory=Counter)
    by_stage: Counter[str] = field(default_factory=Counter)
    by_ground: Counter[str] = field(default_factory=Counter)
    settled_by: Counter[str] = field(default_factory=Counter)
    first_question: Counter[str] = field(default_factory=Counter)
    already_there: list[dict[str, object]] = field(default_factory=list)
    problems: list[dict[str, object]] = field(default_factory=list)
    rejected: list[tuple[Mapping[str, str] | str, str]] = field(default_factory=list)


def file_from(arguments: argparse.Namespace, console: Console) -> Exit:
    """File every row that can be filed; keep the others, with the reason, in a reject file."""
    opened = open_marketplace(arguments, console)
    at = now_of(marketplace_id=opened.marketplace_id)
    outcome = _Outcome()
    try:
        rows: Iterator[Row] = (
            read_losses(arguments.path)
            if _is_of_losses(arguments.path)
            else read_filings(arguments.path, opened.zone)
        )
        for chunk in _chunks(rows):
            _file_chunk(opened.marketplace_id, chunk, at, outcome)
            console.progress("claims filed", outcome.claims)
    except FileCannotBeRead as problem:
        outcome.problems.append({"file": str(arguments.path), "finding": str(problem)})
        console.say(str(problem))
    reject_file = _keep_rejected(arguments.path, outcome)
    document = {
        "filed": outcome.claims - outcome.drafts,
        "drafts": outcome.drafts,
        "already_there": outcome.already_there,
        "refused": sum(outcome.refused.values()),
        "refused_because": dict(sorted(outcome.refused.items())),
        "by_stage": dict(sorted(outcome.by_stage.items())),
        "by_ground": dict(sorted(outcome.by_ground.items())),
        "settled_by": dict(sorted(outcome.settled_by.items())),
        "first_question": dict(sorted(outcome.first_question.items())),
        "problems": outcome.problems,
        "reject_file": str(reject_file) if reject_file else None,
    }
    console.answer(document, _text(outcome, reject_file))
    return Exit.FOUND_PROBLEMS if outcome.problems else Exit.DONE


def _is_of_losses(path: Path) -> bool:
    """Answer whether a file names losses: those have parts, which a table has no columns for."""
    return path.suffix == ".jsonl"


def _chunks(rows: Iterator[Row]) -> Iterator[list[Row]]:
    """Cut into chunks; what stands before a place that cannot be read is taken."""
    chunk: list[Row] = []
    try:
        for row in rows:
            chunk.append(row)
            if len(chunk) == CHUNK:
                yield chunk
                chunk = []
    except FileCannotBeRead:
        yield chunk
        raise
    yield chunk


def _file_chunk(
    marketplace_id: UUID, chunk: Sequence[Row], at: datetime, outcome: _Outcome
) -> None:
    rows = [row for row in chunk if isinstance(row, FilingRow | LossRow)]
    for row in chunk:
        if isinstance(row, UnreadRow | UnreadLoss):
            _note_problems(row, outcome)
    answers = file_rows(
        marketplace_id=marketplace_id,
        rows=[_bulk(row) for row in rows],
        at=at,
    )
    for row, answer in zip(rows, answers, strict=True):
        _note_answer(row, answer, outcome)


def _bulk(row: FilingRow | LossRow) -> BulkRow:
    if isinstance(row, LossRow):
        return row.row
    return BulkRow(row.order_id, row.ground, row.lines, row.buyer, row.amount, row.stated)


def _order_of(row: FilingRow | LossRow) -> str:
    return row.row.order_number if isinstance(row, LossRow) else row.order_id


def _note_problems(row: UnreadRow | UnreadLoss, outcome: _Outcome) -> None:
    outcome.problems += [
        {
            "line": problem.line,
            "field": problem.field,
            "found": problem.found,
            "accepted": problem.accepted,
        }
        for problem in row.problems
    ]
    outcome.refused["row_cannot_be_read"] += 1
    fields = " ".join(problem.field for problem in row.problems)
    outcome.rejected.append((row.raw, f"row_cannot_be_read: {fields}"))


def _note_answer(row: FilingRow | LossRow, answer: BulkAnswer, outcome: _Outcome) -> None:
    if answer.refused is not None:
        outcome.refused[answer.refused.reason] += 1
        facts = ", ".join(f"{name} {value}" for name, value in answer.refused.facts.items())
        says = refusal_text(answer.refused) if is_worded(answer.refused.reason) else ""
        outcome.problems.append(
            {"line": row.line, "order_id": _order_of(row), "finding": answer.refused.reason,
             "facts": facts, "says": says}
        )  # fmt: skip
        outcome.rejected.append((row.raw, answer.refused.reason))
        return
    if answer.was_there:
        outcome.already_there.append(
            {"line": row.line, "order_id": _order_of(row), "reference": answer.reference}
        )
        return
    outcome.claims += 1
    outcome.drafts += answer.stage == "draft"
    outcome.by_stage[answer.stage] += 1
    outcome.by_ground[answer.ground or "none"] += 1
    outcome.settled_by[answer.settled_by] += 1
    if answer.first_question is not None:
        outcome.first_question[answer.first_question] += 1


def _keep_rejected(path: Path, outcome: _Outcome) -> Path | None:
    """Keep what was not taken in the form in which it can be sent again."""
    if not outcome.rejected:
        return None
    folder = home() / "rejects"
    folder.mkdir(parents=True, exist_ok=True)
    if _is_of_losses(path):
        kept = folder / f"{path.stem}.rejected.jsonl"
        kept.write_text("".join(f"{line}\n" for line, _ in outcome.rejected), encoding="utf-8")
        return kept
    kept = folder / f"{path.stem}.rejected.csv"
    with kept.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, [*COLUMNS, REFUSED_BECAUSE])
        writer.writeheader()
        for cells, reason in outcome.rejected:
            if isinstance(cells, Mapping):
                writer.writerow({**cells, REFUSED_BECAUSE: reason})
    return kept


def _text(outcome: _Outcome, reject_file: Path | None) -> str:
    stages = ", ".join(f"{count:,} {stage}" for stage, count in sorted(outcome.by_stage.items()))
    lines = [f"{counted(outcome.claims, 'claim')} made{f': {stages}' if stages else ''}."]
    there = outcome.already_there
    if there:
        one, many = (
            "was there already, and stays as it is",
            "were there already, and stay as they are",
        )
        lines.append(f"{counted(len(there), one, many)}:")
        lines += [f"  line {one['line']}: {one['reference']}" for one in there[:SHOWN_MAX]]
    refused = sum(outcome.refused.values())
    if refused:
        lines.append(f"{counted(refused, 'row was', 'rows were')} not filed:")
        lines += [f"  line {_place(problem)}" for problem in outcome.problems[:SHOWN_MAX]]
    if reject_file is not None:
        kept = "It is kept in {}; mend it" if refused == 1 else "They are kept in {}; mend them"
        lines.append(f"{kept.format(reject_file)} and file that.")
    return "\n".join(lines)


def _place(problem: dict[str, object]) -> str:
    if "finding" in problem:
        told = problem.get("says") or problem.get("facts", "")
        return f"{problem.get('line', '?')}: {problem['finding']} {told}".rstrip()
    return (
        f'{problem["line"]}, {problem["field"]}: found "{problem["found"]}"; '
        f"write {problem['accepted']}."
    )
