"""Orders and claims that are about to be made, in sentences for their buyer."""

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from makewhole.surfaces.buyer.order_pages import BeforePage, LineRow, OrdersPage
from makewhole.surfaces.buyer.pages import ClaimPage
from makewhole.surfaces.shared.formats import day_text, number_text
from makewhole.surfaces.shared.wording.ahead import ahead_headline, ahead_more
from makewhole.surfaces.shared.wording.refusals import refusal_text

# What the carrier said last, where that is more than the days say.
_TRACKED: dict[str, Promise] = {
    "lost": gettext_lazy("The carrier says that it was lost."),
    "returned_to_sender": gettext_lazy("The carrier took it back to the sender."),
    "awaiting_pickup": gettext_lazy("It waits to be picked up."),
}
_OFF: dict[str, Promise] = {
    "cancelled": gettext_lazy("The order was cancelled."),
    "unavailable": gettext_lazy("It was not in stock."),
}


def orders_headline(page: OrdersPage) -> str:
    """Say what to do here; the orders are the rest of the page."""
    return _("Which order is it about?") if page.rows else _("You have ordered nothing here.")


def line_news(line: LineRow) -> str:
    """Say what happened to a line, as far as anybody reported it."""
    if line.has_arrived:
        return _arrived(line)
    if line.tracking in _TRACKED:
        return str(_TRACKED[line.tracking])
    if line.state in _OFF:
        return str(_OFF[line.state])
    if line.sent_on is not None:
        return _("Handed to the carrier on %(day)s. Nobody reported that it arrived.") % {
            "day": day_text(line.sent_on)
        }
    return _("Nobody reported that it was sent.")


def _arrived(line: LineRow) -> str:
    if line.arrived_on is None:
        return _("It arrived; nobody reported the day.")
    names = {"day": day_text(line.arrived_on)}
    late = (line.arrived_on - line.promised_on).days if line.promised_on is not None else 0
    if late <= 0:
        return _("Arrived on %(day)s.") % names
    return ngettext(
        "Arrived on %(day)s, %(n)s day late.", "Arrived on %(day)s, %(n)s days late.", late
    ) % {**names, "n": number_text(late)}


def before_headline(page: BeforePage) -> str:
    """Say in one sentence what happens next, before anything is sent."""
    if page.refused is not None:
        return _refused(page.refused.reason)
    if page.questions:
        n = len(page.questions)
        return ngettext(
            "First we need %(n)s answer from you.", "First we need %(n)s answers from you.", n
        ) % {"n": number_text(n)}
    return ahead_headline(page.ahead, page.frame.now) if page.ahead is not None else ""


def _refused(reason: str) -> str:
    match reason:
        case "too_early":
            return _("It is too early to claim this.")
        case "contact_seller_first":
            return _("Please write to the seller first.")
        case "claim_open_already":
            return _("You have a claim about this already.")
        case "claim_decided_already":
            return _("We decided a claim about this already.")
        case "line_refunded_already":
            return _("This was refunded already.")
        case _:
            return _("This cannot be claimed like that.")


def before_lead(page: BeforePage) -> str:
    """Say what the headline left out: why, until when, what silence brings."""
    if page.refused is not None:
        return refusal_text(page.refused)
    if page.questions:
        return _("Then we say what happens next. Nothing is sent until you press “Send”.")
    return ahead_more(page.ahead, page.frame.now) if page.ahead is not None else ""


def draft_lead(page: ClaimPage) -> str:
    """Say what would come of a draft if it were sent now; empty: an answer is missing for it."""
    if page.refused is not None:
        return refusal_text(page.refused)
    if page.ahead is None:
        return ""
    now = page.frame.now
    return " ".join(
        text for text in (ahead_headline(page.ahead, now), ahead_more(page.ahead, now)) if text
    )
