"""What claimants are told of a loss, message by message."""

from collections.abc import Mapping

from django.utils.translation import gettext_noop as _N  # noqa: N812 - a mark, not a function to call

# (audience, message) -> (subject, text)
OF_LOSSES_TO_CLAIMANTS: Mapping[tuple[str, str], tuple[str, str]] = {
    ("claimant", "heads_amended"): (
        _N("What you ask for on claim {reference} was changed"),
        _N(
            "What is asked for on claim {reference} was changed, as it now stands on its page. "
            "Nothing else is lost by it. If you did not ask for this, write to us."
        ),
    ),
    ("claimant", "asked_loss_answer"): (
        _N("We put claim {reference} to the seller"),
        _N(
            "Your claim {reference} is valid so far. It is above the limit up to which the "
            "programme pays at once, so the seller is asked for an answer by {due_at}. You need "
            "do nothing; if no answer comes, the programme can step in."
        ),
    ),
    ("claimant", "asked_manage"): (
        _N("The seller settles claim {reference}"),
        _N(
            "The seller has taken claim {reference} on and has until {due_at} to settle it with "
            "you. Tell us what you were paid. If the seller is late, the programme can step in."
        ),
    ),
    ("claimant", "asked_insurer_answer"): (
        _N("We tendered claim {reference} to the insurer"),
        _N(
            "The seller was insured on the day of the loss, so its insurer is asked to answer "
            "claim {reference} by {due_at}. You need do nothing."
        ),
    ),
    ("claimant", "asked_settlement"): (
        _N("The insurer pays claim {reference}"),
        _N(
            "The seller's insurer has accepted claim {reference} and has until {due_at} to pay "
            "you. Tell us when you are paid. If it is late, the programme can step in."
        ),
    ),
    ("claimant", "answered_seller_accepted"): (
        _N("The seller accepts claim {reference}"),
        _N("The seller accepts your claim {reference}. We tell you what comes next."),
    ),
    ("claimant", "answered_seller_manages"): (
        _N("The seller settles claim {reference} with you"),
        _N("The seller wants to settle claim {reference} with you itself. We watch the time."),
    ),
    ("claimant", "answered_seller_rejected"): (
        _N("The seller rejects claim {reference}"),
        _N(
            "The seller rejects your claim {reference} and gave its reasons. That decides "
            "nothing: a second person reads them, and you are told what we think."
        ),
    ),
    ("claimant", "answered_seller_settled"): (
        _N("The seller says that claim {reference} was paid"),
        _N(
            "The seller says that it paid you for claim {reference}. If the money came, tell us "
            "how much. If it did not, you need do nothing: the seller's time runs on."
        ),
    ),
    ("claimant", "answered_insurer_acknowledged"): (
        _N("The insurer has claim {reference} before it"),
        _N("The seller's insurer has your claim {reference} before it. Its time to decide runs."),
    ),
    ("claimant", "answered_insurer_reports"): (
        _N("The insurer reports on claim {reference}"),
        _N(
            "The seller's insurer has told us how far it is with your claim {reference}. Its time "
            "to decide runs on. You need do nothing."
        ),
    ),
    ("claimant", "answered_insurer_accepted"): (
        _N("The insurer accepts claim {reference}"),
        _N("The seller's insurer accepts your claim {reference}. We watch that it pays you."),
    ),
    ("claimant", "answered_insurer_denied"): (
        _N("The insurer denies claim {reference}"),
        _N(
            "The seller's insurer denies your claim {reference} and gave its reasons. That "
            "decides nothing: a second person reads them, and you are told what we think."
        ),
    ),
    ("claimant", "answered_insurer_settled"): (
        _N("The insurer says that claim {reference} was paid"),
        _N(
            "The seller's insurer says that it paid you for claim {reference}. If the money came,"
            " tell us how much. If it did not, you need do nothing: its time runs on."
        ),
    ),
    ("claimant", "silence_loss_answer"): (
        _N("The seller did not answer claim {reference} in time"),
        _N(
            "The seller's time to answer claim {reference} has ended. You need do nothing: we go "
            "on at once and tell you what comes next."
        ),
    ),
    ("claimant", "silence_manage"): (
        _N("The seller did not settle claim {reference} in time"),
        _N(
            "The seller's time to settle claim {reference} with you has ended. The programme can "
            "step in now; a senior person decides it. What you were paid already you keep."
        ),
    ),
    ("claimant", "silence_insurer_answer"): (
        _N("The insurer did not answer claim {reference} in time"),
        _N(
            "The insurer's time to answer claim {reference} has ended. You need do nothing: we go"
            " on at once and tell you what comes next."
        ),
    ),
    ("claimant", "silence_settlement"): (
        _N("The insurer did not pay claim {reference} in time"),
        _N(
            "The insurer's time to pay claim {reference} has ended. The programme can step in "
            "now; a senior person decides it."
        ),
    ),
    ("claimant", "settlement_confirmed"): (
        _N("You confirmed {amount} for claim {reference}"),
        _N(
            "It is on file that you were paid {amount} for claim {reference}. If that is wrong, "
            "write to us."
        ),
    ),
    ("claimant", "offer_made"): (
        _N("We offer you {amount} for claim {reference}"),
        _N(
            "We offer you {amount} for claim {reference}. The offer stands until {due_at}. Once "
            "you accept it and the release that comes with it, the money is sent. If you decline "
            "it or do not answer, nothing is lost: a person looks at your claim again."
        ),
    ),
    ("claimant", "offer_declined"): (
        _N("You declined the offer for claim {reference}"),
        _N(
            "You declined the offer for claim {reference}. Nothing is lost by that. A person "
            "looks at your claim again and writes to you."
        ),
    ),
    ("claimant", "offer_lapsed"): (
        _N("The offer for claim {reference} has ended"),
        _N(
            "The time of the offer for claim {reference} has ended without an answer. Nothing is "
            "lost: a person looks at your claim again and writes to you."
        ),
    ),
    ("claimant", "release_signed"): (
        _N("You signed the release for claim {reference}"),
        _N(
            "You accepted our offer for claim {reference} and signed the release. You can take it "
            "back until {due_at}, without giving a reason. Then a person decides your claim anew, "
            "and what you were paid stays yours and counts towards it. If you do nothing, the "
            "release stands from then on."
        ),
    ),
    ("claimant", "release_signed_for_good"): (
        _N("You signed the release for claim {reference}"),
        _N(
            "You accepted our offer for claim {reference} and signed the release. These terms "
            "give no time to take it back. You can still appeal."
        ),
    ),
    ("claimant", "release_taken_back"): (
        _N("You took back the release for claim {reference}"),
        _N(
            "You took back the release for claim {reference}, so it binds you no more. What you "
            "were paid stays yours and counts towards what is decided now. A senior person looks "
            "at your claim and writes to you by {due_at}. You can say more, or ask for more, "
            "until then."
        ),
    ),
    ("claimant", "release_final"): (
        _N("Your release for claim {reference} stands"),
        _N(
            "The time to take back the release for claim {reference} has ended, so it stands. "
            "What it does not cover, such as harm that nobody could know of, it leaves to you. "
            "You can still appeal, as our answer says."
        ),
    ),
    ("claimant", "paid_ahead"): (
        _N("We pay you {payable} ahead for claim {reference}"),
        _N(
            "Others still have time to answer for claim {reference}, so it is not decided yet. "
            "Meanwhile we pay you {payable} ahead, as clause {clause} of the terms says. It counts"
            " towards what is decided in the end. You keep it whatever that is."
        ),
    ),
    ("claimant", "claimant_named"): (
        _N("You are the claimant of {reference}"),
        _N(
            "It is on file that you are the claimant of {reference}, or act in the claimant's "
            "place, as somebody of ours wrote down with the reason. What happens on the claim is "
            "told to you from now on. If that is wrong, write to us."
        ),
    ),
    ("claimant", "claimant_named_with_time"): (
        _N("You are the claimant of {reference}"),
        _N(
            "It is on file that you are the claimant of {reference}, or act in the claimant's "
            "place, as somebody of ours wrote down with the reason. Something waits for you: its "
            "page says what. You have until {due_at}. If this is wrong, write to us."
        ),
    ),
    ("claimant", "occurrence_named"): (
        _N("Claim {reference} belongs to an event with others"),
        _N(
            "A person found that the harm of claim {reference} comes from one event that hurt "
            "others too. Each is paid for itself; only the limit for one event holds for all "
            "together, and whose claim is decided first is paid first. If you think otherwise, "
            "write to us."
        ),
    ),
    ("claimant", "reminder_offer"): (
        _N("Our offer for claim {reference} stands until {due_at}"),
        _N(
            "You can accept or decline our offer for claim {reference} until {due_at}. If you do "
            "neither, it ends, and a person looks at your claim again."
        ),
    ),
}
