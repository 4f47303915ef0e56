"""The buyer's headlines and addresses as filters and tags."""

from django import template

from makewhole.surfaces.buyer import order_reading, order_wording, wording
from makewhole.surfaces.buyer.order_pages import BeforePage, LineRow, OrdersPage
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


@register.filter
def orders_headline(page: OrdersPage) -> str:
    return order_wording.orders_headline(page)


@register.filter
def line_news(line: LineRow) -> str:
    return order_wording.line_news(line)


@register.filter
def before_headline(page: BeforePage) -> str:
    return order_wording.before_headline(page)


@register.filter
def before_lead(page: BeforePage) -> str:
    return order_wording.before_lead(page)


@register.simple_tag
def order_address(number: str, name: str = "buyer:order", **more: str | int) -> str:
    return order_reading.address_of(number, name, **{key: str(v) for key, v in more.items()})
