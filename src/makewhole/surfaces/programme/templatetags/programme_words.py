"""The day's headlines and pictures as filters."""

from django import template

from makewhole.surfaces.programme import wording
from makewhole.surfaces.programme.pages import DayPage
from makewhole.surfaces.shared.charts import BarChart

register = template.Library()


@register.filter
def headline(page: DayPage) -> str:
    return wording.headline(page)


@register.filter
def totals(page: DayPage) -> wording.Totals:
    return wording.totals(page)


@register.filter
def books_headline(page: DayPage) -> wording.BooksLine:
    return wording.books_headline(page)


@register.filter
def grounds_chart(page: DayPage) -> BarChart:
    return wording.grounds_chart(page)


@register.filter
def outcomes_chart(page: DayPage) -> BarChart:
    return wording.outcomes_chart(page)
