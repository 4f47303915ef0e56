"""The headlines of the interview about a loss, and why something cannot be sent."""

from django import template
from django.utils.translation import gettext as _

from makewhole.core.kernel.outcome import Refused
from makewhole.surfaces.shared.loss.pages import ReviewPage
from makewhole.surfaces.shared.wording.ahead import ahead_headline, ahead_more
from makewhole.surfaces.shared.wording.refusals import refusal_text

register = template.Library()


@register.filter
def refusal_sentence(refused: Refused) -> str:
    return refusal_text(refused)


@register.filter
def review_headline(page: ReviewPage) -> str:
    if page.ahead is not None:
        return ahead_headline(page.ahead, page.frame.now)
    if page.open_matters:
        return _("It is not complete yet.")
    return _("This is what you told us.")


@register.filter
def review_lead(page: ReviewPage) -> str:
    if page.ahead is None:
        return _("Nothing was sent. What you answered so far is kept.")
    return ahead_more(page.ahead, page.frame.now)
