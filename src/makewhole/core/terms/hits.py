"""What a table answers from the rows that hold and the rows that are open, by its hit policy.

In a flat result each table leaves two numbers: `k`, the row that decided (a first-hit table), or
the rows that hold as bits (the others), or -1 where the table does not apply; and `m`, the open
rows as bits, with one bit above the last row for an open guard.
"""

from collections.abc import Callable

from makewhole.core.terms.model import Hit, Table
from makewhole.core.terms.runtime import NA

MEMORY_MAX = 10_000  # Combinations of open rows that are remembered for each table.


def rows_of(mask: int, count: int) -> tuple[int, ...]:
    """Answer the rows whose bit is set."""
    return tuple(index for index in range(count) if mask >> index & 1)


def outputs_by_row(table: Table) -> tuple[object, ...]:
    """Answer what each row gives: a tuple of outputs, or the output where there is one."""
    rows = tuple(tuple(rule.then[name] for name in table.outputs) for rule in table.rules)
    return tuple(row[0] for row in rows) if len(table.outputs) == 1 else rows


def resolver_of(table: Table) -> Callable[[int, int], tuple[object, ...]]:
    """Answer a function that says what a table gives while some of its rows are open."""
    known: dict[tuple[int, int], tuple[object, ...]] = {}
    work_out = {Hit.FIRST: _open_first, Hit.UNIQUE: _open_unique, Hit.COLLECT: _collected}[
        table.hit
    ]

    def resolve(k: int, m: int) -> tuple[object, ...]:
        answer = known.get((k, m))
        if answer is None:
            if len(known) >= MEMORY_MAX:
                known.clear()
            answer = known[k, m] = work_out(table, k, m)
        return answer

    return resolve


def _is_guard_open(table: Table, m: int) -> bool:
    return bool(m >> len(table.rules))


def candidates_of(table: Table, k: int, m: int) -> tuple[int, ...]:
    """Answer the rows of a table that can still decide, in order; none when it does not apply."""
    if k < 0:
        return ()
    open_rows = rows_of(m, len(table.rules))
    if table.hit is Hit.FIRST:
        return (*open_rows, k)
    return tuple(sorted({*rows_of(k, len(table.rules)), *open_rows}))


def _open_first(table: Table, k: int, m: int) -> tuple[object, ...]:
    """Give an output if every row that can still decide gives the same."""
    if _is_guard_open(table, m):
        return (None,) * len(table.outputs)
    rows = [table.rules[index].then for index in candidates_of(table, k, m)]
    return tuple(_agreed([row[name] for row in rows]) for name in table.outputs)


def _open_unique(table: Table, k: int, m: int) -> tuple[object, ...]:
    """Give what the one row gives; two rows that differ give nothing, and no row does not apply."""
    if _is_guard_open(table, m):
        return (None,) * len(table.outputs)
    rows = [table.rules[index].then for index in candidates_of(table, k, m)]
    if not rows:
        return (NA,) * len(table.outputs)
    if not k:
        return (None,) * len(table.outputs)
    return tuple(_agreed([row[name] for row in rows]) for name in table.outputs)


def _collected(table: Table, k: int, m: int) -> tuple[object, ...]:
    """Give the values of all rows that hold, each once, if no row is open."""
    if m:
        return (None,) * len(table.outputs)
    rows = [table.rules[index].then for index in rows_of(k, len(table.rules))]
    return tuple(tuple(dict.fromkeys(row[name] for row in rows)) for name in table.outputs)


def _agreed(values: list[object]) -> object:
    return values[0] if all(value == values[0] for value in values) else None
