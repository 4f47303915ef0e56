"""The money of a claim, line by line: asked for, allowed, with the reason and its clause."""

from dataclasses import replace
from functools import reduce

from makewhole.apps.reporting.claim_file import ClaimFile
from makewhole.core.claim.facts import part_names, parts_on_file
from makewhole.core.claim.values import PartAllowed
from makewhole.core.kernel.money import Money
from makewhole.core.terms.explain import Evaluation
from makewhole.core.terms.trace import DecidingRule
from makewhole.surfaces.shared.claim_parts import PartRow
from makewhole.surfaces.shared.dossier.items import found_of_part, title_of
from makewhole.surfaces.shared.dossier.values import sentence


def claimed(file: ClaimFile) -> Money:
    """Answer what is asked for in all."""
    return _sum([row.claimed for row in part_rows(file, None)], file.row.currency)


def part_rows(file: ClaimFile, evaluation: Evaluation | None) -> tuple[PartRow, ...]:
    """Answer every part; a shipping that cost nothing is no part of the money.

    `evaluation` is the one that decided, so that each part has its own sentence; None: undecided.
    """
    if file.row.claim.is_loss and file.row.claim.loss is None:
        return ()  # A draft, of which nothing was sent yet.
    allowed = {(part.line_number, part.kind): part for part in file.row.claim.parts}
    on_file = parts_on_file(file.row.claim, file.order, trust=file.terms.trust, loss=file.case.loss)
    # Where the claim as a whole was turned down, a part's own sentence would say something else.
    pays = bool(file.determinations) and file.determinations[-1].event.outcome == "pay"
    rows = []
    for index, (name, part) in enumerate(zip(part_names(file.row.claim), on_file, strict=True)):
        decided = allowed.get(name)
        # Of a head in another currency nobody knows what it is worth before its rate is there.
        asked = decided.claimed_minor if decided is not None else part.get("part_claimed", 0)
        assert isinstance(asked, int)
        if name[1] == "shipping" and asked == 0:
            continue
        rule = _rule_of(evaluation, index) if decided is not None and pays else None
        row = _row(file, name, asked, decided, rule)
        found = found_of_part(file, index, name[0]) if evaluation is not None else ()
        rows.append(replace(row, found=found))
    return tuple(rows)


def _row(
    file: ClaimFile,
    name: tuple[int, str],
    asked_minor: int,
    decided: PartAllowed | None,
    rule: DecidingRule | None,
) -> PartRow:
    number, kind = name
    claim, currency = file.row.claim, file.row.currency
    line = next((line for line in claim.lines if line.number == number), None)
    said = rule.say if rule is not None else None
    return PartRow(
        label=title_of(file, claim.lines[0].number if claim.loss is not None else number),
        kind=kind,
        quantity=line.quantity if line is not None and kind == "order_line" else None,
        claimed=Money(asked_minor, currency),
        allowed=Money(decided.allowed_minor, currency) if decided is not None else None,
        reason=sentence(said, rule.values, terms=file.terms, currency=currency)
        if said is not None and rule is not None
        else "",
        clause=(rule.clause or "") if rule is not None else "",
    )


def _rule_of(evaluation: Evaluation | None, index: int) -> DecidingRule | None:
    """Answer the rule that decided a part: the last of its tables that has words."""
    if evaluation is None or index >= len(evaluation.parts):
        return None
    worded = [rule for rule in evaluation.parts[index].rules if rule.say is not None]
    return worded[-1] if worded else None


def _sum(amounts: list[Money], currency: str) -> Money:
    return reduce(Money.__add__, amounts, Money(0, currency))


def allowed_total(rows: tuple[PartRow, ...], currency: str) -> Money:
    """Answer what is allowed over all parts that are decided."""
    return _sum([row.allowed for row in rows if row.allowed is not None], currency)


def claimed_total(rows: tuple[PartRow, ...], currency: str) -> Money:
    """Answer what was asked for over all parts."""
    return _sum([row.claimed for row in rows], currency)
