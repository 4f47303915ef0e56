"""The pages of the interview from the paper of a draft: one function for each page."""

from dataclasses import dataclass
from typing import Any

from makewhole.core.claim.loss import HeadKind
from makewhole.core.kernel.money import Money
from makewhole.surfaces.shared.acting import version_of
from makewhole.surfaces.shared.ahead import ahead_of
from makewhole.surfaces.shared.claim_parts import Option, Question
from makewhole.surfaces.shared.dossier.items import title_of
from makewhole.surfaces.shared.formats import fact_text, money_text
from makewhole.surfaces.shared.frame import Frame
from makewhole.surfaces.shared.loss import wording
from makewhole.surfaces.shared.loss.interview import Interview
from makewhole.surfaces.shared.loss.kept import HeadKept, heads_kept, trail
from makewhole.surfaces.shared.loss.matters import HEADS, REVIEW
from makewhole.surfaces.shared.loss.pages import (
    HeadRow,
    HeadsPage,
    MatterPage,
    Progress,
    ReviewPage,
    ToldMatter,
    ToldRow,
    Where,
)


@dataclass(frozen=True, slots=True)
class Around:
    """What stands around every page of an interview: whose desk, and for whom it is written."""

    where: Where
    frame: Frame
    caller: str


def matter_page(
    around: Around, seen: Interview, matter: str, questions: tuple[Question, ...]
) -> MatterPage:
    """Answer one matter's page."""
    asking = seen.asking
    head = asking.head_of(matter)
    return MatterPage(
        **_common(around, seen),
        matter=matter,
        title=asking.title_of(matter),
        about_head=asking.name_of(head) if head is not None else "",
        back=seen.before(matter) if head is None else HEADS,
        progress=_progress(seen),
        questions=questions,
        why=asking.why(questions),
        refused=seen.refused,
        head_number=head.number if head is not None else None,
    )


def heads_page(around: Around, seen: Interview, *, error: str = "") -> HeadsPage:
    """Answer the page with everything that is asked for."""
    has_price = any(head.kind is HeadKind.PURCHASE_PRICE for head in heads_kept(seen.typed))
    is_injury = seen.typed.get("fact-hurt") == "yes"
    kinds = [
        kind
        for kind in HeadKind
        if not (kind is HeadKind.PURCHASE_PRICE and has_price)
        and (is_injury or kind not in (HeadKind.MEDICAL, HeadKind.LOST_EARNINGS))
    ]
    return HeadsPage(
        **_common(around, seen),
        back=seen.before(HEADS),
        progress=_progress(seen),
        rows=_heads(seen),
        kinds=tuple(
            Option(
                value=kind.value,
                label=str(wording.HEAD_TITLES[kind]),
                hint=str(wording.HEAD_HINTS[kind]),
            )
            for kind in kinds
        ),
        total=_total(seen),
        error=error,
        refused=seen.refused,
    )


def review_page(around: Around, seen: Interview, *, error: str = "") -> ReviewPage:
    """Answer everything that would be sent, and what would come of it."""
    asking = seen.asking
    is_told = seen.may_send or seen.is_settled_already
    open_ones = [matter for matter in seen.open_matters if matter != REVIEW]
    refused = seen.refused
    return ReviewPage(
        **_common(around, seen),
        back=seen.before(REVIEW),
        told=tuple(told for matter in _told_matters(seen) if (told := _told(seen, matter)).rows),
        heads=_heads(seen),
        total=_total(seen),
        ahead=ahead_of(seen.foreseen, seen.file.terms) if is_told and not open_ones else None,
        refused=refused,
        open_matters=tuple((matter, asking.title_of(matter)) for matter in open_ones),
        may_send=seen.may_send,
        error=error,
        claim_in_the_way=str(refused.facts.get("reference", "")) if refused is not None else "",
    )


def _common(around: Around, seen: Interview) -> dict[str, Any]:
    claim = seen.file.row.claim
    return {
        "where": around.where,
        "frame": around.frame,
        "caller": around.caller,
        "reference": seen.file.row.reference,
        "about": title_of(seen.file, claim.lines[0].number),
        "terms_hash": seen.file.row.terms_hash,
        "kept_until": claim.due_at,
        "version": version_of(seen.file),
    }


def _progress(seen: Interview) -> Progress:
    return Progress(answered=len(trail(seen.typed)), left_most=len(seen.open_matters))


def _heads(seen: Interview) -> tuple[HeadRow, ...]:
    amounts = {head.number: head.claimed_minor for head in seen.told.heads}
    currency = seen.file.row.currency
    return tuple(
        HeadRow(
            matter=f"head-{head.number}",
            number=head.number,
            kind=str(wording.HEAD_TITLES[head.kind]),
            name=seen.asking.name_of(head),
            asked=Money(amounts[head.number], currency) if head.number in amounts else None,
        )
        for head in heads_kept(seen.typed)
    )


def _total(seen: Interview) -> Money:
    return Money(sum(head.claimed_minor for head in seen.told.heads), seen.file.row.currency)


def _told_matters(seen: Interview) -> tuple[str, ...]:
    heads = tuple(f"head-{head.number}" for head in heads_kept(seen.typed))
    answered = tuple(m for m in trail(seen.typed) if m not in heads and m not in (HEADS, REVIEW))
    return (*answered, *heads)


def _told(seen: Interview, matter: str) -> ToldMatter:
    asking = seen.asking
    head = asking.head_of(matter)
    title = asking.title_of(matter)
    return ToldMatter(
        matter=matter,
        title=f"{title}: {asking.name_of(head)}"
        if head and asking.name_of(head) != title
        else title,
        rows=tuple(
            ToldRow(
                ask=_label(seen, question, head),
                answer=answer_text(seen, question),
                is_unknown=question.given == "unknown",
            )
            for question in asking.questions(matter)
            if question.given
        ),
    )


def _label(seen: Interview, question: Question, page_of: HeadKept | None) -> str:
    """Answer what an answer is called; beside the answers of other heads, with its head's name."""
    label = seen.asking.label_of(question)
    head = next((one for one in heads_kept(seen.typed) if one.number == question.line), None)
    return label if head is None or page_of is not None else f"{seen.asking.name_of(head)}: {label}"


def answer_text(seen: Interview, question: Question) -> str:
    """Answer what was typed for a question as it is read: days and amounts in the reader's form."""
    label = next((one.label for one in question.options if one.value == question.given), None)
    if label is not None:
        return label
    value = seen.value_of(question)
    if isinstance(value, bool) or question.kind == "date":
        return fact_text(value)
    if question.kind == "money" and isinstance(value, int):
        return money_text(Money(value, question.currency))
    return question.given
