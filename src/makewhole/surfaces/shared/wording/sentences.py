"""Whole sentences of a claim's values: how long a clock is, what would have changed an answer."""

from typing import assert_never

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from makewhole.core.kernel.money import Money
from makewhole.surfaces.shared.claim_parts import Change, Turn
from makewhole.surfaces.shared.formats import (
    fact_text,
    instant_text,
    money_text,
    number_text,
    weekday_text,
)
from makewhole.surfaces.shared.wording.labels import outcome_label, payer_label


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
        "then": _then(change.outcome, change.allowed, change.bearer),
    }
    if change.was is None:
        return _("With “%(fact)s: %(would)s” on file, %(then)s.") % facts
    return _("With “%(fact)s: %(would)s” instead of “%(was)s”, %(then)s.") % facts


def _then(outcome: str, allowed: Money | None, bearer: str) -> str:
    """Say what would have come of it: another answer first, then who bears it, then how much."""
    if outcome != "pay":
        return _("the answer would have been: %(outcome)s") % {"outcome": outcome_label(outcome)}
    if bearer:
        return _("the cost would have been borne by: %(bearer)s") % {"bearer": payer_label(bearer)}
    if allowed is not None and allowed.minor:
        return _("%(amount)s would have been allowed") % {"amount": money_text(allowed)}
    return _("the answer would have been: %(outcome)s") % {"outcome": outcome_label(outcome)}
