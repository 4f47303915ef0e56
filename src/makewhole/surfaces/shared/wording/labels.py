"""One word or two for each thing the core names."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from makewhole.core.claim.loss import HeadKind
from makewhole.core.claim.stages import ClosedAs, Ground, ReturnState, Stage
from makewhole.core.claim.values import Role
from makewhole.core.clocks.clock import Actor


@dataclass(frozen=True, slots=True)
class Badge:
    """A stage as icon, word and tone, in this order of importance."""

    icon: str
    word: str
    tone: str  # "" | doing | waiting | good | against | unknown


_STAGES: dict[Stage, tuple[str, Promise, str]] = {
    Stage.DRAFT: ("document", gettext_lazy("Draft"), ""),
    Stage.SCREENING: ("eye", gettext_lazy("Screening"), "doing"),
    Stage.NEEDS_CLAIMANT: ("clock", gettext_lazy("Waits for the buyer"), "waiting"),
    Stage.REFERRED: ("person", gettext_lazy("Referred"), "unknown"),
    Stage.WAITING_FOR_SELLER: ("clock", gettext_lazy("Waits for the seller"), "waiting"),
    Stage.AWAITING_ANSWERS: ("clock", gettext_lazy("Put to seller"), "waiting"),
    Stage.ASSESSING: ("eye", gettext_lazy("Assessing"), "doing"),
    Stage.AWAITING_RETURN: ("back", gettext_lazy("Awaiting return"), "waiting"),
    Stage.OFFERED: ("document", gettext_lazy("Offered"), "waiting"),
    Stage.PAYING: ("money", gettext_lazy("Paying"), "doing"),
}

_CLOSED: dict[ClosedAs, tuple[str, Promise, str]] = {
    ClosedAs.PAID: ("check", gettext_lazy("Closed: paid"), "good"),
    ClosedAs.DENIED: ("cross", gettext_lazy("Closed: denied"), "against"),
    ClosedAs.OUT_OF_SCOPE: ("cross", gettext_lazy("Closed: not covered"), "against"),
    ClosedAs.SETTLED_BY_SELLER: ("check", gettext_lazy("Closed: settled by the seller"), "good"),
    ClosedAs.SETTLED_BY_INSURER: ("check", gettext_lazy("Closed: settled by the insurer"), "good"),
    ClosedAs.WITHDRAWN: ("stop", gettext_lazy("Closed: withdrawn"), ""),
    ClosedAs.LAPSED: ("clock", gettext_lazy("Closed: lapsed"), ""),
}


def badge(stage: Stage, closed_as: ClosedAs | None) -> Badge:
    """Answer the badge of a stage; a closed claim says how it ended."""
    if stage is Stage.CLOSED:
        icon, word, tone = _CLOSED[closed_as] if closed_as else ("stop", gettext_lazy("Closed"), "")
    else:
        icon, word, tone = _STAGES[stage]
    return Badge(icon, str(word), tone)


_GROUNDS: dict[Ground, Promise] = {
    Ground.NOT_RECEIVED: gettext_lazy("Not received"),
    Ground.LATE: gettext_lazy("Late"),
    Ground.NOT_AS_DESCRIBED: gettext_lazy("Not as described"),
    Ground.DAMAGED: gettext_lazy("Damaged"),
    Ground.RETURN_NOT_REFUNDED: gettext_lazy("Return not refunded"),
    Ground.RETURN_REFUSED: gettext_lazy("Return refused"),
    Ground.PROPERTY_DAMAGE: gettext_lazy("Damage to property"),
    Ground.PERSONAL_INJURY: gettext_lazy("Injury"),
}


def ground_label(ground: Ground | None) -> str:
    """Answer the ground's name; an open ground is named as open."""
    return str(_GROUNDS[ground]) if ground else _("Ground still open")


# By the terms' own words for the parts of an amount.
_PARTS: dict[str, Promise] = {
    "order_line": gettext_lazy("Price."),
    "shipping": gettext_lazy("Shipping."),
    HeadKind.PURCHASE_PRICE: gettext_lazy("Price of the product."),
    HeadKind.PROPERTY: gettext_lazy("Damaged things."),
    HeadKind.MEDICAL: gettext_lazy("Medical costs."),
    HeadKind.LOST_EARNINGS: gettext_lazy("Lost earnings."),
    HeadKind.OTHER: gettext_lazy("Another loss."),
    HeadKind.SEALED: gettext_lazy("A part of the loss that was erased."),
}


def part_label(kind: str) -> str:
    """Answer what a part of the amount is for."""
    return str(_PARTS[kind])


def about_label(about: str) -> str:
    """Answer what a claim is about, standing by itself: a title, or the whole order."""
    return about or _("Whole order")


def about_quoted(about: str) -> str:
    """Answer what a claim is about, inside a sentence; titles stand as they were written."""
    return _("“%(title)s”") % {"title": about} if about else _("your order")


