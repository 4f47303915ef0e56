"""Three-valued logic, operator by operator: what is known, what is not, what does not apply."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest

from makewhole.core.kernel.require import InvariantBroken
from makewhole.core.terms.emit import Constants, Emitter, Leaf
from makewhole.core.terms.expr import read_expression
from makewhole.core.terms.model import Level
from makewhole.core.terms.python import executed
from makewhole.core.terms.runtime import (
    NA,
    add_days,
    add_hours,
    add_months,
    portion,
    settled,
    share,
)
from makewhole.core.terms.scope import Role, Scope, Symbol
from makewhole.core.terms.tree import Arithmetic, Kind, Name, Not, Sum

T, F, U = True, False, None
WORDS = ("late", "lost")
KINDS = {
    "a": Kind.BOOL,
    "b": Kind.BOOL,
    "n": Kind.INT,
    "m": Kind.INT,
    "word": Kind.ENUM,
    "other": Kind.ENUM,
    "day": Kind.DATE,
    "moment": Kind.TIMESTAMP,
}
SCOPE = Scope(
    {
        name: Symbol(name, kind, Role.FACT, Level.CLAIM, WORDS if kind is Kind.ENUM else ())
        for name, kind in KINDS.items()
    }
)


def valued(text: str, kind: Kind = Kind.BOOL, **values: Any) -> Any:
    """Read an expression and work it out by generated code, in which every name may not apply."""
    reading = read_expression(text, kind, SCOPE)
    assert reading.tree is not None, reading.complaints
    constants = Constants()
    emitter = Emitter(
        variable=lambda name: f"v_{name}",
        leaves={name: Leaf(may_not_apply=True) for name in KINDS},
        constants=constants,
        share_whole=100,
        waits={},
    )
    source = f"def decide({', '.join(f'v_{n}=None' for n in KINDS)}):\n"
    source += f"    return {emitter.whole(reading.tree)}\n"
    functions = {f.__name__: f for f in (add_days, add_hours, add_months, portion, share)}
    names: dict[str, object] = {"NA": NA, **functions, **constants.values}
    decide: Any = executed(source, names, "<test>")["decide"]
    return decide(**{f"v_{name}": value for name, value in values.items()})


@pytest.mark.parametrize(
    ("a", "b", "both", "either"),
    [
        (T, T, T, T), (T, F, F, T), (T, U, U, T),
        (F, T, F, T), (F, F, F, F), (F, U, F, U),
        (U, T, U, T), (U, F, F, U), (U, U, U, U),
        (NA, T, F, T), (NA, F, F, F), (NA, U, F, U), (T, NA, F, T), (U, NA, F, U),
    ],
)  # fmt: skip
def test_and_and_or(a: Any, b: Any, both: Any, either: Any) -> None:
    assert valued("a AND b", a=a, b=b) is both
    assert valued("a OR b", a=a, b=b) is either
    assert valued("NOT (NOT a OR NOT b)", a=a, b=b) is both


@pytest.mark.parametrize(("a", "denied"), [(T, F), (F, T), (U, U), (NA, T)])
def test_not(a: Any, denied: Any) -> None:
    assert valued("NOT a", a=a) is denied


@pytest.mark.parametrize(
    ("n", "m", "answers"),
    [
        (1, 1, {"=": T, "<>": F, "<": F, "<=": T, ">": F, ">=": T}),
        (1, 2, {"=": F, "<>": T, "<": T, "<=": T, ">": F, ">=": F}),
        (2, 1, {"=": F, "<>": T, "<": F, "<=": F, ">": T, ">=": T}),
        (U, 1, dict.fromkeys(("=", "<>", "<", "<=", ">", ">="), U)),
        (1, U, dict.fromkeys(("=", "<>", "<", "<=", ">", ">="), U)),
        (U, U, dict.fromkeys(("=", "<>", "<", "<=", ">", ">="), U)),
        # What does not apply compares with nothing: only that it is another thing is true.
        (NA, 1, {"=": F, "<>": T, "<": F, "<=": F, ">": F, ">=": F}),
        (1, NA, {"=": F, "<>": T, "<": F, "<=": F, ">": F, ">=": F}),
        (NA, U, {"=": F, "<>": T, "<": F, "<=": F, ">": F, ">=": F}),
    ],
)
def test_comparisons(n: Any, m: Any, answers: dict[str, Any]) -> None:
    for operator, answer in answers.items():
        assert valued(f"n {operator} m", n=n, m=m) is answer, operator
        if n is not NA and m is not NA:
            denied = None if answer is None else not answer
            assert valued(f"NOT (n {operator} m)", n=n, m=m) is denied, operator


@pytest.mark.parametrize(
    ("word", "is_late", "is_listed"), [("late", T, T), ("lost", F, F), (U, U, U), (NA, F, F)]
)
def test_words_and_lists(word: Any, is_late: Any, is_listed: Any) -> None:
    denied = None if is_late is None else not is_late

    assert valued("word = 'late'", word=word) is is_late
    assert valued("word <> 'late'", word=word) is denied
    assert valued("word IN ('late')", word=word) is is_listed
    assert valued("word NOT IN ('late')", word=word) is denied


def test_two_words_are_compared_with_one_another() -> None:
    assert valued("word = other", word="late", other="late") is T
    assert valued("word <> other", word="late", other="lost") is T
    assert valued("word = other", word="late") is U
    assert valued("word = other", word="late", other=NA) is F


@pytest.mark.parametrize(("n", "between"), [(0, F), (1, T), (3, T), (4, F), (U, U), (NA, F)])
def test_between_is_two_comparisons(n: Any, between: Any) -> None:
    assert valued("n BETWEEN 1 AND 3", n=n) is between


def test_between_with_an_unknown_bound_may_still_fail() -> None:
    assert valued("n BETWEEN m AND 3", n=5) is F
    assert valued("n BETWEEN m AND 3", n=2) is U


@pytest.mark.parametrize("text", ["n + m", "n - m", "n * m", "lesser(n, m)", "greater(n, m)"])
def test_a_number_is_unknown_while_a_part_of_it_is(text: str) -> None:
    assert valued(text, Kind.INT, n=3) is U
    assert valued(text, Kind.INT, m=3) is U
    assert valued(text, Kind.INT, n=3, m=NA) is NA
    assert valued(text, Kind.INT, n=NA) is U


def test_numbers() -> None:
    assert valued("n + m * 2", Kind.INT, n=3, m=-2) == -1
    assert valued("n - (m - 1)", Kind.INT, n=3, m=2) == 2
    assert valued("lesser(n, m)", Kind.INT, n=3, m=2) == 2
    assert valued("greater(n, m)", Kind.INT, n=3, m=2) == 3
    assert valued("n + 1 IN (4)", n=3) is T
    assert valued("n + 1 IN (4)", n=NA) is F
    assert valued("n + 1 IN (4)") is U


def test_truths_are_compared_as_names() -> None:
    assert valued("a = b", a=T, b=T) is T
    assert valued("a <> b", a=T, b=F) is T
    assert valued("a = b", a=T) is U
    assert valued("a = b", a=NA, b=F) is F


def test_a_number_is_no_condition_and_a_condition_no_number() -> None:
    emitter = Emitter(str, {"n": Leaf()}, Constants(), 100, {})
    number = Arithmetic(Sum.PLUS, Name("n", Kind.INT), Name("n", Kind.INT), Kind.INT)

    with pytest.raises(InvariantBroken, match="a number is no condition"):
        emitter.true(number)
    with pytest.raises(InvariantBroken, match="a number is no condition"):
        emitter.false(number)
    with pytest.raises(InvariantBroken, match="a condition is no number"):
        emitter.value(Not(number))


def test_constants_fold_away() -> None:
    assert valued("a OR TRUE") is T
    assert valued("a AND FALSE") is F
    assert valued("a AND TRUE", a=T) is T
    assert valued("a OR FALSE", a=F) is F
    assert valued("NOT TRUE") is F
    assert valued("TRUE AND TRUE") is T


LEAP = date(2024, 2, 29)
NOON = datetime(2024, 2, 29, 12)  # noqa: DTZ001 - naive UTC, as facts are


@pytest.mark.parametrize(
    ("text", "kind", "value"),
    [
        ("add_days(day, 1)", Kind.DATE, date(2024, 3, 1)),
        ("add_days(day, -1)", Kind.DATE, date(2024, 2, 28)),
        ("add_days(day, n)", Kind.DATE, date(2024, 3, 3)),
        ("add_days(day, n * 1000000)", Kind.DATE, date.max),
        ("add_days(day, n * -1000000)", Kind.DATE, date.min),
        ("add_days(day, 1000000000)", Kind.DATE, date.max),
        ("add_months(day, 12)", Kind.DATE, date(2025, 2, 28)),
        ("add_months(day, -12)", Kind.DATE, date(2023, 2, 28)),
        ("add_months(day, n * 1000000)", Kind.DATE, date.max),
        ("add_months(day, n * -1000000)", Kind.DATE, date.min),
        ("add_hours(moment, 12)", Kind.TIMESTAMP, NOON + timedelta(hours=12)),
        ("add_hours(moment, n * 1000000000)", Kind.TIMESTAMP, datetime(9999, 12, 31, 23, 59, 59)),  # noqa: DTZ001
        ("add_hours(moment, n * -1000000000)", Kind.TIMESTAMP, datetime(1, 1, 1)),  # noqa: DTZ001
    ],
)  # fmt: skip
def test_days_and_hours_stay_in_the_calendar(text: str, kind: Kind, value: object) -> None:
    assert valued(text, kind, day=LEAP, moment=NOON, n=3) == value


@pytest.mark.parametrize(
    ("amount", "part", "shared"),
    [
        (105, 50, 53),
        (104, 50, 52),
        (-105, 50, -53),
        (105, -50, -53),
        (1, 49, 0),
        (1, 50, 1),
        (0, 7, 0),
    ],
)
def test_a_share_is_rounded_half_away_from_zero(amount: int, part: int, shared: int) -> None:
    assert share(amount, part, 100) == shared


@pytest.mark.parametrize(
    ("number", "of", "priced"),
    [
        (0, 3, 0),
        (1, 3, 333),
        (2, 3, 666),
        (3, 3, 1000),
        (4, 3, 1000),
        (1, 0, 0),
        (-1, 3, 0),
        (1, -1, 0),
    ],
)
def test_a_portion_leaves_the_rest_on_the_last_unit(number: int, of: int, priced: int) -> None:
    assert portion(1000, number, of) == priced
    assert portion(-1000, number, of) == -priced


def test_a_value_is_settled_only_if_every_open_case_gives_the_same() -> None:
    assert settled((5, 5), 5) == 5
    assert settled((5, 6), 5) is None
    assert settled((None,), 5) is None
    assert settled((NA,), NA) is NA
    assert repr(NA) == "NOT_APPLICABLE"
