"""From the terms to the page that is published: every rule, figure and clock in words.

It is worked out from the terms alone, so the same terms give the same page, byte for byte.
"""

import re
from collections.abc import Iterator
from datetime import date

from makewhole.core.clocks.said import ClockSaid, Owner, RestDays, Runs
from makewhole.core.terms.known import DURATION_UNITS
from makewhole.core.terms.model import Hit, Parameter, Rule, Table, Terms
from makewhole.core.terms.page import (
    Chapter,
    ClockText,
    FactText,
    Figure,
    FigureRow,
    Page,
    Piece,
    RuleList,
    RuleText,
    Sentence,
    Term,
)
from makewhole.core.terms.phrases import Phrases, day_words, enum_words
from makewhole.core.terms.tree import And, Compare, Kind, Literal, Name, Node, Not, Operator, Value

# Whose turn it is while a clock runs, by the clock's name among the computed values. The names are
# the language's own; a clock of another name is shown without somebody next.
_NEXT = {
    "file_from": "you",
    "file_by": "you",
    "claim_opens_at": "the seller",
    "evidence_by": "you",
    "seller_answer_at": "the seller",
    "return_by": "you",
    "inspect_by": "the seller",
    "proof_by": "the seller",
    "respond_by": "the seller",
    "manage_by": "the seller",
    "insurer_ack_by": "the insurer",
    "insurer_decide_by": "the insurer",
    "insurer_status_by": "the insurer",
    "decide_by": "the programme",
    "offer_ends": "you",
    "release_open_by": "you",
    "contest_by": "the seller",
    "appeal_by": "you",
    "hold_until": "the programme",
    "identify_by": "the programme",
}

_HINTS = {
    Hit.FIRST: "Read in this order; the first that applies decides.",
    Hit.COLLECT: "Each that applies counts.",
    Hit.UNIQUE: "Exactly one of these applies.",
}

_PLACEHOLDER = re.compile(r"\{([a-z][a-z0-9_]*)\}")


def page_of(terms: Terms, *, on: date | None = None) -> Page:
    """Work out the page, with the figures in force on a day (the terms' own first day)."""
    phrases = Phrases(terms, on or terms.in_force_from or date.max)
    return Page(
        title=terms.title,
        version=terms.version,
        about=tuple(_about(terms)),
        changed=_changed(phrases),
        chapters=tuple(_chapters(phrases)),
        clocks=tuple(_clocks(phrases)),
        presumptions=tuple(_presumptions(phrases)),
        words=tuple(
            Term(
                phrases.label(name),
                phrases.condition(each.tree) if each.kind is Kind.BOOL else phrases.term(each.tree),
            )
            for name, each in terms.definitions.items()
        ),
        amounts=tuple(_amounts(phrases)),
        figures=tuple(_figure(phrases, each) for each in terms.parameters.values()),
        facts=tuple(
            FactText(phrases.label(name), ", else ".join(fact.sources), fact.note)
            for name, fact in terms.facts.items()
            if fact.total is None
        ),
        sources=tuple(sorted(terms.sources.items())),
    )


def _about(terms: Terms) -> Iterator[str]:
    if terms.in_force_from is not None:
        yield f"In force for orders from {day_words(terms.in_force_from)}."
    yield "The first terms of a market hold for all its earlier orders too."
    if terms.notice_days:
        yield f"A later change is announced at least {terms.notice_days} days before its first day."
    market = terms.market
    if market.currency:
        yield f"All amounts are in {market.currency}."
    if market.calendar:
        yield f"Business days are those of the calendar {market.calendar}."


def _changed(phrases: Phrases) -> str | None:
    change = phrases.terms.change
    if change is None:
        return None
    only = f" It touches only claims where {phrases.condition(change.only)}." if change.only else ""
    return f"Since {change.since}: {change.why or 'see the comparison of the two versions.'}{only}"


# -- Chapters ------------------------------------------------------------------------------------


def _chapters(phrases: Phrases) -> Iterator[Chapter]:
    """Give each chapter the rules whose clause it heads; what has no chapter comes after them.

    A rule that a figure of this market switches off is left out: it says what never happens here.
    """
    terms = phrases.terms
    headed: dict[str, list[RuleList]] = {number: [] for number in terms.clauses}
    rest: list[tuple[Table, RuleList]] = []
    for table in terms.tables.values():
        groups: dict[str | None, list[Rule]] = {}
        for rule in table.rules:
            if _is_switched_off(phrases, rule.when):
                continue
            groups.setdefault(_chapter_of(rule, terms), []).append(rule)
        for number, rules in groups.items():
            listed = _rule_list(phrases, table, rules)
            if number is None:
                rest.append((table, listed))
            else:
                headed[number].append(listed)
    for number, clause in terms.clauses.items():
        text = sentence(phrases, clause.text)
        yield Chapter(number, clause.title, text, tuple(headed[number]))
    for table, listed in rest:
        yield Chapter(None, table.title or enum_words(table.name), (), (listed,))


def _is_switched_off(phrases: Phrases, when: Node) -> bool:
    """Answer whether one of the conditions that must hold is a figure that says otherwise."""
    terms = when.terms if isinstance(when, And) else (when,)
    return any(_figure_denies(phrases, term) for term in terms)


