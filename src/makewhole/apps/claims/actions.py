"""What people do to a claim: answer, find, reject, send back, confirm, withdraw.

Whoever calls has checked that the claim is this person's (`access`); whether the act stands is the
core's decision. `seen_version` is the version of the claim that the person had before them.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from makewhole.apps.claims.commands import change_claim
from makewhole.apps.claims.filing import Filing, begin
from makewhole.apps.parties.texts import SealedNow, seal_text
from makewhole.apps.parties.vault import this_vault
from makewhole.apps.tenancy.transactions import transaction
from makewhole.core.claim import commands as c
from makewhole.core.claim import handle as thinking
from makewhole.core.claim.handle import Handled
from makewhole.core.claim.looking import Case
from makewhole.core.claim.stages import RETURN_PROOF, Ground, ReturnState, Stage
from makewhole.core.claim.state import Claim
from makewhole.core.claim.values import By, SealedText, Value
from makewhole.core.kernel.outcome import Refused
from makewhole.core.kernel.require import require

Texts = tuple[SealedNow, ...]


@dataclass(frozen=True, slots=True)
class Act:
    """Who acts on which claim, when, and what they had before them."""

    marketplace_id: UUID
    claim_id: UUID
    by: By
    at: datetime
    seen_version: int | None = None


@dataclass(frozen=True, slots=True)
class FoundOfItem:
    """What somebody says of what came back of one order line, and why."""

    line: int
    fact: str
    value: Value
    reason: str


def file_draft(act: Act, *, ground: Ground, stated: Mapping[str, Value]) -> Claim | Refused:
    """File a claim that was begun as a draft, where a new claim could be made on this ground."""

    def file(case: Case) -> Handled | Refused:
        draft = case.claim
        require(draft is not None, "only what was begun can be filed")
        assert draft is not None
        if draft.stage is not Stage.DRAFT:
            return Refused("claim_filed_already", {"claim_id": draft.claim_id})
        said = tuple(stated.items())
        return begin(case, Filing(case.order.order_id, draft.lines, ground, act.by, said), ())

    return do(act, file, files_on=ground)


def state_facts(
    act: Act,
    *,
    stated: Mapping[str, Value],
    reason: str = "",
    line: int | None = None,
    of_heads: Sequence[tuple[int, str, Value]] = (),
) -> Claim | Refused:
    """Say what facts are: the claimant answers questions, a handler records findings.

    `line` is the order line whose item they are about; None: the claim as a whole. `of_heads` is
    what is said of a loss's heads at once: the head's number, the fact and its value.
    """
    of_claim = ((line, fact, value) for fact, value in stated.items())
    statements = tuple(
        c.StateFact(fact, value, reason, act.by, act.at, number)
        for number, fact, value in (*of_claim, *of_heads)
    )

    def state(case: Case) -> Handled | Refused:
        stated = thinking.state(case, statements)
        if isinstance(stated, Handled) and not stated.weighings:
            # Where nothing is decided yet the terms are asked all the same: a value they cannot
            # take would stop every later look at the claim.
            thinking.look(replace(case, claim=stated.claim))
        return stated

    return do(act, state)


def answer_claim(act: Act, *, answer: str, reason: str) -> Claim | Refused:
    """The seller accepts or rejects."""
    return do(
        act,
        lambda case: thinking.handle(case, c.AnswerClaim(answer, reason, act.by, case.at)),
    )


def move_return(
    act: Act, *, to: ReturnState, found: Sequence[FoundOfItem] = (), way_back: str = ""
) -> Claim | Refused:
    """Record that the goods are one step further on their way back, and what was found of them.

    `way_back` says where they go: an address, or a prepaid label.
    """
    texts = _sealed(act, way_back)
    said: tuple[c.MoveReturn | c.StateFact, ...] = (
        c.MoveReturn(to, act.by, act.at, _reference(texts)),
        *(c.StateFact(of.fact, of.value, of.reason, act.by, act.at, of.line) for of in found),
    )
    return do(act, lambda case: thinking.state(case, said), texts=texts)


def hand_over(act: Act, *, proof: str, number: str = "") -> Claim | Refused:
    """Record that the goods are with the carrier, and what shows it.

    `proof` is `tracked`, with carrier and number, or `receipt`; empty: nothing was said of it.
    """
    texts = _sealed(act, number)
    moved = c.MoveReturn(ReturnState.HANDED_OVER, act.by, act.at)
    said = (moved, _proof(act, proof, texts)) if proof else (moved,)
    return do(act, lambda case: thinking.state(case, said), texts=texts)


def show_return(act: Act, *, proof: str, number: str = "") -> Claim | Refused:
    """Say what shows that the goods were sent, once the seller says that they never came."""
    texts = _sealed(act, number)
    said = (_proof(act, proof, texts),)
    return do(act, lambda case: thinking.state(case, said), texts=texts)


def _proof(act: Act, proof: str, texts: Texts) -> c.StateFact:
    return c.StateFact(RETURN_PROOF, proof, "", act.by, act.at, sealed=_reference(texts))


def _sealed(act: Act, text: str) -> Texts:
    """Seal what is personal to the person who acts; an empty text is none."""
    if not text:
        return ()
    require(act.by.party_id is not None, "a personal text is somebody's")
    assert act.by.party_id is not None
    with transaction(act.marketplace_id):
        sealed = seal_text(
            marketplace_id=act.marketplace_id,
            party_id=act.by.party_id,
            text=text,
            vault=this_vault(),
        )
    return (sealed,)


def _reference(texts: Texts) -> SealedText | None:
    return next((SealedText(text.text_id, text.commitment) for text in texts), None)


def confirm_determination(act: Act) -> Claim | Refused:
    """One of our people decides as the terms say."""
    return do(act, lambda case: thinking.assess(case, by=act.by, confirms=True))


def withdraw_claim(act: Act) -> Claim | Refused:
    """The claimant takes the claim back."""
    return do(
        act, lambda case: thinking.handle(case, c.WithdrawClaim(case.timetable, act.by, case.at))
    )


def do(
    act: Act,
    think: Callable[[Case], Handled | Refused],
    *,
    files_on: Ground | None = None,
    texts: Texts = (),
) -> Claim | Refused:
    """Let somebody do one thing to one claim."""
    return change_claim(
        marketplace_id=act.marketplace_id,
        claim_id=act.claim_id,
        think=think,
        at=act.at,
        seen_version=act.seen_version,
        files_on=files_on,
        texts=texts,
        by=act.by,
    )
