"""What a page says when an act does not stand: what did not happen, why, and the way on.

One entry for each reason of the public catalogue that a page can meet. `FOR_OPERATORS` names those
that only a command line or a worker meets.
"""

from collections.abc import Callable, Mapping
from datetime import date, datetime

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from makewhole.core.claim.stages import ClosedAs, Stage
from makewhole.core.kernel.money import Money
from makewhole.core.kernel.outcome import Refused
from makewhole.surfaces.shared.formats import instant_text, money_text, weekday_text
from makewhole.surfaces.shared.frame import Note
from makewhole.surfaces.shared.wording.labels import badge
from makewhole.surfaces.shared.wording.refusals_of_losses import OF_LOSSES
from makewhole.surfaces.shared.wording.refusals_of_people import OF_PEOPLE
from makewhole.surfaces.shared.wording.refusals_of_privacy import OF_PRIVACY

FOR_OPERATORS = frozenset(
    {
        "amount_cannot_be_read",
        "amount_needs_one_line",
        "clock_does_not_run",
        "clock_not_due",
        "clock_of_a_live_marketplace",
        "clock_only_moves_forward",
        "clock_went_backwards",
        "could_not_be_handled",
        "day_taken",
        "first_day_missing",
        "market_not_open",
        "marketplace_exists",
        "notice_missing",
        "notice_too_short",
        "party_not_awaited",
        "party_unreached_already",
        "payout_not_known",
        "payout_result_changes_nothing",
        "row_not_acceptable",
        "sandbox_stays_a_sandbox",
        "terms_are_for_another_market",
        "terms_are_not_a_guarantee",
        "terms_cannot_be_used",
        "terms_reach_back",
    }
)

