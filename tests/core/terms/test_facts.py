"""Facts that do not fit are refused, all at once; what is remembered of others is bounded."""

from datetime import UTC, date, datetime
from typing import Any

import pytest

from makewhole.core.terms import frames, hits, intake, trace, walkers
from makewhole.core.terms.explain import FactsRefused, evaluate
from makewhole.core.terms.program import PROGRAMS_MAX, _programs, compile_terms, program_for
from tests.core.terms.files import shipped, shipped_golden
from tests.core.terms.small import small
from tests.core.terms.test_parts import parted

DAY = date(2025, 5, 5)


@pytest.mark.parametrize(
    ("facts", "problem"),
    [
        ({"paid": 1.5}, "paid: found 1.5 (float); give whole minor units, as an int."),
        ({"paid": True}, "paid: found True (bool); give whole minor units, as an int."),
        ({"paid": -1}, "paid: found -1 (int); give 0 to 1000000000000000."),
        ({"paid": 10**16}, "give 0 to 1000000000000000."),
        ({"days_late": 901}, "days_late: found 901 (int); give 0 to 900."),
        ({"days_late": "9"}, 'days_late: found "9"; give a whole number.'),
        ({"answered": 1}, "answered: found 1 (int); give a truth."),
        ({"kind": "lots"}, 'kind: found "lots"; did you mean lost? It is declared.'),
        ({"kind": 3}, "kind: found 3 (int); write one of late, lost or broken."),
        ({"order_on": datetime(2025, 1, 1)}, "(datetime); give a date."),  # noqa: DTZ001
        ({"order_on": date(1800, 1, 1)}, "order_on: found 1800-01-01 (date); give 1900-01-01 to"),
        ({"sent_at": date(2025, 1, 1)}, "give an instant in UTC, without a zone."),
        ({"sent_at": datetime(2025, 1, 1, tzinfo=UTC)}, "give an instant in UTC, without a zone."),
        ({"sent_at": datetime(1800, 1, 1)}, "sent_at: found 1800-01-01 00:00:00"),  # noqa: DTZ001
        ({"payd": 1}, "payd: found no fact of this name; did you mean paid? It is declared."),
        ({"x" * 90: 1}, "found no fact of this name"),
        ({"kind": "x" * 90}, "…"),
        ({"answered": True, "paid": -1, "days_late": 3}, "paid: found -1"),
    ],
)
def test_a_fact_that_does_not_fit_is_refused(facts: dict[str, Any], problem: str) -> None:
    with pytest.raises(FactsRefused) as refused:
        evaluate(small(), facts)

    assert problem in str(refused.value)
    with pytest.raises(FactsRefused):
        evaluate(small(), facts)  # Also when a claim of this shape has been seen.


def test_everything_that_does_not_fit_is_said_at_once() -> None:
    with pytest.raises(FactsRefused) as refused:
        evaluate(
            parted(),
            {"paid": -1, "kind": None, "answered": "yes", "asked": 5, "days_late": 3},
            parts=[{"item": "line"}, {"item": "box", "asked": -2, "paid": 3}],
            presumed=["paid", "is_kept", "nothing"],
        )

    assert [problem.place for problem in refused.value.problems] == [
        "paid",
        "answered",
        "asked",
        "parts[2].item",
        "parts[2].asked",
        "parts[2].paid",
        "presumed",
        "presumed",
    ]
    assert "found a fact of the part; give it with the part" in str(refused.value)
    assert "found a fact of the claim; give it with the claim" in str(refused.value)


def test_parts_of_terms_without_parts_are_refused() -> None:
    with pytest.raises(FactsRefused, match="found no fact of this name"):
        evaluate(small(), {}, parts=[{"asked": 1}])


def test_facts_come_in_any_order_and_many_shapes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(intake, "SHAPES_MAX", 2)
    program = compile_terms(small())
    facts: dict[str, Any] = {"order_on": DAY, "kind": "late", "days_late": 9, "answered": False}
    shapes = [facts, dict(reversed(facts.items())), {**facts, "paid": None}, {**facts, "paid": 4}]

    outcomes = {program.run(shape).values[0] for shape in [*shapes, *shapes]}

    assert outcomes == {"pay"}
    assert len(program.intake.shapes) <= 2


def test_caches_are_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(frames, "FRAMES_MAX", 1)
    monkeypatch.setattr(trace, "MARKS_MAX", 1)
    monkeypatch.setattr(hits, "MEMORY_MAX", 1)
    monkeypatch.setattr(walkers, "MEMORY_MAX", 1)
    terms = small(("title: Small", "title: Bounded"))
    for day in (date(2023, 1, 1), DAY):
        for kind in ("late", "lost", "broken", None):
            evaluation = evaluate(terms, {"order_on": day, "kind": kind})
            assert evaluation.rules is not None
            assert evaluation.facts_used is not None
            assert evaluation.missing is not None


def test_a_program_is_compiled_once_for_one_hash() -> None:
    terms = small()
    assert program_for(terms) is program_for(small())

    for number in range(PROGRAMS_MAX + 1):
        program_for(small(("title: Small", f"title: Small {number}")))
    assert len(_programs) <= PROGRAMS_MAX


def test_evaluations_of_the_same_facts_under_the_same_terms_are_equal() -> None:
    facts: dict[str, Any] = {"order_on": DAY, "kind": "late"}
    first, second = evaluate(small(), facts), evaluate(small(), dict(reversed(facts.items())))

    assert first == second
    assert hash(first) == hash(second)
    assert first != evaluate(small(), {"order_on": DAY, "kind": "lost"})
    assert first != evaluate(small(("title: Small", "title: Other")), facts)
    assert first != "something else"
    assert type(first).outputs.__doc__ is not None


def test_code_of_its_own_takes_the_same_facts_and_refuses_the_same(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(intake, "OFTEN", 1)
    program = compile_terms(shipped())
    for claim in shipped_golden():
        first, own, again = (program.intake.take(claim.given) for _ in range(3))
        assert first == own == again, claim.id


@pytest.mark.parametrize(
    "wrong",
    [
        pytest.param({"order_paid": -1}, id="below what it can be"),
        pytest.param({"claim_kind": "stolen"}, id="no such value"),
        pytest.param({"order_on": date(1, 1, 1)}, id="a day out of range"),
        pytest.param({"checked_at": datetime(2027, 1, 1, tzinfo=UTC)}, id="an instant with a zone"),
    ],
)
def test_code_of_its_own_lets_nothing_through(
    monkeypatch: pytest.MonkeyPatch, wrong: dict[str, Any]
) -> None:
    monkeypatch.setattr(intake, "OFTEN", 1)
    program = compile_terms(shipped())
    right: dict[str, Any] = {
        "claim_kind": "late",
        "order_on": DAY,
        "order_paid": 1,
        "checked_at": datetime(2027, 1, 1),  # noqa: DTZ001 - naive UTC, as facts are
        "late_reason": None,
    }
    for _ in range(3):
        assert program.intake.take(right) is not None

    for _ in range(3):
        assert program.intake.take({**right, **wrong}) is None
