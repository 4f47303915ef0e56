"""What claimants are told, message by message."""

from collections.abc import Mapping

from django.utils.translation import gettext_noop as _N  # noqa: N812 - a mark, not a function to call

# (audience, message) -> (subject, text)
TO_CLAIMANTS: Mapping[tuple[str, str], tuple[str, str]] = {
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
    ("claimant", "seller_has_time"): (
        _N("The seller has until {until}"),
        _N(
            "The seller has until {until} to put this right. If that does not happen, your claim "
            "{reference} goes on by itself; you need do nothing."
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
    ("claimant", "seller_accepted"): (
        _N("The seller accepts your claim"),
        _N("The seller accepts claim {reference}. We go on at once."),
    ),
    ("claimant", "seller_rejected"): (
        _N("The seller does not agree"),
        _N(
            "The seller does not agree with claim {reference} and gave a reason, which you can "
            "read on the claim's page. We weigh both sides."
        ),
    ),
    ("claimant", "seller_rejected_before"): (
        _N("What the seller said of your earlier claim stands"),
        _N(
            "You made a claim again that the seller did not agree with before. Its reason still "
            "counts for claim {reference}, and you can read it on the claim's page. The seller is "
            "not asked a second time. We weigh both sides; add what is new on that page."
        ),
    ),
    ("claimant", "silence_evidence"): (
        _N("Your time to answer has ended"),
        _N(
            "We did not hear from you on claim {reference}, so we look at what is on file and "
            "write to you with the result."
        ),
    ),
    ("claimant", "silence_seller_answer"): (
        _N("The seller did not answer in time"),
        _N("The seller did not answer claim {reference} in time, so we decide on the record."),
    ),
    ("claimant", "silence_contact"): (
        _N("Your claim goes on"),
        _N("The seller's time to help you has ended, so claim {reference} goes on by itself."),
    ),
    ("claimant", "return_awaited_not_asked"): (
        _N("You may still send the item back"),
        _N(
            "If you send the item back, we refund the rest of claim {reference}. Tell us by "
            "{due_at}; if you keep it, you need do nothing."
        ),
    ),
    ("claimant", "return_awaited_asked"): (
        _N("We asked the seller about the return"),
        _N(
            "We asked the seller for an address or a label for claim {reference}. The seller has "
            "until {due_at}; if nothing comes, you keep the item and we decide without it. Please "
            "do not send it before you are told where it goes."
        ),
    ),
    ("claimant", "please_show_return"): (
        _N("The seller says that the return never came: please answer by {due_at}"),
        _N(
            "The seller of claim {reference} says that the item never came back. Please give the "
            "tracking number on the page of the claim, or say that you have a receipt, by "
            "{due_at}. Having neither is fine: then a person looks at both sides, and nothing is "
            "decided against you by itself."
        ),
    ),
    ("claimant", "silence_return_proof"): (
        _N("A person looks at both sides now"),
        _N(
            "We did not hear what shows that you sent the item of claim {reference} back. A person "
            "looks at what both sides say and writes to you."
        ),
    ),
    ("claimant", "return_awaited_asked_ours"): (
        _N("We tell you where the item should go"),
        _N(
            "The order does not name its seller, so we say where the item of claim {reference} "
            "should go, by {due_at}. Please keep it until then."
        ),
    ),
    ("claimant", "return_awaited_received_ours"): (
        _N("Your return has arrived"),
        _N(
            "Your return for claim {reference} has arrived. We look at it by {due_at}; after that "
            "we decide."
        ),
    ),
    ("claimant", "return_awaited_accepted"): (
        _N("Please send the item back by {due_at}"),
        _N(
            "Please hand the item to the carrier by {due_at} and tell us on the page of claim "
            "{reference}, where the address stands too. Keep the tracking number or the receipt. "
            "Without the return we cannot refund the item."
        ),
    ),
    ("claimant", "return_awaited_label_given"): (
        _N("Your return label is here"),
        _N(
            "The return label for claim {reference} stands on the page of the claim. Please hand "
            "over the item by {due_at} and tell us there. Keep the tracking number or the receipt."
        ),
    ),
    ("claimant", "return_awaited_handed_over"): (
        _N("Your return is on its way"),
        _N(
            "Your return for claim {reference} is on its way. If it has not arrived by {due_at}, "
            "it counts as arrived: you have done your part."
        ),
    ),
    ("claimant", "return_awaited_received"): (
        _N("Your return has arrived"),
        _N(
            "Your return for claim {reference} has arrived. The seller has until {due_at} to look "
            "at it; after that we decide."
        ),
    ),
    ("claimant", "person_decides"): (
        _N("A person decides your claim"),
        _N("Claim {reference} is ready and a person decides it by {due_at}."),
    ),
    ("claimant", "we_are_late"): (
        _N("We are late, and we are sorry"),
        _N(
            "Claim {reference} should have been decided by now. A senior person looks after it "
            "from here. Our new day for it is {due_at}; you hear from us before then only if "
            "something happens. You need do nothing."
        ),
    ),
    ("claimant", "money_is_late"): (
        _N("Your money is late, and we are sorry"),
        _N(
            "Your money for claim {reference} should have arrived by now. A senior person traces "
            "it, and it should be with you by {due_at}. It stays yours; you need not chase it."
        ),
    ),
    ("claimant", "determined_pay"): (
        _N("We pay you {payable}"),
        _N(
            "We decided claim {reference}: we pay you {payable} (clause {clause}). The page of the "
            "claim gives every reason. You can ask for another look until {appeal_by}."
        ),
    ),
    ("claimant", "determined_pay_on_appeal"): (
        _N("We pay you {payable}"),
        _N(
            "We decided claim {reference} again: we pay you {payable} (clause {clause}). The page "
            "of the claim gives every reason."
        ),
    ),
    ("claimant", "determined_pay_on_return"): (
        _N("We refund you once the item is on its way back"),
        _N(
            "We decided claim {reference}: we refund {on_return} once you have sent the item back "
            "(clause {clause}). You can ask for another look until {appeal_by}."
        ),
    ),
    ("claimant", "determined_pay_nothing_more"): (
        _N("Nothing more is due for claim {reference}"),
        _N(
            "We decided claim {reference} again: what you were refunded stays yours, and nothing "
            "more is due (clause {clause}). The page of the claim gives the reason for each part. "
            "You can ask for another look until {appeal_by}."
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
        _N(
            "{amount} for claim {reference} has arrived. No appeal, and nothing the seller does, "
            "takes it from you; only a person's finding of deception or of a double payment could, "
            "and you could appeal that."
        ),
    ),
    ("claimant", "money_did_not_arrive"): (
        _N("Your money did not arrive yet"),
        _N(
            "{amount} for claim {reference} could not be delivered. It is still yours: we send it "
            "again, by {due_at}."
        ),
    ),
    ("claimant", "reminder_draft"): (
        _N("Your draft {reference} ends on {due_at}"),
        _N(
            "You began {reference} and did not file it. Nothing was sent to anybody. If you want "
            "to claim, file it by {due_at}; then the draft ends, and what you wrote in it with it."
        ),
    ),
    ("claimant", "reminder_evidence"): (
        _N("We still need something from you by {due_at}"),
        _N(
            "Claim {reference} waits for your answer. What we asked for stands on its page. "
            "Please answer by {due_at}; after that we decide on what is on file."
        ),
    ),
    ("claimant", "reminder_return_choice"): (
        _N("You may send the item back until {due_at}"),
        _N(
            "If you want to send the item of claim {reference} back and be refunded for it, tell "
            "us by {due_at}. If you keep it, you need do nothing."
        ),
    ),
    ("claimant", "reminder_return_handover"): (
        _N("Please hand the item over by {due_at}"),
        _N(
            "We have not heard yet that the item of claim {reference} is on its way back. Please "
            "hand it to the carrier by {due_at} and tell us on the page of the claim. Without it "
            "we cannot refund the item."
        ),
    ),
    ("claimant", "reminder_return_proof"): (
        _N("Please show by {due_at} that you sent the item back"),
        _N(
            "The seller says that the item of claim {reference} never came. If you have a tracking "
            "number or a receipt of the carrier, please tell us on the page of the claim by "
            "{due_at}. After that a person weighs both sides."
        ),
    ),
    ("claimant", "claim_withdrawn"): (
        _N("You withdrew claim {reference}"),
        _N("You withdrew claim {reference}. You can claim again while there is time."),
    ),
    ("claimant", "draft_withdrawn"): (
        _N("You withdrew your draft {reference}"),
        _N(
            "You withdrew your draft {reference}. Nothing was sent to anybody, and nothing is "
            "counted against you. You can claim on the order while there is time."
        ),
    ),
    ("claimant", "draft_ended"): (
        _N("Your draft {reference} has ended"),
        _N(
            "The draft {reference} that you kept until {at} has ended. Nothing was sent to "
            "anybody, and nothing is counted against you. Whether you can still claim stands on "
            "the page of your order."
        ),
    ),
    ("claimant", "draft_ended_in_time"): (
        _N("Your draft {reference} has ended"),
        _N(
            "The draft {reference} that you kept until {at} has ended. Nothing was sent to "
            "anybody, and nothing is counted against you. You may begin anew from your order "
            "until {file_by}."
        ),
    ),
    ("claimant", "claim_lapsed"): (
        _N("Claim {reference} has ended"),
        _N(
            "What we waited for from you for claim {reference} did not come by the day we named, "
            "so it has ended. If you kept the item you need do nothing; nothing is counted against "
            "you."
        ),
    ),
}
