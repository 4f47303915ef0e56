"""The seller's headline: what is said against them, what it costs, what they may do."""

from datetime import date
from typing import NamedTuple

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from makewhole.core.claim.stages import ClosedAs, Ground, ReturnState, Stage
from makewhole.surfaces.seller.pages import ClaimPage, ClaimsPage
from makewhole.surfaces.shared.claim_parts import ClaimRow, Determination
from makewhole.surfaces.shared.formats import day_text, due_moment, money_text, number_text


class AnswersOffered(NamedTuple):
    """The two answers to a claim, as the seller chooses between them."""

    accept: str
    reject: str


def headline(page: ClaimPage) -> str:
    """Answer the claim's state in one sentence, with the cost once it is known."""
    if page.may_answer:
        return _said_of_return(page) or said_of_order(page.head.ground, page.head.order_reference)
    if page.head.stage is Stage.CLOSED and page.determination is None:
        return _ended_without_determination(page)
    if page.goods and page.goods.may_move_to:
        return _about_goods(page)
    if page.determination is not None:
        return _determined(page, page.determination)
    return _while_open(page)


def _said_of_return(page: ClaimPage) -> str:
    """Answer on which day the buyer says that the goods went back; empty: that is not said."""
    sent_on = next((fact.value for fact in page.facts if fact.name == "sent_back_on"), None)
    if page.head.ground is not Ground.RETURN_NOT_REFUNDED or not isinstance(sent_on, date):
        return ""
    names = {"order": page.head.order_reference, "day": day_text(sent_on)}
    return _("The buyer says that order %(order)s was sent back on %(day)s, and not refunded.") % (
        names
    )


def answers_offered(ground: Ground | None) -> AnswersOffered:
    """Answer in what words the seller accepts or rejects a claim on this ground."""
    if ground is Ground.RETURN_NOT_REFUNDED:
        return AnswersOffered(
            accept=_("The goods are back: I accept it"),
            reject=_("They never came, or not in order: I reject it, and say why"),
        )
    return AnswersOffered(accept=_("I accept it"), reject=_("I reject it, and say why"))


def said_of_order(ground: Ground | None, order: str) -> str:
    """Answer what the buyer says of the order, as a whole sentence for each ground."""
    names = {"order": order}
    match ground:
        case Ground.NOT_RECEIVED:
            return _("The buyer says that order %(order)s has not arrived.") % names
        case Ground.LATE:
            return _("The buyer says that order %(order)s came late.") % names
        case Ground.NOT_AS_DESCRIBED:
            return _("The buyer says that order %(order)s is not as described.") % names
        case Ground.DAMAGED:
            return _("The buyer says that order %(order)s came damaged.") % names
        case Ground.RETURN_NOT_REFUNDED:
            return _("The buyer says that order %(order)s was sent back and not refunded.") % names
        case Ground.RETURN_REFUSED:
            return _("The buyer says that the return of order %(order)s was refused.") % names
        case Ground.PROPERTY_DAMAGE:
            return _("The buyer says that a product of order %(order)s damaged something.") % names
        case Ground.PERSONAL_INJURY:
            return _("The buyer says that a product of order %(order)s hurt somebody.") % names
        case None:
            return _("The buyer says that something is wrong with order %(order)s.") % names


def _ended_without_determination(page: ClaimPage) -> str:
    match page.head.closed_as:
        case ClosedAs.WITHDRAWN:
            return _("The buyer withdrew the claim. It costs you nothing.")
        case ClosedAs.LAPSED:
            return _("The claim lapsed. It costs you nothing.")
        case ClosedAs.SETTLED_BY_SELLER:
            return _("You settled this claim with the buyer.")
        case _:
            return _("The claim is closed. It costs you nothing.")


def _about_goods(page: ClaimPage) -> str:
    names = {"order": page.head.order_reference}
    if page.goods and page.goods.state is ReturnState.ASKED:
        return _("Say where the goods of order %(order)s should go.") % names
    if page.goods and page.goods.state is ReturnState.HANDED_OVER:
        return _("The goods of order %(order)s are on their way to you.") % names
    if page.goods and page.goods.state is ReturnState.NOT_ARRIVED:
        return _("You said that the goods of order %(order)s never came.") % names
    if page.goods and page.goods.state is ReturnState.RECEIVED:
        return _("Say what came back of order %(order)s.") % names
    return _("The buyer knows where to send the goods of order %(order)s.") % names


def _determined(page: ClaimPage, determination: Determination) -> str:
    names = {
        "order": page.head.order_reference,
        "charge": money_text(determination.charge_seller),
    }
    if determination.charge_seller.minor > 0:
        return _("You bear %(charge)s for order %(order)s.") % names
    if determination.outcome == "pay":
        return _("The buyer is paid for order %(order)s. It costs you nothing.") % names
    if determination.outcome == "settled":
        return _("You settled this claim with the buyer.")
    return _("The claim about order %(order)s was denied. It costs you nothing.") % names


def _while_open(page: ClaimPage) -> str:
    names = {"order": page.head.order_reference}
    match page.head.stage:
        case Stage.NEEDS_CLAIMANT:
            return _("We asked the buyer about order %(order)s.") % names
        case Stage.WAITING_FOR_SELLER:
            return _("The buyer of order %(order)s wrote to you.") % names
        case _:
            return _("We are looking at the claim about order %(order)s.") % names


def lead(page: ClaimPage) -> str:
    """Answer the worst in the first screen: until when, and what is at stake."""
    if page.may_answer and page.turn is not None:
        names = {
            "day": due_moment(page.turn.due_at, page.frame.now),
            "amount": money_text(page.at_stake),
        }
        return _("Answer until %(day)s. Up to %(amount)s is at stake.") % names
    return page.determination.summary if page.determination else ""


def row_headline(row: ClaimRow) -> str:
    """Answer the task of one row: what to do, for a claim that waits for the seller."""
    if row.clock == "return_answer":
        return _("Say where the goods should go, or refuse them")
    if row.clock == "return_inspection":
        return _("Say what came back")
    if row.clock == "contact":
        return _("Put it right before it becomes a claim")
    return _("Accept or reject the claim")


def claims_headline(page: ClaimsPage) -> str:
    """Say how many claims need the seller, and when the first is due."""
    n = len(page.need_you)
    if n == 0:
        return _("No claim needs you.")
    first = page.need_you[0].due_at
    need = ngettext("%(n)s claim needs you.", "%(n)s claims need you.", n) % {"n": number_text(n)}
    if first is None:
        return need
    due = _("The first is due %(first)s.") % {"first": due_moment(first, page.frame.now)}
    return f"{need}\n{due}"  # Two sentences, a line each.
