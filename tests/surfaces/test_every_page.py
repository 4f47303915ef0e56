"""What holds for every page, in every state that a sample shows."""

import re
from dataclasses import replace
from functools import cache
from itertools import pairwise

import pytest
from django.test import Client
from django.test.utils import override_settings

from makewhole.surfaces.buyer.pages import ClaimPage as BuyerClaim
from makewhole.surfaces.handler.pages import ClaimPage as HandlerClaim
from makewhole.surfaces.seller.pages import ClaimPage as SellerClaim
from makewhole.surfaces.shared.stylesheet import files, stylesheet
from tests.surfaces.conftest import templates
from tests.surfaces.reading import Element, Reading, read
from tests.surfaces.samples import SAMPLES

PAGES = ("/design/", *(f"/living/{name}" for name in SAMPLES))
WEIGHT_MAX = 75_000  # Bytes of a page with its styles, unpacked; a list of 50 rows is the heaviest.

every_page = pytest.mark.parametrize("address", PAGES)


@cache
def html_of(address: str) -> str:
    response = Client().get(address)
    assert response.status_code == 200
    return response.content.decode()


@cache
def reading_of(address: str) -> Reading:
    return read(html_of(address))


@every_page
def test_is_nested_as_html_wants_it(address: str) -> None:
    assert reading_of(address).problems == ()


@every_page
def test_has_one_main_heading(address: str) -> None:
    assert len(reading_of(address).all("h1")) == 1


@every_page
def test_never_skips_a_heading_level(address: str) -> None:
    levels = [int(h.tag[1]) for h in reading_of(address).all("h1", "h2", "h3", "h4")]

    assert levels[0] in (1, 2)
    assert all(later - earlier <= 1 for earlier, later in pairwise(levels))


@every_page
def test_says_its_language_and_has_a_title(address: str) -> None:
    page = reading_of(address)

    assert page.all("html")[0].attributes["lang"] == "en"
    assert len(page.all("title")[0].text) > 10


@every_page
def test_opens_with_a_way_past_the_masthead(address: str) -> None:
    first_link = reading_of(address).all("a")[0]

    assert first_link.attributes["href"] == "#main"
    assert [m.attributes["id"] for m in reading_of(address).all("main")] == ["main"]


@every_page
def test_labels_every_control(address: str) -> None:
    page = reading_of(address)
    labelled = {label.attributes.get("for") for label in page.all("label")}
    for control in page.all("input", "textarea", "select"):
        if control.attributes.get("type") == "hidden":
            continue
        around = control.within("label")
        has_words = around is not None and around.text != ""
        assert has_words or control.attributes.get("id") in labelled, control


@every_page
def test_names_every_button_and_link(address: str) -> None:
    for element in reading_of(address).all("button", "a", "summary"):
        assert element.text, element


@every_page
def test_looks_come_from_classes_alone(address: str) -> None:
    page = reading_of(address)

    assert not page.all("style", "script")
    for element in page.elements:
        assert "style" not in element.attributes, element
        assert not [name for name in element.attributes if name.startswith("on")], element


@every_page
def test_gives_each_id_once_and_points_only_to_what_is_there(address: str) -> None:
    page = reading_of(address)
    assert len(set(page.ids)) == len(page.ids)

    for element in page.elements:
        for name in ("for", "aria-labelledby", "aria-describedby", "aria-controls"):
            for target in element.attributes.get(name, "").split():
                assert target in page.ids, (element.tag, name, target)
        href = element.attributes.get("href", "")
        if href.startswith("#") and len(href) > 1:
            assert href[1:] in page.ids, href


@every_page
def test_asks_nobody_else_for_anything(address: str) -> None:
    for element in reading_of(address).elements:
        for name in ("href", "src", "action", "poster", "srcset"):
            target = element.attributes.get(name, "")
            if element.tag == "a" and "terms" in _classes_around(element):
                continue  # The terms link to their sources; nothing is fetched until one follows.
            if element.tag == "a" and "nofollow" in element.attributes.get("rel", ""):
                continue  # A seller's label; nothing is fetched until one follows it.
            assert not re.match(r"(https?:)?//", target), element


