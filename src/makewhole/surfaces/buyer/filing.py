"""What the form of a new claim sends: lines, units, amounts, what went wrong, first answers.

Everything travels in the form, so that nothing is stored before the buyer sends or keeps it. What
can be claimed is the core's decision, asked line by line so that each answer stands at its field.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

from django.http import QueryDict
from django.utils.translation import gettext as _

from makewhole.core.claim.order import OrderOnFile, refuse_lines
from makewhole.core.claim.stages import Ground
from makewhole.core.claim.values import Line
from makewhole.surfaces.buyer.order_pages import LineChoice, LineRow
from makewhole.surfaces.shared.answers import Answered, read_answer
from makewhole.surfaces.shared.claim_parts import Question
from makewhole.surfaces.shared.wording.refusals import refusal_text

_CARRIED = ("number", "of", "line", "units-", "amount-", "fact-")
_AT_UNITS = frozenset({"no_unit_claimed", "quantity_not_bought"})
_AT_AMOUNT = frozenset({"nothing_asked", "more_than_was_paid"})


@dataclass(frozen=True, slots=True)
class Chosen:
    """What was chosen, and the lines as they are shown again."""

    lines: tuple[Line, ...]
    ground: Ground | None
    choices: tuple[LineChoice, ...]

    @property
    def first_error(self) -> str:
        """Answer the id of the first field that needs another look; empty: none does."""
        for choice in self.choices:
            for text, field in (
                (choice.error, "lines"),
                (choice.units_error, f"field-units-{choice.line.number}"),
                (choice.amount_error, f"field-amount-{choice.line.number}"),
            ):
                if text:
                    return field
        return ""


def read_choice(sent: QueryDict, rows: Sequence[LineRow], order: OrderOnFile) -> Chosen:
    """Read which lines were chosen; one line alone is chosen already when the form opens."""
    numbers = set(sent.getlist("line"))
    is_new = "line" not in sent and "step" not in sent
    left = [row for row in rows if not row.is_refunded]
    lines: list[Line] = []
    choices: list[LineChoice] = []
    for row in rows:
        if str(row.number) not in numbers:
            choices.append(LineChoice(line=row, is_chosen=is_new and left == [row]))
            continue
        choice, line = _read_line(sent, row, order)
        choices.append(choice)
        if line is not None:
            lines.append(line)
    given = sent.get("fact-claim_kind", "")
    ground = Ground(given) if given in set(Ground) else None
    return Chosen(tuple(lines), ground, tuple(choices))


def _read_line(sent: QueryDict, row: LineRow, order: OrderOnFile) -> tuple[LineChoice, Line | None]:
    units, amount = (sent.get(f"{name}-{row.number}", "").strip() for name in ("units", "amount"))
    units_read, units_error = _read(units, Question(fact="units", ask="", kind="number"))
    asked, amount_error = _read(
        amount, Question(fact="amount", ask="", kind="money", currency=order.currency)
    )
    line = Line(row.number, row.quantity if units_read is None else units_read, asked)
    error = ""
    refused = None if units_error or amount_error else refuse_lines(order, (line,))
    if refused is not None:
        text = refusal_text(refused)
        if refused.reason in _AT_UNITS:
            units_error = text
        elif refused.reason in _AT_AMOUNT:
            amount_error = text
        else:
            error = text
    choice = LineChoice(
        line=row,
        is_chosen=True,
        units=units,
        amount=amount,
        error=error,
        units_error=units_error,
        amount_error=amount_error,
    )
    return choice, None if error or units_error or amount_error else line


def _read(given: str, question: Question) -> tuple[int | None, str]:
    """Read a whole number of units or of minor units; nothing typed means all of it."""
    if not given:
        return None, ""
    read = read_answer(
        question,
        given=given,
        does_not_know=False,
        now=datetime.min.replace(tzinfo=UTC),  # Numbers know no time.
        zone=ZoneInfo("UTC"),
    )
    if not isinstance(read, Answered):
        return None, read.error
    return (read.value, "") if isinstance(read.value, int) else (None, _("Write a number."))


def carried(sent: QueryDict) -> tuple[tuple[str, str], ...]:
    """Answer everything typed so far, as the next form carries it on."""
    return tuple(
        (name, value)
        for name, values in sent.lists()
        if name.startswith(_CARRIED)
        for value in values
    )


def query_of(pairs: Sequence[tuple[str, str]], more: Mapping[str, str]) -> str:
    """Answer a query that opens a form with all of it."""
    return urlencode([*pairs, *more.items()])
