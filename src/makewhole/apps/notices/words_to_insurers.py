"""What insurers are told, and our own people of them, message by message."""

from collections.abc import Mapping

from django.utils.translation import gettext_noop as _N  # noqa: N812 - a mark, not a function to call

# (audience, message) -> (subject, text)
TO_INSURERS: Mapping[tuple[str, str], tuple[str, str]] = {
    ("insurer", "asked_insurer_answer"): (
        _N("Claim {reference} is tendered to you: please answer by {due_at}"),
        _N(
            "A loss from a product of a seller whom you insured on the day of the loss is claimed"
            " as {reference}, and was found valid. Accept the claim, or deny it and say on which "
            "ground, by {due_at}. If you do not answer, the programme can step in and ask you for"
            " the cost."
        ),
    ),
    ("insurer", "asked_insurer_ack"): (
        _N("Please acknowledge claim {reference} by {due_at}"),
        _N(
            "Please tell us by {due_at} that you have claim {reference}. Your time to decide runs"
            " as well."
        ),
    ),
    ("insurer", "asked_settlement"): (
        _N("Please pay claim {reference} by {due_at}"),
        _N(
            "You accepted claim {reference}. Please pay the claimant by {due_at} and report it "
            "here. If you do not, the programme can step in and ask you for the cost."
        ),
    ),
    ("insurer", "answered_insurer_acknowledged"): (
        _N("You acknowledged claim {reference}"),
        _N("You acknowledged claim {reference}. Your time to decide runs as before."),
    ),
    ("insurer", "answered_insurer_accepted"): (
        _N("You accepted claim {reference}"),
        _N("You accepted claim {reference}. We tell you by when to pay."),
    ),
    ("insurer", "answered_insurer_denied"): (
        _N("You denied claim {reference}"),
        _N(
            "You denied claim {reference}. A second person reads your reasons, and you are told "
            "what follows."
        ),
    ),
    ("insurer", "answered_insurer_settled"): (
        _N("We asked the claimant of {reference} to confirm"),
        _N(
            "You told us that claim {reference} was paid. We asked the claimant to confirm it. "
            "Until then your time runs on."
        ),
    ),
    ("insurer", "claim_withdrawn"): (
        _N("Claim {reference} was taken back"),
        _N("The claimant took claim {reference} back. Nothing more is asked of you."),
    ),
    ("insurer", "claim_lapsed"): (
        _N("Claim {reference} has ended"),
        _N(
            "Claim {reference} has ended, because an answer of the claimant's did not come in "
            "time. Nothing more is asked of you, unless the claim is taken up again; then we tell "
            "you."
        ),
    ),
    ("insurer", "heads_amended"): (
        _N("What is claimed as {reference} has changed"),
        _N(
            "The claimant changed what is claimed as {reference}. The claim's page shows each head"
            " as it stands now. Your time to answer runs as before."
        ),
    ),
    ("insurer", "determined_not_borne"): (
        _N("Claim {reference} is decided: nothing is asked of you"),
        _N("We decided claim {reference}. You bear nothing of it, and need do nothing more."),
    ),
    ("insurer", "determined_open"): (
        _N("Claim {reference} is decided: who bears the cost is not settled yet"),
        _N(
            "We decided claim {reference}. Who bears the cost is not settled yet. If you are asked"
            " for a part of it, we tell you how much and why, and you can contest it."
        ),
    ),
    ("insurer", "silence_insurer_answer"): (
        _N("Your time to answer claim {reference} has ended"),
        _N(
            "No answer to claim {reference} reached us in time. The programme can step in now. If"
            " you are asked for the cost, you can contest that."
        ),
    ),
    ("insurer", "silence_settlement"): (
        _N("Your time to pay claim {reference} has ended"),
        _N(
            "No full payment of claim {reference} was confirmed in time. The programme can step "
            "in now. If you are asked for the cost, you can contest that."
        ),
    ),
    ("insurer", "silence_insurer_ack"): (
        _N("Please acknowledge claim {reference}"),
        _N(
            "We still do not know whether you have claim {reference}. Your time to decide runs "
            "on. Please write to us if something is missing."
        ),
    ),
    ("lead", "silence_insurer_ack"): (
        _N("An insurer has not acknowledged claim {reference}"),
        _N(
            "The insurer has not said whether it has claim {reference}. Its time to decide runs "
            "on. Please call it."
        ),
    ),
    ("insurer", "settlement_confirmed"): (
        _N("The claimant of {reference} confirmed {amount}"),
        _N("The claimant confirmed a payment of {amount} for claim {reference}."),
    ),
    ("insurer", "cost_moved_insurer"): (
        _N("You are asked for the cost of claim {reference}"),
        _N(
            "Who bears claim {reference} is settled: of {amount} you are asked for all but the "
            "deductible of {charge}. You can contest it until {contest_by}."
        ),
    ),
    ("insurer", "determined_pay_insurer"): (
        _N("Claim {reference} is paid, and you are asked for {amount}"),
        _N(
            "The programme has paid claim {reference} (clause {clause}) and asks you for "
            "{amount}. You can contest it until {contest_by}; say what is wrong and add what you "
            "have."
        ),
    ),
    ("insurer", "determined_settled_insurer"): (
        _N("Claim {reference} is settled"),
        _N(
            "The claimant confirmed that you settled claim {reference} (clause {clause}). Nothing"
            " more is asked of you."
        ),
    ),
    ("insurer", "reminder_insurer_answer"): (
        _N("Please answer claim {reference} by {due_at}"),
        _N(
            "You have until {due_at} to answer claim {reference}. If you do not, the programme "
            "can step in and ask you for the cost."
        ),
    ),
    ("insurer", "reminder_insurer_ack"): (
        _N("Please acknowledge claim {reference} by {due_at}"),
        _N(
            "Please tell us by {due_at} that you have claim {reference}. Your time to decide runs"
            " on."
        ),
    ),
    ("insurer", "reminder_settlement"): (
        _N("Please pay claim {reference} by {due_at}"),
        _N(
            "You have until {due_at} to pay claim {reference}. If you do not, the programme can "
            "step in and ask you for the cost."
        ),
    ),
    ("insurer", "release_taken_back"): (
        _N("The release for claim {reference} was taken back"),
        _N(
            "The claimant took back the release for claim {reference}, as the terms allow. A "
            "senior person decides the claim anew by {due_at}. What was decided about the cost "
            "stands until then."
        ),
    ),
    ("insurer", "paid_ahead"): (
        _N("The claimant of {reference} is paid {payable} ahead"),
        _N(
            "Claim {reference} is not decided yet. Meanwhile the programme pays the claimant "
            "{payable} ahead. Nobody is asked for it before the claim is decided. If you settle "
            "the claim, take it off what you pay."
        ),
    ),
    ("insurer", "asked_insurer_status"): (
        _N("Please report on claim {reference} by {due_at}"),
        _N(
            "Please tell us by {due_at} how far you are with claim {reference}, and what is still "
            "missing. Your time to decide runs as well."
        ),
    ),
    ("insurer", "answered_insurer_reports"): (
        _N("We have your report on claim {reference}"),
        _N("We have your report on claim {reference}. Your time to decide runs as before."),
    ),
    ("insurer", "silence_insurer_status"): (
        _N("Your report on claim {reference} is missing"),
        _N(
            "We have no report from you on claim {reference}. Your time to decide runs on. Please "
            "write to us if something is missing."
        ),
    ),
    ("lead", "silence_insurer_status"): (
        _N("An insurer has not reported on claim {reference}"),
        _N(
            "The insurer has not said how far it is with claim {reference}. Its time to decide "
            "runs on. Please call it."
        ),
    ),
    ("insurer", "reminder_insurer_status"): (
        _N("Please report on claim {reference} by {due_at}"),
        _N(
            "Please tell us by {due_at} how far you are with claim {reference}. Your time to "
            "decide runs on."
        ),
    ),
}
