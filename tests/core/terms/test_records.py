"""Facts and answers as JSON: amounts as decimals, days and instants as text, every slip named."""

from datetime import date, datetime
from typing import Any

import pytest

from makewhole.core.terms.explain import evaluate
from makewhole.core.terms.problems import FactsRefused
from makewhole.core.terms.records import decide_record, read_json, read_record
from makewhole.core.terms.tree import Kind
from makewhole.core.terms.words import in_words, in_words_of, report
from tests.core.terms.small import small

CURRENCIES = (
    ("title: Small", "title: Small\ncurrency: coin\nmarket: {currency: JPY}"),
    ("  answered:", "  coin: {type: enum, values: [USD, JPY, KWD], source: seller}\n  answered:"),
    (
        'most:  {type: money, values: [{value: "50.00"}]}',
        (
            'most: {type: money, by: coin, values: [{coin: USD, value: "50.00"},'
            ' {coin: JPY, value: "5000"}, {coin: KWD, value: "15.125"}]}'
        ),
    ),
)


def refusals(function: Any, *arguments: Any) -> list[str]:
    with pytest.raises(FactsRefused) as refused:
        function(*arguments)
    return [str(problem) for problem in refused.value.problems]


def test_a_record_is_decided_and_answered_as_a_record() -> None:
    record: dict[str, Any] = {
        "order_on": "2025-05-05",
        "kind": "late",
        "days_late": 9,
        "answered": False,
        "paid": "40",
        "sent_at": "2025-01-01T10:00:00Z",
    }

    assert decide_record(small(), record) == {
        "outputs": {"outcome": "pay", "reason": "late", "payable": "40.00", "until": "2025-05-10"},
        "undetermined": [],
        "rules": [{"table": "decision", "id": "A1", "clause": None, "say": "It was 9 days late."}],
        "missing": [],
        "facts": {
            "order_on": "2025-05-05",
            "kind": "late",
            "paid": "40.00",
            "days_late": 9,
            "answered": False,
        },
    }


def test_what_is_missing_says_whom_to_ask() -> None:
    answer = decide_record(small(), {"days_late": None, "paid": "1.00"})

    assert answer["outputs"]["outcome"] is None
    assert answer["undetermined"] == ["outcome", "payable", "reason", "until"]
    assert answer["missing"][2] == {
        "fact": "kind",
        "source": "claimant",
        "ask": "What went wrong?",
    }
    assert answer["facts"] == {"paid": "1.00"}


def test_instants_and_lists_are_written_plainly() -> None:
    terms = small(
        ("  until:", '  sent: {type: timestamp, is: "add_hours(sent_at, 1)"}\n  until:'),
        (
            "compute:",
            (
                "  needs:\n    hit: collect\n    outputs: {need: enum}\n"
                "    rules: [{id: N1, if: {}, then: {need: photo}}]\ncompute:"
            ),
        ),
    )

    answer = decide_record(terms, {"sent_at": "2025-01-01 10:00"})

    assert answer["outputs"]["sent"] == "2025-01-01T11:00:00Z"
    assert answer["outputs"]["need"] == ["photo"]
    assert answer["facts"]["sent_at"] == "2025-01-01T10:00:00Z"


PARTED = (
    ("  answered:", ("  asked: {type: money, level: part, source: claimant}\n"
                    "  total: {type: money, source: seller, sum_of: asked}\n  answered:")),
    ("lesser(paid, most)", "lesser(total, most)"),
    ("compute:", ("  part:\n    hit: first\n    level: part\n    outputs: {is_paid: bool}\n"
                 '    rules: [{id: Q1, if: {}, then: {is_paid: true}, say: "For {asked}."}]\n'
                 "compute:")),
    ("targets: [outcome]", "targets: [outcome, payable]"),
)  # fmt: skip


