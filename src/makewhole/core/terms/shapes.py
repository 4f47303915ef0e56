"""The shapes of terms, packs and golden claims: every key that their reader takes."""

from makewhole.core.clocks.duration import Unit
from makewhole.core.clocks.said import Owner, RestDays, Runs, Whose
from makewhole.core.terms.known import CLOCKS, PARTIES, UNITS
from makewhole.core.terms.model import Hit, Level, Privacy, Totalling
from makewhole.core.terms.shape import (
    A_NAME,
    A_WORD,
    AMOUNT_QUOTED,
    DATE,
    EXPRESSION,
    QUOTED,
    SCALAR,
    TEXT,
    TRUTH,
    VALUES,
    WHOLE_NUMBER,
    Piece,
    Shape,
    by_key,
    by_name,
    choice,
    named,
    of_type,
    one_of_keys,
    said,
    several,
)
from makewhole.core.terms.strict import SHARE
from makewhole.core.terms.tree import Kind

_NUMBERS = (Kind.INT, Kind.MONEY)
_TYPE = said(choice(Kind), "The type of its values.")
_UNNAMED_TYPE = choice(kind for kind in Kind if kind is not Kind.ENUM)
_LEVEL = said(choice(Level), "Of the claim (the default), or of each part of it.")
_LABEL = said(TEXT, "What readers see instead of its name.")
_NOTE = said(TEXT, "A remark for whoever reads the file; nothing follows from it.")
_ONLY_IF = said(EXPRESSION, "Where this does not hold, it does not apply.")
_ENUM_VALUES = said(several(A_WORD, least=1, once=True), "The values of an enum.")

# -- Facts and parameters ------------------------------------------------------------------------

PRESUMPTION = Shape(
    "presumption",
    {
        "value": said(SCALAR, "What counts while nobody has said anything."),
        "after": said(choice(CLOCKS), "The clock that must have run out."),
        "when": said(TEXT, "The same in words, for readers."),
    },
    ("value",),
    ({"anyOf": [{"required": ["after"]}, {"required": ["when"]}]},),
)


def _fact_of(kind: Kind) -> Piece:
    """Demand values of the fact's type, and bounds of numbers only."""
    bound: Piece | bool = False
    if kind in _NUMBERS:
        bound = {"anyOf": [VALUES[kind], {"const": 0}]}
    presumed: Piece = {"properties": {"value": VALUES[kind]}}
    return of_type(kind, {"properties": {"min": bound, "max": bound, "presume": presumed}})


FACT = Shape(
    "fact",
    {
        "type": _TYPE,
        "values": _ENUM_VALUES,
        "source": said(choice(PARTIES), "Who can say it; who is asked."),
        "from": said(
            several(choice(PARTIES), once=True), "Who can say it, the most trusted first."
        ),
        "label": _LABEL,
        "ask": said(TEXT, "The question, as its source is asked."),
        "note": _NOTE,
        "min": said(SCALAR, "The least that it can be."),
        "max": said(SCALAR, "The most that it can be."),
        "presume": said(PRESUMPTION.here, "What counts where nobody says anything."),
        "only_if": said(EXPRESSION, "Where this does not hold, nobody is asked."),
        "privacy": choice(Privacy),
        "deed_of": said(
            several(choice(PARTIES), once=True),
            "Who makes it so by what they do, where it is not who is asked; empty: nobody.",
        ),
        "level": _LEVEL,
        "mandatory": said(TRUTH, "Known of every claim."),
        **{total.value: said(A_NAME, "A total of this value of the parts.") for total in Totalling},
    },
    ("type",),
    (
        one_of_keys("source", "from"),
        of_type(Kind.ENUM, {"required": ["values"]}, {"properties": {"values": False}}),
        *map(_fact_of, Kind),
    ),
)
_ROW_KEYS: dict[str, Piece] = {
    "from": said(DATE, "The day from which it holds; the first row has none."),
    "value": said(SCALAR, "The value, quoted where it is an amount."),
    "unit": said(choice(Unit), "Of a clock's length, where not the unit of the parameter."),
    "cite": {"anyOf": [said(several(A_WORD), "Ids of `sources`."), TEXT]},
    "default": said(TRUTH, "True: this row is our own choice, no source's."),
    "note": _NOTE,
}
ROW = Shape("row", _ROW_KEYS, ("value",))
ROW_BY_FACT = Shape("row_by_fact", _ROW_KEYS, ("value",), others=A_WORD)


