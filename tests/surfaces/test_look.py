"""How the style sheet and charts are made, and what errors say."""

import gzip
import re

import pytest
from django.http import HttpResponse
from django.test import Client, RequestFactory

from makewhole.surfaces.shared import errors
from makewhole.surfaces.shared.charts import BarInput, bar_chart
from makewhole.surfaces.shared.stylesheet import files, stylesheet
from tests.surfaces.reading import read


def test_the_order_of_layers_is_said_before_any_rule() -> None:
    text = re.sub(r"/\*.*?\*/", "", stylesheet().text.decode(), flags=re.DOTALL).strip()

    assert text.startswith("@layer tokens, reset, base, layout, components, utilities;")


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
    }


@pytest.mark.parametrize("code", ["400", "403", "404", "500"])
def test_an_error_says_what_did_not_happen_and_the_way_on(code: str) -> None:
    response = _answers()[code]
    html = response.content.decode()
    page = read(html)

    assert response.status_code == int(code)
    assert len(page.all("h1")) == 1
    assert [a for a in page.all("a") if a.attributes["href"] == "/"]
    assert "a path, a name, a query" not in html
    assert code not in page.all("main")[0].text


def test_a_form_from_elsewhere_is_refused_in_our_tone() -> None:
    response = errors.csrf_failure(RequestFactory().post("/somewhere/"), reason="no cookie")

    assert response.status_code == 403
    assert "This was not done." in response.content.decode()
