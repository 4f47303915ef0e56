"""The published page, as Markdown and as an HTML fragment: the same words, the same order.

The fragment stands by itself: headings in order, an anchor for every clause (`#clause-5-3`), all
text escaped, and the class names of the design system. It fetches and runs nothing.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from html import escape

from makewhole.core.terms.model import Terms
from makewhole.core.terms.page import Chapter, Figure, Page, RuleList, RuleText, Sentence
from makewhole.core.terms.publish import page_of

CLOCKS = "Clocks, and who is next"
PRESUMPTIONS = "What counts while nobody knows"
WORDS = "Words the conditions use"
AMOUNTS = "How amounts are worked out"
FIGURES = "Figures and their sources"
FACTS = "What we look at, and whose word counts"
SOURCES = "Sources"
OWN_CHOICE = "our own choice"


def anchor(clause: str) -> str:
    """Answer the anchor of a clause.

    >>> anchor("5.3")
    'clause-5-3'
    """
    return f"clause-{clause.replace('.', '-')}"


def render_markdown(terms: Terms, *, on: date | None = None) -> str:
    """Write the page as Markdown, with the figures in force on a day (the terms' own first)."""
    return "\n".join(_markdown(page_of(terms, on=on))) + "\n"


def render_html(terms: Terms, *, on: date | None = None, level: int = 1) -> str:
    """Write the page as an HTML fragment whose title is a heading of this level."""
    return "\n".join(_html(page_of(terms, on=on), level)) + "\n"


# -- Markdown ------------------------------------------------------------------------------------

_MARKS = str.maketrans({mark: f"\\{mark}" for mark in "\\`*_[]<>#|"})


def _md(text: str) -> str:
    return text.replace("\n", " ").translate(_MARKS)


def _md_sentence(sentence: Sentence) -> str:
    return "".join(
        f"*{_md(piece.text)}*" if piece.is_variable else _md(piece.text) for piece in sentence
    )


def _markdown(page: Page) -> Iterator[str]:
    yield f"# {_md(page.title)}"
    yield ""
    yield f"Version {_md(page.version)}. {' '.join(_md(line) for line in page.about)}"
    if page.changed is not None:
        yield f"\n**What changed.** {_md(page.changed)}"
    for chapter in page.chapters:
        yield from _md_chapter(chapter)
    yield f"\n## {CLOCKS}\n"
    for clock in page.clocks:
        whose = f" ({_md(clock.actor)})" if clock.actor else ""
        when = f", where {_md(clock.when)}" if clock.when else ""
        yield f"- **{_md(clock.label)}**{whose}: {_md(clock.until)}{when}"
    yield f"\n## {PRESUMPTIONS}\n"
    yield from (f"- {_md(line)}" for line in page.presumptions)
    for heading, terms in ((WORDS, page.words), (AMOUNTS, page.amounts)):
        yield f"\n## {heading}\n"
        yield from (f"- **{_md(term.label)}**: {_md(term.meaning)}" for term in terms)
    yield from _md_figures(page.figures)
    yield f"\n## {FACTS}\n"
    for fact in page.facts:
        note = f": {_md(fact.note)}" if fact.note else ""
        yield f"- **{_md(fact.label)}** ({_md(fact.sources)}){note}"
    yield f"\n## {SOURCES}\n"
    yield from (f"- {_md(name)}: {_md(address)}" for name, address in page.sources)


def _md_chapter(chapter: Chapter) -> Iterator[str]:
    number = f"{_md(chapter.number)} " if chapter.number else ""
    yield f"\n## {number}{_md(chapter.title)}"
    if chapter.text:
        yield f"\n{_md_sentence(chapter.text)}"
    for rules in chapter.tables:
        yield f"\n*{_md(rules.hint)}*"
        for rule in rules.rules:
            yield from _md_rule(rule)


def _md_rule(rule: RuleText) -> Iterator[str]:
    yield f"\n**{_md(rule.clause or rule.id)}** {_md_sentence(rule.say)}\n"
    if rule.say_seller:
        yield f"> To the seller: {_md_sentence(rule.say_seller)}\n"
    if len(rule.when) > 1:
        yield "- When all of this holds:"
        yield from (f"  - {_md(each)}" for each in rule.when)
    else:
        yield f"- {_md(_in_one_line(rule))}"
    yield f"- Then {_md(_results(rule))}. Rule {_md(rule.id)}."


def _md_figures(figures: Sequence[Figure]) -> Iterator[str]:
    yield f"\n## {FIGURES}\n"
    yield "| Figure | For | From | Value | Source |"
    yield "|---|---|---|---:|---|"
    for figure in figures:
        for row in figure.rows:
            named = [name for name, _ in row.sources]
            source = _md("; ".join([*([OWN_CHOICE] if row.is_default else []), *named]))
            note = f" ({_md(figure.note)})" if figure.note else ""
            label = f"{_md(figure.label)} `{figure.name}`"
            key = _md(row.key or "all")
            yield f"| {label} | {key} | {_md(row.since)} | {_md(row.value)} | {source}{note} |"


def _in_one_line(rule: RuleText) -> str:
    return f"When {rule.when[0]}." if rule.when else "In every other case."


def _results(rule: RuleText) -> str:
    return "; ".join(f"{name}: {value}" for name, value in rule.then)


# -- HTML ----------------------------------------------------------------------------------------


def _html(page: Page, level: int) -> Iterator[str]:
    yield '<article class="stack--wide">'
    yield '<header class="stack">'
    yield f"<h{level}>{escape(page.title)}</h{level}>"
    yield f'<p class="small muted">Version {escape(page.version)}</p>'
    yield f'<p class="measure">{" ".join(escape(line) for line in page.about)}</p>'
    if page.changed is not None:
        yield f'<p class="measure"><strong>What changed.</strong> {escape(page.changed)}</p>'
    yield "</header>"
    yield from _html_contents(page)
    anchored: set[str] = set()
    for index, chapter in enumerate(page.chapters):
        yield from _html_chapter(chapter, _chapter_id(chapter, index), level + 1, anchored)
    yield from _html_list(CLOCKS, "clocks", level + 1, _html_clocks(page))
    yield from _html_list(
        PRESUMPTIONS, "presumptions", level + 1, (escape(line) for line in page.presumptions)
    )
    for heading, name, terms in ((WORDS, "words", page.words), (AMOUNTS, "amounts", page.amounts)):
        items = (f"<strong>{escape(term.label)}</strong>: {escape(term.meaning)}" for term in terms)
        yield from _html_list(heading, name, level + 1, items)
    yield from _html_figures(page.figures, level + 1)
    facts = (
        f"<strong>{escape(fact.label)}</strong> ({escape(fact.sources)})"
        + (f": {escape(fact.note)}" if fact.note else "")
        for fact in page.facts
    )
    yield from _html_list(FACTS, "facts", level + 1, facts)
    sources = (
        f'<span id="{_source(name)}">{escape(name)}</span>: {_address(address, address)}'
        for name, address in page.sources
    )
    yield from _html_list(SOURCES, "sources", level + 1, sources)
    yield "</article>"


def _html_contents(page: Page) -> Iterator[str]:
    yield '<nav aria-label="Contents"><ol class="stack--tight">'
    for index, chapter in enumerate(page.chapters):
        name = f"{chapter.number} {chapter.title}" if chapter.number else chapter.title
        yield f'<li><a href="#{_chapter_id(chapter, index)}">{escape(name)}</a></li>'
    yield "</ol></nav>"


def _chapter_id(chapter: Chapter, index: int) -> str:
    return anchor(chapter.number) if chapter.number else f"part-{index + 1}"


def _html_chapter(chapter: Chapter, name: str, level: int, anchored: set[str]) -> Iterator[str]:
    own = escape(name)
    number = f"{escape(chapter.number)} " if chapter.number else ""
    yield f'<section class="section stack" id="{own}" aria-labelledby="{own}-title">'
    yield f'<h{level} id="{own}-title">{number}{escape(chapter.title)}</h{level}>'
    if chapter.text:
        yield f'<p class="voice">{_html_sentence(chapter.text)}</p>'
    for rules in chapter.tables:
        yield f'<p class="small muted">{escape(rules.hint)}</p>'
        yield from _html_rules(rules, anchored)
    yield "</section>"


def _html_rules(rules: RuleList, anchored: set[str]) -> Iterator[str]:
    yield '<div class="clauses">'
    for rule in rules.rules:
        name = rule.clause or rule.id
        own = anchor(rule.clause) if rule.clause else f"rule-{rule.id.lower()}"
        place = "" if own in anchored else f' id="{escape(own)}"'  # An anchor is given once.
        anchored.add(own)
        yield f'<div class="clauses__item"{place}>'
        yield f'<p class="clauses__number"><a href="#{escape(own)}">{escape(name)}</a></p>'
        yield '<div class="clauses__text stack--tight">'
        if rule.say:
            yield f'<p class="voice">{_html_sentence(rule.say)}</p>'
        if rule.say_seller:
            said = _html_sentence(rule.say_seller)
            yield f'<p class="voice"><strong>To the seller:</strong> {said}</p>'
        if len(rule.when) > 1:
            yield '<p class="small">When all of this holds:</p><ul class="small">'
            yield from (f"<li>{escape(each)}</li>" for each in rule.when)
            yield "</ul>"
        else:
            yield f'<p class="small">{escape(_in_one_line(rule))}</p>'
        then = f"Then {_results(rule)}. Rule {rule.id}."
        yield f'<p class="small muted">{escape(then)}</p></div></div>'
    yield "</div>"


def _html_sentence(sentence: Sentence) -> str:
    return "".join(
        f"<var>{escape(piece.text)}</var>" if piece.is_variable else escape(piece.text)
        for piece in sentence
    )


def _html_clocks(page: Page) -> Iterator[str]:
    for clock in page.clocks:
        actor = f" ({escape(clock.actor)})" if clock.actor else ""
        when = f", where {escape(clock.when)}" if clock.when else ""
        yield f"<strong>{escape(clock.label)}</strong>{actor}: {escape(clock.until)}{when}"


def _html_list(heading: str, name: str, level: int, items: Iterable[str]) -> Iterator[str]:
    yield f'<section class="section stack" id="{name}" aria-labelledby="{name}-title">'
    yield f'<h{level} id="{name}-title">{escape(heading)}</h{level}>'
    yield '<ul class="measure">'
    yield from (f"<li>{item}</li>" for item in items)
    yield "</ul></section>"


def _html_figures(figures: Sequence[Figure], level: int) -> Iterator[str]:
    yield '<section class="section stack" id="figures" aria-labelledby="figures-title">'
    yield f'<h{level} id="figures-title">{FIGURES}</h{level}>'
    yield '<div class="table" role="group" aria-labelledby="figures-title" tabindex="0">'
    yield '<table class="table__grid"><thead><tr><th scope="col">Figure</th>'
    yield '<th scope="col">For</th><th scope="col">From</th>'
    yield '<th scope="col" class="number">Value</th><th scope="col">Source</th></tr></thead>'
    yield "<tbody>"
    for figure in figures:
        yield from _html_figure(figure)
    yield "</tbody></table></div></section>"


def _html_figure(figure: Figure) -> Iterator[str]:
    for index, row in enumerate(figure.rows):
        links = [
            f'<a href="#{_source(name)}">{escape(name)}</a>' if address else escape(name)
            for name, address in row.sources
        ]
        source = "; ".join([*([OWN_CHOICE] if row.is_default else []), *links])
        note = f'<p class="table__reason">{escape(figure.note)}</p>' if figure.note else ""
        head = (
            f'<th scope="row" rowspan="{len(figure.rows)}">{escape(figure.label)} '
            f'<span class="table__reason"><code>{escape(figure.name)}</code></span></th>'
        )
        yield (
            f"<tr>{head if index == 0 else ''}<td>{escape(row.key or 'all')}</td>"
            f"<td>{escape(row.since)}</td>"
            f'<td class="number">{escape(row.value)}</td><td>{source}{note}</td></tr>'
        )


def _source(name: str) -> str:
    return f"source-{escape(name.lower())}"


def _address(address: str, text: str) -> str:
    """Link to a web address; anything else, such as a minute of a board, is text."""
    if address.startswith(("https://", "http://")):
        return f'<a href="{escape(address)}">{escape(text)}</a>'
    return escape(text)
