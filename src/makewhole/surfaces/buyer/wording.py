"""The buyer's headline is the answer, never the name of the page; the lead says the worst."""

from typing import assert_never

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from makewhole.core.claim.stages import LOSS_GROUNDS, ClosedAs, ReturnState, Stage
from makewhole.core.clocks.clock import Actor
from makewhole.surfaces.buyer.order_wording import draft_lead
from makewhole.surfaces.buyer.pages import ClaimPage, ClaimsPage
from makewhole.surfaces.shared.formats import money_text, number_text
from makewhole.surfaces.shared.wording.labels import about_quoted


def headline(page: ClaimPage) -> str:
    """Answer where the claim stands in one sentence, with the amount once there is one."""
    about = {"about": _about(page)}
    match page.head.stage:
        case Stage.DRAFT:
            return _("Your claim about %(about)s is not sent yet.") % about
        case Stage.SCREENING:
            return _("We are looking at your claim about %(about)s.") % about
        case Stage.NEEDS_CLAIMANT:
            return _needs_you(page)
        case Stage.REFERRED:
            return _("A person is looking at your claim about %(about)s.") % about
        case Stage.WAITING_FOR_SELLER:
            return _("The seller may still put it right.")
        case Stage.AWAITING_ANSWERS:
            return _("We asked the seller about %(about)s.") % about
        case Stage.ASSESSING:
            return _("A person is deciding your claim about %(about)s.") % about
        case Stage.AWAITING_RETURN:
            return _returning(page)
        case Stage.OFFERED:
            return _("We make you an offer for %(about)s.") % about
        case Stage.PAYING:
            return _paying(page)
        case Stage.CLOSED:
            return _closed(page)
        case _:
            assert_never(page.head.stage)


def _about(page: ClaimPage) -> str:
    """Answer what the claim is about, inside a sentence: the order, or the loss from a product."""
    about = about_quoted(page.head.about)
    if page.head.ground in LOSS_GROUNDS:
        return _("the loss from %(about)s") % {"about": about}
    return about


def _needs_you(page: ClaimPage) -> str:
    if page.goods and page.goods.asks_proof:
        about = {"about": _about(page)}
        return _("The seller says that %(about)s never came back.") % about
    n = len(page.questions)
    return ngettext("We need %(n)s answer from you.", "We need %(n)s answers from you.", n) % {
        "n": number_text(n)
    }


def _returning(page: ClaimPage) -> str:
    goods = page.goods
    names = {
        "about": _about(page),
        "later": money_text(goods.payable_on_return) if goods else "",
    }
    match goods.state if goods else None:
        case ReturnState.ASKED if not page.head.seller:
            return _("We tell you where to send %(about)s.") % names
        case ReturnState.ASKED:
            return _("We asked the seller where to send %(about)s.") % names
        case ReturnState.HANDED_OVER:
            return _("You sent %(about)s back.") % names
        case ReturnState.RECEIVED:
            return _("The seller has %(about)s back.") % names
        case _ if goods and goods.payable_on_return.minor and page.head.settled.minor:
            return _("Send %(about)s back and we pay you %(later)s more.") % names
        case _ if goods and goods.payable_on_return.minor:
            return _("Send %(about)s back and we pay you %(later)s.") % names
        case _:
            return _("Please send %(about)s back.") % names


def _paying(page: ClaimPage) -> str:
    determination = page.determination
    names = {
        "about": _about(page),
        "amount": money_text(determination.payable if determination else page.head.claimed),
    }
    if page.turn and page.turn.actor in (Actor.HANDLER, Actor.LEAD):
        return _("Your %(amount)s did not arrive. We are putting that right.") % names
    return _("We pay you %(amount)s for %(about)s.") % names


def _closed(page: ClaimPage) -> str:
    names = {"about": _about(page), "settled": money_text(page.head.settled)}
    match page.head.closed_as:
        case ClosedAs.PAID:
            return _("We paid you %(settled)s for %(about)s.") % names
        case ClosedAs.DENIED:
            return _("We do not pay for %(about)s.") % names
        case ClosedAs.OUT_OF_SCOPE:
            return _("The guarantee does not cover %(about)s.") % names
        case ClosedAs.SETTLED_BY_SELLER:
            return _("The seller settled this with you.")
        case ClosedAs.SETTLED_BY_INSURER:
            return _("The seller's insurer settled this with you.")
        case ClosedAs.WITHDRAWN:
            return _("You withdrew your claim about %(about)s.") % names
        case ClosedAs.LAPSED if page.head.filed_at is None:
            return _("Your draft about %(about)s has ended.") % names
        case ClosedAs.LAPSED:
            return _("Your claim about %(about)s lapsed.") % names
        case None:
            return _("Your claim about %(about)s is closed.") % names


def lead(page: ClaimPage) -> str:
    """Answer what the headline left out: the reason of a denial, the part that is not paid."""
    determination = page.determination
    if determination is None:
        return _lead_while_open(page)
    if determination.outcome != "pay":
        return determination.summary
    if determination.payable_on_return.minor > 0:
        return _lead_against_return(page)
    rest = determination.claimed - determination.allowed
    if rest.minor > 0:
        names = {"rest": money_text(rest), "claimed": money_text(determination.claimed)}
        return _("We do not pay %(rest)s of the %(claimed)s; each reason stands below.") % names
    if page.head.stage is Stage.CLOSED:
        return _("That is all you asked for.")
    return ""


def _lead_against_return(page: ClaimPage) -> str:
    """Say what became of the part that is due only against the goods."""
    if page.head.stage is Stage.CLOSED:
        return _("The rest was due only against the goods, and you keep them.")
    return _("You may also keep the goods; then nothing more is due.")


def _lead_while_open(page: ClaimPage) -> str:
    match page.head.stage:
        case Stage.DRAFT:
            return draft_lead(page)
        case Stage.NEEDS_CLAIMANT if page.goods and page.goods.asks_proof:
            return _("Show that you sent it, if you can. Having nothing is fine.")
        case Stage.NEEDS_CLAIMANT:
            return _("Your claim is about %(about)s. What we could look up, we do not ask.") % {
                "about": _about(page)
            }
        case Stage.REFERRED | Stage.ASSESSING:
            return _("The facts alone do not settle it. This says nothing against you.")
        case Stage.WAITING_FOR_SELLER:
            return _("We keep your claim about %(about)s, and go on with it by ourselves.") % {
                "about": _about(page)
            }
        case Stage.CLOSED if page.head.closed_as is ClosedAs.LAPSED and not page.head.filed_at:
            return _("Nothing was sent to anybody. You can begin again from your order.")
        case Stage.CLOSED if page.head.closed_as is ClosedAs.LAPSED:
            return _("Nothing was decided against you.")
        case _:
            return ""


def claims_headline(page: ClaimsPage) -> str:
    """Say how many claims wait for the buyer; the next sentence of the page is the list."""
    n = sum(1 for row in page.rows if row.actor is Actor.CLAIMANT)
    if n:
        return ngettext("%(n)s claim waits for you.", "%(n)s claims wait for you.", n) % {
            "n": number_text(n)
        }
    return _("Nothing waits for you.") if page.rows else _("You have made no claim.")
