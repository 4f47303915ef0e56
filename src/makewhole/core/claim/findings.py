"""From an evaluation of the terms to what the decider reads, by the outputs' names."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import TypeVar, cast

from makewhole.core.claim.loss import (
    COOLING_OFF,
    HEADS_IN_ORDER,
    INSURER_ACK,
    INSURER_ANSWER,
    INSURER_STATUS,
    LOSS_ANSWER,
    PROOF,
)
from makewhole.core.claim.values import Ahead, Finding, OpenFact, PartAllowed, Value
from makewhole.core.kernel.money import Money, allocate
from makewhole.core.kernel.require import require
from makewhole.core.terms.explain import Evaluation

Kind = TypeVar("Kind")

# The last days that the terms work out for those who have time of their own in a loss.
LAST_DAYS = {
    PROOF: "proof_by",
    LOSS_ANSWER: "respond_by",
    INSURER_ACK: "insurer_ack_by",
    INSURER_STATUS: "insurer_status_by",
    INSURER_ANSWER: "insurer_decide_by",
    COOLING_OFF: "release_open_by",
}


def finding_of(
    evaluation: Evaluation,
    names: Sequence[tuple[int, str]],
    parts: Sequence[Mapping[str, Value]],
    *,
    paid_total_minor: int,
    currency: str,
) -> Finding:
    """Answer what the terms said; `names` gives the line and kind of each part."""
    outputs = evaluation.outputs

    def text(name: str) -> str | None:
        return _typed(outputs.get(name), str)

    def amount(name: str) -> int | None:
        return _typed(outputs.get(name), int)

    opens_at = _typed(outputs.get("claim_opens_at"), datetime)
    return Finding(
        terms_hash=evaluation.terms_hash,
        outcome=text("outcome"),
        payer=text("payer"),
        bearer=text("bearer"),
        claim_back=text("claim_back"),
        decided_by=text("decided_by"),
        payable_minor=amount("payable"),
        charge_seller_minor=amount("charge_seller"),
        payable_on_return_minor=amount("payable_on_return") or 0,
        parts=_capped(
            _parts(evaluation, names, parts),
            Money(paid_total_minor + (amount("payable") or 0), currency),
        ),
        needs=_needs(outputs.get("need")),
        offer_unasked=_typed(outputs.get("offer_unasked"), bool),
        timely=text("timely"),
        seller_turn=text("seller_turn"),
        claim_opens_at=opens_at.replace(tzinfo=UTC) if opens_at is not None else None,
        file_from=_typed(outputs.get("file_from"), date),
        file_by=_typed(outputs.get("file_by"), date),
        appeal_by=_typed(outputs.get("appeal_by"), date),
        contest_by=_typed(outputs.get("contest_by"), date),
        clause=_deciding_clause(evaluation),
        route=text("route"),
        release_needed=_typed(outputs.get("release_needed"), bool) is True,
        due_on=_due_on(outputs),
        ahead=_ahead(evaluation, _parts(evaluation, names, parts)),
        # The same fact of several parts is one question.
        missing=tuple(
            dict.fromkeys(
                OpenFact(fact.fact, fact.source, _presumed_after(evaluation, fact.fact))
                for fact in evaluation.missing
            )
        ),
    )


def _typed(value: object, kind: type[Kind]) -> Kind | None:
    require(value is None or isinstance(value, kind), "an output has the type of its terms")
    return cast("Kind | None", value)


def _due_on(outputs: Mapping[str, object]) -> tuple[tuple[str, date], ...]:
    """Read until when each seller or insurer may answer, by the name of its clock."""
    days = ((clock, _typed(outputs.get(name), date)) for clock, name in LAST_DAYS.items())
    return tuple((clock, day) for clock, day in days if day is not None)


def _presumed_after(evaluation: Evaluation, fact: str) -> str | None:
    presume = evaluation.program.terms.facts[fact].presume
    return presume.after if presume is not None else None


def _needs(value: object) -> tuple[str, ...]:
    """Read the list that a `collect` table answers; None while it is undetermined."""
    if value is None:
        return ()
    require(isinstance(value, tuple), "the terms list what is needed")
    assert isinstance(value, tuple)
    return tuple(str(need) for need in value)


def _ahead(evaluation: Evaluation, shown: tuple[PartAllowed, ...]) -> Ahead | None:
    """Read what can be paid ahead of the answer; None: nothing, or nobody can say yet."""
    paid_by = _typed(evaluation.outputs.get("interim"), str)
    open_minor = _typed(evaluation.outputs.get("interim_open"), int)
    clause = _deciding_clause(evaluation, "interim")
    if paid_by in (None, "nobody") or open_minor is None or clause is None:
        return None
    return Ahead(paid_by or "", open_minor, clause, shown)


def _deciding_clause(evaluation: Evaluation, table: str = "outcome") -> str | None:
    return next((rule.clause for rule in evaluation.rules if rule.table == table), None)


def _parts(
    evaluation: Evaluation,
    names: Sequence[tuple[int, str]],
    parts: Sequence[Mapping[str, Value]],
) -> tuple[PartAllowed, ...]:
    allowed = []
    for (line_number, kind), given, decided in zip(names, parts, evaluation.parts, strict=True):
        claimed = given.get("part_claimed", 0)  # In another currency whose rate is not known.
        assert isinstance(claimed, int)
        allowed.append(
            PartAllowed(
                line_number=line_number,
                kind=kind,
                claimed_minor=claimed,
                allowed_minor=_typed(decided.outputs.get("part_allowed"), int) or 0,
                reason=_typed(decided.outputs.get("part_reason"), str) or "open",
            )
        )
    return tuple(allowed)


def _capped(parts: tuple[PartAllowed, ...], limit: Money) -> tuple[PartAllowed, ...]:
    """Spread what the claim as a whole may pay over its parts, in proportion, to the minor unit.

    So what is raised on each order line sums to what is paid, also where a limit cuts the total or
    the claim is denied. Heads of a loss are not cut alike: what hurts most comes first.
    """
    allowed = [part.allowed_minor for part in parts]
    if sum(allowed) <= limit.minor or sum(allowed) == 0:
        return parts
    if any(part.kind in _RANK for part in parts):
        return _filled(parts, limit.minor)
    shares = allocate(limit, allowed)
    return tuple(
        replace(part, allowed_minor=share.minor) for part, share in zip(parts, shares, strict=True)
    )


_RANK = {kind.value: rank for rank, kind in enumerate(HEADS_IN_ORDER)}


def _filled(parts: tuple[PartAllowed, ...], left_minor: int) -> tuple[PartAllowed, ...]:
    """Fill the heads one after the other, medical costs first, until nothing is left."""
    allowed: dict[int, int] = {}
    for part in sorted(parts, key=lambda part: (_RANK[part.kind], part.line_number)):
        allowed[part.line_number] = min(part.allowed_minor, left_minor)
        left_minor -= allowed[part.line_number]
    return tuple(replace(part, allowed_minor=allowed[part.line_number]) for part in parts)