def _figure_denies(phrases: Phrases, term: Node) -> bool:
    match term:
        case Name(name=name):
            wanted: Value = True
        case Not(term=Name(name=name)):
            wanted = False
        case Compare(operator=Operator.EQUAL, left=Name(name=name), right=Literal(value=wanted)):
            pass
        case _:
            return False
    parameter = phrases.terms.parameters.get(name)
    value = parameter.value_on(phrases.on) if parameter is not None else None
    return value is not None and value != wanted


def _chapter_of(rule: Rule, terms: Terms) -> str | None:
    """Answer the most special clause with a heading that this rule's clause stands under."""
    parts = (rule.clause or "").split(".")
    candidates = (".".join(parts[:length]) for length in range(len(parts), 0, -1))
    return next((number for number in candidates if number in terms.clauses), None)


def _rule_list(phrases: Phrases, table: Table, rules: list[Rule]) -> RuleList:
    return RuleList(
        name=table.name,
        title=table.title,
        hint=_hint(phrases, table),
        rules=tuple(_rule(phrases, table, rule) for rule in rules),
    )


def _hint(phrases: Phrases, table: Table) -> str:
    hint = _HINTS[table.hit]
    if table.only_if is None:
        return hint
    return f"Only where {phrases.condition(table.only_if)}. {hint}"


def _rule(phrases: Phrases, table: Table, rule: Rule) -> RuleText:
    return RuleText(
        id=rule.id,
        clause=rule.clause,
        say=sentence(phrases, rule.say),
        say_seller=sentence(phrases, rule.say_seller),
        when=phrases.conditions(rule.when),
        then=tuple(
            (phrases.label(name), phrases.value(value, table.outputs[name].kind))
            for name, value in rule.then.items()
        ),
    )


def sentence(phrases: Phrases, text: str | None) -> Sentence:
    """Fill in the figures; what only a claim can know is named instead."""
    pieces: list[Piece] = []
    at = 0
    for found in _PLACEHOLDER.finditer(text or ""):
        pieces.append(Piece((text or "")[at : found.start()]))
        name = found[1]
        if name in phrases.terms.parameters:
            parameter = phrases.terms.parameters[name]
            pieces.append(Piece(phrases.figure(parameter, with_unit=False)))
        else:
            pieces.append(Piece(phrases.label(name), is_variable=True))
        at = found.end()
    pieces.append(Piece((text or "")[at:]))
    return tuple(piece for piece in pieces if piece.text)


# -- Figures, clocks, presumptions ---------------------------------------------------------------


def _figure(phrases: Phrases, parameter: Parameter) -> Figure:
    sources = phrases.terms.sources
    return Figure(
        name=parameter.name,
        label=phrases.label(parameter.name),
        rows=tuple(
            FigureRow(
                value=phrases.row(parameter, row),
                since=day_words(row.starts_on) if row.starts_on else "the beginning",
                key=row.key,
                sources=tuple((source, sources.get(source)) for source in row.cite),
                is_default=parameter.is_default or row.is_default is True,
            )
            for row in parameter.values
        ),
        note=parameter.note,
    )


def _clocks(phrases: Phrases) -> Iterator[ClockText]:
    for name, computed in phrases.terms.computed.items():
        if computed.kind not in (Kind.DATE, Kind.TIMESTAMP):
            continue
        for case in computed.cases:
            if _is_switched_off(phrases, case.when):
                continue
            yield ClockText(
                label=phrases.label(name),
                actor=_NEXT.get(name),
                until=phrases.term(case.tree),
                when="; ".join(phrases.conditions(case.when)) or None,
            )
    for parameter in phrases.terms.parameters.values():
        if parameter.clock is not None:
            yield _clock(phrases, parameter, parameter.clock)
        elif parameter.lifecycle and parameter.unit in DURATION_UNITS:
            yield ClockText(
                label=phrases.label(parameter.name),
                actor=None,
                until=phrases.figure(parameter, with_unit=True),
                when=None,
            )


def _clock(phrases: Phrases, parameter: Parameter, said: ClockSaid) -> ClockText:
    """Say how long a clock runs, from what, and what silence brings."""
    event = phrases.label(said.event) if said.runs is Runs.AFTER else enum_words(said.event)
    length = phrases.figure(parameter, with_unit=True)
    rests = said.rest_days is RestDays.NEXT_BUSINESS_DAY
    rest = ", or the next business day where that is a day of rest" if rests else ""
    return ClockText(
        label=phrases.label(parameter.name),
        actor=None if said.owner is Owner.NOBODY else enum_words(said.owner),
        until=f"{length} {said.runs} {event}{rest}; then {enum_words(said.on_silence)}",
        when=None,
    )


def _amounts(phrases: Phrases) -> Iterator[Term]:
    """Say how each amount is worked out, case by case."""
    for name, computed in phrases.terms.computed.items():
        if computed.kind in (Kind.DATE, Kind.TIMESTAMP):
            continue
        cases = [phrases.case(case) for case in computed.cases]
        yield Term(phrases.label(name), "; otherwise ".join(cases))


def _presumptions(phrases: Phrases) -> Iterator[str]:
    """Say what counts while nobody knows better, and so who bears the burden of proof."""
    for name, fact in phrases.terms.facts.items():
        if fact.presume is None:
            continue
        presume = fact.presume
        because = (
            presume.when
            or f"nobody says so before the clock {enum_words(presume.after or '')} ends"
        )
        if isinstance(presume.value, bool):
            taken = f"we take it that {phrases.sentence(name, holds=presume.value)}"
        else:
            taken = f"{phrases.label(name)} counts as {phrases.value(presume.value, fact.kind)}"
        yield f"If {because}, {taken}."