def test_parts_are_mirrored_and_presumptions_are_applied_where_they_are_listed() -> None:
    record: dict[str, Any] = {
        "order_on": "2025-05-05",
        "kind": "late",
        "days_late": 9,
        "parts": [{"asked": "10.50"}, {"asked": "1.00"}],
        "presumed": ["answered"],
    }
    answer = decide_record(small(*PARTED), record)

    assert answer["outputs"]["payable"] == "11.50"
    assert answer["facts"]["answered"] is False
    assert answer["parts"][0] == {
        "outputs": {"is_paid": True},
        "undetermined": [],
        "rules": [{"table": "part", "id": "Q1", "clause": None, "say": "For 10.50."}],
    }
    open_answer = decide_record(small(*PARTED), {**record, "parts": [{"asked": None}]})
    assert open_answer["missing"] == [
        {"fact": "asked", "source": "claimant", "ask": None, "part": 0}
    ]


def test_amounts_have_the_places_of_their_currency() -> None:
    terms = small(*CURRENCIES)
    record: dict[str, Any] = {"kind": "lost", "order_on": "2025-05-05", "days_late": 0}

    yen = decide_record(terms, {**record, "coin": "JPY", "paid": "4000"})
    dinar = decide_record(terms, {**record, "coin": "KWD", "paid": "15.1"})

    assert (yen["outputs"]["payable"], dinar["outputs"]["payable"]) == ("4000", "15.100")
    assert decide_record(terms, {"kind": "broken", "order_on": "2025-05-05"})["outputs"] == {
        "outcome": "deny",
        "reason": None,
        "payable": "0",
        "until": None,
    }
    assert refusals(read_record, terms, {"coin": "JPY", "paid": "4000.5"}) == [
        'paid: found "4000.5"; write at most 0 decimal places.'
    ]
    assert refusals(read_record, terms, {"paid": "4000"}) == [
        'paid: found "4000"; state `coin` as well: it says what the amount is in.'
    ]


@pytest.mark.parametrize(
    ("record", "problem"),
    [
        ({"paid": 40}, "paid: found 40 (int); write the amount as a decimal in quotation marks"),
        ({"paid": 40.5}, "paid: found 40.5 (float); write the amount as a decimal"),
        ({"paid": "1e3"}, 'paid: found "1e3"; write an amount such as "19.90".'),
        ({"paid": "1.005"}, 'paid: found "1.005"; write at most 2 decimal places.'),
        ({"paid": "99999999999999"}, 'write an amount such as "19.90".'),
        ({"days_late": "9"}, 'days_late: found "9"; write a whole number.'),
        ({"days_late": True}, "days_late: found True (bool); write a whole number."),
        ({"days_late": 9.0}, "days_late: found 9.0 (float); write a whole number."),
        ({"answered": "true"}, 'answered: found "true"; write true or false.'),
        ({"answered": 1}, "answered: found 1 (int); write true or false."),
        ({"kind": ["late"]}, "write one of its values."),
        ({"order_on": "2025-02-30"}, 'found "2025-02-30"; write a day as "2026-03-31".'),
        ({"order_on": "5.5.2025"}, 'write a day as "2026-03-31".'),
        ({"order_on": 20250505}, 'write a day as "2026-03-31".'),
        ({"sent_at": "2025-01-01T25:00Z"}, 'write an instant in UTC as "2026-03-31T12:00:00Z".'),
        ({"sent_at": "2025-01-01T10:00+02:00"}, "write an instant in UTC"),
        ({"sent_at": 1735725600}, "write an instant in UTC"),
        ({"payd": "1.00"}, "payd: found no fact of this name of a claim; did you mean paid?"),
        ({"parts": {}}, "parts: found {} (dict); write a list of at most 1,000."),
        ({"parts": [1]}, "parts[1]: found 1 (int); write an object."),
        ({"parts": [{"asked": "1.00"}]}, "parts[1].asked: found no fact of this name of a part"),
        ({"parts": [{}] * 1_001}, "write a list of at most 1,000."),
        ({"presumed": [1]}, "presumed: found 1 (int); name facts."),
        ({"presumed": "answered"}, 'presumed: found "answered"; write a list'),
    ],
)
def test_a_value_that_cannot_be_read_is_named_with_its_repair(
    record: dict[str, Any], problem: str
) -> None:
    assert problem in refusals(read_record, small(), record)[0]


