"""YAML is read strictly: types come from the schema, and nothing in a file can explode."""

from datetime import date, datetime
from typing import Any

import pytest
import yaml

from makewhole.core.terms import strict
from makewhole.core.terms.problems import Problems
from makewhole.core.terms.strict import Entry, open_yaml


def opened(text: str) -> tuple[Entry | None, list[str]]:
    problems = Problems()
    return open_yaml(text, problems), [str(problem) for problem in problems.found]


def entry(text: str) -> Entry:
    found, problems = opened(text)
    assert found is not None, problems
    return found


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("", "found nothing; write a terms file."),
        ("a: [1", "line 2, this is not YAML (did not find expected ',' or ']'); mend the syntax"),
        ("a: 'b", "this is not YAML"),
        ("a: b\x00", "found characters that no text has; save the file as plain UTF-8."),
        ("a: \udc80", "found characters that no text has; save the file as plain UTF-8."),
        ("a: 1\n---\nb: 2", "line 2, found a second document (`---`); write one document"),
        (
            "a: !!python/object:os.system x",
            "found the tag tag:yaml.org,2002:python/object:os.system",
        ),
        ("a: !!set {x}", "leave tags out: each field has its own type."),
        ("a: &x [*x]", "line 1, found *x inside itself or before it; write it out."),
        ("a: *x", "found *x inside itself or before it"),
        ("a: " + "[" * 30 + "]" * 30, "found more than 24 levels of nesting; nest less."),
    ],
)
def test_refuses_what_is_no_plain_yaml(text: str, problem: str) -> None:
    found, problems = opened(text)

    assert found is None
    assert problem in problems[0]


def test_refuses_a_bomb_of_aliases() -> None:
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]" for n in range(1, 10)]

    found, problems = opened("\n".join(lines))

    assert found is None
    assert "found more than 200,000 values; leave the aliases out." in problems[0]


def test_refuses_many_aliases_and_large_files(monkeypatch: pytest.MonkeyPatch) -> None:
    _, problems = opened("a: &a x\nb: [" + ", ".join(["*a"] * 201) + "]")
    assert "found more than 200 aliases; write the values out." in problems[0]

    monkeypatch.setattr(strict, "CHARACTERS_MAX", 10)
    _, problems = opened("a: 1234567890")
    assert problems == ["found 13 characters; write at most 10."]


def test_a_few_aliases_are_read_as_what_they_stand_for() -> None:
    found = entry("a: &a [x, y]\nb: *a").entries()

    assert [item.raw for item in found["b"].items()] == ["x", "y"]


def test_reads_with_the_plain_parser_as_with_the_quick_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(strict, "_LOADER", yaml.SafeLoader)

    assert entry("a: null").entries()["a"].is_null
    assert entry("a: 'null'").entries()["a"].is_quoted
    assert opened("a: [1")[1]


def test_notes_keys_that_stand_twice_or_are_no_text() -> None:
    problems = Problems()
    found = open_yaml("a: 1\na: 2\n[b]: 3", problems)
    assert found is not None

    assert list(found.entries()) == ["a"]
    assert [str(problem) for problem in problems.sorted()] == [
        "line 2, a: found twice; keep one plain key.",
        "line 3, ?: found a key that is no text; keep one plain key.",
    ]


def test_notes_unknown_and_missing_keys_and_names_that_code_could_not_carry() -> None:
    problems = Problems()
    found = open_yaml("tipe: x\n<<: y", problems)
    assert found is not None
    found.fields(("type", "values"), ("type",))
    named = open_yaml("Bad: 1\ngood_1: 2\n" + "x" * 61 + ": 3", problems)
    assert named is not None

    assert list(named.named()) == ["good_1"]
    messages = [str(problem) for problem in problems.found]
    assert messages[0] == "line 1, tipe: found an unknown key; did you mean type? It is declared."
    assert "<<: found an unknown key" in messages[1]
    assert messages[2] == "line 1, found no `type`; state `type`."
    assert "Bad: found a name that cannot be used" in messages[3]
    assert len(messages) == 5


@pytest.mark.parametrize(
    ("read", "text", "value"),
    [
        (Entry.text, "a b", "a b"),
        (Entry.text, "2026.10", "2026.10"),
        (lambda e: e.quoted("1"), "'2026.10'", "2026.10"),
        (Entry.name, "order_on", "order_on"),
        (Entry.word, "NO", "NO"),
        (Entry.word, "BR-SP", "BR-SP"),
        (lambda e: e.choice(("on", "off")), "on", "on"),
        (Entry.truth, "true", True),
        (Entry.truth, "false", False),
        (Entry.whole, "-12", -12),
        (Entry.day, "2024-02-29", date(2024, 2, 29)),
        (Entry.instant, "2024-02-29 10:00:00", datetime(2024, 2, 29, 10)),  # noqa: DTZ001
        (Entry.instant, "2024-02-29T10:00Z", datetime(2024, 2, 29, 10)),  # noqa: DTZ001
    ],
)
def test_reads_a_value_by_the_type_that_is_asked_for(read: Any, text: str, value: object) -> None:
    assert read(entry(text)) == value


@pytest.mark.parametrize(
    ("read", "text", "repair"),
    [
        (Entry.text, "[a]", 'found "a list"; write text here.'),
        (Entry.text, "{a: b}", 'found "a mapping"; write text here.'),
        (Entry.text, "~", 'found "~"; write text here.'),
        (lambda e: e.quoted("2026-03"), "2026.10", 'put it in quotation marks, such as "2026-03".'),
        (Entry.name, "Order", "write a name such as order_on."),
        (Entry.word, "a b", "write a word of letters, digits, _, - and .."),
        (lambda e: e.choice(("on", "off")), "yes", 'found "yes"; write one of off or on.'),
        (Entry.truth, "yes", "write true or false, without quotation marks."),
        (Entry.truth, "'true'", "write true or false, without quotation marks."),
        (Entry.whole, "90 days", 'found "90 days"; write a whole number, such as 90.'),
        (Entry.whole, "1_000", "write a whole number"),
        (Entry.whole, "1.5", "write a whole number"),
        (Entry.day, "2024-02-30", 'found "2024-02-30"; write a day that the calendar has.'),
        (Entry.day, "30.2.2024", "write a day as 2026-03-31."),
        (Entry.instant, "2024-02-29T25:00:00", "write a day that the calendar has."),
        (Entry.instant, "2024-02-29T10:00+01:00", "write an instant in UTC as"),
        (lambda e: list(e.items()), "a", "write a list here, such as [a, b]."),
        (Entry.entries, "a", "write keys and values here."),
    ],
)
def test_notes_what_should_stand_there_instead(read: Any, text: str, repair: str) -> None:
    found = entry(text)
    read(found)

    assert repair in str(found.problems.found[0])


def test_a_long_text_is_shown_shortened() -> None:
    found = entry("x" * 200)
    found.whole()

    assert "x…" in found.problems.found[0].finding