_ACTORS: dict[Actor, Promise] = {
    Actor.CLAIMANT: gettext_lazy("claimant"),
    Actor.SELLER: gettext_lazy("seller"),
    Actor.INSURER: gettext_lazy("insurer"),
    Actor.HANDLER: gettext_lazy("handler"),
    Actor.LEAD: gettext_lazy("lead"),
    Actor.RAIL: gettext_lazy("payment rail"),
    Actor.PROGRAMME: gettext_lazy("programme"),
}


def actor_label(actor: Actor | None) -> str:
    """Answer whose turn it is, in one word."""
    return str(_ACTORS[actor]) if actor else _("nobody")


_ROLES: dict[Role, Promise] = {
    Role.CLAIMANT: gettext_lazy("claimant"),
    Role.SELLER: gettext_lazy("seller"),
    Role.INSURER: gettext_lazy("insurer"),
    Role.HANDLER: gettext_lazy("handler"),
    Role.LEAD: gettext_lazy("lead handler"),
    Role.AUTOMATION: gettext_lazy("programme"),
    Role.CLOCK: gettext_lazy("clock that ran out"),
    Role.RAIL: gettext_lazy("payment rail"),
    Role.MARKETPLACE: gettext_lazy("marketplace"),
    Role.CARRIER: gettext_lazy("carrier"),
}


def role_label(role: Role | str | None) -> str:
    """Answer who said something; a source of the terms that has no role keeps its own name."""
    if role is None:
        return _("nobody yet")
    return str(_ROLES[Role(role)]) if role in set(Role) else str(role).replace("_", " ")


_DESK_ROLES: dict[str, Promise] = {
    "buyer": gettext_lazy("Buyer"),
    "seller": gettext_lazy("Seller"),
    "handler": gettext_lazy("Handler"),
    "lead": gettext_lazy("Lead handler"),
    "programme": gettext_lazy("Programme manager"),
}


def desk_role_label(role: str) -> str:
    """Answer in what capacity somebody signs in."""
    return str(_DESK_ROLES[role])


_OUTCOMES: dict[str, Promise] = {
    "pay": gettext_lazy("pay"),
    "deny": gettext_lazy("deny"),
    "not_yet": gettext_lazy("not yet"),
    "ask_claimant": gettext_lazy("ask the claimant"),
    "refer": gettext_lazy("refer to a person"),
    "others_pay": gettext_lazy("others pay"),
    "settled": gettext_lazy("settled by the seller"),
    "withdrawn": gettext_lazy("withdrawn"),
    "out_of_scope": gettext_lazy("not covered"),
    "paid": gettext_lazy("paid"),
    "denied": gettext_lazy("denied"),
    "settled_by_seller": gettext_lazy("settled by the seller"),
    "settled_by_insurer": gettext_lazy("settled by the insurer"),
    "lapsed": gettext_lazy("lapsed"),
}


def outcome_label(outcome: str) -> str:
    """Answer an outcome's name; one of other terms keeps its own, in words."""
    known = _OUTCOMES.get(outcome)
    return str(known) if known else outcome.replace("_", " ")


_PAYERS: dict[str, Promise] = {
    "programme": gettext_lazy("programme"),
    "seller": gettext_lazy("seller"),
    "insurer": gettext_lazy("insurer"),
    "nobody": gettext_lazy("nobody"),
    "open": gettext_lazy("still open"),
}


def payer_label(payer: str) -> str:
    """Answer who pays or bears a cost."""
    known = _PAYERS.get(payer)
    return str(known) if known else payer.replace("_", " ")


_RETURNS: dict[ReturnState, Promise] = {
    ReturnState.NOT_NEEDED: gettext_lazy("No return is needed"),
    ReturnState.NOT_ASKED: gettext_lazy("Not asked for yet"),
    ReturnState.ASKED: gettext_lazy("Nobody has said yet where the goods should go"),
    ReturnState.REFUSED: gettext_lazy("The seller refused the return"),
    ReturnState.UNANSWERED: gettext_lazy("The seller did not answer"),
    ReturnState.ACCEPTED: gettext_lazy("The return is agreed"),
    ReturnState.LABEL_GIVEN: gettext_lazy("A return label was given"),
    ReturnState.HANDED_OVER: gettext_lazy("Handed over to the carrier"),
    ReturnState.NOT_ARRIVED: gettext_lazy("The seller says that they never came"),
    ReturnState.RECEIVED: gettext_lazy("Received by the seller"),
    ReturnState.INSPECTED: gettext_lazy("Received and inspected"),
    ReturnState.CLAIMANT_KEEPS: gettext_lazy("The buyer keeps the goods"),
}


def return_label(state: ReturnState) -> str:
    """Answer how far the goods are."""
    return str(_RETURNS[state])
