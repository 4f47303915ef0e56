"""Terms decided in bulk by a database, and one by one by the compiled program, on the same claims.

The claims and their parts are two tables; the parts are decided first, then totalled, then the
claims are decided: all of it in the database.
"""

import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from makewhole.core.terms.model import Fact, GoldenClaim, Level, Terms
from makewhole.core.terms.program import program_for
from makewhole.core.terms.python import Pass
from makewhole.core.terms.query import Query, write_query, write_totals
from makewhole.core.terms.runtime import NA
from makewhole.core.terms.sql import COLUMN_TYPES, Engine
from tests.core.terms.claims import Facts, bases_of, hidden, random_value, some_parts, whole_claim

Execute = Callable[[str, Sequence[Any]], Sequence[Sequence[Any]]]  # What a query answers.
Claim = tuple[Facts, list[Facts]]
Answers = dict[tuple[int, ...], dict[str, Any]]  # By number of the claim, or of claim and part.


@dataclass(frozen=True, slots=True)
class Database:
    """A database that has templates."""

    engine: Engine
    mark: str  # How a statement marks a value that comes with it.
    execute: Execute


def random_claims(
    terms: Terms, golden: Sequence[GoldenClaim], number: int, *, seed: int
) -> list[Claim]:
    """Answer claims, of every other of which a quarter of the facts is unknown.

    The others lie beside a golden claim, or are known whole where there is none: so both what is
    open and what is decided and paid is tried.
    """
    chance = random.Random(seed)  # noqa: S311 - a fixed sample
    bases = bases_of(golden)
    claims = []
    for at in range(number):
        if golden and at % 2:
            claims.append(_beside(terms, chance.choice(golden), chance))
            continue
        unknown = 0 if at % 2 else 0.25
        facts = hidden(whole_claim(terms, chance.choice(bases), chance), unknown, chance)
        parts = [hidden(part, unknown, chance) for part in some_parts(terms, chance)]
        claims.append((facts, parts))
    return claims


def _beside(terms: Terms, golden: GoldenClaim, chance: random.Random) -> Claim:
    """Answer a golden claim with one or two facts changed or hidden."""
    facts, parts = dict(golden.given), [dict(part) for part in golden.parts]
    for _ in range(chance.randint(0, 2)):
        fact = chance.choice([fact for fact in terms.facts.values() if fact.total is None])
        value = random_value(fact, chance) if chance.random() < 0.75 else None
        for known in [facts] if fact.level is Level.CLAIM else parts:
            known[fact.name] = value
    if terms.currency is not None:
        facts[terms.currency] = terms.market.currency
    return facts, parts


# -- One by one ----------------------------------------------------------------------------------


def decided_one_by_one(terms: Terms, claims: Sequence[Claim]) -> Answers:
    """Answer what the compiled program says."""
    program = program_for(terms)
    found: Answers = {}
    for number, (facts, parts) in enumerate(claims):
        decided = program.run(facts, parts)
        found[number,] = _answers(program.claim, decided.values)
        for at, (_, values) in enumerate(decided.parts):
            found[number, at] = _answers(program.part, values)
    return found


def _answers(compiled: Pass, values: Sequence[Any]) -> dict[str, Any]:
    return dict(zip(compiled.layout.answers, values, strict=False))


# -- In bulk -------------------------------------------------------------------------------------


