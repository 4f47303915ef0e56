"""How the style sheet and charts are made, and what errors say."""

import gzip
import re
from pathlib import Path

import psycopg
import pytest
from django.db import IntegrityError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory

from makewhole import surfaces
from makewhole.surfaces import shared
from makewhole.surfaces.shared import errors
from makewhole.surfaces.shared.away import DatabaseAway
from makewhole.surfaces.shared.charts import BarInput, bar_chart
from makewhole.surfaces.shared.stylesheet import files, stylesheet
from tests.surfaces.reading import read


def test_the_order_of_layers_is_said_before_any_rule() -> None:
    text = re.sub(r"/\*.*?\*/", "", stylesheet().text.decode(), flags=re.DOTALL).strip()

    assert text.startswith("@layer tokens,reset,base,layout,components,utilities;")


def test_every_style_file_keeps_to_its_layer() -> None:
    for path in files():
        layer = "components" if path.parent.name == "components" else path.stem
        named = re.findall(r"@layer ([a-z]+) \{", path.read_text())
        assert named == [layer], path.name


def test_colours_are_known_to_the_tokens_alone() -> None:
    for path in files():
        if path.stem != "tokens":
            assert not re.search(r"#[0-9a-f]{3,8}\b|rgb\(", path.read_text()), path.name


def test_serves_one_style_sheet_packed_and_for_ever(client: Client) -> None:
    address = f"/look/{stylesheet().digest}.css"
    plain = client.get(address)
    packed = client.get(address, headers={"Accept-Encoding": "gzip"})

    assert gzip.decompress(packed.content) == plain.content == stylesheet().text
    assert packed["Content-Encoding"] == "gzip"
    assert "immutable" in plain["Cache-Control"]
    assert plain["Content-Type"] == "text/css; charset=utf-8"


def test_an_older_style_sheet_is_not_served_as_this_one(client: Client) -> None:
    assert client.get("/look/0123456789abcdef.css").status_code == 404


def test_bars_share_one_scale_and_something_is_never_nothing() -> None:
    chart = bar_chart(
        title="Claims",
        of="Ground",
        figure="Claims",
        inputs=[BarInput("a", 1_630, "1,630"), BarInput("b", 815, "815"), BarInput("c", 1, "1")],
    )

    assert [bar.width for bar in chart.bars] == ["100.0%", "50.0%", "0.3%"]
    assert chart.height > chart.bars[-1].y
    assert chart.description == "a: 1,630; b: 815; c: 1"


def test_a_chart_of_nothing_has_no_bars() -> None:
    assert bar_chart(title="t", of="o", figure="f", inputs=[]).bars == ()
    empty = bar_chart(title="t", of="o", figure="f", inputs=[BarInput("a", 0, "0")])
    assert empty.bars[0].width == "0%"


def _answers() -> dict[str, HttpResponse]:
    request = RequestFactory().get("/somewhere/")
    secret = RuntimeError("a path, a name, a query")
    return {
        "400": errors.bad_request(request, secret),
        "403": errors.permission_denied(request, secret),
        "404": errors.page_not_found(request, secret),
        "500": errors.server_error(request),
        "503": _away(request),
    }


def _away(request: HttpRequest) -> HttpResponse:
    broken = OperationalError("a path, a name, a query")
    broken.__cause__ = psycopg.OperationalError("a path, a name, a query")
    answer = DatabaseAway(errors.server_error).process_exception(request, broken)
    assert answer is not None
    return answer


@pytest.mark.parametrize("code", ["400", "403", "404", "500", "503"])
def test_an_error_says_what_did_not_happen_and_the_way_on(code: str) -> None:
    response = _answers()[code]
    html = response.content.decode()
    page = read(html)

    assert response.status_code == int(code)
    assert len(page.all("h1")) == 1
    assert [a for a in page.all("a") if a.attributes["href"] == "/"]
    assert "a path, a name, a query" not in html
    assert code not in page.all("main")[0].text


def test_what_was_sent_as_the_database_went_away_is_neither_said_done_nor_lost() -> None:
    sent = _away(RequestFactory().post("/somewhere/"))

    assert sent.headers["Retry-After"] == "10"
    assert "We cannot tell yet whether what you sent was done." in sent.content.decode()


def test_a_mistake_of_ours_is_not_blamed_on_the_database() -> None:
    request = RequestFactory().get("/somewhere/")
    away = DatabaseAway(errors.server_error)

    assert away.process_exception(request, IntegrityError()) is None
    assert away.process_exception(request, KeyError()) is None


def test_a_form_from_elsewhere_is_refused_in_our_tone() -> None:
    response = errors.csrf_failure(RequestFactory().post("/somewhere/"), reason="no cookie")

    assert response.status_code == 403
    assert "This was not done." in response.content.decode()


COMPONENTS = sorted(
    (Path(shared.__file__).parent / "templates" / "components").glob("*.html"),
    key=lambda path: path.stem,
)
TEMPLATES = sorted(Path(surfaces.__file__).parent.glob("*/templates/**/*.html"))


@pytest.mark.parametrize("path", COMPONENTS, ids=lambda path: path.stem)
def test_a_component_opens_with_its_name_and_its_inputs(path: Path) -> None:
    first_line = path.read_text().splitlines()[0]

    assert re.match(rf"\{{# {path.stem}: .+ #\}}", first_line), first_line


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.stem)
def test_a_component_sees_nothing_but_its_inputs(path: Path) -> None:
    includes = re.findall(r'\{% include "components/[^%]*%\}', path.read_text())

    assert all(include.endswith(" only %}") for include in includes)


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.stem)
def test_words_of_a_page_go_through_gettext(path: Path) -> None:
    if path.stem == "design":  # The living page is for developers, who read English.
        return
    text = re.sub(r"\{#.*?#\}", "", path.read_text())
    text = re.sub(r"\{% block (?:density|width) %\}.*?\{% endblock %\}", "", text)  # Looks.
    text = re.sub(r"\{% (?:blocktranslate).*?\{% endblocktranslate %\}", "", text, flags=re.DOTALL)
    text = re.sub(r"\{[{%].*?[%}]\}", "", text, flags=re.DOTALL)
    text = re.sub(r"<[^>]*>", "", text, flags=re.DOTALL)
    text = re.sub(r"[a-z-]+=\"[^\"]*\"", "", text)  # A template of attributes alone.

    assert set(re.findall(r"[A-Za-z]{3,}", text)) == set()