def test_every_slip_of_a_record_is_named_at_once() -> None:
    found = refusals(read_record, small(), {"paid": 1, "answered": 1, "x": 1, "presumed": [2]})

    assert [each.split(":")[0] for each in found] == ["paid", "answered", "x", "presumed"]


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        ("", "this is not JSON (Expecting value); write one object on each line."),
        ("{", "this is not JSON"),
        ("[1]", 'found no object; write {"fact": value, ...}.'),
        ('{"a": 1, "a": 2, "b": 1, "b": 1}', "a: found twice; give it once."),
        ('{"a": NaN}', "found NaN; write numbers that are finite."),
        ("[" * 100_000, "found what no record holds; write it plainly."),
        ('{"a": ' + "9" * 5_000 + "}", "found what no record holds; write it plainly."),
    ],
)
def test_a_line_that_is_no_record_is_refused(line: str, problem: str) -> None:
    assert problem in refusals(read_json, line)[0]


def test_a_line_is_read_as_it_stands() -> None:
    assert read_json('{"a": 1, "b": [null, true]}') == {"a": 1, "b": [None, True]}


def test_a_dinar_has_three_places_and_an_end() -> None:
    terms = small(*CURRENCIES)

    assert refusals(read_record, terms, {"coin": "KWD", "paid": "9999999999999"}) == [
        'paid: found "9999999999999"; write at most 1000000000000.000.'
    ]


def test_a_record_is_read_back_from_what_was_answered() -> None:
    record: dict[str, Any] = {
        "order_on": "2025-05-05",
        "kind": "late",
        "days_late": 9,
        "answered": False,
    }

    answer = decide_record(small(), record)

    assert decide_record(small(), answer["facts"])["outputs"] == answer["outputs"]


@pytest.mark.parametrize(
    ("value", "kind", "currency", "words"),
    [
        (None, Kind.INT, None, "(not known yet)"),
        (1_234, Kind.MONEY, None, "12.34"),
        (1_234, Kind.MONEY, "USD", "USD 12.34"),
        (1_234, Kind.MONEY, "JPY", "JPY 1234"),
        (12, Kind.INT, "USD", "12"),
        (True, Kind.BOOL, None, "yes"),
        (False, Kind.BOOL, None, "no"),
        (date(2025, 5, 5), Kind.DATE, None, "2025-05-05"),
        (datetime(2025, 5, 5, 9, 30), Kind.TIMESTAMP, None, "2025-05-05 09:30 UTC"),  # noqa: DTZ001
        ("not_received", Kind.ENUM, None, "not received"),
    ],
)
def test_a_value_in_plain_words(value: Any, kind: Kind, currency: str | None, words: str) -> None:
    assert in_words(value, kind, currency) == words


def test_a_list_in_plain_words() -> None:
    assert in_words_of(("a", "b_c"), Kind.ENUM, None) == "a, b c"
    assert in_words_of((), Kind.ENUM, None) == "nothing"


def test_the_report_says_what_was_decided_why_and_what_is_open() -> None:
    terms = small(
        ("targets: [outcome]", "targets: [outcome, payable, until]"),
        ("{id: A1,", '{id: A1, clause: "1.1",'),
    )
    late: dict[str, Any] = {
        "order_on": date(2025, 5, 5),
        "kind": "late",
        "days_late": 9,
        "answered": False,
    }
    broken: dict[str, Any] = {"order_on": date(2025, 5, 5), "kind": "broken", "days_late": 0}

    assert report(evaluate(terms, late)) == (
        "Small (small 1)\n"
        "  outcome: pay\n"
        "  payable: open\n"
        "  until: 2025-05-10\n"
        "  1.1 [A1] It was 9 days late.\n"
        "  open: paid, asked of marketplace"
    )
    sent = datetime(2025, 1, 1)  # noqa: DTZ001
    assert report(evaluate(terms, {**broken, "sent_at": sent})) == (
        "Small (small 1)\n  outcome: deny\n  payable: 0.00\n  until: does not apply\n  [A9]"
    )
