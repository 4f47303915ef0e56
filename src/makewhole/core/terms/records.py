"""Facts and answers as JSON records: days and instants as text, amounts as decimals."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, assert_never

from makewhole.core.kernel.money import places_of
from makewhole.core.terms.amounts import read_amount, write_amount
from makewhole.core.terms.explain import Evaluation, PartEvaluation, evaluate
from makewhole.core.terms.intake import shown
from makewhole.core.terms.model import Fact, Level, Terms
from makewhole.core.terms.problems import FactsRefused, Problem, nearest
from makewhole.core.terms.strict import DAY, INSTANT
from makewhole.core.terms.trace import DecidingRule
from makewhole.core.terms.tree import Kind, Value
from makewhole.core.terms.words import currency_of, facts_decided_on, kinds_of, said

PARTS, PRESUMED = "parts", "presumed"
PARTS_MAX = 1_000

Given = dict[str, Value | None]


@dataclass(frozen=True, slots=True)
class Record:
    """What one record says: facts, the parts' facts, and what is to be presumed."""

    facts: Given
    parts: tuple[Given, ...] = ()
    presumed: tuple[str, ...] = ()


# -- In ------------------------------------------------------------------------------------------


def read_json(line: str) -> dict[str, Any]:
    """Read one JSON object, strictly: no key twice, no numbers that are none.

    Raises:
        FactsRefused: The text is no such object.
    """
    try:
        found = json.loads(line, object_pairs_hook=_without_doubles, parse_constant=_no_number)
    except json.JSONDecodeError as error:
        problem = Problem(0, "", f"this is not JSON ({error.msg})", "write one object on each line")
        raise FactsRefused([problem]) from None
    except (RecursionError, ValueError):
        raise FactsRefused(
            [Problem(0, "", "found what no record holds", "write it plainly")]
        ) from None
    if not isinstance(found, dict):
        raise FactsRefused([Problem(0, "", "found no object", 'write {"fact": value, ...}')])
    return found


