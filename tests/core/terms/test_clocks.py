"""A parameter that is a length of time can say which clock it measures."""

from datetime import date

import pytest

from makewhole.core.clocks.duration import Duration, Unit
from makewhole.core.clocks.said import ClockSaid, Extension, Owner, RestDays, Rung, Runs, Whose
from makewhole.core.terms.clocks import length_on
from makewhole.core.terms.compare import compare
from makewhole.core.terms.model import Terms
from makewhole.core.terms.phrases import Phrases
from makewhole.core.terms.render import render_markdown
from makewhole.core.terms.schema import read_terms
from tests.core.terms.small import SMALL, problems, small
from tests.core.terms.test_packs import BASE, PACK
from tests.core.terms.test_schema import parameter

SAYS = "owner: seller, on_silence: decided"
WAIT = "from: asked, owner: seller, on_silence: decided"


def wait(
    clock: str = WAIT, *, unit: str = "unit: days, ", rows: str = "{value: 7}"
) -> tuple[str, str]:
    """Answer a change of the small file that adds a clock."""
    return parameter(f"wait: {{type: int, {unit}values: [{rows}], clock: {{{clock}}}}}")


def clock_of(terms: Terms, name: str = "wait") -> ClockSaid:
    said = terms.parameters[name].clock
    assert said is not None
    return said


def test_everything_that_a_clock_can_say_is_read() -> None:
    terms = small(
        wait(
            f"{WAIT}, days_of: market, rest_days: next_business_day, repeats: true,"
            " warn: [50%, {value: 1, unit: weeks}], pause_while: [programme_late, asked_others],"
            " extend: {value: 2, unit: weeks, times: 3, asked_by: [seller, insurer],"
            " needs_reason: true}, first_of: [longest]"
        ),
        parameter(
            "longest: {type: int, unit: weeks, values: [{value: 9}],"
            " clock: {after: wait, owner: nobody, on_silence: closed}}"
        ),
    )

    assert clock_of(terms) == ClockSaid(
        runs=Runs.FROM,
        event="asked",
        owner=Owner.SELLER,
        on_silence="decided",
        days_of=Whose.MARKET,
        rest_days=RestDays.NEXT_BUSINESS_DAY,
        warn=(Rung(percent=50), Rung(before=Duration(1, Unit.WEEKS))),
        pause_while=("programme_late", "asked_others"),
        extend=Extension(
            Duration(2, Unit.WEEKS), 3, (Owner.SELLER, Owner.INSURER), needs_reason=True
        ),
        first_of=("longest",),
        repeats=True,
    )
    other = clock_of(terms, "longest")
    assert (other.runs, other.event, other.days_of) == (Runs.AFTER, "wait", Whose.OWNER)


def test_what_a_clock_does_not_say_is_the_plain_thing() -> None:
    said = clock_of(small(wait(f"{WAIT}, extend: {{value: 7, unit: days, asked_by: [seller]}}")))

    assert said.extend == Extension(
        Duration(7, Unit.DAYS), times=1, asked_by=(Owner.SELLER,), needs_reason=False
    )
    assert (said.rest_days, said.repeats, said.warn) == (RestDays.COUNT, False, ())


def test_a_length_is_dated_and_by_key_and_each_row_may_have_its_unit() -> None:
    rows = (
        "{kind: late, value: 7}, {kind: late, from: 2025-01-01, value: 5, unit: business_days},"
        " {kind: lost, value: 7, unit: days}"
    )
    terms = small(wait(unit="unit: days, by: kind, ", rows=rows))
    found = terms.parameters["wait"]

    assert length_on(found, date(2024, 12, 31), "late") == Duration(7, Unit.DAYS)
    assert length_on(found, date(2025, 1, 1), "late") == Duration(5, Unit.BUSINESS_DAYS)
    assert length_on(found, date(2025, 1, 1), "broken") is None
    assert Phrases(terms, date(2025, 1, 1)).row(found, found.values[1]) == "5 business days"
    assert found.values[2].unit is None  # It says what the parameter says.