_TEXTS: Mapping[str, Promise] = {
    "appeal_assigned_already": gettext_lazy("Somebody looks at this appeal already."),
    "appeal_changed_meanwhile": gettext_lazy(
        "Somebody else changed the appeal while you had it before you. Nothing of yours is lost:"
        " look at what is new, then send it again."
    ),
    "appeal_is_over": gettext_lazy("This appeal is decided or was taken back already."),
    "appeal_is_with_a_lead": gettext_lazy("This appeal is with a lead already."),
    "appeal_needs_reasons": gettext_lazy(
        "Say why our answer is wrong: whoever looks again reads it. Nothing was sent yet."
    ),
    "appeal_not_found": gettext_lazy("There is no such appeal, or it is not yours to see."),
    "appeal_not_yours": gettext_lazy("Only the side that asked for another look can do this."),
    "appeal_of_another_reviewer": gettext_lazy(
        "Somebody else was chosen to look at this appeal. Nothing was changed."
    ),
    "appeal_was_final": gettext_lazy(
        "This answer was given on your appeal: there is one level inside the programme. You can go"
        " to court at any time."
    ),
    "answer_unknown": gettext_lazy("Choose whether you accept the claim or reject it."),
    "claim_changed_meanwhile": gettext_lazy(
        "Somebody else changed the claim while you had it before you. Nothing of yours is lost:"
        " look at what is new, then send it again."
    ),
    "claim_exists_already": gettext_lazy("This claim was made already; you need do nothing."),
    "claim_filed_already": gettext_lazy("The claim is filed already; you need do nothing."),
    "claim_names_a_line_twice": gettext_lazy("The same item was chosen twice. Choose it once."),
    "claim_names_no_line": gettext_lazy("Choose at least one item of the order."),
    "claim_still_moves": gettext_lazy(
        "The claim is still being worked on, or its goods are on their way. Decide the appeal once"
        " that is over; nothing was decided now."
    ),
    "claim_not_being_assessed": gettext_lazy("The claim does not wait for a decision now."),
    "claim_not_found": gettext_lazy("There is no such claim, or it is not yours to see."),
    "claim_not_listening": gettext_lazy(
        "The claim takes no more answers, because it is decided or money is on its way."
    ),
    "claim_not_put_to_seller": gettext_lazy("The claim does not wait for your answer now."),
    "contest_open_already": gettext_lazy(
        "A contest of this claim is open already. It covers all of its cost."
    ),
    "clock_cannot_be_extended": gettext_lazy(
        "The terms give no more time for this. The time that you have runs on as before."
    ),
    "clock_extended_already": gettext_lazy(
        "More time was given as often as the terms allow. The time that you have runs on as before."
    ),
    "clock_extended_for_others": gettext_lazy(
        "Only the party that the terms name can ask for more time here. Nothing was changed."
    ),
    "clock_extension_needs_reason": gettext_lazy(
        "No more time was given. Say why you need it, in a sentence, and ask again."
    ),
    "clock_has_run_out": gettext_lazy(
        "The time for this has ended, so it cannot be made longer. What follows stands on the"
        " claim's page."
    ),
    "contact_seller_first": gettext_lazy(
        "Please write to the seller about this order first, from the order page; a message from"
        " before the order does not count. If that does not help in time, come back and we decide."
    ),
    "decision_needs_a_lead": gettext_lazy("Only a lead handler may confirm this."),
    "decision_needs_reasons": gettext_lazy(
        "Give the reasons to both sides: each reads its own. Nothing was decided yet."
    ),
    "decision_needs_a_person": gettext_lazy("Only one of our people may confirm this."),
    "facts_missing": gettext_lazy(
        "Facts that could still change the answer are missing; they stand on the claim's page."
    ),
    "fact_is_of_an_item": gettext_lazy("Say of which item this is so; it can differ for each."),
    "fact_is_of_the_claim": gettext_lazy(
        "This is about the claim as a whole, not about one of its items. Nothing was recorded."
    ),
    "fact_is_on_record": gettext_lazy(
        "What was paid, asked and refunded is on record, and so is what happened on the claim;"
        " nobody states it here. Nothing was recorded."
    ),
    "fact_not_known": gettext_lazy("The terms know no such fact. Nothing was recorded."),
    "finding_needs_a_reason": gettext_lazy("Say why: both sides read the reason."),
    "form_not_known": gettext_lazy(
        "This form is no longer known to us, and nothing was sent. What you typed is still there:"
        " look at it, then send it from here."
    ),
    "goods_not_back": gettext_lazy(
        "The item is not back yet, so nobody can say what it is worth. Nothing was recorded; say it"
        " once it has arrived."
    ),
    "goods_went_back": gettext_lazy(
        "The item is on its way back or there already: withdrawing would leave you without item and"
        " money. Nothing was withdrawn; the claim goes on."
    ),
    "line_not_in_claim": gettext_lazy("The claim is not about this item. Nothing was recorded."),
    "line_not_in_order": gettext_lazy("This item is not in the order."),
    "line_refunded_already": gettext_lazy("This item was refunded already."),
    "lines_arrived_and_not": gettext_lazy(
        "Some of these items arrived and some did not. Make one claim for each."
    ),
    "lines_of_two_sellers": gettext_lazy(
        "These items come from two sellers. Make one claim for each seller."
    ),
    "lines_sent_by_two": gettext_lazy(
        "The seller sent some of these items and the marketplace sent others. Make one claim for"
        " each."
    ),
    "mail_unknown": gettext_lazy("No notice went out under this Message-ID."),
    "mail_was_not_sent": gettext_lazy(
        "This mail was never taken by a server, so it cannot have come back."
    ),
    "money_on_its_way": gettext_lazy("Money is on its way to you, so it cannot be withdrawn."),
    "no_appeal_here": gettext_lazy("The terms of this claim give no appeal against this answer."),
    "no_contest_open": gettext_lazy("No contest of this claim is open."),
    "no_reviewer_left": gettext_lazy(
        "All of our people took part in this claim. A lead who took no part may decide the appeal."
    ),
    "nothing_charged": gettext_lazy(
        "This answer charges you nothing; there is no cost to contest."
    ),
    "nothing_determined": gettext_lazy("There is no such answer on this claim to look at again."),
    "no_return_awaited": gettext_lazy("No return is awaited now."),
    "nothing_to_offer_unasked": gettext_lazy("There is nothing to offer on these facts."),
    "not_your_order": gettext_lazy("There is no such order, or it is not yours."),
    "only_the_claimant_withdraws": gettext_lazy("Only the person who claims can withdraw it."),
    "order_not_found": gettext_lazy("There is no such order, or it is not yours."),
    "passing_on_needs_a_reason": gettext_lazy("Say why you pass it on: the lead reads it."),
    "review_leaves_it_open": gettext_lazy(
        "With these findings the terms do not settle the claim yet. Find what is missing, then"
        " decide; nothing was decided now."
    ),
    "reviewer_took_part": gettext_lazy(
        "You took part in this claim, so somebody else looks at it again."
    ),
    "slip_changes_nothing": gettext_lazy("This changes nothing for anybody, so it was not done."),
    "slip_is_disputed": gettext_lazy(
        "An appeal or a contest of this claim is open: it is decided there. Nothing was changed."
    ),
    "slip_needs_a_review": gettext_lazy(
        "This sum needs two people, so it is no slip to put right alone. Nothing was changed."
    ),
    "rejection_needs_a_reason": gettext_lazy("A rejection needs its reason; write one below."),
    "return_counts_as_received": gettext_lazy(
        "The time on the way is over, or somebody said that the item came, so it counts as"
        " received. If it never came, say what it is worth instead: 0 percent, and why. A person"
        " looks before anything is paid."
    ),
    "return_needs_a_label": gettext_lazy(
        "Nothing was sent. Write the carrier and the number of the label, or a link to it: without"
        " it the buyer cannot send the item back."
    ),
    "return_needs_an_address": gettext_lazy(
        "Nothing was sent. Write the address that the item should go to, or give a label: without"
        " it the buyer cannot send the item back."
    ),
    "return_not_handed_over": gettext_lazy(
        "Say first that you handed the item over; what shows it belongs to that."
    ),
    "return_not_asked_for": gettext_lazy(
        "Please keep the item for now: nobody has said yet where it should go. Say first that you"
        " want to send it back; we then ask where, and tell you."
    ),
    "return_step_not_yours": gettext_lazy("Somebody else has to say that the goods are there."),
    "return_step_out_of_order": gettext_lazy("The goods are not that far yet, or further."),
    "second_person_needed": gettext_lazy("You agreed already; somebody else has to agree too."),
    "seller_answered_already": gettext_lazy("You answered already; an answer stands."),
    "still_being_assessed": gettext_lazy("It still waits for the same person's decision."),
    "still_referred": gettext_lazy("It still waits for the same finding."),
    "tracking_number_missing": gettext_lazy(
        "Write the tracking number: without it nobody can look the parcel up. If you have none, say"
        " that you have a receipt, or that you have nothing; that is fine."
    ),
}

