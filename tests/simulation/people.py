"""What people do when it is their turn, or do not; some of it twice, and some of it dishonestly."""

from collections.abc import Callable
from datetime import timedelta
from typing import cast

from makewhole.apps.claims.actions import (
    Act,
    answer_claim,
    confirm_determination,
    file_draft,
    hand_over,
    move_return,
    show_return,
    state_facts,
    withdraw_claim,
)
from makewhole.apps.claims.commands import file_claim
from makewhole.apps.claims.loss_actions import (
    accept_offer,
    amend_heads,
    answer_loss,
    confirm_settlement,
    decline_offer,
)
from makewhole.apps.claims.models import Claim as ClaimRecord
from makewhole.apps.claims.queries import ClaimRow, list_claims
from makewhole.apps.programme.queries import terms_of
from makewhole.apps.tenancy.transactions import transaction
from makewhole.core.claim.loss import Answer, Head
from makewhole.core.claim.stages import RETURN_PROOF, Ground, ReturnState, Stage
from makewhole.core.claim.values import By, Role, Value
from makewhole.core.clocks.clock import Actor
from makewhole.core.kernel.outcome import Refused
from makewhole.core.terms.model import Fact, Level
from makewhole.core.terms.tree import Kind
from tests.simulation.wants import Want, filing_of
from tests.simulation.world import World

_TWICE = 0.1  # So often somebody clicks twice.


def file_all(world: World, wants: list[Want]) -> None:
    """Let buyers file; some click twice, and some come once more for the same thing."""
    for want in wants:
        filing = filing_of(world, want)
        world.give_address(filing.by.party_id)
        again = world.draws(_TWICE, "files twice", want.order.external_id, want.line)
        for _ in range(2 if again else 1):
            answer = file_claim(marketplace_id=world.marketplace_id, filing=filing, at=world.now)
            world.note("file", answer)


def everybody_acts(world: World) -> None:
    """Let everybody whose turn it is act, as they are."""
    for row in open_claims(world):
        _act(world, row)


def open_claims(world: World) -> tuple[ClaimRow, ...]:
    """Answer every claim that is not closed."""
    with transaction(world.marketplace_id):
        return list_claims(
            marketplace_id=world.marketplace_id, open_only=True, limit=world.wish.orders
        )


def _act(world: World, row: ClaimRow) -> None:
    claim = row.claim
    claimant = By(Role.CLAIMANT, row.buyer_id)
    if world.draws_for(0.002, row, "takes it back"):
        _do(world, row, claimant, "withdraw", withdraw_claim)
        return
    if claim.loss is not None:
        for answer in claim.loss.open_answers:
            _answer_loss(world, row, answer)
    turn = _TURNS.get(claim.stage)
    if turn is not None:
        turn(world, row, claimant)


def _do(world: World, row: ClaimRow, by: By, deed: str, act: Callable[[Act], object]) -> None:
    """Let somebody act on what they see; who clicks twice sees the same the second time."""
    on = Act(world.marketplace_id, row.claim_id, by, world.now, _version(world, row))
    twice = world.draws_for(_TWICE, row, f"{deed} twice")
    world.note(deed, act(on))
    if twice:
        second = act(on)
        world.note(f"{deed}, twice", second)
        # One event may change nothing that the first did not, but never is it done again.
        assert isinstance(second, Refused), (deed, row.reference)


def _version(world: World, row: ClaimRow) -> int:
    """Answer the version of the claim that somebody has before them."""
    with transaction(world.marketplace_id):
        version: int = ClaimRecord.objects.values_list("version", flat=True).get(id=row.claim_id)
    return version


def _one_of(world: World, row: ClaimRow, *, lead: bool) -> By:
    people = world.leads if lead else world.handlers
    return cast("By", world.pick(people, "who", world.name_of(row), world.now))


def _file_a_draft(world: World, row: ClaimRow, by: By) -> None:
    if not world.draws_for(0.2, row, "files the draft"):
        return
    grounds = (Ground.DAMAGED, Ground.LATE)
    ground = cast("Ground", world.pick(grounds, "draft", world.name_of(row)))
    _do(world, row, by, "file the draft", lambda act: file_draft(act, ground=ground, stated={}))


