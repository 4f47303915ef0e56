"""What parties are told of time that stands still and runs again, message by message."""

from collections.abc import Mapping

from django.utils.translation import gettext_noop as _N  # noqa: N812 - a mark, not a function to call

_NOT_REACHED = (
    _N("Our mail about claim {reference} came back"),
    _N(
        "We could not reach you by e-mail about claim {reference}. Your time stands still until we "
        "have reached you, and you lose nothing by it. We try another way by {reach_by}. You can "
        "also act now on the claim's page; tell us an address that works."
    ),
)
_RUNS_AGAIN = (
    _N("Claim {reference}: you have until {due_at}"),
    _N(
        "We have reached you about claim {reference}, so your time runs again. All that was left "
        "of it is yours: you have until {due_at}."
    ),
)
_MORE_TIME = (
    _N("Claim {reference}: you have more time, until {due_at}"),
    _N("You asked for more time for claim {reference}, and you have it: until {due_at}."),
)

# (audience, message) -> (subject, text)
OF_TIME: Mapping[tuple[str, str], tuple[str, str]] = {
    ("claimant", "not_reached"): _NOT_REACHED,
    ("seller", "not_reached"): _NOT_REACHED,
    ("insurer", "not_reached"): _NOT_REACHED,
    ("claimant", "time_runs_again"): _RUNS_AGAIN,
    ("seller", "time_runs_again"): _RUNS_AGAIN,
    ("insurer", "time_runs_again"): _RUNS_AGAIN,
    ("seller", "claimant_not_reached"): (
        _N("Claim {reference} waits: the buyer is not reached yet"),
        _N(
            "We asked the buyer something about claim {reference} and could not reach them by "
            "e-mail. Their time stands still, and we try another way by {reach_by}. You need do "
            "nothing."
        ),
    ),
    ("claimant", "seller_not_reached"): (
        _N("Claim {reference} waits: the seller is not reached yet"),
        _N(
            "We could not reach the seller by e-mail about claim {reference}. The seller's time "
            "stands still, and we try another way by {reach_by}. You need do nothing; we tell you "
            "when it runs again."
        ),
    ),
    ("claimant", "insurer_not_reached"): (
        _N("Claim {reference} waits: the insurer is not reached yet"),
        _N(
            "We could not reach the seller's insurer by e-mail about claim {reference}. Its time "
            "stands still, and we try another way by {reach_by}. You need do nothing; we tell you "
            "when it runs again."
        ),
    ),
    ("seller", "claimant_reached"): (
        _N("Claim {reference} goes on"),
        _N("We have reached the buyer about claim {reference}, who has until {due_at}."),
    ),
    ("claimant", "seller_reached"): (
        _N("Claim {reference} goes on"),
        _N("We have reached the seller about claim {reference}, who has until {due_at}."),
    ),
    ("claimant", "insurer_reached"): (
        _N("Claim {reference} goes on"),
        _N("We have reached the seller's insurer about claim {reference}; it has until {due_at}."),
    ),
    ("claimant", "time_extended"): _MORE_TIME,
    ("seller", "time_extended"): _MORE_TIME,
    ("insurer", "time_extended"): _MORE_TIME,
    ("seller", "claimant_time_extended"): (
        _N("Claim {reference}: the buyer has more time"),
        _N(
            "The buyer asked for more time for claim {reference}, as the terms allow, and has "
            "until {due_at}. You need do nothing."
        ),
    ),
    ("claimant", "seller_time_extended"): (
        _N("Claim {reference}: the seller has more time"),
        _N(
            "The seller asked for more time for claim {reference}, as the terms allow, and has "
            "until {due_at}. You need do nothing."
        ),
    ),
    ("claimant", "insurer_time_extended"): (
        _N("Claim {reference}: the insurer has more time"),
        _N(
            "The seller's insurer asked for more time for claim {reference}, as the terms allow, "
            "and has until {due_at}. You need do nothing."
        ),
    ),
}