_UNIT = said(choice(Unit), "In what it is counted.")
_SHARE = said({"type": "string", "pattern": f"^({SHARE.pattern})$"}, "A share of the time.")
LENGTH = Shape("length", {"value": WHOLE_NUMBER, "unit": _UNIT}, ("value", "unit"))
EXTENSION = Shape(
    "extension",
    {
        **LENGTH.keys,
        "times": said(WHOLE_NUMBER, "How often; once where it does not say."),
        "asked_by": said(several(choice(Owner), least=1, once=True), "Who may ask for it."),
        "needs_reason": said(TRUTH, "True: whoever asks must say why."),
    },
    (*LENGTH.required, "asked_by"),
)
CLOCK = Shape(
    "clock",
    {
        "from": said(A_NAME, "The event that starts it."),
        "after": said(A_NAME, "The parameter of the clock whose end starts it."),
        "until": said(A_NAME, "The event that ends it; it starts so long before."),
        "owner": said(choice(Owner), "Who must act before it ends."),
        "on_silence": said(A_NAME, "What follows where nobody does."),
        "days_of": said(choice(Whose), "Whose calendar and time zone count; the owner's own."),
        "rest_days": said(choice(RestDays), "What happens where the last day is one of rest."),
        "warn": said(several({"anyOf": [_SHARE, LENGTH.here]}, least=1), "When it warns."),
        "pause_while": said(several(A_NAME, least=1, once=True), "Why it may stand still."),
        "extend": said(EXTENSION.here, "How it may be made longer."),
        "first_of": said(several(A_NAME, least=1, once=True), "Clocks that may end it earlier."),
        "repeats": said(TRUTH, "True: it starts anew whenever it ends."),
    },
    ("owner", "on_silence"),
    ({"oneOf": [{"required": [str(key)]} for key in Runs]},),
)


def _parameter_of(kind: Kind) -> Piece:
    row: Piece = {"properties": {"value": VALUES[kind]}}
    return of_type(kind, {"properties": {"values": {"items": row}}})


_PARAMETER_KEYS: dict[str, Piece] = {
    "type": _TYPE,
    "unit": choice(UNITS),
    "by": said(A_NAME, "The enum fact whose value picks the row, such as the currency."),
    "dated_by": said(A_NAME, "The date fact that dates it, where not the governing date."),
    "as_of": said(A_NAME, "The same as `dated_by`."),
    "values": said(several(ROW_BY_FACT.here, least=1), "The dated rows, the earliest first."),
    "label": _LABEL,
    "note": _NOTE,
    "default": said(TRUTH, "True: our own choice, no source's."),
    "lifecycle": said(TRUTH, "True: clocks use it, and no rule needs to."),
    "choices": _ENUM_VALUES,
    "clock": said(CLOCK.here, "The clock of which it is the length."),
}
_DATED_ONCE: Piece = {"not": {"required": ["dated_by", "as_of"]}}
PARAMETER = Shape(
    "parameter",
    _PARAMETER_KEYS,
    ("type", "values"),
    (
        _DATED_ONCE,
        {
            "if": {"not": {"required": ["by"]}},
            "then": {"properties": {"values": several(ROW.here)}},
        },
        *map(_parameter_of, Kind),
    ),
)
PARAMETER_OF_PACK = Shape("parameter_of_pack", _PARAMETER_KEYS, ("values",), (_DATED_ONCE,))

# -- Definitions, tables, computed values --------------------------------------------------------