def _confirm(world: World, row: ClaimRow, _by: By) -> None:
    if world.draws_for(0.3, row, "confirms"):
        person = _one_of(world, row, lead=row.claim.authority != "handler")
        _do(world, row, person, "confirm", confirm_determination)


# -- What somebody says ----------------------------------------------------------------------------


def _claimant_says(world: World, row: ClaimRow, by: By) -> None:
    if not world.draws_for(world.eagerness(row.buyer_id), row, "answers"):
        return
    if RETURN_PROOF in row.claim.asked:
        proof = cast("str", world.pick(("tracked", "receipt", "none"), "proof", row.opened_at))
        number = "Example Post, EX 1" if proof == "tracked" else ""
        _do(world, row, by, "show the return",
            lambda act: show_return(act, proof=proof, number=number))  # fmt: skip
        return
    terms = terms_of(marketplace_id=world.marketplace_id, terms_hash=row.terms_hash)
    asked = [terms.facts[name] for name in row.claim.asked if name in terms.facts]
    of_claim = {fact.name: _value(world, row, fact) for fact in asked if fact.level is Level.CLAIM}
    if of_claim:
        _do(world, row, by, "answer questions", lambda act: state_facts(act, stated=of_claim))
    elif asked and row.claim.loss is not None:
        of_head = {fact.name: _value(world, row, fact) for fact in asked}
        line = cast("Head", world.pick(row.claim.loss.heads, "head", world.now)).number
        _do(world, row, by, "answer of a head",
            lambda act: state_facts(act, stated=of_head, line=line))  # fmt: skip


def _handler_finds(world: World, row: ClaimRow, _by: By) -> None:
    """Find one of the facts that are asked for; a second look is a lead's."""
    terms = terms_of(marketplace_id=world.marketplace_id, terms_hash=row.terms_hash)
    asked = [terms.facts[name] for name in row.claim.asked if name in terms.facts]
    if not asked or not world.draws_for(0.35, row, "finds"):
        return
    fact = asked[0]
    said = {fact.name: _value(world, row, fact)}
    line = None
    if fact.level is Level.PART:
        parts = row.claim.loss.heads if row.claim.loss is not None else row.claim.lines
        line = cast("Head", world.pick(parts, "part", world.now)).number
    person = _one_of(world, row, lead=fact.name == "second_look")

    def find(act: Act) -> object:
        return state_facts(act, stated=said, reason="It was looked at.", line=line)

    _do(world, row, person, "find", find)


def _value(world: World, row: ClaimRow, fact: Fact) -> Value:
    return any_value(world, fact, world.name_of(row))


def any_value(world: World, fact: Fact, about: object) -> Value:
    """Answer anything that the terms take: a dishonest person's word is as good as any here."""
    words = (fact.name, about, world.now)
    if fact.values:
        return cast("str", world.pick(fact.values, *words))
    share = world.share(*words)
    low = fact.minimum or 0
    match fact.kind:
        case Kind.BOOL:
            return share < 0.6
        case Kind.DATE:
            return (world.now - timedelta(days=1 + int(3 * share))).date()
        case Kind.TIMESTAMP:
            return world.now - timedelta(hours=50 + int(30 * share))
        case Kind.INT:
            return low + int(share * min(4, (fact.maximum or low + 4) - low))
        case _:
            return low + int(share * 200_00)


# -- Sellers and insurers --------------------------------------------------------------------------


def _seller_says(world: World, row: ClaimRow, _by: By) -> None:
    claim = row.claim
    if claim.loss is not None or not world.draws_for(
        world.eagerness(row.seller_id), row, "answers"
    ):
        return
    by = By(Role.SELLER, row.seller_id)
    rejects = world.draws_for(0.35, row, "rejects") or world.temper(row.seller_id) == "dishonest"
    answer, reason = ("rejected", "The item was as described.") if rejects else ("accepted", "")
    _do(world, row, by, answer, lambda act: answer_claim(act, answer=answer, reason=reason))