_ALL: Mapping[str, Promise] = {**_TEXTS, **OF_LOSSES, **OF_PEOPLE, **OF_PRIVACY}


def refusal_note(refused: Refused) -> Note:
    """Word a refusal as a note above the page; nothing happened, and that is said first."""
    return Note(tone="danger", title=_("This was not done"), text=refusal_text(refused))


def refusal_text(refused: Refused) -> str:
    """Say why the act does not stand."""
    write = _WITH_FACTS.get(refused.reason)
    if write is not None:
        return write(refused.facts)
    text = _ALL.get(refused.reason)
    return str(text) if text is not None else _("Nothing has changed, and no clock has run out.")


def is_worded(reason: str) -> bool:
    """Answer whether a page has words of its own for this reason."""
    return reason in _ALL or reason in _WITH_FACTS


def _answer_too_late(facts: Mapping[str, object]) -> str:
    due_at = facts.get("due_at")
    if isinstance(due_at, datetime):
        return _("The time to answer ended on %(time)s.") % {"time": instant_text(due_at)}
    return _("The time to answer has ended.")


def _offer_has_ended(facts: Mapping[str, object]) -> str:
    due_at = facts.get("due_at")
    if isinstance(due_at, datetime):
        return _("The offer ended on %(time)s. Nothing is lost: a person looks again.") % {
            "time": instant_text(due_at)
        }
    return _("The offer has ended. Nothing is lost: a person looks again.")


def _appeal_filed(facts: Mapping[str, object]) -> str:
    if facts.get("side") == "seller":
        return _("You contested this cost already; there is one contest. Nothing was sent twice.")
    return _("There is an appeal against this answer already. Nothing was sent twice.")