DEFINITION = Shape(
    "definition",
    {"type": _UNNAMED_TYPE, "is": EXPRESSION, "label": _LABEL, "level": _LEVEL, "note": _NOTE},
    ("type", "is"),
)
OUTPUT = Shape(
    "output",
    {"type": _TYPE, "values": _ENUM_VALUES, "label": _LABEL},
    ("type",),
    (of_type(Kind.ENUM, {}, {"properties": {"values": False}}),),
)
_CELLS = by_key({"anyOf": [TEXT, several(TEXT, least=1)]})
RULE = Shape(
    "rule",
    {
        "id": said(A_WORD, "New, and never used again."),
        "clause": said(QUOTED, "Its number in the published terms, quoted."),
        "when": said(EXPRESSION, "When the row holds."),
        "if": said(_CELLS, "The same in cells: for each name a value, list or comparison."),
        "then": said(by_name(TEXT), "What follows: a value for each output of the table."),
        "say": said(TEXT, "The sentence for the claimant; figures stand in braces."),
        "say_seller": said(TEXT, "The sentence for the seller."),
        "note": _NOTE,
        "kept_for": said(choice(("sentence",)), "It answers as the next row, in other words."),
    },
    ("id", "then"),
    (one_of_keys("when", "if"),),
)
TABLE = Shape(
    "table",
    {
        "title": TEXT,
        "hit": said(choice(Hit), "Which rows answer: the first that holds, all, or the only one."),
        "outputs": {**by_name({"anyOf": [choice(Kind), OUTPUT.here]}), "minProperties": 1},
        "rules": several(RULE.here, least=1),
        "level": _LEVEL,
        "only_if": _ONLY_IF,
        "note": _NOTE,
    },
    ("hit", "outputs", "rules"),
)
CASE = Shape("case", {"when": EXPRESSION, "is": EXPRESSION}, ("when", "is"))
COMPUTED = Shape(
    "computed",
    {
        "type": _UNNAMED_TYPE,
        "is": EXPRESSION,
        "when": said(EXPRESSION, "Where this does not hold, it does not apply."),
        "cases": said(several(CASE.here, least=1), "The first case that holds gives the value."),
        "label": _LABEL,
        "level": _LEVEL,
        "note": _NOTE,
    },
    ("type",),
    (one_of_keys("is", "cases"), {"not": {"required": ["cases", "when"]}}),
)

# -- What is published, proved and asked ---------------------------------------------------------

IN_FORCE = Shape(
    "in_force",
    {
        "from": said(DATE, "The first day whose orders these terms govern."),
        "notice_days": said({**WHOLE_NUMBER, "minimum": 0}, "The days of notice before it."),
    },
)
BASE = Shape("base", {"terms": A_WORD, "version": QUOTED}, ("terms",))
MARKET = Shape(
    "market",
    {
        "region": A_WORD,
        "currency": said({"type": "string", "pattern": "^[A-Z]{3}$"}, "An ISO code."),
        "calendar": said(A_WORD, "The country whose business days count."),
        "language": A_WORD,
    },
)
CLAUSE = Shape("clause", {"title": TEXT, "text": TEXT}, ("title",))
WORDING = Shape("wording", {"say": TEXT, "say_seller": TEXT})
ASKS = Shape(
    "asks",
    {
        "targets": said(several(A_NAME, least=1), "The answers that must be decided."),
        "order": said(several(choice(PARTIES), once=True), "Who is asked first."),
    },
    ("targets", "order"),
)
ASSUMPTION = Shape("assumption", {"id": A_WORD, "is": EXPRESSION, "note": _NOTE}, ("id", "is"))
STATEMENT = Shape(
    "statement",
    {
        "id": A_WORD,
        "is": EXPRESSION,
        "given": EXPRESSION,
        "vary": said(several(A_NAME), "Facts in which a second claim differs."),
        "less": said(several(A_NAME), "Facts that are at most as large in the second claim."),
        "same": said(several(A_NAME), "Answers that are then the same."),
        "not_more": said(several(A_NAME), "Answers that are then no larger."),
        "expected": choice(("proved", "refuted")),
        "why": TEXT,
    },
    ("id",),
)
CHANGE = Shape("change", {"since": QUOTED, "only": EXPRESSION, "why": TEXT}, ("since",))

