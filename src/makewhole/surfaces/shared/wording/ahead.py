"""What would come of a claim if it were sent now, in sentences: whose turn it is, until when."""

from datetime import datetime
from typing import assert_never

from django.utils.translation import gettext as _

from makewhole.core.claim.stages import ClosedAs, Stage
from makewhole.surfaces.shared.ahead import Ahead
from makewhole.surfaces.shared.formats import due_moment, money_text


def ahead_headline(ahead: Ahead, now: datetime) -> str:
    """Say in one sentence what sending it would bring."""
    due = due_moment(ahead.due_at, now) if ahead.due_at is not None else ""
    match ahead.stage:
        case Stage.DRAFT:
            return _("We keep this for you as a draft.")
        case Stage.PAYING:
            return _("Send it, and we pay you %(amount)s.") % {"amount": money_text(ahead.payable)}
        case Stage.AWAITING_RETURN if not ahead.payable_on_return.minor:
            return _("Send it, and the seller is asked how the item should come back.")
        case Stage.AWAITING_RETURN:
            amount = {"amount": money_text(ahead.payable_on_return)}
            return _("Send it, and we pay you %(amount)s once the item is back.") % amount
        case Stage.NEEDS_CLAIMANT:
            return _("Send it, and tell us what is missing by %(due)s.") % {"due": due}
        case Stage.AWAITING_ANSWERS:
            return _("Send it, and we ask the seller.")
        case Stage.WAITING_FOR_SELLER:
            return _("Send it, and the seller has until %(due)s to put it right.") % {"due": due}
        case Stage.REFERRED | Stage.ASSESSING | Stage.SCREENING:
            return _("Send it, and a person decides it.")
        case Stage.OFFERED:
            return _("Send it, and we make you an offer.")
        case Stage.CLOSED:
            return _closed(ahead.closed_as)
        case _:
            assert_never(ahead.stage)


def _closed(closed_as: ClosedAs | None) -> str:
    if closed_as is ClosedAs.OUT_OF_SCOPE:
        return _("As the facts stand, the guarantee does not cover this.")
    if closed_as is ClosedAs.SETTLED_BY_SELLER:
        return _("As the facts stand, this was made good already.")
    return _("As the facts stand, we could not pay this.")


def ahead_more(ahead: Ahead, now: datetime) -> str:
    """Say what the headline left out; empty: nothing."""
    due = {"due": due_moment(ahead.due_at, now) if ahead.due_at is not None else ""}
    match ahead.stage:
        case Stage.DRAFT:
            return _("You left open what went wrong. That is the first question of the draft.")
        case Stage.PAYING if ahead.payable_on_return.minor:
            later = {"later": money_text(ahead.payable_on_return)}
            return _("You may send the item back too; then we pay you %(later)s more.") % later
        case Stage.PAYING | Stage.CLOSED:
            return ahead.because
        case Stage.NEEDS_CLAIMANT:
            return _("Not knowing is fine. Without it we decide on what is on file.")
        case Stage.AWAITING_ANSWERS:
            return (
                _("The seller has until %(due)s. If no answer comes, we decide without it.") % due
            )
        case Stage.WAITING_FOR_SELLER:
            return _("If that does not happen, we go on by ourselves; you need do nothing.")
        case Stage.REFERRED | Stage.ASSESSING:
            return (
                _(
                    "The facts alone do not settle it, which says nothing against you. You hear"
                    " from us by %(due)s."
                )
                % due
            )
        case _:
            return ""
