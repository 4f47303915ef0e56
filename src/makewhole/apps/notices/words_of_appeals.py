"""What both sides and our own people are told of appeals and contests, message by message."""

from collections.abc import Mapping

from django.utils.translation import gettext_noop as _N  # noqa: N812 - a mark, not a function to call

_KEEPS = _N(
    "You keep what you were refunded: a contest only changes who bears the cost. The reason: "
    "{because}"
)

# (audience, message) -> (subject, text)
OF_APPEALS: Mapping[tuple[str, str], tuple[str, str]] = {
    ("claimant", "appeal_filed"): (
        _N("We have your appeal on claim {reference}"),
        _N(
            "We have your appeal on claim {reference}. Somebody who took no part looks at it, "
            "decides by {due_at} and tells you why. No appeal takes a refund back."
        ),
    ),
    ("seller", "appeal_filed"): (
        _N("The buyer appealed on claim {reference}"),
        _N(
            "The buyer asked for another look at claim {reference}. Somebody who took no part "
            "decides by {due_at}, and you are told. Nothing changes before that."
        ),
    ),
    ("claimant", "contest_filed"): (
        _N("The seller contests the cost of claim {reference}"),
        _N(
            "The seller contests bearing the cost of claim {reference}. You need do nothing: "
            "however this ends, you keep what you were refunded. We decide by {due_at}."
        ),
    ),
    ("seller", "contest_filed"): (
        _N("We have your contest on claim {reference}"),
        _N(
            "We have your contest on claim {reference}. Somebody who took no part looks at it, "
            "decides by {due_at} and tells you why. Nothing more is charged to you before that."
        ),
    ),
    ("claimant", "appeal_is_late"): (
        _N("We are late with your appeal, and we are sorry"),
        _N(
            "Your appeal on claim {reference} should have been decided by now. A senior person "
            "looks after it from here, and decides or writes to you by {due_at}."
        ),
    ),
    ("seller", "contest_is_late"): (
        _N("We are late with your contest, and we are sorry"),
        _N(
            "Your contest on claim {reference} should have been decided by now. A senior person "
            "looks after it from here, and decides or writes to you by {due_at}."
        ),
    ),
    ("claimant", "appeal_with_lead"): (
        _N("A senior person looks at your appeal"),
        _N("Your appeal on claim {reference} went to a senior person, who decides by {due_at}."),
    ),
    ("seller", "contest_with_lead"): (
        _N("A senior person looks at your contest"),
        _N("Your contest on claim {reference} went to a senior person, who decides by {due_at}."),
    ),
    ("claimant", "appeal_upheld"): (
        _N("Our answer to claim {reference} stands"),
        _N(
            "Somebody who took no part looked at claim {reference} again, and our answer stands. "
            "The reason: {because} This was the last look inside the programme. You can go to "
            "court at any time."
        ),
    ),
    ("seller", "appeal_upheld"): (
        _N("Nothing changes for claim {reference}"),
        _N(
            "The buyer's appeal on claim {reference} was looked at by somebody who took no part. "
            "The answer stands. The reason: {because}"
        ),
    ),
    ("claimant", "appeal_varied"): (
        _N("You get {paid_more} more for claim {reference}"),
        _N(
            "Somebody who took no part looked at claim {reference} again: you get {paid_more} "
            "more. The reason: {because}"
        ),
    ),
    ("seller", "appeal_varied"): (
        _N("Another amount for claim {reference}"),
        _N(
            "The buyer's appeal on claim {reference} was right in part: {paid_more} more is "
            "refunded. Who bears it is told with the determination. The reason: {because}"
        ),
    ),
    ("claimant", "appeal_reversed"): (
        _N("Your appeal on claim {reference} was right"),
        _N(
            "Somebody who took no part looked at claim {reference} again and found for you: we "
            "refund {paid_more}. The reason: {because}"
        ),
    ),
    ("seller", "appeal_reversed"): (
        _N("The buyer's appeal on claim {reference} was right"),
        _N(
            "The buyer's appeal on claim {reference} was right: {paid_more} is refunded. Who bears "
            "it, and until when you can contest that, is told with the determination. The reason: "
            "{because}"
        ),
    ),
    ("claimant", "appeal_reversed_on_return"): (
        _N("Your appeal on claim {reference} was right"),
        _N(
            "Somebody who took no part looked at claim {reference} again and found for you: we "
            "refund you once the item is back. The claim's page says what comes next. The reason: "
            "{because}"
        ),
    ),
    ("seller", "appeal_reversed_on_return"): (
        _N("The buyer's appeal on claim {reference} was right"),
        _N(
            "The buyer's appeal on claim {reference} was right: the buyer is refunded once the "
            "item is back with you. The claim's page says what comes next. The reason: {because}"
        ),
    ),
    ("claimant", "contest_upheld"): (_N("The seller bears claim {reference}"), _KEEPS),
    ("claimant", "contest_varied"): (_N("The cost of claim {reference} is shared"), _KEEPS),
    ("claimant", "contest_reversed"): (_N("The programme bears claim {reference}"), _KEEPS),
    ("seller", "contest_upheld"): (
        _N("You bear the cost of claim {reference}"),
        _N(
            "Somebody who took no part looked at your contest of claim {reference}. The cost stays "
            "with you. The reason: {because} This was the last look inside the programme. You can "
            "go to court at any time."
        ),
    ),
    ("seller", "contest_varied"): (
        _N("You bear {freed} less of claim {reference}"),
        _N(
            "Your contest of claim {reference} was right in part: the programme bears {freed} of "
            "it, and that charge is undone. The reason: {because}"
        ),
    ),
    ("seller", "contest_reversed"): (
        _N("You bear nothing of claim {reference}"),
        _N(
            "Your contest of claim {reference} was right: the programme bears {freed}, every "
            "charge is undone, and the claim counts against you nowhere. The reason: {because}"
        ),
    ),
    ("claimant", "appeal_withdrawn"): (
        _N("You took your appeal on claim {reference} back"),
        _N("You took your appeal on claim {reference} back. Our answer stands."),
    ),
    ("seller", "appeal_withdrawn"): (
        _N("The buyer took the appeal on claim {reference} back"),
        _N("The buyer took the appeal on claim {reference} back. Nothing changes for you."),
    ),
    ("claimant", "contest_withdrawn"): (
        _N("The seller bears claim {reference}"),
        _N("The seller took its contest of claim {reference} back. Nothing changes for you."),
    ),
    ("seller", "contest_withdrawn"): (
        _N("You took your contest of claim {reference} back"),
        _N(
            "You took your contest of claim {reference} back. You bear the cost as it was "
            "determined, and what the programme paid on the claim meanwhile."
        ),
    ),
    ("claimant", "slip_corrected"): (
        _N("We put a slip of ours right on claim {reference}"),
        _N(
            "We made a slip in claim {reference} and put it right. More for you: {paid_more}. "
            "What happened: {because}"
        ),
    ),
    ("seller", "slip_corrected"): (
        _N("We put a slip of ours right on claim {reference}"),
        _N(
            "We made a slip in claim {reference} and put it right. Less for you to bear: {freed}. "
            "What happened: {because}"
        ),
    ),
    ("lead", "appeal_without_reviewer"): (
        _N("Nobody is left to look at an appeal on claim {reference}"),
        _N(
            "All of our people took part in claim {reference}, so nobody could be given its "
            "appeal. It is due by {due_at}: a lead who took no part may decide it."
        ),
    ),
    ("lead", "appeal_overdue"): (
        _N("An appeal on claim {reference} is overdue"),
        _N("An appeal on claim {reference} was not decided in time. It is a lead's, by {due_at}."),
    ),
    ("lead", "appeal_passed_on"): (
        _N("An appeal on claim {reference} was passed on to leads"),
        _N("The reviewer of an appeal on claim {reference} passed it on, by {due_at}: {because}"),
    ),
    ("lead", "appeal_seconded"): (
        _N("An appeal on claim {reference} waits for a second lead"),
        _N("One lead agreed on an appeal of claim {reference}. A second one decides by {due_at}."),
    ),
}