def test_a_row_in_another_unit_is_no_number_for_those_who_know_the_unit_by_heart() -> None:
    rows = "{value: 7}, {from: 2025-01-01, value: 5, unit: business_days}"
    terms = small(wait(rows=rows))

    assert terms.durations_on(date(2024, 12, 31))["wait"] == 7
    assert "wait" not in terms.durations_on(date(2025, 1, 1))


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        (wait(SAYS), "found no event, or two; state one of `from`, `after` and `until`"),
        (wait(f"from: a, until: b, {SAYS}"), "found no event, or two"),
        (wait("from: asked, owner: seller"), "found no `on_silence`"),
        (wait("from: asked, on_silence: decided"), "found no `owner`"),
        (wait(f"from: Asked, {SAYS}"), "write a name such as"),
        (wait("from: asked, owner: vendor, on_silence: decided"), 'owner: found "vendor"'),
        (wait("from: asked, owner: seller, on_silence: 7 days"), "write a name such as"),
        (wait(f"{WAIT}, days_of: mine"), 'days_of: found "mine"'),
        (wait(f"{WAIT}, rest_days: skip"), 'rest_days: found "skip"'),
        (wait(f"{WAIT}, repeats: yes"), "write true or false"),
        (wait(f"{WAIT}, warn: [half]"), "write a share such as 50%, or {value: 7, unit: days}"),
        (wait(f"{WAIT}, warn: [100%]"), "write a share such as 50%"),
        (wait(f"{WAIT}, warn: [{{value: 1}}]"), "found no `unit`"),
        (wait(f"{WAIT}, warn: [{{value: 0, unit: days}}]"), "found 0 days; write 1 to 10,000"),
        (wait(f"{WAIT}, warn: [{{value: 9, unit: hours}}]"), "found hours and days in one clock"),
        (wait(f"{WAIT}, extend: {{value: 7, unit: days}}"), "found no `asked_by`"),
        (wait(f"{WAIT}, extend: {{unit: days, asked_by: [seller]}}"), "found no `value`"),
        (
            wait(f"{WAIT}, extend: {{value: 7, unit: days, times: 0, asked_by: [seller]}}"),
            "write 1 to 10",
        ),
        (
            wait(f"{WAIT}, extend: {{value: 7, unit: days, times: once, asked_by: [seller]}}"),
            "write a whole number",
        ),
        (
            wait(f"{WAIT}, extend: {{value: 7, unit: hours, asked_by: [seller]}}"),
            "found hours and days in one clock; count warnings and extensions as the clock is",
        ),
        (wait(f"until: ends, {SAYS}, repeats: true"), "repeats: found it with `until`"),
        (wait(f"until: ends, {SAYS}, rest_days: count"), "rest_days: found it with `until`"),
        (wait(f"until: ends, {SAYS}, pause_while: [asked]"), "pause_while: found it with"),
        (wait(f"{WAIT}, first_of: [grace]"), "found the clock grace"),
        (wait(f"after: wait, {SAYS}"), "found the clock wait"),
        (wait(unit=""), "found a clock of no length; write `type: int` and `unit`: hours, days"),
        (wait(unit="unit: percent, "), "found a clock of no length"),
        (wait(rows="{value: 0}"), "found 0 days; write 1 to 10,000"),
        (wait(unit="unit: years, ", rows="{value: 101}"), "found 101 years; write 1 to 100"),
        (
            parameter("wait: {type: int, unit: days, values: [{value: 7, unit: weeks}]}"),
            "found a row with a unit of its own; only clocks have such rows",
        ),
        (wait(rows="{value: 7, unit: fortnights}"), 'found "fortnights"'),
    ],
)
def test_what_no_clock_can_be_is_refused(change: tuple[str, str], problem: str) -> None:
    assert any(problem in found for found in problems(change)), problems(change)


