"""The ECB's euro reference rates, as its website gives them: `eurofxref-hist.csv` or one day's.

The first column is the day; every other one names a currency: its units for one euro. `N/A` says
that there was none on that day.

Source: https://www.ecb.europa.eu/stats/policy_and_exchange_rates/euro_reference_exchange_rates
"""

import re
from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from pathlib import Path

from makewhole.apps.orders.ports import Problem, SheetUnusable
from makewhole.core.kernel.rates import RateSheet
from makewhole.gateways.files.sheets import CsvSheet

SOURCE = "ecb"
BASE = "EUR"

_NONE = frozenset({"", "N/A"})
_DAY_FORMS = ("%Y-%m-%d", "%d %B %Y")  # The history's, and that of one day's file.


def ecb_sheets(path: Path) -> tuple[tuple[RateSheet, ...], tuple[Problem, ...]]:
    """Read a file of the ECB: each day's rates, and everything that cannot be one.

    Raises:
        SheetUnusable: It cannot be read, or its header is not that of such a file.
    """
    sheet = CsvSheet(path, key="date")
    columns = [name.strip().upper() for name in sheet.columns]
    strange = [name for name in columns[1:] if name and not re.fullmatch("[A-Z]{3}", name)]
    if columns[0] != "DATE" or strange or len(columns) < 2:
        raise SheetUnusable(
            sheet.name,
            ["the first line should read Date,USD,JPY,... : a day, then currencies by ISO code"],
        )
    for _ in sheet.blocks():  # To the end, so that rows that fall apart are known.
        pass
    problems = list(sheet.unread)
    broken = {problem.line for problem in problems}
    days: dict[date, RateSheet] = {}
    for line, fields in sheet.rows_again():
        if line in broken or not any(field.strip() for field in fields):
            continue
        row = _Row(sheet.name, line, columns, fields)
        read = row.read()
        problems += row.problems
        if read is not None and read.day in days:
            problems.append(row.problem("Date", fields[0], "each day once"))
        elif read is not None:
            days[read.day] = read
    return tuple(days.values()), tuple(problems)


class _Row:
    """One line of the file, and what is wrong with it."""

    def __init__(self, file: str, line: int, columns: Sequence[str], fields: Sequence[str]) -> None:
        self.file, self.line = file, line
        self.columns, self.fields = columns, [field.strip() for field in fields]
        self.problems: list[Problem] = []

    def read(self) -> RateSheet | None:
        """Answer the day's rates; None where something is wrong with them."""
        day = self._day()
        rates = {
            currency: rate
            for currency, found in zip(self.columns[1:], self.fields[1:], strict=True)
            if currency and found not in _NONE and (rate := self._rate(currency, found))
        }
        if day is None or self.problems:
            return None
        return RateSheet(SOURCE, day, BASE, rates)

    def _day(self) -> date | None:
        for form in _DAY_FORMS:
            try:
                return datetime.strptime(self.fields[0], form).date()  # noqa: DTZ007 - a day
            except ValueError:
                continue
        self.problems.append(self.problem("Date", self.fields[0], "a day such as 2024-11-25"))
        return None

    def _rate(self, currency: str, found: str) -> Decimal | None:
        try:
            rate = Decimal(found)
        except InvalidOperation:
            rate = Decimal(0)
        if rate.is_finite() and rate > 0:
            return rate
        self.problems.append(
            self.problem(currency, found, "units for one euro, such as 1.0472, or N/A")
        )
        return None

    def problem(self, field: str, found: str, accepted: str) -> Problem:
        return Problem(self.file, self.line, "", field, found, accepted)
