"""What each column of an order file may hold: one rule for each, as SQL over texts.

Each rule has two forms. The precise one says for one value whether it can be taken, and never
raises. The quick one leaves out what a cast says anyway, by raising; it may say no too often, never
yes too often. A file in which it holds everywhere, and whose casts all work, has no problem at all.
"""

from dataclasses import dataclass

from makewhole.apps.orders.importing import shapes
from makewhole.apps.orders.importing.statements import literal, run

_TIME = "a date and time such as 2026-03-01 14:30:00, with or without a zone such as -03:00"
_AMOUNT = "an amount of zero or more such as 19.90, no finer than the currency's minor unit"
_COUNT = "a whole number from 1 to 999999"
_REFERENCE = f"at most {shapes.REF_MAX} characters, and never an e-mail address"

_TIMES = ("placed_at", "ship_by", "latest_estimate", "handed_over_at", "delivered_at")
_AMOUNTS = ("price", "shipping", "paid")
_COUNTS = {"line": "line_number", "quantity": "quantity"}
_NEEDED = frozenset({"order_id", "placed_at", "currency", "price", "state"})


@dataclass(frozen=True, slots=True)
class Field:
    """One column's rule: SQL that is true where it can be taken, and what would be accepted.

    `letters` names characters that make it false, as a pattern.
    """

    name: str
    is_fine: str
    accepted: str
    is_usual: str = ""
    letters: str = ""
    column: str = ""

    @property
    def staged(self) -> str:
        """Answer the column's name in the staged table."""
        return self.column or self.name

    @property
    def precise(self) -> str:
        """Answer SQL that is true exactly where the column can be taken."""
        fine = self.is_fine
        if self.letters:
            fine = f'{self.staged} COLLATE "C" !~ {literal(self.letters)} AND {fine}'
        return self._unless_absent(fine)

    @property
    def quick(self) -> str:
        """Answer SQL that is true of most rows, beside the search for letters in all amounts."""
        return self._unless_absent(self.is_usual or self.is_fine)

    def _unless_absent(self, fine: str) -> str:
        return f"({fine})" if self.name in _NEEDED else f"({self.staged} IS NULL OR ({fine}))"


def fields_of(*, places: str, zones: list[str], currencies: tuple[str, ...]) -> tuple[Field, ...]:
    """Answer every column's rule.

    Args:
        places: SQL for the decimal places of a row's currency.
        zones: The time zones that rows name and that exist.
        currencies: The market's.
    """
    zone_names = ", ".join(map(literal, ["", *zones]))
    currency_names = ", ".join(map(literal, currencies))
    states = ", ".join(shapes.STATES)
    return (
        *(_reference(name) for name in ("order_id", "seller", "product", "buyer")),
        *(_time(name) for name in _TIMES),
        *(_amount(name, places) for name in _AMOUNTS),
        *(_count(name, column) for name, column in _COUNTS.items()),
        Field("time_zone", f"time_zone IN ({zone_names})", "a name such as Europe/Paris"),
        Field("currency", f"currency IN ({currency_names})", f"one of: {', '.join(currencies)}"),
        Field("state", shapes.state("state"), f"one of: {states}"),
        Field(
            "fulfilled_by",
            "fulfilled_by IN ('seller', 'marketplace')",
            "seller, marketplace, or nothing",
        ),
        Field(
            "title",
            f"length(title) <= {shapes.TITLE_MAX}",
            f"at most {shapes.TITLE_MAX} characters",
        ),
    )


def _reference(name: str) -> Field:
    return Field(name, shapes.reference(name), _REFERENCE)


def _time(name: str) -> Field:
    return Field(name, shapes.time(name), _TIME, shapes.usual_time(name), shapes.TIME_LETTERS)


def _amount(name: str, places: str) -> Field:
    fine, usual = shapes.amount(name, places), shapes.size_of_amount(name, places)
    return Field(name, fine, _AMOUNT, usual, shapes.AMOUNT_LETTERS)


def _count(name: str, column: str) -> Field:
    fine, usual = shapes.count(column), shapes.size_of_count(column)
    return Field(name, fine, _COUNT, usual, shapes.AMOUNT_LETTERS, column)


def quick_rule(fields: tuple[Field, ...]) -> str:
    """Answer SQL that is true of a row whose columns are all fine, once their casts worked too."""
    amounts = ", ".join(f.staged for f in fields if f.letters == shapes.AMOUNT_LETTERS)
    letters = f"concat_ws(' ', {amounts}) COLLATE \"C\" !~ {literal(shapes.AMOUNT_LETTERS)}"
    return f"({' AND '.join([letters, *(f.quick for f in fields)])}) IS TRUE"


def judge(file: str, fields: tuple[Field, ...]) -> None:
    """Note every field of every row that cannot be taken."""
    run("csv.suspects", precise=" AND ".join(f.precise for f in fields))
    judged = ", ".join(
        f"({literal(f.name)}, {f.staged}, {f.precise}, {literal(f.accepted)})" for f in fields
    )
    run("csv.judge", file=literal(file), fields=judged)
