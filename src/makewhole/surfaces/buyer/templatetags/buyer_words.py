"""The buyer's headlines as filters."""

from django import template

from makewhole.surfaces.buyer import wording
from makewhole.surfaces.buyer.pages import ClaimPage, ClaimsPage

register = template.Library()


@register.filter
def headline(page: ClaimPage) -> str:
    return wording.headline(page)


@register.filter
def lead(page: ClaimPage) -> str:
    return wording.lead(page)


@register.filter
def claims_headline(page: ClaimsPage) -> str:
    return wording.claims_headline(page)
