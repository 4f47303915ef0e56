"""A determination as it is kept: whole, enough to replay it byte for byte (P8)."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any

from makewhole.core.claim import events as e
from makewhole.core.claim.exchange import Exchange
from makewhole.core.claim.said import Known
from makewhole.core.claim.values import Value
from makewhole.core.kernel.canonical import (
    Json,
    canonical_json,
    sha256_of,
    tagged,
    to_json,
    untagged,
)
from makewhole.core.terms.explain import DecidingRule, Evaluation

_AS_IT_IS = frozenset({bool, int, str})


@dataclass(frozen=True, slots=True)
class Weighing:
    """What was weighed for a determination, and the body that keeps it; the event has its hash."""

    determined: e.ClaimDetermined
    evaluation: Evaluation
    body: str


def weigh(
    determined: e.ClaimDetermined,
    evaluation: Evaluation,
    *,
    facts: Mapping[str, Known],
    parts: tuple[Mapping[str, Value], ...],
    presumed: frozenset[str],
    exchanged: tuple[Exchange, ...] = (),
) -> Weighing:
    """Write a determination's body, and put its hash into the event.

    It keeps the rates of what was in another currency, where anything was.
    """
    body: dict[str, Json] = {
        "version": 1,
        "determined": told_in_body(determined),
        "terms": {
            "name": evaluation.terms_id,
            "version": evaluation.terms_version,
            "hash": evaluation.terms_hash,
        },
        "facts": _by_source(facts),
        "parts": [{name: tagged(value) for name, value in part.items()} for part in parts],
        "presumed": sorted(presumed),
        "answer": answer_of(evaluation),
    }
    if exchanged:
        body["exchanged"] = to_json(exchanged)
    text = canonical_json(body)
    return Weighing(replace(determined, body_hash=sha256_of(text)), evaluation, text)


def told_in_body(determined: e.ClaimDetermined) -> Json:
    """Answer the event as its body repeats it: no text can hold its own hash.

    Bodies from before there were appeals or losses name neither an appeal nor a route.
    """
    told = to_json(determined)
    assert isinstance(told, dict)
    came_later = ("appeal_id", "route")
    left_out = {"body_hash", *(name for name in came_later if told[name] is None)}
    return {name: value for name, value in told.items() if name not in left_out}


def _by_source(facts: Mapping[str, Known]) -> Json:
    by_source: dict[str, Any] = {}
    for name, (value, source) in facts.items():
        by_source.setdefault(source, {})[name] = _output(value)
    return by_source


def facts_of(body: Mapping[str, Any]) -> dict[str, Known]:
    """Read the facts of a determination's body back."""
    return {
        name: Known(untagged(value), source)
        for source, facts in body["facts"].items()
        for name, value in facts.items()
    }


def answer_of(evaluation: Evaluation) -> Json:
    """Write what the terms answered: outputs, what stayed open, rules, part by part.

    An output that is not named has no value: it is undetermined, or it does not apply.
    """
    return {
        "outputs": _outputs(evaluation.outputs),
        "undetermined": sorted(evaluation.undetermined),
        "rules": [_rule(rule) for rule in evaluation.rules],
        "parts": [
            {"outputs": _outputs(part.outputs), "rules": [_rule(rule) for rule in part.rules]}
            for part in evaluation.parts
        ],
    }


def _rule(rule: DecidingRule) -> Json:
    """Write a deciding row with the values that fill its sentences, which stand in the terms."""
    row = _row(rule.id, rule.clause)
    return {**row, "values": _outputs(rule.values)} if rule.values else row


@lru_cache(maxsize=10_000)
def _row(rule_id: str, clause: str | None) -> dict[str, Json]:
    """Write a row without values: claims share it, and nobody changes it."""
    return {"id": rule_id, "clause": clause}


def _outputs(values: Mapping[str, Any]) -> dict[str, Json]:
    return {
        name: value if type(value) in _AS_IT_IS else _output(value)
        for name, value in values.items()
        if value is not None
    }


def _output(value: Any) -> Json:
    kind = type(value)
    if kind in _AS_IT_IS:
        plain: Json = value
        return plain
    if kind is tuple:
        return [_output(item) for item in value]
    if kind is datetime and value.tzinfo is None:
        return tagged(value.replace(tzinfo=UTC))  # The terms answer instants in UTC.
    return tagged(value)
