"""What sellers and our own people are told, message by message."""

from collections.abc import Mapping

from django.utils.translation import gettext_noop as _N  # noqa: N812 - a mark, not a function to call

# (audience, message) -> (subject, text)
TO_SELLERS: Mapping[tuple[str, str], tuple[str, str]] = {
    ("seller", "claim_filed"): (
        _N("A buyer made claim {reference}"),
        _N(
            "A buyer made claim {reference} about an order of yours. You need do nothing now; if "
            "we need your answer, we ask for it and say by when."
        ),
    ),
    ("seller", "claim_opened_for_you"): (
        _N("The programme opened claim {reference}"),
        _N(
            "The delivery record of an order of yours shows that it came late or not at all, so "
            "the programme opened claim {reference} for the buyer."
        ),
    ),
    ("seller", "seller_has_time"): (
        _N("You have until {until} to help a buyer"),
        _N(
            "You have until {until} to put this right with the buyer. After that claim {reference} "
            "goes on, and we decide it."
        ),
    ),
    ("seller", "put_to_seller"): (
        _N("Please answer claim {reference} by {due_at}"),
        _N(
            "Claim {reference} needs your answer by {due_at}: accept it, or reject it and say why. "
            "If you do not answer, it is decided on what is on file, which may be for the buyer."
        ),
    ),
    ("seller", "seller_accepted"): (
        _N("You accepted claim {reference}"),
        _N("You accepted claim {reference}. We go on at once."),
    ),
    ("seller", "seller_rejected"): (
        _N("You rejected claim {reference}"),
        _N("You rejected claim {reference}. We weigh your reason and tell you what we decide."),
    ),
    ("seller", "seller_rejected_before"): (
        _N("Your earlier rejection stands for claim {reference}"),
        _N(
            "The buyer made a claim again that you rejected before; it is now claim {reference}. "
            "Your reason stands, so you need not send it again. We weigh it and tell you what we "
            "decide."
        ),
    ),
    ("seller", "silence_evidence"): (
        _N("The buyer did not answer in time"),
        _N("The buyer's time to answer on claim {reference} has ended. We decide on the file."),
    ),
    ("seller", "silence_return_proof"): (
        _N("A person looks at claim {reference} now"),
        _N(
            "The buyer did not say what shows that the item of claim {reference} was sent. A "
            "person looks at both sides and decides; you are told. If it comes after all, say so."
        ),
    ),
    ("seller", "silence_seller_answer"): (
        _N("Your time to answer claim {reference} has ended"),
        _N(
            "No answer to claim {reference} reached us in time, so it is decided on the record. "
            "If it is charged to you, you can contest that."
        ),
    ),
    ("seller", "silence_contact"): (
        _N("Claim {reference} goes on"),
        _N("Your time to help the buyer has ended, and claim {reference} goes on."),
    ),
    ("seller", "reminder_contact"): (
        _N("You can still help a buyer until {due_at}"),
        _N(
            "You have until {due_at} to put right with the buyer what claim {reference} is about. "
            "After that the claim goes on, and we decide it."
        ),
    ),
    ("seller", "reminder_seller_answer"): (
        _N("Claim {reference} still needs your answer by {due_at}"),
        _N(
            "We have no answer from you to claim {reference} yet. Accept it, or reject it and say "
            "why, by {due_at}. If you do not, it is decided on what is on file, which may be for "
            "the buyer."
        ),
    ),
    ("seller", "reminder_return_answer"): (
        _N("A return still needs your answer by {due_at}"),
        _N(
            "We have no answer from you to the return of claim {reference} yet. Accept it, or give "
            "a label or an address, by {due_at}. If you do not, you lose the right to the item, "
            "and the claim is decided without it."
        ),
    ),
    ("seller", "reminder_return_inspection"): (
        _N("You can look at the return until {due_at}"),
        _N(
            "The return of claim {reference} is with you. Tell us by {due_at} if something is "
            "wrong with it; if you do not, it counts as in order."
        ),
    ),
    ("seller", "return_awaited_not_asked"): (
        _N("The buyer may send the item back"),
        _N("The buyer of claim {reference} may still ask for a return until {due_at}."),
    ),
    ("seller", "return_awaited_asked"): (
        _N("A return needs your answer by {due_at}"),
        _N(
            "The item of claim {reference} should go back to you. Give the address or a prepaid "
            "label on the page of the claim by {due_at}. If you refuse or do not answer, you lose "
            "the right to the item, and the claim is decided without it."
        ),
    ),
    ("seller", "return_awaited_accepted"): (
        _N("The item is on its way back soon"),
        _N("The buyer of claim {reference} has until {due_at} to hand over the item."),
    ),
    ("seller", "return_awaited_label_given"): (
        _N("The buyer has your label"),
        _N("The buyer of claim {reference} has until {due_at} to hand over the item."),
    ),
    ("seller", "return_awaited_handed_over"): (
        _N("A return is on its way to you"),
        _N(
            "The buyer of claim {reference} handed over the item; what they gave of the sending "
            "stands on the page of the claim. It counts as arrived after {due_at}, unless you say "
            "there before that it came, or that it never came."
        ),
    ),
    ("seller", "return_awaited_received"): (
        _N("Please look at the return by {due_at}"),
        _N(
            "The return of claim {reference} has arrived. Tell us by {due_at} if something is "
            "wrong with it; if you do not, it counts as in order."
        ),
    ),
    ("lead", "review_escalated"): (
        _N("Claim {reference} is overdue"),
        _N("Claim {reference} was not worked in time. It is yours now, until {due_at}."),
    ),
    ("seller", "determined_pay_programme"): (
        _N("The programme bears claim {reference}"),
        _N(
            "We paid claim {reference}: {payable} (clause {clause}). The programme bears it; "
            "nothing is charged to you."
        ),
    ),
    ("seller", "determined_pay_seller"): (
        _N("Claim {reference} was paid and is put to you"),
        _N(
            "We paid claim {reference}: {payable} (clause {clause}). You are asked to bear it. You "
            "can contest that until {contest_by}; the buyer keeps the money either way."
        ),
    ),
    ("seller", "determined_pay_open"): (
        _N("Claim {reference} was paid"),
        _N(
            "We paid claim {reference}: {payable} (clause {clause}). Who bears it is still open, "
            "and nothing is charged to you before you are told."
        ),
    ),
    ("seller", "determined_pay_on_return_seller"): (
        _N("Claim {reference} is refunded against the return"),
        _N(
            "Claim {reference} is refunded once the item is on its way back to you (clause "
            "{clause}). You would be asked to bear it, and could contest that."
        ),
    ),
    ("seller", "determined_pay_on_return_open"): (
        _N("Claim {reference} is refunded against the return"),
        _N(
            "Claim {reference} is refunded once the item is on its way back (clause {clause}). "
            "Who bears it is still open, and nothing is charged to you before you are told."
        ),
    ),
    ("seller", "determined_pay_on_return_programme"): (
        _N("Claim {reference} is refunded against the return"),
        _N(
            "Claim {reference} is refunded once the item is on its way back (clause {clause}). The "
            "programme bears it; nothing is charged to you."
        ),
    ),
    ("seller", "determined_pay_nothing_more"): (
        _N("Nothing more is refunded for claim {reference}"),
        _N(
            "Claim {reference} was decided again: nothing more is refunded (clause {clause}). What "
            "was decided before about who bears the cost stands."
        ),
    ),
    ("seller", "determined_deny_nobody"): (
        _N("Claim {reference} was not found valid"),
        _N(
            "Claim {reference} was not found valid (clause {clause}). Nothing is charged, and no "
            "metric counts it."
        ),
    ),
    ("seller", "determined_out_of_scope_nobody"): (
        _N("Claim {reference} is outside the guarantee"),
        _N(
            "Claim {reference} is outside the guarantee (clause {clause}). Nothing is charged, and "
            "no metric counts it."
        ),
    ),
    ("seller", "determined_settled_nobody"): (
        _N("Claim {reference} was made good already"),
        _N(
            "The buyer has the refund of claim {reference} already (clause {clause}). Nothing more "
            "is charged."
        ),
    ),
    ("seller", "determined_settled_seller"): (
        _N("Claim {reference} is settled"),
        _N("The buyer confirmed your settlement of claim {reference}. Nothing more is charged."),
    ),
    ("seller", "claim_withdrawn"): (
        _N("Claim {reference} was withdrawn"),
        _N("The buyer withdrew claim {reference}. Nothing is charged, and no metric counts it."),
    ),
    ("seller", "claim_lapsed"): (
        _N("Claim {reference} has ended"),
        _N("The buyer did not send what claim {reference} waited for. Nothing is charged."),
    ),
}
