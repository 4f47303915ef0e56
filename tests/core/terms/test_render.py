"""The published page: what it must say, and that it says it safely and the same every time."""

import re
from datetime import date
from html.parser import HTMLParser
from pathlib import Path

import pytest

from makewhole.core.terms.model import Terms
from makewhole.core.terms.render import anchor, render_html, render_markdown
from makewhole.core.terms.schema import read_terms

TOY = (Path(__file__).parent / "toy.yaml").read_text()


@pytest.fixture(scope="module")
def toy() -> Terms:
    terms = read_terms(TOY, name="toy.yaml")
    assert isinstance(terms, Terms), str(terms)
    return terms


class _Reader(HTMLParser):
    """Collects headings, ids and links, and sees that every element is closed in order."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.headings: list[int] = []
        self.ids: list[str] = []
        self.links: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.open.append(tag)
        if tag[0] == "h" and tag[1:].isdigit():
            self.headings.append(int(tag[1:]))
        named = dict(attrs)
        self.ids += [value for key, value in named.items() if key == "id" and value]
        self.links += [value for key, value in named.items() if key == "href" and value]

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def _read(html: str) -> _Reader:
    reader = _Reader()
    reader.feed(html)
    reader.close()
    assert reader.open == []
    return reader


def test_fills_in_figures_and_names_what_differs_from_claim_to_claim(toy: Terms) -> None:
    page = render_markdown(toy)

    assert "You have 90 days, or USD\N{NO-BREAK SPACE}1,000.00 at most." in page
    assert "Too late: *the last day*." in page


def test_shows_the_figures_of_the_day_that_is_asked_for(toy: Terms) -> None:
    assert "You have 120 days" in render_markdown(toy, on=date(2028, 1, 1))
    assert "You have 90 days" in render_markdown(toy, on=date(2027, 12, 31))


def test_says_each_condition_in_words(toy: Terms) -> None:
    page = render_markdown(toy)

    assert "When the filing date is later than 90 days after the order date." in page
    assert (
        "  - the delivery was not signed for\n  - the ground is lost, or the claim is small" in page
    )
    assert "- In every other case.\n- Then the ruling: deny. Rule R9." in page
    most = "the limit (USD\N{NO-BREAK SPACE}1,000.00)"
    assert f"**the claim is small**: the amount asked is at most {most}" in page


def test_lists_every_row_of_a_figure_with_its_source_or_as_our_own_choice(toy: Terms) -> None:
    page = render_markdown(toy)

    assert "| the window `days` | all | the beginning | 90 days | SRC |" in page
    assert "| the window `days` | all | 1 January 2028 | 120 days |  |" in page
    yen = "JPY\N{NO-BREAK SPACE}110,000"
    assert f"| the limit `most` | JPY | the beginning | {yen} | our own choice (ours) |" in page


def test_says_of_one_row_of_a_figure_that_it_is_our_own_choice() -> None:
    own = TOY.replace(
        "{from: 2028-01-01, value: 120}", "{from: 2028-01-01, value: 120, default: true}"
    )
    terms = read_terms(own, name="toy")
    assert isinstance(terms, Terms)
    page, html = render_markdown(terms), render_html(terms)

    assert "| the window `days` | all | the beginning | 90 days | SRC |" in page
    assert "| the window `days` | all | 1 January 2028 | 120 days | our own choice |" in page
    assert html.count("our own choice") == page.count("our own choice")


def test_says_what_counts_while_nobody_knows(toy: Terms) -> None:
    assert (
        "If the carrier is silent, we take it that the delivery was not signed for."
        in render_markdown(toy)
    )


def test_gives_each_clause_one_anchor_and_every_link_a_target(toy: Terms) -> None:
    reader = _read(render_html(toy))

    assert len(reader.ids) == len(set(reader.ids))
    assert {"clause-1", "clause-1-1", "clause-1-2"} <= set(reader.ids)
    inner = {link[1:] for link in reader.links if link.startswith("#")}
    assert inner <= set(reader.ids)


def test_keeps_headings_in_order_below_the_level_that_is_asked_for(toy: Terms) -> None:
    headings = _read(render_html(toy, level=2)).headings

    assert headings[0] == 2
    assert set(headings[1:]) == {3}


def test_escapes_everything_that_a_file_may_say(toy: Terms) -> None:
    html = render_html(toy)

    assert "Terms &lt;of&gt; a *toy*" in html
    assert "You are paid &lt;now&gt;." in html
    assert "a note with &lt;b&gt;" in html
    assert 'href="https://example.org/a?b=1&amp;c=2"' in html


def test_marks_nothing_up_by_accident_in_markdown(toy: Terms) -> None:
    assert render_markdown(toy).startswith("# Terms \\<of\\> a \\*toy\\*\n")


def test_links_to_no_address_but_the_web() -> None:
    terms = read_terms(
        TOY.replace("https://example.org/a?b=1&c=2", "javascript:alert(1)"), name="t"
    )
    assert isinstance(terms, Terms)

    assert not [link for link in _read(render_html(terms)).links if "javascript" in link]


def test_gives_the_same_page_for_the_same_terms(toy: Terms) -> None:
    again = read_terms(TOY, name="elsewhere.yaml")
    assert isinstance(again, Terms)

    assert render_html(toy) == render_html(again)
    assert render_markdown(toy) == render_markdown(again)


def test_says_what_changed_since_the_version_before(toy: Terms) -> None:
    changed = TOY + 'change: {since: "0", only: "kind = \'late\'", why: The window is new.}\n'
    terms = read_terms(changed, name="t")
    assert isinstance(terms, Terms)

    said = "Since 0: The window is new. It touches only claims where the ground is late."
    assert said in render_markdown(terms)
    assert said in render_html(terms)
    assert "What changed" not in render_markdown(toy)


def test_prints_rules_without_clauses_under_their_table() -> None:
    text = re.sub(r"^clauses:\n.*\n", "", TOY, flags=re.MULTILINE)
    text = text.replace(', clause: "1.1"', "").replace(', clause: "1.2"', "")
    terms = read_terms(text, name="t")
    assert isinstance(terms, Terms), str(terms)

    reader = _read(render_html(terms))
    assert {"part-1", "rule-r1", "rule-r2", "rule-r9"} <= set(reader.ids)
    assert "## Ruling\n" in render_markdown(terms)


def test_names_a_clause_in_an_address() -> None:
    assert anchor("5.3") == "clause-5-3"


SPARE = """
terms: spare
version: "1"
title: Spare terms
governing_date: order_on
facts:
  order_on: {type: date, mandatory: true, source: marketplace}
  size: {type: int, source: seller, presume: {value: 3, after: seller_answer}}
  big: {type: bool, source: seller}
