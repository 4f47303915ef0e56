"""The seller's headlines as filters."""

from django import template

from makewhole.surfaces.seller import wording
from makewhole.surfaces.seller.pages import ClaimPage, ClaimsPage
from makewhole.surfaces.shared.claim_parts import ClaimRow

register = template.Library()


@register.filter
def headline(page: ClaimPage) -> str:
    return wording.headline(page)


@register.filter
def lead(page: ClaimPage) -> str:
    return wording.lead(page)


@register.filter
def answers_offered(page: ClaimPage) -> wording.AnswersOffered:
    return wording.answers_offered(page.head.ground)


@register.filter
def row_headline(row: ClaimRow) -> str:
    return wording.row_headline(row)


@register.filter
def claims_headline(page: ClaimsPage) -> str:
    return wording.claims_headline(page)