def _appeal_too_late(facts: Mapping[str, object]) -> str:
    day = facts.get("last_day")
    if isinstance(day, date):
        return _(
            "The last day was %(day)s. If something kept you from it, write to us and say what; a"
            " person reads it. The law may give you more time."
        ) % {"day": weekday_text(day)}
    return _("The time for it has ended.")


def _no_address_yet(facts: Mapping[str, object]) -> str:
    """Say until when somebody has time to say where the item goes, and what comes after that."""
    keep = _("Please keep the item for now: nobody has said yet where it should go.")
    due_at = facts.get("due_at")
    if isinstance(due_at, datetime):
        until = {"time": instant_text(due_at)}
        wait = _("We asked, and tell you by %(time)s; your own time begins only then.") % until
        return f"{keep} {wait}"
    return keep


def _too_early(facts: Mapping[str, object]) -> str:
    day = facts.get("file_from")
    if isinstance(day, date):
        return _("It can still arrive. From %(day)s on you can claim; nothing is lost.") % {
            "day": weekday_text(day)
        }
    return _("It can still arrive. You can claim a little later; nothing is lost.")


def _claim_closed(facts: Mapping[str, object]) -> str:
    closed_as = facts.get("closed_as")
    if isinstance(closed_as, str) and closed_as in set(ClosedAs):
        word = badge(Stage.CLOSED, ClosedAs(closed_as)).word
        return _("The claim is closed (%(how)s).") % {"how": word}
    return _("The claim is closed.")


def _fact_not_acceptable(facts: Mapping[str, object]) -> str:
    finding, repair = facts.get("finding"), facts.get("repair")
    if finding and repair:
        return _("One answer cannot be taken: %(finding)s; %(repair)s.") % {
            "finding": finding,
            "repair": repair,
        }
    return _("One answer cannot be taken. Please look at it again.")


def _same_claim(facts: Mapping[str, object]) -> str:
    reference = facts.get("reference")
    if reference:
        return _("There is a claim about this already: %(reference)s.") % {"reference": reference}
    return _("There is a claim about this already.")


def _units(facts: Mapping[str, object]) -> str:
    """Say how many units were found, and how many can be claimed."""
    found, bought = facts.get("found"), facts.get("bought")
    if bought == 1:
        return _("Found %(found)s pieces; one was bought, so write 1.") % {"found": found}
    return _("Found %(found)s pieces; write a whole number from 1 to %(bought)s.") % {
        "found": found,
        "bought": bought,
    }


def _asked(facts: Mapping[str, object]) -> str:
    """Say which amount was found, and which would be accepted."""
    found, paid, currency = facts.get("found_minor"), facts.get("paid_minor"), facts.get("currency")
    if not isinstance(found, int) or not isinstance(paid, int) or not isinstance(currency, str):
        return _("Write an amount of more than zero, and at most what was paid for it.")
    names = {
        "found": money_text(Money(found, currency)),
        "paid": money_text(Money(paid, currency)),
    }
    return (
        _(
            "Found %(found)s; write more than zero and at most %(paid)s, which was paid for these"
            " pieces. Leave it empty to ask for all of it."
        )
        % names
    )


def _most_ahead(facts: Mapping[str, object]) -> str:
    """Say how much can be paid ahead at most."""
    most, currency = facts.get("open_minor"), facts.get("currency")
    if not isinstance(most, int) or not isinstance(currency, str):
        return str(OF_LOSSES["more_than_can_be_paid_ahead"])
    return _("Nothing was paid. Write more than zero, and at most %(most)s.") % {
        "most": money_text(Money(most, currency))
    }


_WITH_FACTS: Mapping[str, Callable[[Mapping[str, object]], str]] = {
    "answer_too_late": _answer_too_late,
    "appeal_filed_already": _appeal_filed,
    "appeal_too_late": _appeal_too_late,
    "claim_closed": _claim_closed,
    "claim_decided_already": _same_claim,
    "claim_open_already": _same_claim,
    "fact_not_acceptable": _fact_not_acceptable,
    "more_than_can_be_paid_ahead": _most_ahead,
    "more_than_was_paid": _asked,
    "no_unit_claimed": _units,
    "offer_has_ended": _offer_has_ended,
    "nothing_asked": _asked,
    "quantity_not_bought": _units,
    "return_has_no_address_yet": _no_address_yet,
    "too_early": _too_early,
}
