"""Rows that can never decide, as far as that is seen by looking; never a row that could."""

import pytest

from tests.core.terms.small import changed, problems, small


def rows(*rows: str) -> tuple[str, str]:
    lines = [
        f'      - {{id: B{number}, when: "{when}", then: {{outcome: pay, reason: old}}}}\n'
        for number, when in enumerate(rows)
    ]
    return "      - {id: A9", f"{''.join(lines)}      - {{id: A9"


@pytest.mark.parametrize(
    ("earlier", "later"),
    [
        ("answered", "answered"),
        ("answered", "paid > most AND answered"),
        ("answered OR paid > most", "answered AND kind = 'late'"),
        ("answered OR paid > most", "paid > most OR answered"),
        ("kind IN ('late', 'lost')", "kind = 'late' AND answered"),
        ("kind IN ('late', 'lost') AND answered", "answered AND kind = 'lost' AND paid > most"),
        ("TRUE", "answered"),
        ("answered AND TRUE", "answered"),
    ],
)
def test_a_row_behind_a_wider_one_is_never_reached(earlier: str, later: str) -> None:
    found = problems(rows(earlier, later))

    assert any("B1: found a row that is never reached: B0" in each for each in found), found


@pytest.mark.parametrize(
    ("earlier", "later"),
    [
        ("paid > most AND answered", "answered"),
        ("kind = 'late'", "kind IN ('late', 'broken')"),
        ("answered", "NOT answered"),
        ("answered OR kind = 'broken'", "kind IN ('broken', 'late') AND paid > most"),
        ("days_late IN (1, 2)", "days_late = 1"),
        ("kind = 'late' AND paid > most", "kind = 'late' AND paid < most"),
    ],
)
def test_a_row_that_may_decide_is_left_in_peace(earlier: str, later: str) -> None:
    small(rows(earlier, later))


@pytest.mark.parametrize(
    "when",
    [
        "FALSE",
        "answered AND NOT answered",
        "kind = 'late' AND kind = 'lost'",
        "kind IN ('late', 'lost') AND kind IN ('broken')",
        "(kind = 'late' AND kind = 'lost') OR FALSE",
    ],
)
def test_a_row_that_contradicts_itself_can_never_hold(when: str) -> None:
    assert any("found a row that can never hold" in each for each in problems(rows(when)))


@pytest.mark.parametrize("when", ["answered OR NOT answered", "kind = 'late' OR kind = 'lost'"])
def test_a_row_that_may_hold_is_no_contradiction(when: str) -> None:
    assert changed(rows(when))
    small(rows(when))
