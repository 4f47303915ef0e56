"""A loss told in a real browser, from the order's page to what comes of it.

Once on a phone, where axe looks at every page; once without JavaScript.
"""

import threading
from collections.abc import Callable, Iterator
from typing import Any
from wsgiref.simple_server import make_server

import pytest
from django.db import connections

from makewhole.apps.claims.queries import list_claims
from makewhole.apps.tenancy.transactions import transaction
from makewhole.core.claim.stages import Stage
from tests.apps.claims.shop import shop
from tests.apps.claims.test_losses import insured
from tests.apps.order_files import row
from tests.surfaces.desks import Desks, desks, living_addresses
from tests.surfaces.test_browser import (
    CHROMIUM,
    _Quiet,
    _Server,
    _sideways,
    _StrictSite,
    _violations,
    browser,
)

__all__ = ["browser", "desks", "living_addresses", "shop"]

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None, reason="Debian's chromium is not installed"),
]

Look = Callable[[], None]


@pytest.fixture(scope="module", autouse=True)
def beside_the_browsers_loop() -> Iterator[None]:
    """Let the test read its database: the browser's loop runs in this thread."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
        yield


class _TidyServer(_Server):
    """A thread for each request, that leaves no connection behind."""

    def process_request_thread(self, request: Any, client_address: Any) -> None:
        try:
            super().process_request_thread(request, client_address)
        finally:
            connections.close_all()


@pytest.fixture
def address() -> Iterator[str]:
    server = make_server("127.0.0.1", 0, _StrictSite(), _TidyServer, _Quiet)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


def tell(page: Any, address: str, look: Look) -> None:
    """Tell of a cracked kettle and a ruined worktop, and send it."""

    def go_on(name: str = "Save and go on") -> None:
        look()
        page.get_by_role("button", name=name, exact=True).click()

    page.goto(f"{address}/sign-in/")
    page.fill('input[name="reference"]', "buyer-1")
    page.press('input[name="reference"]', "Enter")
    page.goto(f"{address}/buyer/order/?number=A-1")
    look()
    page.get_by_role("link", name="Something was damaged or somebody was hurt by it").click()
    go_on("Begin")
    page.get_by_label("No", exact=True).check()
    go_on()
    page.get_by_label("Where did it happen?").fill("In the kitchen")
    page.get_by_label("Tell us in your own words what happened").fill("The glass cracked.")
    page.get_by_label("On which day did it happen?").fill("2026-11-20")
    page.get_by_label("The product", exact=True).check()
    go_on()
    page.get_by_label("For myself or my household").check()
    go_on()
    page.get_by_label("As it is meant to be used").check()
    go_on()
    for question in ("under 18?", "act for the person"):
        page.get_by_role("group", name=question).get_by_label("No", exact=True).check()
    go_on()
    page.get_by_label("No", exact=True).check()
    go_on()
    go_on("One damaged thing")
    page.get_by_label("What is it?").fill("Oak worktop")
    page.get_by_label("No, it must be replaced").check()
    page.get_by_label("How much do you ask for it?").fill("240.00")
    page.get_by_label("What do the bills, receipts or estimates").fill("240.00")
    go_on("Save it")
    go_on("That is all of it")
    page.get_by_label("No", exact=True).check()
    go_on()
    page.get_by_label("How much of it has anybody paid you").fill("0")
    go_on()
    page.get_by_label("How many did you add?").fill("2")
    page.get_by_label("Yes", exact=True).check()
    go_on()
    page.get_by_label("Yes, I have it").check()
    go_on()
    page.get_by_label("What I told you is true as far as I know").check()
    go_on("Send the claim")
    look()


def stage_of(desks: Desks) -> Stage:
    with transaction(desks.shop.marketplace):
        (found,) = list_claims(marketplace_id=desks.shop.marketplace)
    return found.claim.stage


def test_a_phone_is_enough_and_axe_finds_nothing(desks: Desks, browser: Any, address: str) -> None:
    desks.shop.bring(row())
    insured(desks.shop)
    context = browser.new_context(viewport={"width": 360, "height": 740})
    page = context.new_page()
    looked: list[str] = []

    def look() -> None:
        assert _violations(page) == [], page.url
        assert _sideways(page) <= 0, page.url
        looked.append(page.url)

    tell(page, address, look)
    said = page.get_by_role("heading", level=1).inner_text()
    context.close()

    assert said == "We pay you $240.00 for the loss from “Desk lamp”."
    assert len(looked) > 14
    assert stage_of(desks) is Stage.PAYING


def test_no_script_is_needed(desks: Desks, browser: Any, address: str) -> None:
    desks.shop.bring(row())
    insured(desks.shop)
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    tell(page, address, lambda: None)
    context.close()

    assert stage_of(desks) is Stage.PAYING
