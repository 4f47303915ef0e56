"""The words of each notice, by audience and message: plain, kind and exact.

Values are named arguments; dates and amounts arrive already written. A message that has no words is
our own bug, and the test of all planned messages finds it.
"""

from collections.abc import Mapping

from django.utils.translation import gettext, gettext_noop

_N = gettext_noop

# (audience, message) -> (subject, text)
WORDS: Mapping[tuple[str, str], tuple[str, str]] = {
    ("claimant", "claim_filed"): (
        _N("We have your claim {reference}"),
        _N(
            "We have your claim {reference}. You hear from us by {decide_by} at the latest; "
            "until then we tell you of every step."
        ),
    ),
    ("claimant", "claim_opened_for_you"): (
        _N("We opened a claim for you: {reference}"),
        _N(
            "Our own records show that something went wrong with your order, so we opened claim "
            "{reference} for you. You need not prove anything."
        ),
    ),
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
    ("claimant", "seller_has_time"): (
        _N("The seller has until {until}"),
        _N(
            "The seller has until {until} to put this right. If that does not happen, your claim "
            "{reference} goes on by itself; you need do nothing."
        ),
    ),
    ("seller", "seller_has_time"): (
        _N("You have until {until} to help a buyer"),
        _N(
            "You have until {until} to put this right with the buyer. After that claim {reference} "
            "goes on, and we decide it."
        ),
    ),
    ("claimant", "please_answer"): (
        _N("We need something from you by {due_at}"),
        _N(
            "To decide claim {reference} we need: {facts}. Please answer by {due_at}. If you do "
            "not, we decide on what is on file."
        ),
    ),
    ("claimant", "person_is_looking"): (
        _N("A person is looking at your claim"),
        _N(
            "A person is looking at claim {reference} and writes to you by {due_at}. This says "
            "nothing against you."
        ),
    ),
    ("claimant", "put_to_seller"): (
        _N("We asked the seller"),
        _N(
            "We asked the seller for an answer to claim {reference}. The seller has until "
            "{due_at}; if no answer comes, we decide on the record."
        ),
    ),
    ("seller", "put_to_seller"): (
        _N("Please answer claim {reference} by {due_at}"),
        _N(
            "Claim {reference} needs your answer by {due_at}: accept it, or reject it and say why. "
            "If you do not answer, it is decided on what is on file, which may be for the buyer."
        ),
    ),
    ("claimant", "seller_accepted"): (
        _N("The seller accepts your claim"),
        _N("The seller accepts claim {reference}. We go on at once."),
    ),
    ("seller", "seller_accepted"): (
        _N("You accepted claim {reference}"),
        _N("You accepted claim {reference}. We go on at once."),
    ),
    ("claimant", "seller_rejected"): (
        _N("The seller does not agree"),
        _N(
            "The seller does not agree with claim {reference} and gave a reason, which you can "
            "read on the claim's page. We weigh both sides."
        ),
    ),
    ("seller", "seller_rejected"): (
        _N("You rejected claim {reference}"),
        _N("You rejected claim {reference}. We weigh your reason and tell you what we decide."),
    ),
    ("claimant", "silence_evidence"): (
        _N("Your time to answer has ended"),
        _N(
            "We did not hear from you on claim {reference}, so we look at what is on file and "
            "write to you with the result."
        ),
    ),
    ("seller", "silence_evidence"): (
        _N("The buyer did not answer in time"),
        _N("The buyer's time to answer on claim {reference} has ended. We decide on the file."),
    ),
    ("claimant", "silence_seller_answer"): (
        _N("The seller did not answer in time"),
        _N("The seller did not answer claim {reference} in time, so we decide on the record."),
    ),
    ("seller", "silence_seller_answer"): (
        _N("Your time to answer claim {reference} has ended"),
        _N(
            "No answer to claim {reference} reached us in time, so it is decided on the record. "
            "If it is charged to you, you can contest that."
        ),
    ),
    ("claimant", "silence_contact"): (
        _N("Your claim goes on"),
        _N("The seller's time to help you has ended, so claim {reference} goes on by itself."),
    ),
    ("seller", "silence_contact"): (
        _N("Claim {reference} goes on"),
        _N("Your time to help the buyer has ended, and claim {reference} goes on."),
    ),
    ("claimant", "return_awaited_not_asked"): (
        _N("You may still send the item back"),
        _N(
            "If you send the item back, we refund the rest of claim {reference}. Tell us by "
            "{due_at}; if you keep it, you need do nothing."
        ),
    ),
    ("seller", "return_awaited_not_asked"): (
        _N("The buyer may send the item back"),
        _N("The buyer of claim {reference} may still ask for a return until {due_at}."),
    ),
    ("claimant", "return_awaited_asked"): (
        _N("We asked the seller about the return"),
        _N(
            "We asked the seller for an address or a label for claim {reference}. The seller has "
            "until {due_at}; if nothing comes, you keep the item and we decide without it."
        ),
    ),
    ("seller", "return_awaited_asked"): (
        _N("A return needs your answer by {due_at}"),
        _N(
            "The buyer of claim {reference} wants to send the item back. Accept the return, or "
            "give a label or an address, by {due_at}. If you refuse or do not answer, you lose the "
            "right to the item, and the claim is decided without it."
        ),
    ),
    ("claimant", "return_awaited_accepted"): (
        _N("Please send the item back by {due_at}"),
        _N(
            "Please hand the item to the carrier by {due_at} and tell us on the page of claim "
            "{reference}. Without it we cannot refund the item."
        ),
    ),
    ("seller", "return_awaited_accepted"): (
        _N("The item is on its way back soon"),
        _N("The buyer of claim {reference} has until {due_at} to hand over the item."),
    ),
    ("claimant", "return_awaited_label_given"): (
        _N("Your return label is here"),
        _N(
            "The seller gave a return label for claim {reference}. Please hand over the item by "
            "{due_at}."
        ),
    ),
    ("seller", "return_awaited_label_given"): (
        _N("The buyer has your label"),
        _N("The buyer of claim {reference} has until {due_at} to hand over the item."),
    ),
    ("claimant", "return_awaited_handed_over"): (
        _N("Your return is on its way"),
        _N(
            "Your return for claim {reference} is on its way. If it has not arrived by {due_at}, "
            "it counts as arrived: you have done your part."
        ),
    ),
    ("seller", "return_awaited_handed_over"): (
        _N("A return is on its way to you"),
        _N(
            "The buyer of claim {reference} handed over the item. Unless you tell us otherwise by "
            "{due_at}, it counts as arrived."
        ),
    ),
    ("claimant", "return_awaited_received"): (
        _N("Your return has arrived"),
        _N(
            "Your return for claim {reference} has arrived. The seller has until {due_at} to look "
            "at it; after that we decide."
        ),
    ),
    ("seller", "return_awaited_received"): (
        _N("Please look at the return by {due_at}"),
        _N(
            "The return of claim {reference} has arrived. Tell us by {due_at} if something is "
            "wrong with it; if you do not, it counts as in order."
        ),
    ),
    ("claimant", "person_decides"): (
        _N("A person decides your claim"),
        _N("Claim {reference} is ready and a person decides it by {due_at}."),
    ),
    ("claimant", "we_are_late"): (
        _N("We are late, and we are sorry"),
        _N(
            "Claim {reference} should have gone on by now. A senior person has it and acts by "
            "{due_at}. Nobody else's time runs meanwhile."
        ),
    ),
    ("lead", "review_escalated"): (
        _N("Claim {reference} is overdue"),
        _N("Claim {reference} was not worked in time. It is yours now, until {due_at}."),
    ),
    ("claimant", "determined_pay"): (
        _N("We pay you {payable}"),
        _N(
            "We decided claim {reference}: we pay you {payable} (clause {clause}). The page of the "
            "claim gives every reason. You can ask for another look until {appeal_by}."
        ),
    ),
    ("claimant", "determined_pay_on_return"): (
        _N("We refund you once the item is on its way back"),
        _N(
            "We decided claim {reference}: we refund {on_return} once you have sent the item back "
            "(clause {clause}). You can ask for another look until {appeal_by}."
        ),
    ),
    ("claimant", "determined_deny"): (
        _N("We cannot pay claim {reference}"),
        _N(
            "We decided claim {reference}: we cannot pay it (clause {clause}). The page of the "
            "claim gives the reason and what would have changed it. You can ask for another look "
            "until {appeal_by}."
        ),
    ),
    ("claimant", "determined_out_of_scope"): (
        _N("This guarantee cannot help with claim {reference}"),
        _N(
            "This guarantee cannot help with claim {reference} (clause {clause}). The page of the "
            "claim says why and who can. You can ask for another look until {appeal_by}."
        ),
    ),
    ("claimant", "determined_settled"): (
        _N("Claim {reference} is settled"),
        _N(
            "Claim {reference} has been made good already (clause {clause}). If you did not get "
            "the money, tell us and we look for it with you."
        ),
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
    ("claimant", "money_on_its_way"): (
        _N("{amount} is on its way to you"),
        _N(
            "{amount} for claim {reference} is on its way to you and should arrive by {due_at}. If "
            "it does not, we chase it; you need not."
        ),
    ),
    ("claimant", "money_still_on_its_way"): (
        _N("Your money is still on its way"),
        _N(
            "Nothing is left to decide on claim {reference}, and your money is still on its way; "
            "it should arrive by {due_at}."
        ),
    ),
    ("claimant", "money_arrived"): (
        _N("{amount} has arrived"),
        _N("{amount} for claim {reference} has arrived. You keep it, whatever happens next."),
    ),
    ("claimant", "money_did_not_arrive"): (
        _N("Your money did not arrive yet"),
        _N(
            "{amount} for claim {reference} could not be delivered. It is still yours: we send it "
            "again, by {due_at}."
        ),
    ),
    ("claimant", "claim_withdrawn"): (
        _N("You withdrew claim {reference}"),
        _N("You withdrew claim {reference}. You can claim again while there is time."),
    ),
    ("seller", "claim_withdrawn"): (
        _N("Claim {reference} was withdrawn"),
        _N("The buyer withdrew claim {reference}. Nothing is charged, and no metric counts it."),
    ),
    ("claimant", "claim_lapsed"): (
        _N("Claim {reference} has ended"),
        _N(
            "We could not decide claim {reference} without what we asked you for, so it has ended. "
            "Nothing was decided against you: send it and we take the claim up again."
        ),
    ),
    ("seller", "claim_lapsed"): (
        _N("Claim {reference} has ended"),
        _N("Claim {reference} has ended without a decision. Nothing is charged."),
    ),
}

# What the seller and the claimant read when goods moved: short, since the wait says the rest.
_MOVED = {
    "asked": _N("The return was asked for."),
    "refused": _N("The seller refused the return and so loses the right to the item."),
    "unanswered": _N("The seller did not answer the return and so loses the right to the item."),
    "accepted": _N("The seller accepted the return."),
    "label_given": _N("The seller gave a return label."),
    "handed_over": _N("The item was handed to the carrier."),
    "received": _N("The item arrived at the seller."),
    "inspected": _N("The seller's time to look at the item is over, or the seller looked at it."),
    "claimant_keeps": _N("The buyer keeps the item."),
}


class MessageWithoutWords(Exception):
    """A planned notice has no words: our bug, found by a test before anybody waits for it."""


def words_for(audience: str, message: str, values: Mapping[str, str]) -> tuple[str, str]:
    """Answer subject and text in the reader's language.

    Raises:
        MessageWithoutWords: The catalogue has no such message.
    """
    if message.startswith("return_moved_"):
        moved = gettext(_MOVED[message.removeprefix("return_moved_")])
        subject = gettext("Claim {reference}: {moved}").format(moved=moved, **values)
        return subject, moved
    if (audience, message) not in WORDS:
        raise MessageWithoutWords(f"{audience}: {message}")
    subject, text = WORDS[audience, message]
    return gettext(subject).format(**values), gettext(text).format(**values)
