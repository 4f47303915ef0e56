"""The decision tables of a terms file as a zen-engine graph (JDM), for comparison.

The engine knows neither days nor unknown facts, so days become whole numbers and every fact is
given. Definitions and tables are carried over; parameters are put in as they stand on one day;
amounts and deadlines (`compute`) are left out, which flatters the engine.
"""

import json
from collections.abc import Mapping
from datetime import UTC, date, datetime
from itertools import pairwise
from typing import Any

from makewhole.core.terms.model import Definition, Hit, Level, Table, Terms
from makewhole.core.terms.program import steps_for
from makewhole.core.terms.tree import (
    And,
    Arithmetic,
    Call,
    Compare,
    Function,
    In,
    Literal,
    Name,
    Node,
    Not,
    Or,
)

_SIGNS = {"=": "==", "<>": "!="}
_PLAIN = {
    Function.ADD_DAYS: "({0} + {1})",
    Function.ADD_HOURS: "({0} + {1} * 3600)",
    Function.LESSER: "min([{0}, {1}])",
    Function.GREATER: "max([{0}, {1}])",
}
_EPOCH = date(1970, 1, 1)


def plain(value: Any) -> Any:
    """Answer a value as the engine takes it: days and instants as whole numbers."""
    if isinstance(value, datetime):
        return int(value.replace(tzinfo=UTC).timestamp())
    if isinstance(value, date):
        return (value - _EPOCH).days
    return value


def expression(node: Node, values: Mapping[str, Any], own: frozenset[str] = frozenset()) -> str:
    """Write a tree in the engine's own expressions.

    `values` are parameters, put in as they are; `own` are names of the same node, which the engine
    writes with `$.` before them.
    """

    def write(inner: Node) -> str:
        return expression(inner, values, own)

    match node:
        case Literal():
            return json.dumps(plain(node.value))
        case Name():
            if node.name in values:
                return json.dumps(plain(values[node.name]))
            return f"$.{node.name}" if node.name in own else node.name
        case And():
            return f"({' and '.join(map(write, node.terms))})"
        case Or():
            return f"({' or '.join(map(write, node.terms))})"
        case Not():
            return f"not({write(node.term)})"
        case In():
            return f"{write(node.term)} in [{', '.join(map(write, node.values))}]"
        case Compare():
            sign = _SIGNS.get(node.operator, node.operator)
            return f"({write(node.left)} {sign} {write(node.right)})"
        case Arithmetic():
            return f"({write(node.left)} {node.operator} {write(node.right)})"
        case Call():
            return _PLAIN[node.function].format(*map(write, node.arguments))


def graph_of(terms: Terms, day: date, currency: str | None) -> str:
    """Write the claim's definitions and tables as one chain of nodes, in the order they need."""
    values = {
        parameter.name: parameter.value_on(day, currency if parameter.by else None)
        for parameter in terms.parameters.values()
    }
    nodes: list[dict[str, Any]] = [{"id": "start", "type": "inputNode", "name": "start"}]
    pending: list[Definition] = []
    for step in steps_for(terms, Level.CLAIM):
        if isinstance(step, Definition):
            pending.append(step)
        elif isinstance(step, Table):
            if pending:
                nodes.append(_definitions(pending, values))
                pending = []
            nodes.append(_table(step, values))
    nodes.append({"id": "end", "type": "outputNode", "name": "end"})
    edges = [
        {"id": f"e{at}", "type": "edge", "sourceId": a["id"], "targetId": b["id"]}
        for at, (a, b) in enumerate(pairwise(nodes))
    ]
    for node in nodes:
        node["position"] = {"x": 0, "y": 0}
    return json.dumps({"nodes": nodes, "edges": edges})


def _definitions(definitions: list[Definition], values: Mapping[str, Any]) -> dict[str, Any]:
    earlier: set[str] = set()
    expressions = []
    for definition in definitions:
        text = expression(definition.tree, values, frozenset(earlier))
        expressions.append({"id": definition.name, "key": definition.name, "value": text})
        earlier.add(definition.name)
    return {
        "id": f"define_{definitions[0].name}",
        "type": "expressionNode",
        "name": f"define {definitions[0].name}",
        "content": {"passThrough": True, "expressions": expressions},
    }


def _table(table: Table, values: Mapping[str, Any]) -> dict[str, Any]:
    rules = [
        {
            "_id": rule.id,
            "when": "" if rule.is_default else expression(rule.when, values),
            **{name: json.dumps(plain(value)) for name, value in rule.then.items()},
        }
        for rule in table.rules
    ]
    return {
        "id": f"table_{table.name}",
        "type": "decisionTableNode",
        "name": table.name,
        "content": {
            "hitPolicy": "collect" if table.hit is Hit.COLLECT else "first",
            "passThrough": True,
            "outputPath": table.name if table.hit is Hit.COLLECT else None,
            "inputs": [{"id": "when", "name": "when"}],
            "outputs": [{"id": name, "field": name, "name": name} for name in table.outputs],
            "rules": rules,
        },
    }
