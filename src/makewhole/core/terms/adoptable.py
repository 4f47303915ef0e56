"""What a guarantee file still lacks before it can be adopted or proved."""

from collections.abc import Iterator

from makewhole.core.terms.model import Level, Terms
from makewhole.core.terms.problems import Problem
from makewhole.core.terms.tree import Kind

# What the claim decider reads, and the words it understands.
ANSWERS: dict[str, tuple[str, ...]] = {
    "outcome": ("pay", "deny", "not_yet", "ask_claimant", "refer", "others_pay", "settled",
                "withdrawn", "out_of_scope"),
    "payer": (),
    "bearer": ("programme", "seller", "insurer", "nobody", "open"),
    "claim_back": (),
    "route": (),
    "look": (),
    "decided_by": ("automation", "handler", "lead", "two_people"),
    "offer_unasked": (),
    "part_pays": (),
    "part_reason": (),
    "need": (),
}  # fmt: skip
AMOUNTS = ("part_allowed", "payable", "charge_seller", "hold_amount")
CLOCKS = ("file_by", "seller_answer_at", "contest_by", "appeal_by")


def lacking(terms: Terms) -> tuple[Problem, ...]:
    """Answer what keeps these terms from being adopted; nothing for files of another purpose."""
    return tuple(_lacking(terms)) if terms.kind == "guarantee" else ()


def _lacking(terms: Terms) -> Iterator[Problem]:
    outputs = {name: out for table in terms.tables.values() for name, out in table.outputs.items()}
    for name, words in ANSWERS.items():
        if name not in outputs:
            yield Problem(
                0, "tables", f"found no output {name}", "decide it: the claim decider reads it"
            )
            continue
        output = outputs[name]
        if output.kind is Kind.ENUM and not output.is_declared:
            yield Problem(0, f"outputs.{name}", "found no `values`", "declare the values")
        for value in output.values if words else ():
            if value not in words:
                yield Problem(0, f"outputs.{name}", f'found "{value}"', f"write {', '.join(words)}")
    for name in (*AMOUNTS, *CLOCKS):
        if name not in terms.computed:
            yield Problem(
                0, "compute", f"found no {name}", "work it out: the claim decider reads it"
            )
    yield from _unlabelled(terms)
    yield from _unsourced(terms)


def _unsourced(terms: Terms) -> Iterator[Problem]:
    """Find each figure that says neither where it comes from nor that it is our own choice."""
    for parameter in terms.parameters.values():
        for row in parameter.values:
            if not (row.cite or row.is_default or parameter.is_default):
                since = f" from {row.starts_on}" if row.starts_on else ""
                yield Problem(
                    row.line,
                    f"parameters.{parameter.name}",
                    f"found a figure{since} without a source",
                    "write `cite: [SOURCE]` beside it, or `default: true` if it is our own choice",
                )


def _unlabelled(terms: Terms) -> Iterator[Problem]:
    for fact in terms.facts.values():
        if fact.label is None:
            yield Problem(0, f"facts.{fact.name}", "found no `label`", "say what readers call it")
        if fact.ask is None and fact.sources[0] == "claimant" and fact.presume is None:
            yield Problem(0, f"facts.{fact.name}", "found no `ask`", "write the question")
    for table in terms.tables.values():
        for rule in table.rules:
            place = f"tables.{table.name}.{rule.id}"
            if rule.clause is None:
                yield Problem(rule.line, place, "found no `clause`", "number it")
            if rule.say is None and (table.level is Level.CLAIM or rule.clause is not None):
                yield Problem(rule.line, place, "found no `say`", "write the sentence")
