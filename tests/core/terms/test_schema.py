"""Everything that is wrong with a terms file is said at once, each with line, place and repair."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from makewhole.core.terms.model import Hit, Level, Privacy, Terms, Totalling, version_on
from makewhole.core.terms.schema import read_terms
from tests.core.terms.small import changed, problems, refusal_of, small

SLIPS = yaml.safe_load((Path(__file__).parent / "slips.yaml").read_text())
DAY = "  order_on:  {type: date, source: marketplace}"
PHOTOS = "  days_late: {type: int, min: 0, max: 900, source: carrier}"


def fact(text: str) -> tuple[str, str]:
    """Answer a change of the small file that adds a fact."""
    return DAY, f"{DAY}\n  {text}"


def parameter(text: str) -> tuple[str, str]:
    return "  most:  {", f"  {text}\n  most:  {{"


def rule(text: str) -> tuple[str, str]:
    return "      - {id: A9", f"      - {{{text}}}\n      - {{id: A9"


def section(text: str) -> tuple[str, str]:
    return "asks:", f"{text}\nasks:"


def test_the_small_file_is_right() -> None:
    terms = small()

    assert terms.tables["decision"].hit is Hit.FIRST
    assert [rule.id for rule in terms.rules] == ["A1", "A2", "A3", "A9"]
    assert terms.facts["answered"].presume is not None
    assert terms.warnings == ()
    assert len(terms.hash) == 64


def changes_of(slip: dict[str, Any]) -> list[tuple[str, str]]:
    """Read the changes of a slip."""
    adding = {"fact": fact, "parameter": parameter, "rule": rule, "section": section}
    changes = []
    for each in slip["change"]:
        if "write" in each:
            changes.append((each["for"], each["write"]))
        else:
            ((how, text),) = each.items()
            changes.append(adding[how](text))
    return changes


@pytest.mark.parametrize("slip", SLIPS, ids=[slip["says"][:60] for slip in SLIPS])
def test_says_what_is_wrong_and_how_to_mend_it(slip: dict[str, Any]) -> None:
    found = problems(*changes_of(slip))

    assert any(slip["says"] in each for each in found), found


def test_says_everything_at_once_in_the_order_of_the_file() -> None:
    refused = refusal_of(
        changed(
            ("source: carrier}\n  sent_at", "source: carier}\n  sent_at"),
            ("value: 3}", "value: three}"),
            ("NOT answered", "NOT aswered"),
            ('"<= most"', '"<= 5.555"'),
            ("targets: [outcome]", "targets: [result]"),
        )
    )

    assert [problem.line for problem in refused.problems] == [9, 13, 22, 23, 29]
    assert str(refused).startswith(
        "small.yaml cannot be used. Nothing was loaded.\n  line 9, facts."
    )


def test_a_problem_is_a_record_too() -> None:
    (problem,) = refusal_of("a: [").problems

    assert problem.to_json() == {
        "line": problem.line,
        "place": "",
        "finding": problem.finding,
        "repair": "mend the syntax here",
        "message": str(problem),
    }


def test_an_instant_may_be_a_parameter() -> None:
    start = (
        "  grace:",
        "  start: {type: timestamp, values: [{value: 2024-01-01 00:00}]}\n  grace:",
    )
    terms = small(start, ("TIMESTAMP '2024-01-01 00:00:00'", "start"))

    assert '"2024-01-01T00:00:00Z"' in terms.canonical


def test_a_file_that_is_no_mapping_is_refused() -> None:
    assert str(refusal_of("- a")) == (
        "small.yaml cannot be used. Nothing was loaded.\n"
        '  line 1, found "a list"; write keys and values here.'
    )


@pytest.mark.parametrize(
    ("said", "doers"),
    [
        pytest.param("", ("seller",), id="whoever-is-asked"),
        pytest.param(", deed_of: [carrier]", ("carrier",), id="who-is-named"),
        pytest.param(", deed_of: []", (), id="nobody"),
    ],
)
def test_reads_whose_deed_a_fact_is(said: str, doers: tuple[str, ...]) -> None:
    asked = "answered:  {type: bool, source: seller"

    assert small((asked, f"{asked}{said}")).facts["answered"].doers == doers


def test_reads_levels_totals_trust_and_privacy() -> None:
    terms = small(
        fact(
            "part_paid: {type: money, level: part, from: [carrier, seller], privacy: health}\n"
            '  total: {type: money, source: marketplace, sum_of: part_paid, min: "-5.00"}'
        ),
        ("lesser(paid, most)", "lesser(total, most)"),
    )

    part = terms.facts["part_paid"]
    assert (part.level, part.sources, part.privacy) == (
        Level.PART,
        ("carrier", "seller"),
        Privacy.HEALTH,
    )
    total = terms.facts["total"].total
    assert total is not None
    assert (total.how, total.of) == (Totalling.SUM_OF, "part_paid")
    assert terms.facts["total"].minimum == -500


@pytest.mark.parametrize(
    ("changes", "problem"),
    [
        ([fact("x: {type: bool, source: seller}")], "facts.x: found a fact that nothing reads"),
        (
            [parameter("x: {type: int, values: [{value: 1}]}")],
            "x: found a parameter that nothing reads",
        ),
        (
            [("  is_late:", "  x: {type: bool, is: answered}\n  is_late:")],
            "found a definition that noth",
        ),
        (
            [section('clauses: {"1": {title: One}}')],
            "clauses.1: found no rule and no text; cite it",
        ),
        ([section("sources: {S-1: book}")], "sources.S-1: found a source that nothing cites"),
    ],
)
def test_what_is_declared_and_never_used_is_odd_and_wrong_in_a_guarantee(
    changes: list[tuple[str, str]], problem: str
) -> None:
    terms = small(*changes)

    assert any(problem in warning for warning in terms.warnings), terms.warnings
    guarantee = ("title: Small", "title: Small\nfor: guarantee")
    assert any(problem in each for each in problems(*changes, guarantee))


@pytest.mark.parametrize(
    "change",
    [
        parameter("x: {type: int, lifecycle: true, values: [{value: 1}]}"),
        section('clauses: {"1": {title: One, text: Nothing.}}'),
        section('clauses: {"1": {title: One, text: Nothing.}, "2.1": {title: Two, text: x}}'),
        fact("x: {type: bool, source: seller}\n  y: {type: bool, source: seller, only_if: x}"),
        ('values: [{value: "50.00"}]', 'values: [{value: "50.00", cite: minutes of the board}]'),
    ],
)
def test_what_is_used_by_clocks_clauses_or_guards_is_used(change: tuple[str, str]) -> None:
    warnings = [warning for warning in small(change).warnings if "facts.y" not in warning]

    assert warnings == []


def test_sources_are_cited_by_figures_and_by_notes() -> None:
    sources = section("sources: {S-1: book, S-2: page, S-3: page}")
    cited = ('"50.00"}]}', '"50.00", cite: [S-1]}], note: "earlier (S-2), and S-3."}')

    assert small(sources, cited).warnings == ()
    assert "parameters.most: found the source S-4; declare it under `sources`." in str(
        problems(sources, ('"50.00"}]}', '"50.00", cite: [S-4]}]}'))
    )


def test_a_rule_cites_a_chapter_that_stands_in_the_file() -> None:
    clauses = section('clauses: {"2": {title: Two}}')

    small(clauses, ("{id: A3,", '{id: A3, clause: "2.1",'))
    found = problems(clauses, ("{id: A3,", '{id: A3, clause: "3.1",'))

    assert any('found the clause 3.1; add "3" under `clauses`.' in each for each in found)


def test_a_first_row_dated_before_2001_holds_from_the_beginning_with_a_warning() -> None:
    terms = small(("{value: 3}, ", "{from: 2000-01-01, value: 3}, "))

    assert terms.parameters["grace"].values[0].starts_on is None
    assert small(("{value: 3}, ", "{from: 2000-12-31, value: 3}, ")).warnings
    gap = problems(("{value: 3}, ", "{from: 2001-01-01, value: 3}, "))
    assert "found a gap: the series starts on 2001-01-01" in gap[0]
    (warning,) = terms.warnings
    assert "found a first row dated 2000-01-01; leave its `from` out" in warning


def test_a_declared_value_that_no_row_gives_is_no_slip() -> None:
    terms = small(
        ("outcome: enum,", "outcome: {type: enum, values: [pay, deny, refer], label: L},")
    )

    output = terms.tables["decision"].outputs["outcome"]
    assert (output.values, output.is_declared, output.label) == (
        ("pay", "deny", "refer"),
        True,
        "L",
    )


def test_cells_say_the_same_as_conditions() -> None:
    cells = rule(
        'id: B1, if: {kind: not late, answered: false, days_late: 3, paid: "> most", '
        "order_on: 2024-01-01, sent_at: 2024-01-01 10:00:00}, then: {outcome: pay, reason: old}"
    )
    sql = rule(
        "id: B1, when: \"kind <> 'late' AND NOT answered AND days_late = 3 AND paid > most AND "
        "order_on = DATE '2024-01-01' AND sent_at = TIMESTAMP '2024-01-01 10:00:00'\", "
        "then: {outcome: pay, reason: old}"
    )

    assert small(cells).hash == small(sql).hash
    written = small(cells).tables["decision"].rules[3].cells
    assert written is not None
    assert written["kind"] == "not late"
    listed = small(rule("id: B1, if: {kind: [late, lost]}, then: {outcome: pay, reason: old}"))
    assert listed.tables["decision"].rules[3].cells == {"kind": ("late", "lost")}


def test_statements_to_prove_changes_and_translations_are_kept() -> None:
    terms = small(
        section(
            "prove:\n"
            "  - {id: P1, is: \"outcome <> 'pay' OR paid > 0\", why: because}\n"
            "  - {id: P2, given: answered, vary: [paid], less: [days_late], same: [outcome],"
            " not_more: [payable], expected: refuted}\n"
            "  - {id: P3, is: answered, expected: proved}\n"
            'change: {since: "0", only: answered, why: reasons}\n'
            'translations: {fr: {A1: {say: "Retard: {days_late}", say_seller: Oui}}}\n'
            "counsel: [is it fair]"
        )
    )

    first, second, third = terms.statements
    assert first.tree is not None
    assert (second.vary, second.less) == (("paid",), ("days_late",))
    assert (second.same, second.not_more) == (("outcome",), ("payable",))
    assert [each.is_expected_refuted for each in terms.statements] == [False, True, False]
    assert third.why is None
    assert terms.change is not None
    assert (terms.change.since, terms.change.why) == ("0", "reasons")
    assert terms.translations["fr"]["A1"].say_seller == "Oui"
    assert terms.counsel == ("is it fair",)


def test_without_asks_every_answer_is_a_target() -> None:
    asks = "asks: {targets: [outcome], order: [marketplace, carrier, claimant, seller]}\n"

    terms = small((asks, ""))

    assert terms.asks.targets == ("outcome", "reason", "payable", "until")
    assert terms.asks.order == ("marketplace", "claimant", "carrier", "seller")


def test_the_hash_is_of_what_is_said_not_of_how_it_is_written() -> None:
    terms = small()
    reordered = small(
        ("terms: small\n", "# a remark\nterms: small\n"),
        (
            '{id: A2, if: {kind: lost, paid: "<= most"}',
            "{id: A2, when: \"kind='lost' AND paid<=most\"",
        ),
        ("NOT answered", "NOT (answered)"),
        ("asks:", "tests: [{id: T1, expect: {outcome: null}}]\nasks:"),
    )

    assert reordered.hash == terms.hash
    assert reordered.canonical == terms.canonical


@pytest.mark.parametrize(
    "change",
    [
        ('"<= most"', '"< most"'),
        ("value: 3}", "value: 4}"),
        ('version: "1"', 'version: "2"'),
        ("It was {days_late} days late.", "It was late."),
        ("{type: bool, source: seller", "{type: bool, source: carrier"),
        ("title: Small", "title: Small\nmarket: {calendar: US}"),
    ],
)
def test_the_hash_changes_with_whatever_is_decided_asked_or_published(
    change: tuple[str, str],
) -> None:
    assert small(change).hash != small().hash


def test_durations_are_those_in_force_on_a_day_in_the_market() -> None:
    terms = small(
        ("title: Small", "title: Small\nmarket: {currency: USD, region: US}"),
        fact("region: {type: enum, values: [US, EU, UK], source: marketplace}"),
        parameter(
            "by_region: {type: int, unit: hours, by: region, lifecycle: true, values:"
            " [{region: US, value: 48}, {region: EU, value: 72}]}\n"
            "  elsewhere: {type: int, unit: days, by: region, lifecycle: true, values:"
            " [{region: EU, value: 9}]}"
        ),
    )

    assert terms.durations_on(date(2023, 12, 31)) == {"grace": 3, "by_region": 48}
    assert terms.durations_on(date(2024, 1, 1)) == {"grace": 5, "by_region": 48}


def test_a_key_has_its_own_row_once_that_has_started() -> None:
    terms = small(
        parameter(
            "x: {type: int, by: kind, values:"
            " [{value: 1}, {from: 2025-01-01, kind: lost, value: 2}]}"
        )
    )

    series = terms.parameters["x"]
    assert [
        series.value_on(date(2024, 12, 31), "lost"),
        series.value_on(date(2025, 1, 1), "lost"),
    ] == [
        1,
        2,
    ]
    assert series.value_on(date(2025, 1, 1), "late") == 1
    assert series.value_on(date(2025, 1, 1)) == 1


def test_the_version_of_a_day_is_the_last_that_has_started() -> None:
    first = small()
    second = small(("title: Small", "title: Small\nin_force: {from: 2026-01-01, notice_days: 15}"))

    assert version_on([second, first], date(2025, 12, 31)) is first
    assert version_on([first, second], date(2026, 1, 1)) is second
    assert version_on([second], date(2025, 12, 31)) is None
    assert second.notice_days == 15


def test_rules_and_definitions_may_stand_before_what_they_read() -> None:
    terms = small(
        ("  is_late: {", '  paid_out: {type: bool, is: "payable > 0"}\n  is_late: {'),
        section("assume: [{id: A1, is: paid_out, note: of the data}]"),
    )

    assert terms.assumptions[0].note == "of the data"


def test_reads_the_smallest_file_there_can_be() -> None:
    text = """
terms: tiny
version: "1"
title: Tiny
governing_date: day
facts: {day: {type: date, source: carrier}}
tables:
  t: {hit: first, outputs: {yes_or_no: bool}, rules: [{id: A, if: {}, then: {yes_or_no: true}}]}
"""
    assert isinstance(read_terms(text, name="tiny.yaml"), Terms)


def test_an_amount_is_read_by_its_day_and_key() -> None:
    terms = small(
        fact("region: {type: enum, values: [US, EU, UK], source: marketplace}"),
        parameter(
            'cap: {type: money, by: region, values: [{region: US, value: "5.00"},'
            ' {region: US, from: 2024-01-01, value: "7.00"}]}'
        ),
    )
    assert terms.amount_on("cap", date(2023, 12, 31), "US") == 5_00
    later = (terms.amount_on("cap", date(2024, 1, 1), region) for region in ("US", "UK"))
    assert tuple(later) == (7_00, None)
