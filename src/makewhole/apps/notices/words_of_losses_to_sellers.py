"""What sellers are told of a loss, message by message."""

from collections.abc import Mapping

from django.utils.translation import gettext_noop as _N  # noqa: N812 - a mark, not a function to call

# (audience, message) -> (subject, text)
OF_LOSSES_TO_SELLERS: Mapping[tuple[str, str], tuple[str, str]] = {
    ("seller", "heads_amended"): (
        _N("What is asked for on claim {reference} was changed"),
        _N(
            "The claimant changed what is asked for on claim {reference}. You need do nothing "
            "now; if we need your answer, we ask for it and say by when."
        ),
    ),
    ("seller", "asked_proof_of_insurance"): (
        _N("Please prove your insurance by {due_at}"),
        _N(
            "The programme pays claim {reference}, which is about a product of yours. Prove by "
            "{due_at} that you were insured for it on the day of the loss, and it costs you "
            "nothing. If you do not, you are asked for what the claimant is paid; you can then "
            "contest that."
        ),
    ),
    ("seller", "asked_contest"): (
        _N("You can contest a cost until {due_at}"),
        _N(
            "The programme has paid claim {reference}. Who bears the cost is open until {due_at}."
            " If you do not contest it by then, you or your insurer are asked for it. The "
            "claimant keeps the money in any case."
        ),
    ),
    ("seller", "asked_loss_answer"): (
        _N("Please answer claim {reference} by {due_at}"),
        _N(
            "A claim for a loss from a product of yours, {reference}, was found valid. By "
            "{due_at} accept it, settle it yourself, or reject it and say why. Tell your insurer "
            "too. If you do not answer, the programme can step in and ask you or your insurer for"
            " the cost."
        ),
    ),
    ("seller", "asked_manage"): (
        _N("Please settle claim {reference} by {due_at}"),
        _N(
            "You have taken claim {reference} on. Settle it with the claimant by {due_at} and "
            "report it here. If you do not, the programme can step in and ask you for the cost."
        ),
    ),
    ("seller", "asked_insurer_answer"): (
        _N("We tendered claim {reference} to your insurer"),
        _N(
            "Your insurer is asked to answer claim {reference} by {due_at}. Please help it with "
            "what it asks of you; your own time runs as before."
        ),
    ),
    ("seller", "asked_settlement"): (
        _N("Your insurer pays claim {reference}"),
        _N(
            "Your insurer has accepted claim {reference} and has until {due_at} to pay. The "
            "deductible is between you and your insurer."
        ),
    ),
    ("seller", "answered_seller_proven"): (
        _N("We have your proof for claim {reference}"),
        _N(
            "Your proof of insurance for claim {reference} is on file. Who bears the cost is "
            "settled with it, and you are told."
        ),
    ),
    ("seller", "answered_seller_informs"): (
        _N("We have what you told us about claim {reference}"),
        _N(
            "What you told us about claim {reference} is on file. It is no answer yet: where we "
            "asked for one, your time runs on."
        ),
    ),
    ("seller", "answered_seller_accepted"): (
        _N("You accepted claim {reference}"),
        _N("You accepted claim {reference}. What is next stands on its page."),
    ),
    ("seller", "answered_seller_manages"): (
        _N("You settle claim {reference}"),
        _N("You settle claim {reference} yourself. We tell you by when."),
    ),
    ("seller", "answered_seller_rejected"): (
        _N("You rejected claim {reference}"),
        _N(
            "You rejected claim {reference}. A second person, who has not looked at it yet, reads"
            " your reasons. You are told what follows."
        ),
    ),
    ("seller", "answered_seller_settled"): (
        _N("We asked the claimant of {reference} to confirm"),
        _N(
            "You told us that claim {reference} was paid. We asked the claimant to confirm it. "
            "Until then your time runs on."
        ),
    ),
    ("seller", "answered_insurer_acknowledged"): (
        _N("Your insurer has claim {reference} before it"),
        _N("Your insurer has acknowledged claim {reference}. Its time to decide runs."),
    ),
    ("seller", "answered_insurer_reports"): (
        _N("Your insurer reports on claim {reference}"),
        _N(
            "Your insurer has told us how far it is with claim {reference}. Its time to decide runs"
            " on."
        ),
    ),
    ("seller", "answered_insurer_accepted"): (
        _N("Your insurer accepts claim {reference}"),
        _N("Your insurer accepts claim {reference} and pays the claimant."),
    ),
    ("seller", "answered_insurer_denied"): (
        _N("Your insurer denies claim {reference}"),
        _N(
            "Your insurer denies claim {reference}. A second person reads its reasons, and you "
            "are told what follows."
        ),
    ),
    ("seller", "answered_insurer_settled"): (
        _N("Your insurer says that claim {reference} was paid"),
        _N(
            "Your insurer says that it paid claim {reference}. We asked the claimant to confirm it."
        ),
    ),
    ("seller", "silence_proof_of_insurance"): (
        _N("Your time to prove insurance for claim {reference} has ended"),
        _N(
            "No proof of insurance for claim {reference} reached us in time. Who bears the cost "
            "is settled without it, and you are told. While you can contest the cost, proof still"
            " counts."
        ),
    ),
    ("seller", "silence_contest"): (
        _N("Your time to contest the cost of claim {reference} has ended"),
        _N(
            "The cost of claim {reference} was not contested in time. Who bears it is settled "
            "now, and you are told."
        ),
    ),
    ("seller", "silence_loss_answer"): (
        _N("Your time to answer claim {reference} has ended"),
        _N(
            "No answer to claim {reference} reached us in time. The programme can step in now. If"
            " you are asked for the cost, you can contest that."
        ),
    ),
    ("seller", "silence_manage"): (
        _N("Your time to settle claim {reference} has ended"),
        _N(
            "No full settlement of claim {reference} was confirmed in time. The programme can "
            "step in now for what is left. If you are asked for the cost, you can contest that."
        ),
    ),
    ("seller", "silence_insurer_answer"): (
        _N("Your insurer did not answer claim {reference} in time"),
        _N(
            "Your insurer's time to answer claim {reference} has ended. The programme can step in"
            " now."
        ),
    ),
    ("seller", "silence_settlement"): (
        _N("Your insurer did not pay claim {reference} in time"),
        _N(
            "Your insurer's time to pay claim {reference} has ended. The programme can step in now."
        ),
    ),
    ("seller", "settlement_confirmed"): (
        _N("The claimant of {reference} confirmed {amount}"),
        _N("The claimant confirmed a payment of {amount} for claim {reference}."),
    ),
    ("seller", "cost_moved_programme"): (
        _N("Claim {reference} costs you nothing"),
        _N(
            "Who bears claim {reference} is settled: the programme bears {amount}. Every charge "
            "and hold is undone, and it counts against you nowhere."
        ),
    ),
    ("seller", "cost_moved_seller"): (
        _N("You are asked for {charge} on claim {reference}"),
        _N(
            "Who bears claim {reference} is settled: you are asked for {charge}. You can contest "
            "it until {contest_by}; say what is wrong and add what you have. The claimant keeps "
            "the money in any case."
        ),
    ),
    ("seller", "cost_moved_insurer"): (
        _N("Your insurer is asked for the cost of claim {reference}"),
        _N(
            "Who bears claim {reference} is settled: your insurer is asked for the cost, and you "
            "for {charge}. You can contest it until {contest_by}."
        ),
    ),
    ("seller", "determined_pay_insurer"): (
        _N("Claim {reference} is paid, and your insurer is asked for the cost"),
        _N(
            "The claimant of {reference} is paid {payable} (clause {clause}). We ask your insurer"
            " for the cost, and you for the deductible only. You can contest it until "
            "{contest_by}."
        ),
    ),
    ("seller", "determined_settled_insurer"): (
        _N("Claim {reference} is settled by your insurer"),
        _N(
            "The claimant confirmed that your insurer settled claim {reference} (clause "
            "{clause}). Nothing more is charged."
        ),
    ),
    ("seller", "determined_settled_programme"): (
        _N("Claim {reference} is settled"),
        _N(
            "All that can be allowed on claim {reference} was paid (clause {clause}). Nothing "
            "more is charged."
        ),
    ),
    ("seller", "determined_settled_open"): (
        _N("Claim {reference} is settled"),
        _N(
            "All that can be allowed on claim {reference} was paid (clause {clause}). Nothing "
            "more is charged."
        ),
    ),
    ("seller", "reminder_proof_of_insurance"): (
        _N("You can still prove your insurance for claim {reference} until {due_at}"),
        _N(
            "You have until {due_at} to prove your insurance for claim {reference}. What follows "
            "if you do not stands on the claim's page."
        ),
    ),
    ("seller", "reminder_loss_answer"): (
        _N("You can still answer claim {reference} until {due_at}"),
        _N(
            "You have until {due_at} to answer claim {reference}. What follows if you do not "
            "stands on the claim's page."
        ),
    ),
    ("seller", "reminder_manage"): (
        _N("You can still settle claim {reference} with the claimant until {due_at}"),
        _N(
            "You have until {due_at} to settle claim {reference} with the claimant. What follows "
            "if you do not stands on the claim's page."
        ),
    ),
    ("seller", "reminder_contest"): (
        _N("You can still contest the cost of claim {reference} until {due_at}"),
        _N(
            "You have until {due_at} to contest the cost of claim {reference}. What follows if "
            "you do not stands on the claim's page."
        ),
    ),
    ("seller", "release_taken_back"): (
        _N("The release for claim {reference} was taken back"),
        _N(
            "The claimant took back the release for claim {reference}, as the terms allow. A "
            "senior person decides the claim anew by {due_at}. What was decided about the cost "
            "stands until then, and you need do nothing."
        ),
    ),
    ("seller", "paid_ahead"): (
        _N("The claimant of {reference} is paid {payable} ahead"),
        _N(
            "Claim {reference} is not decided yet. Meanwhile the programme pays the claimant "
            "{payable} ahead (clause {clause}). Nobody is asked for it before the claim is decided."
            " If you settle the claim, take it off what you pay."
        ),
    ),
}