# -- Golden claims -------------------------------------------------------------------------------

_FACTS = by_key(SCALAR)
GOLDEN_CLAIM = Shape(
    "golden_claim",
    {
        "id": A_WORD,
        "about": TEXT,
        "like": said(TEXT, "The base or earlier claim whose facts it has."),
        "given": said(_FACTS, "Its own facts."),
        "presumed": said(several(A_NAME), "Facts that are presumed."),
        "parts": several(_FACTS),
        "expect": by_key({"anyOf": [SCALAR, several(SCALAR)]}),
        "rows": said(several(A_WORD), "Rules that must decide."),
        "open": said(several(A_NAME), "Facts that must be asked for."),
        "allowed": said(several(AMOUNT_QUOTED), "What is allowed for each part, in order."),
        "collects": said(by_key(several(A_WORD)), "For each `collect` table, its rules."),
    },
    ("id",),
)
_GOLDEN_CLAIMS = several(GOLDEN_CLAIM.here)
_BASES = said(by_key(_FACTS), "Facts that golden claims are like.")
GOLDEN = Shape(
    "golden",
    {"golden": A_WORD, "version": QUOTED, "bases": _BASES, "cases": _GOLDEN_CLAIMS},
    ("golden", "cases"),
)

# -- Whole files ---------------------------------------------------------------------------------

TERMS = Shape(
    "terms",
    {
        "terms": said(A_WORD, "The name of these terms."),
        "for": said(choice(("guarantee", "insurance")), "What they are for; else for trials only."),
        "version": said(QUOTED, "The version, quoted."),
        "title": TEXT,
        "dialect": choice(("postgres",)),
        "currency": said(A_NAME, "The fact with the ISO code of all amounts."),
        "market": said(MARKET.here, "Where they hold."),
        "governing_date": said(A_NAME, "The date fact that picks version and parameters."),
        "in_force": IN_FORCE.here,
        "clauses": said(by_key(CLAUSE.here), "Headings and text of the published page."),
        "facts": by_name(FACT.here),
        "assume": said(several(ASSUMPTION.here), "What the data always fulfils."),
        "prove": said(several(STATEMENT.here), "What a proof must confirm, or refute."),
        "parameters": by_name(PARAMETER.here),
        "define": by_name(DEFINITION.here),
        "tables": by_name(TABLE.here, reserved=False),
        "compute": by_name(COMPUTED.here),
        "asks": said(ASKS.here, "What must be decided, and who is asked first."),
        "change": said(CHANGE.here, "What this version says it changes."),
        "tests": said(_GOLDEN_CLAIMS, "Golden claims of this file."),
        "bases": _BASES,
        "sources": said(by_key(TEXT), "What the ids under `cite` stand for."),
        "translations": said(by_key(by_key(WORDING.here)), "By language, then by rule."),
        "counsel": said(several(TEXT), "What a lawyer still has to settle."),
    },
    ("terms", "version", "title", "governing_date", "facts", "tables"),
)
PACK = Shape(
    "pack",
    {
        **named(("terms", "for", "version", "title"), TERMS.keys),
        "base": {"anyOf": [said(A_WORD, "The terms that this file changes."), BASE.here]},
        **named(("market", "in_force"), TERMS.keys),
        "parameters": by_name(PARAMETER_OF_PACK.here),
        **named(
            ("clauses", "sources", "translations", "change", "tests", "bases", "counsel"),
            TERMS.keys,
        ),
    },
    ("terms", "version", "base", "market"),
    ({"properties": {"market": {"required": ["currency"]}}},),
)