@every_page
def test_names_every_table_and_its_headers(address: str) -> None:
    page = reading_of(address)
    for table in page.all("table"):
        captions = [c for c in page.all("caption") if c.within("table") is table]
        if "terms" not in _classes_around(table):  # The terms bring their own tables.
            assert len(captions) == 1, table
    assert all("scope" in header.attributes for header in page.all("th"))


def _classes_around(element: Element) -> str:
    return " ".join(parent.attributes.get("class", "") for parent in element.parents)


@every_page
def test_carries_a_token_in_each_form_that_changes_something(address: str) -> None:
    page = reading_of(address)
    for form in page.all("form"):
        if form.attributes.get("method") != "post":
            continue
        names = [
            control.attributes.get("name")
            for control in page.all("input")
            if control.within("form") is form
        ]
        assert "csrfmiddlewaretoken" in names
        if "/claims/" in form.attributes["action"]:
            assert {"command_id", "version"} <= set(names), form


@every_page
def test_uses_only_classes_that_a_style_file_knows(address: str) -> None:
    known = _classes_in_styles()
    used = {
        name
        for element in reading_of(address).elements
        for name in element.attributes.get("class", "").split()
    }

    blocks = {name.split("__")[0] for name in known}  # A block may style its parts alone.
    assert used - known - blocks == set()


def test_no_string_in_styles_loses_what_is_left_out_between_rules() -> None:
    strings = re.findall(r'"[^"]*"', "".join(path.read_text() for path in files()))

    assert strings
    assert [text for text in strings if re.search(r"[:,] |[{};]", text)] == []


@cache
def _classes_in_styles() -> frozenset[str]:
    text = re.sub(r"/\*.*?\*/", "", stylesheet().text.decode(), flags=re.DOTALL)
    return frozenset(re.findall(r"\.([a-z][a-z0-9_-]*)", text))


@every_page
def test_weighs_little(address: str) -> None:
    # The whole terms are a booklet, of orders and of losses.
    most = 3 * WEIGHT_MAX if "terms" in address else WEIGHT_MAX
    assert len(html_of(address)) + len(stylesheet().text) <= most


@pytest.mark.parametrize("name", SAMPLES)
def test_names_no_variable_that_its_page_lacks(name: str, client: Client) -> None:
    with override_settings(TEMPLATES=templates(string_if_invalid="MISSING(%s)")):
        html = client.get(f"/living/{name}").content.decode()

    assert "MISSING(" not in html


HOSTILE = '"><script>alert(1)</script>'


@pytest.mark.parametrize("name", [n for n in SAMPLES if "-claim-" in n])
def test_quotes_what_people_wrote(name: str, client: Client) -> None:
    template, page = SAMPLES[name]
    assert isinstance(page, BuyerClaim | SellerClaim | HandlerClaim)
    hostile = replace(
        page,
        head=replace(page.head, about=HOSTILE, buyer=HOSTILE, seller=HOSTILE),
        facts=tuple(replace(fact, label=HOSTILE) for fact in page.facts),
    )
    SAMPLES["hostile"] = (template, hostile)
    try:
        html = client.get("/living/hostile").content.decode()
    finally:
        del SAMPLES["hostile"]

    assert "<script" not in html
    assert "alert(1)" in html


def test_style_files_select_classes_only() -> None:
    for path in files():
        if path.parent.name != "components" or path.stem == "terms":
            continue
        text = re.sub(r"/\*.*?\*/", "", path.read_text(), flags=re.DOTALL)
        selectors = re.findall(r"([^{};]+)\{", text)
        for selector in selectors:
            assert "#" not in selector, (path.name, selector)
        assert "!important" not in text, path.name


def test_every_component_style_belongs_to_a_template_or_a_name_in_use() -> None:
    used = {
        name.split("--")[0].split("__")[0].replace("-", "_")
        for address in PAGES
        for element in reading_of(address).elements
        for name in element.attributes.get("class", "").split()
    }
    for path in files():
        if path.parent.name == "components":
            assert path.stem in used, f"{path.name} styles nothing on any page"
