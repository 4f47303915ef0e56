"""The handler's headlines as filters."""

from django import template

from makewhole.surfaces.handler import wording
from makewhole.surfaces.handler.pages import ClaimPage, QueuePage

register = template.Library()


@register.filter
def headline(page: ClaimPage) -> str:
    return wording.headline(page)


@register.filter
def facts_note(page: ClaimPage) -> str:
    return wording.facts_note(page)


@register.filter
def queue_headline(page: QueuePage) -> str:
    return wording.queue_headline(page)
