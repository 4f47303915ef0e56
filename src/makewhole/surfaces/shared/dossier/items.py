"""What came back of each line: what may be found of it, what was said, and what counted."""

from collections.abc import Mapping

from django.utils.translation import gettext as _

from makewhole.apps.claims.filing import AS_FILED
from makewhole.apps.reporting.claim_file import ClaimFile
from makewhole.core.claim import events as e
from makewhole.core.claim.order import OrderOnFile
from makewhole.core.claim.said import Known, item_facts
from makewhole.core.claim.stages import GOODS_BACK, Stage
from makewhole.core.claim.values import Role, Statement
from makewhole.core.kernel.canonical import untagged
from makewhole.core.terms.model import Fact, Level
from makewhole.surfaces.shared.claim_parts import FactRow, FactValue, Question, Said
from makewhole.surfaces.shared.dossier.values import as_shown, in_its_unit, label_of
from makewhole.surfaces.shared.formats import fact_text
from makewhole.surfaces.shared.questions import question_of
from makewhole.surfaces.shared.wording.labels import part_label

WHOLE_ORDER = "whole order"  # How an order without item rows names its one line.


def title_of(file: ClaimFile, number: int) -> str:
    """Answer what a line of the claim's order is called."""
    return title_on(file.order, number)


def title_on(order: OrderOnFile, number: int) -> str:
    """Answer what a line is called; empty: the whole order, or no title is known.

    Lines of one title are numbered as they stand on the order, so that each can be told apart.
    """
    on_file = order.line(number)
    title = on_file.title if on_file is not None else ""
    if title in ("", WHOLE_ORDER):
        return ""
    alike = [line.number for line in order.lines if line.title == title]
    if len(alike) == 1:
        return title
    return _("%(item)s, no. %(place)s") % {"item": title, "place": alike.index(number) + 1}


def item_questions(file: ClaimFile) -> tuple[Question, ...]:
    """Answer what may be said of each item: once it is back, and while that can change anything."""
    claim = file.row.claim
    if claim.return_state not in GOODS_BACK or claim.stage in (Stage.PAYING, Stage.CLOSED):
        return ()
    return tuple(
        question_of(
            fact,
            currency=claim.currency,
            line=line.number,
            about=title_of(file, line.number),
        )
        for fact in _found_by_people(file)
        for line in claim.lines
    )


def _found_by_people(file: ClaimFile) -> tuple[Fact, ...]:
    facts = file.terms.facts.values()
    return tuple(f for f in facts if f.level is Level.PART and Role.HANDLER.value in f.sources)


def item_rows(file: ClaimFile) -> tuple[FactRow, ...]:
    """Answer each fact that somebody stated of an item: what it is taken as, and what others say.

    Where no word of it counts yet it is not known, and a person is asked.
    """
    claim = file.row.claim
    trust = file.terms.trust
    if claim.loss is not None:
        names = {head.number: part_label(head.kind.value).rstrip(".") for head in claim.loss.heads}
    else:
        names = {line.number: title_of(file, line.number) for line in claim.lines}
    return tuple(
        _row(file, number, about, name, known)
        for number, about in names.items()
        for name, known in item_facts(claim, number, trust).items()
    )


def _row(file: ClaimFile, line: int, about: str, name: str, known: Known | None) -> FactRow:
    latest: Mapping[str, Statement] = {
        said.said_as: said
        for said in file.row.claim.statements
        if (said.line, said.fact) == (line, name)
    }
    counts = latest.get(known.source) if known is not None else None
    return FactRow(
        name=f"{name}-{line}",
        label=_named(label_of(file.terms, name), about),
        value=_shown(file, name, counts),
        source=counts.source if counts is not None else None,
        at=counts.at if counts is not None else None,
        words=_reason(file, counts) if counts is not None else "",
        contradicted_by=tuple(
            Said(
                source=said.source,
                value=_shown(file, name, said),
                at=said.at,
                reason=_reason(file, said),
            )
            for said in latest.values()
            if counts is None or said.value != counts.value
        ),
    )


def _named(label: str, title: str) -> str:
    return _("%(fact)s (%(item)s)") % {"fact": label, "item": title} if title else label


def _shown(file: ClaimFile, name: str, said: Statement | None) -> FactValue:
    value = said.value if said is not None else None
    return in_its_unit(name, as_shown(value, file.terms.facts[name].kind, file.row.currency))


def _reason(file: ClaimFile, said: Statement) -> str:
    """Answer the reason that was written with a statement; what a form says by itself is none."""
    reason = next(
        event.reason
        for event in reversed(file.events)
        if isinstance(event, e.FactStated)
        and (event.line, event.fact, event.by.role, event.at)
        == (said.line, said.fact, said.source, said.at)
    )
    return "" if reason == AS_FILED else reason


def found_of_part(file: ClaimFile, index: int, line: int) -> tuple[str, ...]:
    """Answer what was found of an item and counted in the latest determination, with its reason."""
    if not file.determinations:
        return ()
    recorded = file.determinations[-1].body["parts"][index]
    rows = {row.name: row for row in item_rows(file)}
    found = []
    for fact in _found_by_people(file):
        row = rows.get(f"{fact.name}-{line}")
        if fact.name not in recorded or row is None:
            continue
        value = as_shown(untagged(recorded[fact.name]), fact.kind, file.row.currency)
        names = {
            "fact": label_of(file.terms, fact.name),
            "value": fact_text(in_its_unit(fact.name, value)),
            "reason": row.words,
        }
        sentence = _("%(fact)s: %(value)s. “%(reason)s”") % names
        found.append(sentence[:1].upper() + sentence[1:])
    return tuple(found)
