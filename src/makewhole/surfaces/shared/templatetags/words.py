"""Filters and tags that turn values into a reader's words; no tag here decides anything."""

from collections.abc import Iterable
from datetime import date, datetime

from django import template
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString

from makewhole.core.claim.stages import ClosedAs, Ground, ReturnState, Stage
from makewhole.core.claim.values import Role
from makewhole.core.clocks.clock import Actor
from makewhole.core.kernel.money import Money
from makewhole.core.terms.render import anchor
from makewhole.surfaces.shared import formats
from makewhole.surfaces.shared.claim_parts import Change, FactRow, FactValue, Turn
from makewhole.surfaces.shared.stylesheet import stylesheet
from makewhole.surfaces.shared.wording import labels, sentences, turns

register = template.Library()


@register.filter
def money(amount: Money) -> str:
    """Write an amount inside a sentence; on its own it stands in `components/money.html`."""
    return formats.money_text(amount)


@register.filter
def money_machine(amount: Money) -> str:
    return formats.money_machine(amount)


@register.filter
def number(value: int) -> str:
    return formats.number_text(value)


@register.filter
def day(value: date | datetime) -> str:
    return formats.day_text(_local_day(value))


@register.filter
def weekday(value: date | datetime) -> str:
    return formats.weekday_text(_local_day(value))


@register.filter
def short_day(value: date | datetime) -> str:
    return formats.short_day_text(_local_day(value))


@register.filter
def instant(value: datetime) -> str:
    return formats.instant_text(value)


@register.filter
def time_of_day(value: datetime) -> str:
    return formats.clock_text(timezone.localtime(value).time())


@register.filter
def machine_time(value: date | datetime) -> str:
    """Write a day or an instant for programs, as the `datetime` attribute wants it."""
    return value.isoformat()


@register.filter
def last_day(value: datetime) -> date:
    """Answer the last day that a due time still leaves."""
    return formats.last_day(value)


@register.simple_tag
def stylesheet_address() -> str:
    return reverse("shared:stylesheet", args=[stylesheet().digest])


@register.simple_tag
def due_text(due_at: datetime, now: datetime) -> formats.DueText:
    return formats.due_text(due_at, now)


@register.filter
def fact_text(value: FactValue) -> str:
    return formats.fact_text(value)


@register.filter
def asides(rows: Iterable[FactRow] | None) -> tuple[FactRow, ...]:
    """Answer the facts that nothing came of."""
    return tuple(row for row in rows or () if row.is_aside)


@register.filter
def clause_anchor(clause: str) -> str:
    """Answer where a clause stands on the page of its terms."""
    return anchor(clause)


@register.simple_tag
def badge(stage: Stage, closed_as: ClosedAs | None) -> labels.Badge:
    return labels.badge(stage, closed_as)


@register.simple_tag
def turn_text(
    clock: str, actor: Actor, reader: turns.Reader, *, anything_paid: bool = False
) -> turns.TurnWords:
    return turns.turn_words(clock, actor, reader, anything_paid=anything_paid)


@register.filter
def span_text(turn: Turn) -> str:
    return sentences.span_text(turn)


@register.filter
def change_text(change: Change) -> str:
    return sentences.change_text(change)


@register.filter
def part_kind(kind: str) -> str:
    return labels.part_label(kind)


@register.filter
def ground(value: Ground | None) -> str:
    return labels.ground_label(value)


@register.filter
def about(value: str) -> str:
    return labels.about_label(value)


@register.filter
def actor(value: Actor | None) -> str:
    return labels.actor_label(value)


@register.filter
def role(value: Role | str | None) -> str:
    return labels.role_label(value)


@register.filter
def desk_role(value: str) -> str:
    return labels.desk_role_label(value)


@register.filter
def outcome(value: str) -> str:
    return labels.outcome_label(value)


@register.filter
def payer(value: str) -> str:
    return labels.payer_label(value)


@register.filter
def return_state(value: ReturnState) -> str:
    return labels.return_label(value)


@register.simple_tag
def icon(name: str, tone: str = "") -> SafeString:
    """Draw an icon of the page's own sprite; the word beside it carries the meaning."""
    classes = f"icon {tone}".strip()
    if name in ("next", "back"):
        classes += " icon--directional"
    return format_html(
        '<svg class="{}" aria-hidden="true"><use href="#icon-{}"/></svg>', classes, name
    )


def _local_day(value: date | datetime) -> date:
    return timezone.localtime(value).date() if isinstance(value, datetime) else value
