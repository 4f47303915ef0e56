"""Whole terms as one query over a relation of facts, and the totals of a claim over its parts.

The query is layered: the parameters, then step by step conditions, deciding rows, answers. So it
grows with the number of rules and no faster.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import assert_never

from makewhole.core.terms.layers import Layers, columns_of, picked
from makewhole.core.terms.model import Definition, Level, Terms, Totalling
from makewhole.core.terms.order import Step, answers_of, reads_of
from makewhole.core.terms.program import steps_for
from makewhole.core.terms.python import leaves_of, share_whole
from makewhole.core.terms.sql import Engine, inapplicable


@dataclass(frozen=True, slots=True)
class Query:
    """A query, the answers it gives, and those that the engine has no template for."""

    sql: str
    answers: tuple[str, ...]
    may_not_apply: frozenset[str]  # Answers with a second column.
    left_out: tuple[str, ...]


def write_query(
    terms: Terms, level: Level, engine: Engine, *, source: str, keys: Sequence[str] = ()
) -> Query:
    """Write the query that decides every row of a relation.

    `source` is a table or a subquery in parentheses, with a column for each fact of the level, of
    the types that `COLUMN_TYPES` names; for parts, also for each fact of their claim. The facts
    are checked already: a key that a parameter does not list makes it unknown here.
    """
    leaves = leaves_of(terms)
    may_not_apply = frozenset(name for name, leaf in leaves.items() if leaf.may_not_apply)
    layers = Layers(engine, share_whole(terms), may_not_apply, source)
    layers.add({p.name: picked(terms, p) for p in terms.parameters.values()})
    answers: list[str] = []
    for steps in _in_ranks(steps_for(terms, level)):
        written = [columns for step in steps if (columns := columns_of(layers, step))]
        for number in range(max(map(len, written), default=0)):
            batch = [columns[number] for columns in written if number < len(columns)]
            layers.add({name: sql for columns in batch for name, sql in columns.items()})
        answers += [
            name
            for step in steps
            if not isinstance(step, Definition)
            for name in answers_of(step)
            if name not in layers.left_out
        ]
    marks = [inapplicable(name) for name in answers if name in may_not_apply]
    selected = ", ".join([*keys, *(f'"{name}"' for name in answers), *marks])
    return Query(
        sql=f"SELECT {selected} FROM {layers.sql} AS decided",  # noqa: S608 - checked names
        answers=tuple(answers),
        may_not_apply=may_not_apply & set(answers),
        left_out=tuple(layers.left_out),
    )


def _in_ranks(steps: Iterable[Step]) -> list[list[Step]]:
    """Put steps together that need nothing of one another."""
    rank: dict[str, int] = {}
    ranks: list[list[Step]] = []
    for step in steps:
        own = 1 + max((rank[name] for name in reads_of(step) if name in rank), default=-1)
        rank.update(dict.fromkeys(answers_of(step), own))
        if own == len(ranks):
            ranks.append([])
        ranks[own].append(step)
    return ranks


# -- Totals over parts ---------------------------------------------------------------------------


def write_totals(terms: Terms, parts: Query, *, keys: Sequence[str]) -> str:
    """Write the query that totals decided parts: a row for each claim that has any.

    `keys` are the columns that name the claim; the query of the parts must have them among its
    keys, and the facts and definitions that are totalled. A total is unknown while a part is.
    """
    totals = [
        f'{_total(fact.total.how, fact.total.of, parts)} AS "{fact.name}"'
        for fact in terms.facts.values()
        if fact.total is not None
    ]
    claim = ", ".join(keys)
    return f"SELECT {claim}, {', '.join(totals)} FROM ({parts.sql}) AS parts GROUP BY {claim}"  # noqa: S608 - checked names


def _total(how: Totalling, of: str, parts: Query) -> str:
    value = f'"{of}"'
    unless = f" AND NOT {inapplicable(of)}" if of in parts.may_not_apply else ""
    unknown = f"COUNT(*) FILTER (WHERE {value} IS NULL{unless}) > 0"
    while_known = f"CASE WHEN {unknown} THEN NULL ELSE {{}} END"
    match how:
        case Totalling.SUM_OF:
            return while_known.format(f"CAST(COALESCE(SUM({value}), 0) AS BIGINT)")
        case Totalling.COUNT_OF:
            return while_known.format(f"COUNT(*) FILTER (WHERE {value})")
        case Totalling.ANY_OF:
            return f"CASE WHEN BOOL_OR({value}) THEN TRUE WHEN {unknown} THEN NULL ELSE FALSE END"
        case Totalling.LEAST_OF:
            return while_known.format(f"MIN({value})")
        case Totalling.MOST_OF:
            return while_known.format(f"MAX({value})")
        case _ as never:
            assert_never(never)