def _answer_loss(world: World, row: ClaimRow, answer: Answer) -> None:
    if not world.draws_for(world.eagerness(answer.party_id) / 3, row, answer.clock):
        return
    role = Role.SELLER if answer.actor is Actor.SELLER else Role.INSURER
    by = By(role, answer.party_id)
    says = cast("str", world.pick(_SAYS.get(answer.clock, ("accepted",)), answer.clock, world.now))
    if says == "pays":
        heads = row.claim.loss.heads if row.claim.loss is not None else ()
        whole = world.draws_for(0.5, row, "pays it all")
        amount = sum(head.claimed_minor for head in heads)
        claimant = By(Role.CLAIMANT, row.buyer_id)
        _do(world, row, claimant, "say that it was settled",
            lambda act: confirm_settlement(
                act, settled_by=role, amount_minor=amount if whole else amount // 2,
                is_whole=whole,
            ))  # fmt: skip
        return

    def answer_it(act: Act) -> object:
        return answer_loss(act, actor=answer.actor, answer=says, reason="As we found.")

    _do(world, row, by, f"{answer.clock}: {says}", answer_it)


_SAYS = {
    "proof_of_insurance": ("informs",),
    "loss_answer": ("accepted", "rejected", "manages", "informs"),
    "manage": ("pays",),
    "insurer_ack": ("acknowledged",),
    "insurer_answer": ("accepted", "denied", "acknowledged"),
    "settlement": ("pays",),
}


def _answer_offer(world: World, row: ClaimRow, by: By) -> None:
    if not world.draws_for(world.eagerness(row.buyer_id), row, "answers the offer"):
        return
    if world.draws_for(0.1, row, "declines"):
        _do(world, row, by, "decline", lambda act: decline_offer(act, reason="It is too little."))
    elif world.draws_for(0.1, row, "asks for more") and row.claim.loss is not None:
        more = tuple(
            Head(head.number, head.kind, head.claimed_minor * 2) for head in row.claim.loss.heads
        )
        _do(world, row, by, "amend", lambda act: amend_heads(act, heads=more))
    else:
        _do(world, row, by, "accept the offer", accept_offer)


# -- Goods that go back ----------------------------------------------------------------------------

_R = ReturnState
_STEPS: dict[ReturnState, tuple[Role, tuple[ReturnState, ...]]] = {
    _R.NOT_ASKED: (Role.CLAIMANT, (_R.ASKED, _R.ASKED, _R.CLAIMANT_KEEPS)),
    _R.ASKED: (Role.SELLER, (_R.LABEL_GIVEN, _R.ACCEPTED, _R.REFUSED)),
    _R.ACCEPTED: (Role.CLAIMANT, (_R.HANDED_OVER,)),
    _R.LABEL_GIVEN: (Role.CLAIMANT, (_R.HANDED_OVER,)),
    _R.HANDED_OVER: (Role.SELLER, (_R.RECEIVED, _R.RECEIVED, _R.NOT_ARRIVED)),
    _R.RECEIVED: (Role.SELLER, (_R.INSPECTED,)),
}


def _move_goods(world: World, row: ClaimRow, _by: By) -> None:
    if row.claim.return_state not in _STEPS:
        return
    role, ways = _STEPS[row.claim.return_state]
    party = row.buyer_id if role is Role.CLAIMANT else row.seller_id
    if not world.draws_for(world.eagerness(party), row, "moves the goods"):
        return
    to = cast("ReturnState", world.pick(ways, "to", world.name_of(row), world.now))
    by = By(role, party)
    if to is _R.HANDED_OVER:
        _do(world, row, by, "hand over",
            lambda act: hand_over(act, proof="tracked", number="Example Post, EX 2"))  # fmt: skip
        return
    way_back = "12 Example Road" if to in (_R.ACCEPTED, _R.LABEL_GIVEN) else ""
    _do(world, row, by, f"return {to.value}",
        lambda act: move_return(act, to=to, way_back=way_back))  # fmt: skip


_TURNS: dict[Stage, Callable[[World, ClaimRow, By], None]] = {
    Stage.DRAFT: _file_a_draft,
    Stage.NEEDS_CLAIMANT: _claimant_says,
    Stage.AWAITING_ANSWERS: _seller_says,
    Stage.AWAITING_RETURN: _move_goods,
    Stage.REFERRED: _handler_finds,
    Stage.ASSESSING: _confirm,
    Stage.OFFERED: _answer_offer,
}