def _without_doubles(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        names = [name for name, _ in pairs]
        twice = sorted({name for name in names if names.count(name) > 1})
        raise FactsRefused([Problem(0, name, "found twice", "give it once") for name in twice])
    return found


def _no_number(text: str) -> None:
    raise FactsRefused([Problem(0, "", f"found {text}", "write numbers that are finite")])


def read_record(terms: Terms, record: Mapping[str, Any]) -> Record:
    """Read the facts of a record.

    Raises:
        FactsRefused: A fact is unknown, or its value cannot be read; all such problems at once.
    """
    problems: list[Problem] = []
    own = {name: value for name, value in record.items() if name not in (PARTS, PRESUMED)}
    stated = own.get(terms.currency) if terms.currency is not None else None
    currency = stated if isinstance(stated, str) else None
    reader = _Reader(terms, currency, problems)
    facts = reader.facts(own, Level.CLAIM, "")
    parts = []
    for number, part in enumerate(_listed(record, PARTS, problems), 1):
        if isinstance(part, dict):
            parts.append(reader.facts(part, Level.PART, f"{PARTS}[{number}]."))
        else:
            place = f"{PARTS}[{number}]"
            problems.append(Problem(0, place, f"found {shown(part)}", "write an object"))
    presumed = _listed(record, PRESUMED, problems)
    problems += [
        Problem(0, PRESUMED, f"found {shown(name)}", "name facts")
        for name in presumed
        if not isinstance(name, str)
    ]
    if problems:
        raise FactsRefused(problems)
    return Record(facts, tuple(parts), tuple(presumed))


def _listed(record: Mapping[str, Any], key: str, problems: list[Problem]) -> list[Any]:
    found = record.get(key)
    if found is None:
        return []
    if not isinstance(found, list) or len(found) > PARTS_MAX:
        repair = f"write a list of at most {PARTS_MAX:,}"
        problems.append(Problem(0, key, f"found {shown(found)}", repair))
        return []
    return found


@dataclass(frozen=True, slots=True)
class _Reader:
    """Reads JSON values by the types of the facts."""

    terms: Terms
    currency: str | None
    problems: list[Problem]

    def facts(self, raw: Mapping[str, Any], level: Level, prefix: str) -> Given:
        """Read the facts of a claim or of a part."""
        known = {name: fact for name, fact in self.terms.facts.items() if fact.level is level}
        read: Given = {}
        for name, value in raw.items():
            fact = known.get(name)
            if fact is None:
                finding = f"found no fact of this name of a {level}"
                self.problems.append(Problem(0, f"{prefix}{name}", finding, nearest(name, known)))
            elif value is None:
                read[name] = None
            else:
                found = self._value(fact, value)
                if isinstance(found, _Wrong):
                    place = f"{prefix}{name}"
                    self.problems.append(Problem(0, place, f"found {shown(value)}", found.repair))
                else:
                    read[name] = found
        return read

    def _value(self, fact: Fact, value: Any) -> "Value | _Wrong":
        match fact.kind:
            case Kind.BOOL:
                return value if isinstance(value, bool) else _Wrong("write true or false")
            case Kind.INT:
                is_whole = isinstance(value, int) and not isinstance(value, bool)
                return value if is_whole else _Wrong("write a whole number")
            case Kind.ENUM:
                return value if isinstance(value, str) else _Wrong("write one of its values")
            case Kind.MONEY:
                return self._amount(value)
            case Kind.DATE:
                return _day(value)
            case Kind.TIMESTAMP:
                return _instant(value)
            case _ as never:
                assert_never(never)

    def _amount(self, value: Any) -> "int | _Wrong":
        if not isinstance(value, str):
            return _Wrong('write the amount as a decimal in quotation marks, such as "19.90"')
        if self.terms.currency is None:
            places = 2
        elif self.currency is None:
            return _Wrong(f"state `{self.terms.currency}` as well: it says what the amount is in")
        else:
            places = places_of(self.currency)
        minor = read_amount(value, places)
        return _Wrong(minor) if isinstance(minor, str) else minor


@dataclass(frozen=True, slots=True)
class _Wrong:
    """A value that cannot be read, and what to write instead."""

    repair: str


def _day(value: Any) -> date | _Wrong:
    wrong = _Wrong('write a day as "2026-03-31"')
    if not isinstance(value, str) or DAY.fullmatch(value) is None:
        return wrong
    try:
        return date.fromisoformat(value)
    except ValueError:
        return wrong


def _instant(value: Any) -> datetime | _Wrong:
    wrong = _Wrong('write an instant in UTC as "2026-03-31T12:00:00Z"')
    if not isinstance(value, str) or INSTANT.fullmatch(value) is None:
        return wrong
    try:
        return datetime.fromisoformat(value.removesuffix("Z"))
    except ValueError:
        return wrong


# -- Out -----------------------------------------------------------------------------------------


def decide_record(terms: Terms, record: Mapping[str, Any]) -> dict[str, Any]:
    """Decide one record; answer what is decided as another.

    Raises:
        FactsRefused: The record does not fit the terms.
    """
    read = read_record(terms, record)
    evaluation = evaluate(terms, read.facts, parts=read.parts, presumed=read.presumed)
    return evaluation_to_json(evaluation)


def evaluation_to_json(evaluation: Evaluation) -> dict[str, Any]:
    """Answer an evaluation as a JSON record; a null output is open if `undetermined` names it."""
    writer = _writer_of(evaluation)
    document: dict[str, Any] = writer.answers(evaluation)
    document["missing"] = [
        {"fact": each.fact, "source": each.source, "ask": each.ask}
        | ({} if each.part is None else {"part": each.part})
        for each in evaluation.missing
    ]
    document["facts"] = {
        name: writer.value(name, value) for name, (value, _) in evaluation.facts_used.items()
    }
    if evaluation.parts:
        document[PARTS] = [writer.answers(part) for part in evaluation.parts]
    return document


@dataclass(frozen=True, slots=True)
class _Writer:
    """Writes values as JSON by the types of their names."""

    kinds: Mapping[str, Kind]
    places: int
    currency: str | None

    def answers(self, evaluation: Evaluation | PartEvaluation) -> dict[str, Any]:
        """Write the answers of a claim or of a part."""
        return {
            "outputs": {n: self.value(n, value) for n, value in evaluation.outputs.items()},
            "undetermined": sorted(evaluation.undetermined),
            "rules": [self.rule(rule) for rule in evaluation.rules],
        }

    def rule(self, rule: DecidingRule) -> dict[str, Any]:
        """Write a deciding row, with its sentence filled in."""
        say = None if rule.say is None else said(rule.say, rule.values, self.kinds, self.currency)
        return {"table": rule.table, "id": rule.id, "clause": rule.clause, "say": say}

    def value(self, name: str, value: Any) -> Any:
        """Write one value."""
        if isinstance(value, tuple):
            return [self.value(name, each) for each in value]
        if isinstance(value, datetime):
            return f"{value.isoformat()}Z"
        if isinstance(value, date):
            return value.isoformat()
        if value is not None and self.kinds[name] is Kind.MONEY:
            return write_amount(value, self.places)
        return value


def _writer_of(evaluation: Evaluation) -> _Writer:
    terms = evaluation.program.terms
    currency = currency_of(terms, facts_decided_on(evaluation))
    return _Writer(kinds_of(evaluation.program), terms.places(currency), currency)
