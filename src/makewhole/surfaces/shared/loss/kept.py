"""What was typed of a loss so far, by the names of its fields, and what it comes to when read.

`fact-loss_on` is an answer, `fact-loss_on-unknown` that it is not known, `fact-part_claimed-2` an
answer about head 2, `head-2` the kind of that head, `trail` the matters in the order of answering.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from makewhole.core.claim.loss import Head, HeadKind
from makewhole.core.claim.values import Value
from makewhole.core.kernel.canonical import canonical_json, read_json
from makewhole.surfaces.shared.answers import NOT_KNOWN, Answered, read_answer
from makewhole.surfaces.shared.claim_parts import Question

Typed = Mapping[str, str]

HEADS_MAX = 30  # More things than that are told to a person.
_TRAIL = "trail"


@dataclass(frozen=True, slots=True)
class HeadKept:
    """One head of loss as it was begun; its amount may not be typed yet."""

    number: int
    kind: HeadKind


def heads_kept(typed: Typed) -> tuple[HeadKept, ...]:
    """Answer the heads that were begun, in the order of their numbers."""
    found = [
        HeadKept(int(name.removeprefix("head-")), HeadKind(kind))
        for name, kind in typed.items()
        if name.startswith("head-")
    ]
    return tuple(sorted(found, key=lambda head: head.number))


def with_head(typed: Typed, kind: HeadKind) -> tuple[dict[str, str], int]:
    """Begin one more head, and answer its number: one that no other head of this paper ever had."""
    last = int(typed.get("last_head", "0")) + 1
    return {**typed, f"head-{last}": kind.value, "last_head": str(last)}, last


def without_head(typed: Typed, number: int) -> dict[str, str]:
    """Take a head back, with all that was said of it."""
    ends = (f"-{number}", f"-{number}-unknown")
    return {name: value for name, value in typed.items() if not name.endswith(ends)}


def trail(typed: Typed) -> tuple[str, ...]:
    """Answer the matters that were answered, in the order in which they were first seen."""
    return tuple(typed.get(_TRAIL, "").split())


def with_answers(
    typed: Typed, questions: Iterable[Question], sent: Typed, matter: str
) -> dict[str, str]:
    """Answer what is kept once these questions were answered so."""
    kept = dict(typed)
    for question in questions:
        name = f"fact-{question.key}"
        for field in (name, f"{name}-unknown"):
            kept.pop(field, None)
        given = sent.get(name, "").strip()
        if given == NOT_KNOWN or (not given and sent.get(f"{name}-unknown") == NOT_KNOWN):
            kept[f"{name}-unknown"] = NOT_KNOWN
        else:
            kept[name] = given
    seen = trail(kept)
    is_new = matter not in seen and not matter.startswith("head-")
    return {**kept, _TRAIL: " ".join((*seen, matter) if is_new else seen)}


def is_answered(typed: Typed, key: str) -> bool:
    """Answer whether a question was answered; that it is not known is an answer too."""
    return f"fact-{key}" in typed or f"fact-{key}-unknown" in typed


def given(typed: Typed, key: str) -> str:
    """Answer what stands in a question's field again."""
    if f"fact-{key}-unknown" in typed:
        return NOT_KNOWN
    return typed.get(f"fact-{key}", "")


def value_of(question: Question, typed: Typed, *, now: datetime, zone: ZoneInfo) -> Value | None:
    """Answer the value of a kept answer; None: it is not known, or was not answered yet."""
    text = typed.get(f"fact-{question.key}", "")
    if not text:
        return None
    found = read_answer(question, given=text, does_not_know=False, now=now, zone=zone)
    return found.value if isinstance(found, Answered) else None


def heads_of(amounts: Mapping[int, int], typed: Typed) -> tuple[Head, ...]:
    """Answer the heads whose amount was typed; the others are not asked for yet."""
    return tuple(
        Head(head.number, head.kind, amounts[head.number])
        for head in heads_kept(typed)
        if amounts.get(head.number, 0) > 0
    )


# -- In the claimant's own words -------------------------------------------------------------------

WORDS = (
    "hurt", "place", "what", "warnings", "lot", "kept", "hurt_who", "hurt_what", "acts_for",
    "insurer",
)  # fmt: skip
WORDS_OF_HEADS = ("description", "age", "price_new", "repair", "pieces")


def words_text(typed: Typed) -> str:
    """Write what no fact of the terms holds, as one text to be sealed with the claim."""
    heads = {head.number for head in heads_kept(typed)}
    keys = [*WORDS, *(f"{word}-{number}" for number in sorted(heads) for word in WORDS_OF_HEADS)]
    return canonical_json({key: text for key in keys if (text := typed.get(f"fact-{key}", ""))})


def words_in(text: str) -> dict[str, str]:
    """Read such a text back: words by their key, of a head with its number."""
    told: dict[str, str] = read_json(text)
    return told
