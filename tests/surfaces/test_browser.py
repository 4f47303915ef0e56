"""The pages in a real browser: axe, widths, light and dark, large text, the tab key.

The server sends the strictest policy a page could meet: only its own style sheet and its own forms.
"""

import shutil
import threading
from collections.abc import Callable, Iterable, Iterator
from socketserver import ThreadingMixIn
from typing import Any
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

import pytest
from django.core.handlers.wsgi import WSGIHandler

from tests.surfaces.samples import SAMPLES

playwright = pytest.importorskip("playwright.sync_api")
axe_playwright = pytest.importorskip("axe_playwright_python.sync_playwright")

CHROMIUM = shutil.which("chromium")
POLICY = "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None, reason="Debian's chromium is not installed"),
]

# One page of each make; every sample is looked at once, these in every light and width.
CHOSEN = (
    "/design/",
    *(
        f"/living/{name}"
        for name in (
            "buyer-claim-needs",
            "buyer-claim-return",
            "buyer-claim-denied",
            "seller-claim-put",
            "seller-claims",
            "handler-claim-second-person",
            "handler-queue",
            "programme-day",
            "sign-in",
            "terms",
            "buyer-orders",
            "buyer-order",
            "buyer-choose-wrong",
            "buyer-before",
            "buyer-before-questions",
            "loss-begin",
            "loss-matter",
            "loss-heads",
            "loss-review",
            "loss-matter-by-telephone",
        )
    ),
)


class _Quiet(WSGIRequestHandler):
    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - the library's name
        pass


class _Server(ThreadingMixIn, WSGIServer):
    daemon_threads = True


class _StrictSite:
    """The site, with the policy on every answer."""

    def __init__(self) -> None:
        self.handler = WSGIHandler()

    def __call__(self, environ: dict[str, Any], start: Callable[..., Any]) -> Iterable[bytes]:
        def started(status: str, headers: list[tuple[str, str]], *rest: Any) -> Any:
            return start(status, [*headers, ("Content-Security-Policy", POLICY)], *rest)

        return self.handler(environ, started)


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with playwright.sync_playwright() as started:
        chromium = started.chromium.launch(
            executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"]
        )
        yield chromium
        chromium.close()


@pytest.fixture
def address(monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    monkeypatch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")  # The browser's loop runs in this thread.
    server = make_server("127.0.0.1", 0, _StrictSite(), _Server, _Quiet)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


def _violations(page: Any) -> list[str]:
    found = axe_playwright.Axe().run(page, options={"runOnly": RULES}).response["violations"]
    return [f"{v['id']}: {v['nodes'][0]['html'][:120]}" for v in found]


def _sideways(page: Any) -> int:
    return int(page.evaluate("document.documentElement.scrollWidth - innerWidth"))


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 768, 1440])
def test_axe_finds_nothing_and_no_page_scrolls_sideways(
    browser: Any, address: str, width: int, scheme: str
) -> None:
    everything = ("/design/", *(f"/living/{name}" for name in SAMPLES))
    paths = everything if (width, scheme) == (360, "light") else CHOSEN
    context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme)
    page = context.new_page()
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text))
    for path in paths:
        page.goto(address + path)
        assert _violations(page) == [], path
        assert _sideways(page) <= 0, path
    context.close()

    assert complaints == []  # The policy refused nothing, and nothing was missing.


@pytest.mark.parametrize(
    ("width", "size"), [pytest.param(320, 16, id="320"), pytest.param(768, 32, id="text-at-200")]
)
def test_narrow_pages_and_large_text_reflow(
    browser: Any, address: str, width: int, size: int
) -> None:
    context = browser.new_context(viewport={"width": width, "height": 900})
    page = context.new_page()
    for path in CHOSEN:
        page.goto(address + path)
        page.evaluate(f"document.documentElement.style.fontSize = '{size}px'")
        assert _sideways(page) <= 0, path
    context.close()


@pytest.mark.parametrize("name", ["handler-queue", "programme-day", "seller-claims"])
def test_no_figure_of_a_list_is_out_of_sight_on_a_phone(
    browser: Any, address: str, name: str
) -> None:
    context = browser.new_context(viewport={"width": 390, "height": 900})
    page = context.new_page()
    page.goto(f"{address}/living/{name}")
    hidden = page.evaluate(
        "[...document.querySelectorAll('tbody .number, tfoot .number')]"
        ".filter(cell => cell.checkVisibility())"
        ".filter(cell => cell.getBoundingClientRect().right > innerWidth).length"
    )
    shown = page.locator("tbody .table__amount:visible").count()
    context.close()

    assert hidden == 0
    assert shown > 5


@pytest.mark.parametrize("path", [CHOSEN[1], CHOSEN[6], "/living/buyer-choose-wrong"])
def test_every_stop_of_the_tab_key_is_seen(browser: Any, address: str, path: str) -> None:
    context = browser.new_context(viewport={"width": 768, "height": 700})
    page = context.new_page()
    page.goto(address + path)
    stops = page.evaluate(
        "[...document.querySelectorAll('a,button,input:not([type=hidden]),textarea,summary,"
        '[tabindex="0"]\')].length'
    )
    seen = 0
    for _ in range(stops):
        page.keyboard.press("Tab")
        problem = page.evaluate(_FOCUS)
        assert problem == "", (path, problem)
        seen += 1
    context.close()

    assert seen > 10


_FOCUS = """() => {
  const it = document.activeElement;
  if (!it || it === document.body) return "";
  const box = it.getBoundingClientRect();
  const unseen = box.bottom <= 0 || box.top >= innerHeight;
  if (unseen) return "out of sight: " + it.outerHTML.slice(0, 90);
  const x = Math.min(Math.max(box.left + 4, 1), innerWidth - 1);
  const y = Math.min(Math.max(box.top + box.height / 2, 1), innerHeight - 1);
  const top = document.elementFromPoint(x, y);
  const near = it.closest("label") || it;
  const ok = top && (near.contains(top) || top.contains(it));
  return ok ? "" : "covered: " + it.outerHTML.slice(0, 90);
}"""


def test_paper_keeps_the_record_and_leaves_out_the_buttons(browser: Any, address: str) -> None:
    context = browser.new_context(viewport={"width": 900, "height": 900})
    page = context.new_page()
    page.goto(f"{address}/living/buyer-may-appeal")
    page.emulate_media(media="print")

    assert page.get_by_text("Why we decided this").is_visible()
    assert page.get_by_text("If you disagree").is_visible()
    assert not page.get_by_role("button", name="Sign out").is_visible()
    assert not page.get_by_role("navigation").first.is_visible()
    context.close()
