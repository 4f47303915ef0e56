"""Whole sentences of a claim's values: how long a clock is, what would have changed an answer."""

from typing import assert_never

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from makewhole.surfaces.shared.claim_parts import Change, Turn
from makewhole.surfaces.shared.formats import (
    fact_text,
    instant_text,
    money_text,
    number_text,
    weekday_text,
)
from makewhole.surfaces.shared.wording.labels import outcome_label


def span_text(turn: Turn) -> str:
    """Say what the terms give: "48 hours, from 22 November 2026, 17:00"; "" where nobody said.

    Holidays that made it longer are named, since nobody should have to guess the rule.
    """
    if turn.quantity is None or turn.unit is None:
        return ""
    n, shown = turn.quantity, {"n": number_text(turn.quantity)}
    match turn.unit:
        case "hours":
            length = ngettext("%(n)s hour", "%(n)s hours", n) % shown
        case "days":
            length = ngettext("%(n)s day", "%(n)s days", n) % shown
        case "business_days":
            length = ngettext("%(n)s business day", "%(n)s business days", n) % shown
        case _:
            assert_never(turn.unit)
    if turn.skipped:
        days = ", ".join(weekday_text(day) for day in turn.skipped)
        return _("%(length)s; %(days)s does not count") % {"length": length, "days": days}
    if turn.started_at is not None:
        start = {"length": length, "start": instant_text(turn.started_at)}
        return _("%(length)s, from %(start)s") % start
    return length


def change_text(change: Change) -> str:
    """Say what would have changed the answer, and to what: one fact, everything else the same."""
    facts = {
        "fact": change.label,
        "would": fact_text(change.would_be),
        "was": fact_text(change.was),
        "then": _then(change),
    }
    done = _DONE.get((change.reader, change.fact, change.would_be is not False))
    if done is not None:
        return str(done) % facts
    if change.was is None:
        return _("With “%(fact)s: %(would)s” on file, %(then)s.") % facts
    return _("With “%(fact)s: %(would)s” instead of “%(was)s”, %(then)s.") % facts


# What this reader could have done, in its own words: by reader, fact, and whether it is so.
_DONE: dict[tuple[str, str, bool], Promise] = {
    ("claimant", "seller_contacted", True): gettext_lazy(
        "Had you written to the seller first, %(then)s."
    ),
    ("claimant", "contacted_at", True): gettext_lazy(
        "Had you first written to the seller on %(would)s, %(then)s."
    ),
    ("claimant", "photos", True): gettext_lazy(
        "With photographs added, at least %(would)s, %(then)s."
    ),
    ("seller", "at_address", True): gettext_lazy(
        "Had it been delivered to the order's address, %(then)s."
    ),
    ("seller", "delivered_on", True): gettext_lazy("Had it been delivered on %(would)s, %(then)s."),
    ("seller", "sent_in_time", True): gettext_lazy(
        "Had the parcel been with the carrier by the ship-by time, %(then)s."
    ),
    ("seller", "signature", True): gettext_lazy("Had the delivery been signed for, %(then)s."),
}

_ANSWERS: dict[tuple[str, str], Promise] = {
    ("claimant", "pay"): gettext_lazy("we would have paid"),
    ("claimant", "deny"): gettext_lazy("we would not have paid"),
    ("claimant", "refer"): gettext_lazy("a person would have looked at it"),
    ("claimant", "out_of_scope"): gettext_lazy("the guarantee would not have covered it"),
    ("seller", "pay"): gettext_lazy("the buyer would have been paid"),
    ("seller", "deny"): gettext_lazy("the claim would have been denied"),
    ("seller", "refer"): gettext_lazy("a person would have looked at it"),
    ("seller", "out_of_scope"): gettext_lazy("the guarantee would not have covered it"),
}

_BEARERS: dict[str, Promise] = {
    "seller": gettext_lazy("you would have borne the cost"),
    "programme": gettext_lazy("the programme would have borne the cost"),
    "nobody": gettext_lazy("nobody would have had a cost to bear"),
}


def _then(change: Change) -> str:
    """Say what would have come of it: another answer first, then who bears it, then how much."""
    bearer = _BEARERS.get(change.bearer) if change.reader == "seller" else None
    if change.outcome == "pay" and bearer is not None:
        return str(bearer)
    if change.outcome == "pay" and change.allowed is not None and change.allowed.minor:
        return _("%(amount)s would have been allowed") % {"amount": money_text(change.allowed)}
    answer = _ANSWERS.get((change.reader, change.outcome))
    if answer is not None:
        return str(answer)
    return _("the answer would have been: %(outcome)s") % {"outcome": outcome_label(change.outcome)}
