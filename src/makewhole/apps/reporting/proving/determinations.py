"""Terms and determinations: as they were adopted and made, and decided the same again."""

import json
from collections.abc import Callable
from uuid import UUID

from django.core.exceptions import ObjectDoesNotExist

from makewhole.apps.claims import queries as claims
from makewhole.apps.claims import translate
from makewhole.apps.claims.changes import altered_changes
from makewhole.apps.claims.queries import StoredDetermination
from makewhole.apps.claims.replaying import replay
from makewhole.apps.reporting.proving.folded import UNREADABLE, Folded, Made, Verified
from makewhole.apps.reporting.proving.outbox import waiting_for
from makewhole.apps.reporting.proving.snapshot import rows_of
from makewhole.core.claim.record import answer_of, told_in_body
from makewhole.core.kernel.canonical import canonical_json, sha256_of
from makewhole.core.terms.explain import Evaluation
from makewhole.core.terms.model import Terms
from makewhole.core.terms.schema import read_terms

_TERMS = """
SELECT terms_hash, name, version, text, bases FROM programme_termsversion
WHERE marketplace_id = %(marketplace)s
"""

_WITHOUT_TERMS = """
SELECT a.market_code, a.terms_hash FROM programme_adoption a
WHERE a.marketplace_id = %(marketplace)s AND NOT EXISTS (
    SELECT FROM programme_termsversion v
    WHERE v.marketplace_id = a.marketplace_id AND v.terms_hash = a.terms_hash)
"""

# What would have changed a determination is worked out after it, from the outbox.
_CHANGES = """
SELECT determination_id FROM claims_wouldhavechanged WHERE marketplace_id = %(marketplace)s
"""

_COLUMNS = (
    "claim_id", "seq", "terms_hash", "outcome", "payer", "bearer", "clause", "currency",
    "payable_minor", "decided_by", "determined_at",
)  # fmt: skip


def compare_terms(marketplace_id: UUID, result: Verified) -> None:
    """Read each version of the terms again: it still has the hash it was adopted under."""
    for terms_hash, name, version, text, bases in rows_of(_TERMS, marketplace_id):
        try:
            terms = read_terms(text, name=name, bases=json.loads(bases))
        except UNREADABLE as problem:
            result.differs("terms", terms_hash, f"they cannot be read: {problem}")
            continue
        if not isinstance(terms, Terms):
            result.differs("terms", terms_hash, "they cannot be read")
        elif (terms.hash, terms.version) != (terms_hash, version):
            result.differs("terms", terms_hash, "they are not as they were adopted")
    for market_code, terms_hash in rows_of(_WITHOUT_TERMS, marketplace_id):
        result.differs("terms", terms_hash, f"adopted in {market_code}, and their text is missing")


def replay_determinations(
    marketplace_id: UUID, folded: Folded, result: Verified, progress: Callable[[str, int], None]
) -> None:
    """Decide every determination again from its recorded facts and terms (P8)."""
    missing = set(folded.determined)
    for stored in claims.stored_determinations(marketplace_id=marketplace_id):
        result.determinations += 1
        progress("determinations", result.determinations)
        missing.discard(stored.determination_id)
        made = folded.determined.get(stored.determination_id)
        if made is None:
            result.differs("determination", stored.determination_id, "the journal has none")
            continue
        columns = [getattr(stored, name) for name in _COLUMNS]
        result.differs_in(
            "determination", stored.determination_id, _COLUMNS, columns, _wanted(made)
        )
        finding = _finding(marketplace_id, stored, made)
        if finding is not None:
            result.differs("determination", stored.determination_id, finding)
    for determination_id in missing:
        result.differs("determination", determination_id, "it is missing")
    _compare_changes(marketplace_id, folded, result)


def _wanted(made: Made) -> tuple[object, ...]:
    event = made.event
    return (
        made.claim.claim_id,
        made.seq,
        made.claim.terms_hash,
        event.outcome,
        event.payer,
        event.bearer,
        event.clause,
        made.claim.currency,
        event.payable_minor,
        translate.actor_text(event.by),
        event.at,
    )


def _finding(marketplace_id: UUID, stored: StoredDetermination, made: Made) -> str | None:
    """Answer what is wrong with a determination's body; None: nothing is."""
    if sha256_of(stored.body) != stored.hash:
        return "its body was changed"
    if made.event.body_hash not in (None, stored.hash):
        return "its body is not the one that the journal names"
    try:
        body = json.loads(stored.body)
        if body["determined"] != told_in_body(made.event):
            return "its body and the journal's event differ"
        if body["terms"]["hash"] != made.claim.terms_hash:
            return "its body cites other terms"
        evaluation, answer = replay(marketplace_id=marketplace_id, stored=stored)
        if canonical_json(answer_of(evaluation)) != canonical_json(answer):
            return "it replays otherwise (P8)"
        if made.claim.was_ahead(made.event.determination_id):
            return _finding_ahead(evaluation, made)
        if _answered(evaluation) != _told(made):
            return "its facts lead to another answer than the journal's event"
    except (*UNREADABLE, ObjectDoesNotExist) as problem:
        return f"it cannot be replayed: {problem}"
    return None


def _finding_ahead(evaluation: Evaluation, made: Made) -> str | None:
    """Hold what was paid ahead against what its terms and facts allowed."""
    rules = [rule.clause for rule in evaluation.rules if rule.table == "interim"]
    most = evaluation.outputs.get("interim_open")
    if made.event.clause not in rules or evaluation.outputs.get("interim") == "nobody":
        return "its facts let nothing be paid ahead"
    if not isinstance(most, int) or made.event.payable_minor > most:
        return "its facts let less be paid ahead"
    return None


def _answered(evaluation: Evaluation) -> tuple[object, ...]:
    outputs = evaluation.outputs
    return (
        next((rule.clause for rule in evaluation.rules if rule.table == "outcome"), None),
        *(outputs.get(name) for name in ("outcome", "payer")),
        *(outputs.get(name) or "open" for name in ("bearer", "claim_back")),  # Paid all the same.
        outputs.get("payable"),
        outputs.get("charge_seller") or 0,
        outputs.get("payable_on_return") or 0,
        outputs.get("appeal_by"),
        outputs.get("contest_by"),
    )


def _told(made: Made) -> tuple[object, ...]:
    event = made.event
    return (
        event.clause,
        event.outcome,
        event.payer,
        event.bearer,
        event.claim_back,
        event.payable_minor,
        event.charge_seller_minor,
        event.payable_on_return_minor,
        event.appeal_by,
        event.contest_by,
    )


def _compare_changes(marketplace_id: UUID, folded: Folded, result: Verified) -> None:
    stored = {row[0] for row in rows_of(_CHANGES, marketplace_id)}
    to_do = waiting_for(marketplace_id, "determination_id", "changes")
    for determination_id in folded.determined.keys() - stored - to_do:
        result.differs("determination", determination_id, "what would have changed it is missing")
    for determination_id in stored - folded.determined.keys():
        result.differs("determination", determination_id, "what would have changed it has no cause")
    for determination_id in altered_changes(marketplace_id=marketplace_id):
        result.differs("determination", determination_id, "what would have changed it was altered")
