"""A row as a spreadsheet writes it: for each column a cell, joined by AND.

A cell is a value, a list of values, `true` or `false`, `not x`, or a comparison such as `> limit`.
It becomes the same tree as the condition that says the same in SQL.
"""

import re

from makewhole.core.terms.expr import read_expression
from makewhole.core.terms.problems import nearest
from makewhole.core.terms.scope import Scope, Symbol
from makewhole.core.terms.strict import Entry
from makewhole.core.terms.tree import And, Kind, Node, Or, all_of

_COMPARISON = re.compile(r"(<>|<=|>=|<|>|=)\s*(\S.*)", re.DOTALL)
_NOT = re.compile(r"not\s+(\S+)")
_LITERAL = {Kind.DATE: "DATE '{}'", Kind.TIMESTAMP: "TIMESTAMP '{}'", Kind.ENUM: "'{}'"}


def read_cells(entry: Entry, scope: Scope) -> Node | None:
    """Read the cells of a row; a row without cells always holds."""
    terms: list[Node | None] = []
    for name, cell in entry.entries().items():
        symbol = scope.symbols.get(name)
        if symbol is None:
            cell.refuse("found an unknown name", nearest(name, scope.symbols))
            terms.append(None)
        else:
            terms.append(_read_cell(cell, symbol, scope))
    read = tuple(term for term in terms if term is not None)
    if len(read) < len(terms) or not entry.is_mapping:
        return None
    return all_of(read)


def _read_cell(cell: Entry, symbol: Symbol, scope: Scope) -> Node | None:
    sql = _sql_of(cell, symbol)
    if sql is None:
        return None
    reading = read_expression(sql, Kind.BOOL, scope)
    for complaint in reading.complaints:
        cell.refuse(complaint.finding, complaint.repair)
    if isinstance(reading.tree, And | Or):
        cell.expect("write one comparison in a cell, or a condition under `when`")
        return None
    return reading.tree


def _sql_of(cell: Entry, symbol: Symbol) -> str | None:
    """Write the cell as SQL, or note what cannot be a cell of this column."""
    if symbol.kind is Kind.BOOL:
        truth = cell.truth()
        if truth is None:
            return None
        return symbol.name if truth else f"NOT {symbol.name}"
    if cell.is_list:
        written = [_literal(item.raw, symbol.kind) for item in cell.items()]
        if not written:
            cell.refuse("found an empty list", "write the values")
            return None
        return f"{symbol.name} IN ({', '.join(written)})"
    if cell.is_mapping or cell.is_null:
        cell.expect("write a value, a list of values, or a comparison")
        return None
    comparison = _COMPARISON.fullmatch(cell.raw.strip())
    if comparison is not None:
        return f"{symbol.name} {comparison[1]} {comparison[2]}"
    refused = _NOT.fullmatch(cell.raw.strip())
    if refused is not None:
        return f"{symbol.name} <> {_literal(refused[1], symbol.kind)}"
    return f"{symbol.name} = {_literal(cell.raw, symbol.kind)}"


def _literal(raw: str, kind: Kind) -> str:
    return _LITERAL.get(kind, "{}").format(raw.strip())
