"""What is said when an act on a loss does not stand: what did not happen, and the way on."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

OF_LOSSES: Mapping[str, Promise] = {
    "acceptance_needs_a_reason": _(
        "Nothing was accepted. Say why you accept for the claimant, and who agreed to it."
    ),
    "amendment_needs_a_reason": _(
        "Nothing was changed. Say who asked for the change and how, so that the claimant can "
        "check it."
    ),
    "answer_needs_a_reason": _(
        "Your answer was not taken, because it gives no reason. Say why, and add what you have."
    ),
    "answer_not_asked_for": _(
        "Your answer was not taken, because nobody waits for it now. The claim's page says what "
        "is next."
    ),
    "answer_not_yours": _("This answer is for somebody else to give. Nothing was changed."),
    "answered_already": _(
        "This was answered already, and that answer stands. If it was a slip, write to us."
    ),
    "claim_names_a_head_twice": _("The same part of the loss was named twice. Name it once."),
    "claim_not_about_a_loss": _(
        "This claim is about an order, so this does not apply. Nothing was changed."
    ),
    "claim_not_amendable": _(
        "What is asked for can no longer be changed, because the claim is decided or money is on "
        "its way. You can appeal, or claim again."
    ),
    "claimant_already": _("This person is the claimant already. Nothing was changed."),
    "claimant_named_by_a_person": _(
        "Nothing was changed. Who the claimant is, one of our people writes down; write to us."
    ),
    "cost_stays_open": _("Who bears the cost is not settled yet, so nothing was moved."),
    "deductible_below_zero": _("The deductible cannot be below zero. Write zero if there is none."),
    "head_asks_nothing": _("Say for each part of the loss how much you ask: more than zero."),
    "head_not_in_claim": _("The claim has no such part of the loss. Choose one of those it names."),
    "health_cannot_be_kept_yet": _(
        "Nothing was written down. What is said about somebody's health is not yet kept encrypted "
        "here, so it cannot be taken. Leave it out; everything else can be said."
    ),
    "heads_are_of_a_loss": _(
        "Parts of a loss belong to a claim for damage or an injury. This claim is about an order."
    ),
    "heads_say_what_is_asked": _(
        "In a claim for a loss the parts of the loss say how much is asked, not the item."
    ),
    "injury_cannot_be_filed_yet": _(
        "Nothing was filed. Claims about an injury cannot be filed here yet, since what they say "
        "about health is not yet kept encrypted. Damaged things can be claimed now; for the "
        "injury write to us without details of your health, and a person tells you the way. "
        "Until the claim can be made here, the law and its courts are open to you as always."
    ),
    "less_than_was_paid": _(
        "Nothing was changed. More than this was paid ahead already, and you keep it in any case. "
        "Ask for at least as much."
    ),
    "loss_names_no_head": _("Say what the loss is: name at least one part of it, with its amount."),
    "loss_names_one_line": _(
        "Name the one product that did the harm. A second product is a claim of its own."
    ),
    "more_than_can_be_paid_ahead": _(
        "Nothing was paid. The terms let less be paid ahead now, and it must be more than zero."
    ),
    "no_offer_stands": _("There is no offer to answer now. The claim's page says what is next."),
    "no_release_to_take_back": _(
        "There is no release that can be taken back. Nothing was changed."
    ),
    "nothing_can_be_paid_ahead": _(
        "Nothing was paid. The terms let nothing be paid ahead of this claim's answer now: it is "
        "not found valid yet, somebody has settled it, or as much was paid as they allow."
    ),
    "nothing_settled": _("Say how much was paid: more than zero."),
    "nothing_waits_for_an_answer": _(
        "Nothing was paid ahead. The claim is answered, or an offer stands that the claimant can "
        "accept."
    ),
    "occurrence_found_by_a_person": _(
        "Nothing was changed. To which event a loss belongs, one of our people finds."
    ),
    "occurrence_in_another_currency": _(
        "Nothing was changed. The claims of that event are in another currency, and one limit "
        "cannot be counted in two. Name an event of its own for this claim."
    ),
    "loss_day_not_known": _(
        "Nothing was changed. The day of the loss is not known yet, and the event is named by it."
    ),
    "occurrence_needs_a_name": _(
        "Nothing was changed. Name the event, in at most 200 letters, without names of people."
    ),
    "occurrence_limit_reached": _(
        "Nothing was paid, because the limit for this event was reached at this moment by another "
        "claim. Look again: the claim says what is left."
    ),
    "occurrence_named_already": _("The claim belongs to this event already. Nothing was changed."),
    "offer_needs_a_lead": _(
        "The offer was not accepted. The claim is of a minor, or somebody acts for the claimant, "
        "so a senior person accepts with you. Write to us, and we do it together."
    ),
    "offer_no_longer_stands": _(
        "The offer was not accepted, because another amount is due now. A person looks again and "
        "makes a new one."
    ),
    "only_the_claimant_accepts": _("Only the claimant can answer an offer. Nothing was changed."),
    "only_the_claimant_amends": _(
        "Only the claimant can change what is asked for. Nothing was changed."
    ),
    "only_the_claimant_confirms": _(
        "Only the claimant can say that the money came. Nothing was changed."
    ),
    "payment_ahead_needs_a_reason": _("Nothing was paid. Say why it is paid ahead of the answer."),
    "policy_differs": _(
        "A policy of this number is on file with other dates or amounts, and decisions may stand "
        "on it. It stays as it is; write to us if it is wrong."
    ),
    "policy_ends_first": _("The first day without cover must come after the first day of cover."),
    "policy_number_missing": _("Write the number of the policy, as it stands on it."),
    "price_is_the_buyers": _(
        "The price of the product is its buyer's to ask for, so leave it out here. What was done "
        "to somebody else and their things can be claimed."
    ),
    "price_claimed_twice": _("The price of the product was named twice. Name it once."),
    "release_has_no_wording": _(
        "Nothing was accepted. No release is written for this market yet, so write to us, and we "
        "do it together. The offer stands as long as it says."
    ),
    "release_needs_a_name": _("Nothing was accepted. Sign by typing your name, in full."),
    "release_was_not_shown": _(
        "Nothing was accepted, because the release has changed since it was shown to you. Read it "
        "once more, and sign what you have read."
    ),
    "release_stands_or_is_gone": _(
        "Nothing was changed. The release was taken back already, or the time for that has ended. "
        "You can still appeal, as our answer says."
    ),
    "retroactive_date_after_first_day": _(
        "The retroactive date cannot come after the first day of cover."
    ),
    "retroactive_date_without_claims_made": _(
        "Only a policy on the basis of claims made has a retroactive date. Leave it out, or "
        "change the basis."
    ),
    "second_look_needs_a_lead": _("A lead takes the second look. Nothing was recorded."),
    "second_look_needs_another": _(
        "You found something in this claim before, so somebody else takes the second look. "
        "Nothing was recorded."
    ),
    "third_person_only_at_first": _(
        "Nothing was changed. A claim that was filed stays its claimant's. File a claim of its own "
        "for the other person."
    ),
    "settled_by_nobody_asked": _("Say whether the seller or its insurer paid."),
}