parameters:
  wait: {type: int, unit: hours, lifecycle: true, values: [{value: 1}]}
  open_to_all: {type: bool, values: [{value: true}]}
tables:
  first:
    hit: first
    outputs: {answer: {type: enum, values: [yes_please, no_thanks]}}
    rules:
      - {id: A1, clause: "7.1", when: "size > 2 AND open_to_all", then: {answer: yes_please}}
      - {id: A9, clause: "7.1", when: "TRUE", then: {answer: no_thanks}}
  listed:
    only_if: "big"
    hit: collect
    outputs: {need: {type: enum, values: [paper]}}
    rules: [{id: C1, clause: "7.1", when: "size > 1", then: {need: paper}}]
"""


def test_prints_terms_that_say_as_little_as_they_may() -> None:
    terms = read_terms(SPARE, name="spare.yaml")
    assert isinstance(terms, Terms), str(terms)

    page = render_markdown(terms)
    assert page.startswith("# Spare terms\n\nVersion 1. The first terms of a market hold")
    assert "*Only where big. Each that applies counts.*" in page
    assert "If nobody says so before the clock seller answer ends, size counts as 3." in page
    assert "- **wait**: 1 hour" in page
    reader = _read(render_html(terms))
    assert reader.ids.count("clause-7-1") == 1  # An anchor is given once on the whole page.
