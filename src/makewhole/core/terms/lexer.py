"""The words of a condition, let through one by one before a SQL parser sees them.

A SQL parser accepts far more than we do. Whatever is not of our grammar is refused here with its
own reason, and every name is given a prefix, so that no name can mean something to the parser.
"""

import re
from dataclasses import dataclass

from makewhole.core.terms.scope import Complaint
from makewhole.core.terms.strict import NAME, WORD, shortened
from makewhole.core.terms.tree import Function

LENGTH_MAX = 20_000
WORDS_MAX = 4_000
PARENTHESES_MAX = 25
PREFIX = "x_"

KEYWORDS = frozenset({"and", "or", "not", "in", "between", "true", "false", "date", "timestamp"})
FUNCTIONS = frozenset(function.value for function in Function)

_KNOWN_TEST = (
    "leave it out: nothing may test whether a fact is known. The engine handles what is not "
    "known, and `presume` says what counts then"
)
_REFUSED = {
    **dict.fromkeys(("is", "isnull", "notnull", "null", "distinct", "unknown"), _KNOWN_TEST),
    **dict.fromkeys(("coalesce", "nullif", "ifnull", "nvl", "exists"), _KNOWN_TEST),
    **dict.fromkeys(("least", "min"), "write lesser(a, b)"),
    **dict.fromkeys(("greatest", "max"), "write greater(a, b)"),
    **dict.fromkeys(("case", "when", "then", "else", "end", "if", "iif"), "write rows of a table"),
    **dict.fromkeys(("like", "ilike", "similar", "regexp"), "compare an enum with = or IN"),
    **dict.fromkeys(("cast", "try_cast", "convert"), "declare the type under `facts`"),
    **dict.fromkeys(("concat", "lower", "upper", "trim"), "compare an enum with = or IN"),
    **dict.fromkeys(("interval", "extract", "date_add", "dateadd"), "write add_days(date, days)"),
    **dict.fromkeys(("current_date", "current_timestamp", "now"), "use a fact: time is given"),
    **dict.fromkeys(("mod", "div", "round", "floor", "ceil"), "write share(amount, part)"),
    **dict.fromkeys(("at", "zone", "symmetric", "any", "some", "all"), "leave it out"),
    **dict.fromkeys(
        ("select", "from", "where", "union", "with", "insert", "update", "delete", "drop", "alter",
         "create", "grant", "values", "table"),
        "write one condition, not a statement",
    ),
}  # fmt: skip

# Names that a target would read as something of its own; no fact, rule output or value bears them.
RESERVED = (
    KEYWORDS
    | FUNCTIONS
    | _REFUSED.keys()
    | frozenset(
        (
            "abs", "as", "asc", "authorization", "binary", "both", "by", "class", "collate",
            "column", "constraint", "cross", "def", "default", "del", "desc", "do", "elif",
            "else", "except", "false", "fetch", "finally", "first", "following", "for",
            "foreign", "freeze", "full", "global", "group", "having", "import", "initially",
            "inner", "intersect", "into", "join", "key", "lambda", "last", "lateral", "leading",
            "left", "limit", "localtime", "match", "natural", "none", "nonlocal", "null",
            "nulls", "offset", "on", "only", "order", "outer", "over", "overlaps", "parts",
            "partition", "pass", "placing", "presumed", "primary", "range", "raise",
            "references", "return", "right", "row", "rows", "session_user", "then",
            "to", "trailing", "true", "try", "unique", "user", "using", "variadic", "verbose",
            "while", "window", "yield", "self", "other",
        )
    )
)  # fmt: skip

_SIGNS = {
    "--": "write remarks as YAML comments, with #",
    "/*": "write remarks as YAML comments, with #",
    ";": "write one condition, not a statement",
    "::": "declare the type under `facts`",
    "/": "write share(amount, part): there is no division",
    "%": "write share(amount, part): there is no remainder",
    "||": "compare an enum with = or IN",
    "!=": "write <>",
    "==": "write =",
    '"': "write names plainly, and values in single quotes",
    "`": "write names plainly",
    "[": "write IN ('a', 'b')",
    "$": "write names plainly",
    ".": "write a name without a table",
}

_TOKEN = re.compile(
    r"(?P<space>\s+)"
    r"|(?P<refused>--|/\*|::|\|\||!=|==)"
    r"|(?P<text>'(?:[^']|'')*')"
    r"|(?P<number>[0-9]+(?:\.[0-9]+)?(?![\w.]))"
    r"|(?P<word>[^\W\d]\w*)"
    r"|(?P<sign><>|<=|>=|[=<>+\-*(),])"
    r"|(?P<other>[0-9][\w.]*|.)",
    re.DOTALL,
)


@dataclass(frozen=True, slots=True)
class Lexed:
    """Text a SQL parser may see, or what is wrong with it."""

    sql: str
    complaints: tuple[Complaint, ...]


def lexed(text: str) -> Lexed:
    """Let the words of our grammar through, each name with its prefix; complain of all others."""
    if len(text) > LENGTH_MAX:
        return _refused(f"found {len(text):,} characters", "define parts of it under `define`")
    words: list[str] = []
    complaints: list[Complaint] = []
    deep = deepest = 0
    for token in _TOKEN.finditer(text):
        if token.lastgroup == "space":
            continue
        found = token.group()
        deep += (found == "(") - (found == ")")
        deepest = max(deepest, deep)
        after_type = bool(words) and words[-1] in ("DATE", "TIMESTAMP")
        word, complaint = _checked(token.lastgroup or "", found, after_type=after_type)
        words.append(word)
        if complaint is not None:
            complaints.append(complaint)
    if deepest > PARENTHESES_MAX:
        return _refused(f"found {deepest} parentheses in one another", "define parts of it")
    if len(words) > WORDS_MAX:
        return _refused(f"found {len(words):,} words", "define parts of it under `define`")
    if not words:
        return _refused("found nothing", 'write a condition, or "TRUE" for a row that always holds')
    return Lexed(" ".join(words), tuple(dict.fromkeys(complaints)))


def _refused(finding: str, repair: str) -> Lexed:
    return Lexed("", (Complaint(finding, repair),))


def _checked(group: str, found: str, *, after_type: bool) -> tuple[str, Complaint | None]:
    """Answer the word as the parser sees it, and what is wrong with it, if anything is."""
    match group:
        case "sign" | "number":
            return found, None
        case "text":
            if after_type or WORD.fullmatch(found[1:-1]):
                return found, None
            repair = "write a declared value: letters, digits, _, - and ."
            return "''", Complaint(f"found {shortened(found, 40)}", repair)
        case "word":
            return _checked_word(found)
        case _:
            finding = f"found {shortened(found, 40)}"
            if found[0].isdigit():
                return "0", Complaint(finding, "write a plain number such as 90 or 12.50")
            repair = _SIGNS.get(found, "leave it out: it is not of the language")
            return "0", Complaint(finding, repair)


def _checked_word(found: str) -> tuple[str, Complaint | None]:
    lower = found.lower()
    if lower in KEYWORDS and found in (lower, lower.upper()):
        return lower.upper(), None
    if lower in _REFUSED:
        return "0", Complaint(f"found {found}", _REFUSED[lower])
    if NAME.fullmatch(found) is None:
        return "0", Complaint(f"found {shortened(found, 40)}", "write names in small letters")
    return f"{PREFIX}{found}", None
