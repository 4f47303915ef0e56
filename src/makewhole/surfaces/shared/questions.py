"""From a fact of the terms to the question that a person is asked."""

from collections.abc import Sequence
from dataclasses import replace

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from makewhole.core.claim.stages import LOSS_GROUNDS, Ground
from makewhole.core.terms.model import Fact, Terms
from makewhole.core.terms.tree import Kind
from makewhole.surfaces.shared.claim_parts import Option, Question, QuestionKind

_KINDS: dict[Kind, QuestionKind] = {
    Kind.BOOL: "yes_no",
    Kind.ENUM: "choice",
    Kind.DATE: "date",
    Kind.TIMESTAMP: "instant",
    Kind.MONEY: "money",
    Kind.INT: "number",
}

# Answers in the reader's words, by fact and value; what is not named here shows its own name.
_OPTIONS: dict[tuple[str, str], Promise] = {
    ("claim_kind", "not_received"): gettext_lazy("It has not arrived"),
    ("claim_kind", "late"): gettext_lazy("It came late"),
    ("claim_kind", "not_as_described"): gettext_lazy("It is not what was offered"),
    ("claim_kind", "damaged"): gettext_lazy("It came damaged"),
    ("claim_kind", "return_not_refunded"): gettext_lazy("I sent it back and was not refunded"),
    ("claim_kind", "return_refused"): gettext_lazy("The seller refuses to take it back"),
    ("sent_back_record", "tracked"): gettext_lazy("A tracking number"),
    ("sent_back_record", "receipt"): gettext_lazy("A receipt of the carrier"),
    ("sent_back_record", "none"): gettext_lazy("Nothing, or I do not know"),
    ("claimant_kind", "person"): gettext_lazy("For myself or my household"),
    ("claimant_kind", "business"): gettext_lazy("For a business"),
    ("usage", "intended"): gettext_lazy("As it is meant to be used"),
    ("usage", "foreseeable"): gettext_lazy("In another way that one must expect"),
    ("usage", "misuse"): gettext_lazy("In a way that its instructions warn against"),
    ("usage", "altered"): gettext_lazy("After it had been changed or repaired by somebody"),
    ("account", "product"): gettext_lazy("The product"),
    ("account", "unsure"): gettext_lazy("I am not sure"),
    ("account", "something_else"): gettext_lazy("Something else"),
    ("injury_grade", "slight"): gettext_lazy("Slight: it heals without lasting harm"),
    ("injury_grade", "serious"): gettext_lazy("Serious: a hospital, or lasting harm"),
    ("injury_grade", "fatal"): gettext_lazy("Somebody died"),
}

# What the terms list as needed, and the fact that answers it.
_FACT_OF_NEED = {"photographs": "photos"}


def asked_facts(asked: Sequence[str], terms: Terms) -> tuple[Fact, ...]:
    """Answer the facts behind what is asked, each once; what is only advice is no question."""
    names = dict.fromkeys(_FACT_OF_NEED.get(name, name) for name in asked)
    return tuple(terms.facts[name] for name in names if name in terms.facts)


def question_of(
    fact: Fact,
    *,
    currency: str,
    clause: str = "",
    values: tuple[str, ...] | None = None,
    line: int | None = None,
    about: str = "",
) -> Question:
    """Answer how a fact is asked for; `values` keeps a choice to some of its values.

    `line` and `about` are the order line whose item is asked about, and what that is called.
    """
    ask = fact.ask or _asked_by_name(fact)
    return Question(
        fact=fact.name,
        line=line,
        ask=_("%(item)s: %(ask)s") % {"item": about, "ask": ask} if about else ask,
        kind=_KINDS[fact.kind],
        options=tuple(
            Option(value=value, label=_option_label(fact.name, value))
            for value in (fact.values if values is None else values)
        ),
        why="",  # A fact's note speaks to those who write terms.
        clause=clause,
        currency=currency if fact.kind is Kind.MONEY else "",
        least=fact.minimum if fact.kind is Kind.INT else None,
        most=fact.maximum if fact.kind is Kind.INT else None,
    )


def ground_question(terms: Terms, *, currency: str, given: str) -> Question:
    """Answer how a buyer is asked what went wrong; the terms know more kinds than orders have."""
    grounds = tuple(ground.value for ground in Ground if ground not in LOSS_GROUNDS)
    question = question_of(terms.facts["claim_kind"], currency=currency, values=grounds)
    return replace(
        question,
        given=given,
        unknown=_("I cannot say yet"),
        unknown_hint=_("Then it is kept as a draft, and nothing is sent."),
    )


def _option_label(fact: str, value: str) -> str:
    known = _OPTIONS.get((fact, value))
    return str(known) if known else value.replace("_", " ").capitalize()


def _asked_by_name(fact: Fact) -> str:
    """Answer the fact's label as a heading, where the terms ask nobody for it in words."""
    label = fact.label or fact.name.replace("_", " ")
    return f"{label[:1].upper()}{label[1:]}"