def test_clocks_that_wait_for_each_other_are_refused() -> None:
    found = problems(
        wait(f"after: second, {SAYS}"),
        parameter(
            "second: {type: int, unit: days, values: [{value: 1}],"
            f" clock: {{after: wait, {SAYS}}}}}"
        ),
    )

    assert any("wait begins after second begins after wait" in problem for problem in found)


def test_a_figure_in_several_units_is_for_its_clock_alone() -> None:
    rows = "{value: 7}, {from: 2025-01-01, value: 5, unit: business_days}"
    found = problems(wait(rows=rows), ("add_days(order_on, grace)", "add_days(order_on, wait)"))

    assert any("several units" in problem for problem in found)


def test_a_clock_counts_as_used_and_a_number_with_one_unit_can_be_read() -> None:
    terms = small(wait(), ("add_days(order_on, grace)", "add_days(order_on, wait)"))

    assert terms.warnings == small().warnings
    assert small(wait()).warnings == small().warnings


def test_a_pack_restates_the_figure_and_keeps_the_clock() -> None:
    base = BASE.replace("parameters:\n", "parameters:\n  wait: " + _FLOW + "\n", 1)
    pack = PACK.replace(
        "parameters:\n",
        "parameters:\n  wait: {unit: business_days, values: [{value: 5, cite: X Y}]}\n",
        1,
    )
    terms = read_terms(pack, name="pack.yaml", bases={"small": base})

    assert isinstance(terms, Terms), str(terms)
    assert clock_of(terms).on_silence == "decided"
    assert length_on(terms.parameters["wait"], date(2026, 1, 1)) == Duration(5, Unit.BUSINESS_DAYS)


_FLOW = f"{{type: int, unit: days, values: [{{value: 7}}], clock: {{{WAIT}}}}}"


@pytest.mark.parametrize(
    ("said", "words"),
    [
        (WAIT, "from asked; for seller; then decided; days of owner; rest days: count"),
        (
            (
                f"{WAIT}, warn: [50%, {{value: 2, unit: days}}], pause_while: [late],"
                " repeats: true,"
                " extend: {value: 7, unit: days, asked_by: [seller], needs_reason: true}"
            ),
            (
                "warns at 50%; warns at 2 days before; pauses while late;"
                " extended by 7 days, once, for seller with a reason; repeats"
            ),
        ),
        (
            f"{WAIT}, extend: {{value: 7, unit: days, times: 2, asked_by: [seller, insurer]}}",
            "extended by 7 days, 2 times, for seller, insurer",
        ),
    ],
)
def test_a_comparison_says_that_the_clock_changed_and_how(said: str, words: str) -> None:
    differences = compare(small(wait(f"from: told, {SAYS}")), small(wait(said))).differences

    assert [(d.name, d.field) for d in differences] == [("wait", "clock")]
    assert words in str(differences[0].after)


def test_a_comparison_sees_a_row_whose_unit_alone_changed() -> None:
    old, new = small(wait()), small(wait(rows="{value: 7, unit: weeks}"))
    differences = compare(old, new).differences

    assert [(d.before, d.after) for d in differences] == [("7 days", "7 weeks")]


def test_the_published_page_says_how_long_from_what_and_what_silence_brings() -> None:
    said = f"{WAIT}, rest_days: next_business_day"
    second = (
        "second: {type: int, unit: weeks, label: the second wait, values: [{value: 1}],"
        " clock: {after: wait, owner: nobody, on_silence: all_over}}"
    )
    page = render_markdown(small(wait(said), parameter(second)))

    assert (
        "- **wait** (seller): 7 days from asked, or the next business day where that is a day of"
        " rest; then decided"
    ) in page
    assert "- **the second wait**: 1 week after wait; then all over" in page


def test_a_file_without_clocks_has_the_hash_that_it_had() -> None:
    assert small().hash != small(wait()).hash
    assert '"clock"' not in small().canonical
    assert '"unit"' not in small(("unit: days, ", "")).canonical
    assert "clock" not in SMALL