def decided_in_bulk(terms: Terms, claims: Sequence[Claim], database: Database) -> Answers:
    """Answer what the database says; what it has no template for is not among the answers."""
    _load(terms, claims, database)
    ours, theirs = _facts(terms, Level.CLAIM), _facts(terms, Level.PART)
    of_claim = ", ".join(f'c."{fact.name}"' for fact in ours)
    totalled = [fact.total.of for fact in ours if fact.total is not None]
    read = [n for n in totalled if n in terms.facts or n in terms.definitions]
    parts = write_query(
        terms,
        Level.PART,
        database.engine,
        source=f"(SELECT p.*, {of_claim} FROM parts AS p JOIN claims AS c USING (claim))",  # noqa: S608 - checked names
        keys=["claim", "part", *(f'"{name}"' for name in read)],
    )
    totals = write_totals(terms, parts, keys=["claim"]) if totalled else "SELECT -1 AS claim"
    facts = ", ".join(
        f'c."{fact.name}"'
        if fact.total is None
        else f'CASE WHEN t.claim IS NULL THEN c."{fact.name}" ELSE t."{fact.name}" END'
        f' AS "{fact.name}"'
        for fact in ours
    )
    joined = f"claims AS c LEFT JOIN ({totals}) AS t USING (claim)"
    whole = write_query(
        terms,
        Level.CLAIM,
        database.engine,
        source=f"(SELECT c.claim, {facts} FROM {joined})",  # noqa: S608 - checked names
        keys=["claim"],
    )
    found = dict(_read(whole, database, 1, ()))
    if theirs:
        found.update(_read(parts, database, 2, read))
    return found


def _facts(terms: Terms, level: Level) -> list[Fact]:
    return [fact for fact in terms.facts.values() if fact.level is level]


def _load(terms: Terms, claims: Sequence[Claim], database: Database) -> None:
    whole = [(number, facts) for number, (facts, _) in enumerate(claims)]
    parts = [
        ((number, at), part)
        for number, (_, all_parts) in enumerate(claims)
        for at, part in enumerate(all_parts)
    ]
    _fill(database, "claims", ["claim"], terms, Level.CLAIM, [((n,), f) for n, f in whole])
    _fill(database, "parts", ["claim", "part"], terms, Level.PART, parts)


def _fill(
    database: Database,
    table: str,
    keys: Sequence[str],
    terms: Terms,
    level: Level,
    rows: Sequence[tuple[tuple[int, ...], Facts]],
) -> None:
    facts = _facts(terms, level)
    columns = [f"{key} INTEGER" for key in keys]
    columns += [f'"{fact.name}" {COLUMN_TYPES[fact.kind]}' for fact in facts]
    database.execute(f"DROP TABLE IF EXISTS {table}", ())
    database.execute(f"CREATE TEMPORARY TABLE {table} ({', '.join(columns)})", ())
    marks = f"({', '.join([database.mark] * len(columns))})"
    for start in range(0, len(rows), 500):
        some = rows[start : start + 500]
        values = [(*key, *(row.get(fact.name) for fact in facts)) for key, row in some]
        listed = ", ".join([marks] * len(some))
        flat = [value for each in values for value in each]
        database.execute(f"INSERT INTO {table} VALUES {listed}", flat)  # noqa: S608 - checked names


def _read(
    query: Query, database: Database, keys: int, more: Sequence[str]
) -> Iterator[tuple[tuple[int, ...], dict[str, Any]]]:
    marked = [name for name in query.answers if name in query.may_not_apply]
    for row in database.execute(query.sql, ()):
        key, values = tuple(row[:keys]), row[keys + len(more) :]
        answers = dict(zip(query.answers, map(_plain, values), strict=False))
        marks = dict(zip(marked, values[len(query.answers) :], strict=True))
        assert None not in marks.values()
        yield key, {n: NA if marks.get(n) else value for n, value in answers.items()}


def _plain(value: Any) -> Any:
    return tuple(value) if isinstance(value, list) else value


# -- Compared ------------------------------------------------------------------------------------


def differences(terms: Terms, claims: Sequence[Claim], database: Database) -> list[str]:
    """Answer every answer that is not the same, with the claim it is of."""
    one_by_one = decided_one_by_one(terms, claims)
    in_bulk = decided_in_bulk(terms, claims, database)
    assert in_bulk.keys() == one_by_one.keys()
    return [
        f"{key} {name}: {value!r} in bulk, {one_by_one[key][name]!r} alone"
        for key, answers in in_bulk.items()
        for name, value in answers.items()
        if shown(value) != shown(one_by_one[key][name])
    ]


def shown(value: Any) -> str:
    """Answer a value so that 1 and true, unknown and not applicable differ."""
    return "NOT_APPLICABLE" if value is NA else repr(value)
