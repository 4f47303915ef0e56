"""Claims for losses in a file of JSON lines: each line a claim, or its problems with their repair.

    {"order_id": "A-1", "ground": "property_damage", "line": 1, "buyer": "b-7",
     "heads": [{"kind": "property", "amount": "240.00", "shown": "240.00", "other_paid": "0.00",
                "for_trade": false}],
     "said": {"loss_on": "2026-11-20", "photos": 2, "proof_of_loss": true, "usage": "intended"}}

`units` may say how many of the line did the harm; `said` names facts as the terms do. What the
terms cannot take of it they refuse by themselves.
"""

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from makewhole.apps.claims.bulk import BulkHead, BulkRow
from makewhole.core.claim.loss import HEADS_IN_ORDER, HeadKind
from makewhole.core.claim.stages import LOSS_GROUNDS, Ground
from makewhole.core.claim.values import Value
from makewhole.surfaces.cli.filing_rows import FileCannotBeRead, RowProblem

_FIELDS = frozenset({"order_id", "ground", "line", "units", "buyer", "heads", "said"})
_OF_A_HEAD = frozenset({"kind", "amount", "shown", "other_paid", "for_trade"})


@dataclass(frozen=True, slots=True)
class LossRow:
    """One line as read, and as it came."""

    line: int
    row: BulkRow
    raw: str


@dataclass(frozen=True, slots=True)
class UnreadLoss:
    """A line with all of its problems, as it came."""

    problems: tuple[RowProblem, ...]
    raw: str


def read_losses(path: Path) -> Iterator[LossRow | UnreadLoss]:
    """Read each line, or all of its problems at once; empty lines are passed over.

    Raises:
        FileCannotBeRead: It cannot be opened, or is not UTF-8.
    """
    try:
        with path.open(encoding="utf-8-sig") as file:
            for number, text in enumerate(file, start=1):
                if text.strip():
                    yield _read(number, text.strip())
    except (OSError, UnicodeDecodeError) as error:
        raise FileCannotBeRead(f"{path}: {error}. Nothing was filed from here on.") from error


def _read(number: int, text: str) -> LossRow | UnreadLoss:
    problems: list[RowProblem] = []

    def refuse(field: str, found: object, accepted: str) -> None:
        problems.append(RowProblem(number, field, str(found), accepted))

    try:
        told = json.loads(text)
    except ValueError:
        told = None
    if not isinstance(told, dict):
        refuse("line", text[:40], "one JSON object")
        return UnreadLoss(tuple(problems), text)
    row = _row(told, refuse)
    return UnreadLoss(tuple(problems), text) if problems else LossRow(number, row, text)


def _row(told: Mapping[str, Any], refuse: Callable[[str, object, str], None]) -> BulkRow:
    for name in sorted(told.keys() - _FIELDS):
        refuse(name, name, "one of " + ", ".join(sorted(_FIELDS)))
    order_id, ground, line = told.get("order_id"), told.get("ground"), told.get("line")
    units = told.get("units")
    if not isinstance(order_id, str) or not order_id:
        refuse("order_id", order_id, "the marketplace's order number")
    if ground not in LOSS_GROUNDS:
        refuse("ground", ground, "one of " + ", ".join(sorted(LOSS_GROUNDS)))
    if not _is_count(line):
        refuse("line", line, "the number of the order line that did the harm")
    if units is not None and not _is_count(units):
        refuse("units", units, "a whole number such as 1")
    heads, said = told.get("heads"), told.get("said", {})
    if not isinstance(heads, list) or not heads:
        refuse("heads", heads, "at least one head, with its kind and amount")
        heads = []
    if not isinstance(said, dict):
        refuse("said", said, "facts by their names, such as loss_on")
        said = {}
    return BulkRow(
        order_number=str(order_id),
        ground=Ground(ground) if ground in LOSS_GROUNDS else None,
        lines=((int(line), units),) if line is not None and _is_count(line) else (),
        buyer=str(told.get("buyer") or ""),
        amount="",
        stated=tuple(
            (name, fact)
            for name, value in said.items()
            if (fact := _fact(name, value, refuse)) is not None
        ),
        heads=tuple(
            head
            for place, each in enumerate(heads, start=1)
            if (head := _head(place, each, refuse)) is not None
        ),
    )


def _is_count(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and value > 0


def _fact(name: str, value: object, refuse: Callable[[str, object, str], None]) -> Value | None:
    if isinstance(value, bool | int):
        return value
    if not isinstance(value, str):
        refuse(name, value, "true, false, a whole number, a word or a day")
        return None
    if not name.endswith("_on"):
        return value
    try:
        return date.fromisoformat(value)
    except ValueError:
        refuse(name, value, "a day such as 2026-11-25")
        return None


def _head(place: int, told: object, refuse: Callable[[str, object, str], None]) -> BulkHead | None:
    if not isinstance(told, dict) or told.keys() - _OF_A_HEAD:
        refuse(f"heads {place}", told, "an object with " + ", ".join(sorted(_OF_A_HEAD)))
        return None
    kind = told.get("kind")
    if kind not in HEADS_IN_ORDER:
        refuse(f"heads {place} kind", kind, "one of " + ", ".join(HEADS_IN_ORDER))
        return None
    amount, shown, other = (told.get(name, "") for name in ("amount", "shown", "other_paid"))
    if not amount or not all(isinstance(each, str) for each in (amount, shown, other)):
        refuse(f"heads {place} amount", amount, 'an amount as text, such as "240.00"')
        return None
    for_trade = told.get("for_trade")
    if for_trade is not None and not isinstance(for_trade, bool):
        refuse(f"heads {place} for_trade", for_trade, "true or false")
        return None
    return BulkHead(HeadKind(kind), amount, shown, other, for_trade)
