"""The words of each notice, by audience and message: plain, kind and exact.

Values are named arguments; dates and amounts arrive already written. A message that has no words is
our own bug, and the test of all planned messages finds it.
"""

from collections.abc import Mapping

from django.utils.translation import gettext, gettext_noop

from makewhole.apps.notices.words_of_appeals import OF_APPEALS
from makewhole.apps.notices.words_of_losses_to_claimants import OF_LOSSES_TO_CLAIMANTS
from makewhole.apps.notices.words_of_losses_to_sellers import OF_LOSSES_TO_SELLERS
from makewhole.apps.notices.words_of_time import OF_TIME
from makewhole.apps.notices.words_to_claimants import TO_CLAIMANTS
from makewhole.apps.notices.words_to_insurers import TO_INSURERS
from makewhole.apps.notices.words_to_sellers import TO_SELLERS

_N = gettext_noop

# (audience, message) -> (subject, text)
WORDS: Mapping[tuple[str, str], tuple[str, str]] = {
    **TO_CLAIMANTS,
    **OF_LOSSES_TO_CLAIMANTS,
    **TO_SELLERS,
    **OF_LOSSES_TO_SELLERS,
    **TO_INSURERS,
    **OF_APPEALS,
    **OF_TIME,
}

# What is read when goods moved: short, since the wait says the rest.
_MOVED = {
    "asked": _N("The return was asked for."),
    "refused": _N("The seller refused the return and so loses the right to the item."),
    "unanswered": _N("The seller did not answer the return and so loses the right to the item."),
    "accepted": _N("The return is accepted. The address for it stands below."),
    "label_given": _N("The return is accepted. The prepaid label for it stands below."),
    "handed_over": _N("The item was handed to the carrier."),
    "not_arrived": _N("The seller says that the item never came."),
    "received": _N("The item arrived at the seller."),
    "inspected": _N("The seller's time to look at the item is over, or the seller looked at it."),
    "claimant_keeps": _N("The buyer keeps the item."),
}

# The subject stands where nothing stands below it.
_MOVED_IN_SUBJECT = {
    "accepted": _N("The return is accepted."),
    "label_given": _N("The return is accepted, with a prepaid label."),
}

# The same to whoever did it, or did not.
_MOVED_BY_READER = {
    ("claimant", "asked"): _N("You asked for a return."),
    ("claimant", "handed_over"): _N("You handed the item to the carrier."),
    ("claimant", "claimant_keeps"): _N("You keep the item."),
    ("seller", "refused"): _N("You refused the return and so lose the right to the item."),
    ("seller", "unanswered"): _N(
        "You did not answer the return and so lose the right to the item."
    ),
    ("seller", "accepted"): _N("You accepted the return."),
    ("seller", "label_given"): _N("You gave a return label."),
    ("seller", "received"): _N("The item has arrived, or counts as arrived."),
    ("seller", "inspected"): _N("Your time to look at the item is over, or you looked at it."),
}


def enclosed_words(enclosed: str | None) -> str:
    """Answer what is read below a notice's words, in the active language; None: it was erased."""
    return (
        gettext("What stood here was personal and has been erased.")
        if enclosed is None
        else enclosed
    )


class MessageWithoutWords(Exception):
    """A planned notice has no words: our bug, found by a test before anybody waits for it."""


def words_for(audience: str, message: str, values: Mapping[str, str]) -> tuple[str, str]:
    """Answer subject and text in the reader's language.

    Raises:
        MessageWithoutWords: The catalogue has no such message.
    """
    if message.startswith("return_moved_"):
        state = message.removeprefix("return_moved_")
        own = _MOVED_BY_READER.get((audience, state))
        moved = gettext(own or _MOVED_IN_SUBJECT.get(state, _MOVED[state]))
        text = gettext(own or _MOVED[state])
        subject = gettext("Claim {reference}: {moved}").format(moved=moved, **values)
        return subject, text
    if (audience, message) not in WORDS:
        raise MessageWithoutWords(f"{audience}: {message}")
    subject, text = WORDS[audience, message]
    return gettext(subject).format(**values), gettext(text).format(**values)
