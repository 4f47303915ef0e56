"""What can be seen to be wrong with a whole file without a solver."""

from makewhole.core.terms.draft import Draft, Mark
from makewhole.core.terms.model import Hit, Level, Rule, Table, Totalling
from makewhole.core.terms.order import Step, answers_of, reach_of, reads_of
from makewhole.core.terms.reading import unread_and_uncited
from makewhole.core.terms.rows import never_holds, shadowed
from makewhole.core.terms.scope import Role
from makewhole.core.terms.sentences import placeholders_of
from makewhole.core.terms.tree import Kind, names_in
from makewhole.core.terms.typed import ORDERED


def check(draft: Draft) -> None:
    """Note everything that is wrong across the pieces of a file."""
    _check_circle(draft)
    _check_levels(draft)
    _check_totals(draft)
    for table in draft.tables.values():
        _check_rows(draft, table)
    _check_rule_ids(draft)
    _check_clauses(draft)
    _check_sentences(draft)
    _check_currency(draft)
    unread_and_uncited(draft)


def _check_circle(draft: Draft) -> None:
    circle = draft.circle()
    if circle:
        finding = f"found a circle: {' reads '.join((*circle, circle[0]))}"
        draft.refuse(circle[0], finding, "let each read only what is worked out before it")


# -- Levels --------------------------------------------------------------------------------------


def _check_levels(draft: Draft) -> None:
    for step in draft.steps:
        _check_level(draft, step.name, step.level, reads_of(step))
    for fact in draft.facts.values():
        if fact.only_if is not None:
            _check_level(draft, fact.name, fact.level, names_in(fact.only_if))


def _check_level(draft: Draft, name: str, level: Level, reads: tuple[str, ...]) -> None:
    """Nothing flows back: a part reads no total and no answer of the claim, the claim no part."""
    symbols = draft.symbols
    if level is Level.CLAIM:
        for read in reads:
            if read in symbols and symbols[read].level is Level.PART:
                repair = f"write `level: part`, or read a total of {read}"
                draft.refuse(name, f"found {read}, which is of a part", repair)
        return
    for read in reads:
        for deeper in sorted(reach_of((read,), draft.definitions.values())):
            symbol = symbols.get(deeper)
            if symbol is None or symbol.level is Level.PART:
                continue
            if symbol.is_total or symbol.role in (Role.OUTPUT, Role.COMPUTED):
                via = "" if deeper == read else f" (through {read})"
                what = "a total" if symbol.is_total else "decided for the whole claim"
                repair = "let a part read its own facts, and facts of the claim that are no totals"
                draft.refuse(name, f"found {deeper}{via}, which is {what}", repair)


def _check_totals(draft: Draft) -> None:
    for fact in draft.facts.values():
        if fact.total is None:
            continue
        of = draft.symbols.get(fact.total.of)
        if of is None or of.level is not Level.PART or of.role is Role.PARAMETER or of.is_list:
            draft.refuse(fact.name, f"found {fact.total.of}", "total a value of a part")
            continue
        if fact.level is Level.PART:
            draft.refuse(fact.name, "found a total of `level: part`", "totals are of the claim")
        wanted = {
            Totalling.SUM_OF: of.kind if of.kind in (Kind.INT, Kind.MONEY) else None,
            Totalling.COUNT_OF: Kind.INT if of.kind is Kind.BOOL else None,
            Totalling.ANY_OF: Kind.BOOL if of.kind is Kind.BOOL else None,
            Totalling.LEAST_OF: of.kind if of.kind in ORDERED else None,
            Totalling.MOST_OF: of.kind if of.kind in ORDERED else None,
        }[fact.total.how]
        if wanted is None:
            draft.refuse(
                fact.name,
                f"found {fact.total.how} of {of.name} ({of.kind})",
                "sum numbers, count and any truths, least and most of what has an order",
            )
        elif fact.kind is not wanted:
            draft.refuse(fact.name, f"found the type {fact.kind}", f"write {wanted}")
        if fact.total.how in (Totalling.LEAST_OF, Totalling.MOST_OF):
            computed = draft.computed.get(of.name)
            table = next((t for t in draft.tables.values() if of.name in t.outputs), None)
            applies = computed is None or computed.always_applies
            if not applies or (table is not None and table.only_if is not None):
                draft.refuse(
                    fact.name,
                    f"found {of.name}, which may not apply",
                    "give it a last case, so that each part has a value",
                )


# -- Rows ----------------------------------------------------------------------------------------


def _check_rows(draft: Draft, table: Table) -> None:
    for rule in table.rules:
        if never_holds(rule.when):
            draft.refuse_rule(table, rule, "found a row that can never hold", "leave it out")
    if table.hit is not Hit.FIRST or not table.rules:
        return
    if not table.rules[-1].is_default and not any(rule.is_default for rule in table.rules):
        draft.refuse(
            f"table {table.name}",
            "found no row that always holds",
            'end a `first` table with `when: "TRUE"` or `if: {}`',
        )
    for rule, earlier in shadowed(table.rules):
        draft.refuse_rule(
            table,
            rule,
            f"found a row that is never reached: {earlier.id} holds whenever it does",
            "move it up, or leave it out",
        )


def _check_rule_ids(draft: Draft) -> None:
    seen: dict[str, tuple[Table, Rule]] = {}
    for table in draft.tables.values():
        for rule in table.rules:
            if rule.id in seen:
                first = seen[rule.id]
                finding = f"found the id {rule.id} twice: first in {first[0].name}"
                where = f" on line {first[1].line}" if first[1].line else ""
                draft.refuse_rule(table, rule, finding + where, "give each rule its own id")
            seen.setdefault(rule.id, (table, rule))
            draft.marks[f"rule {rule.id}"] = Mark(rule.line, f"tables.{table.name}.{rule.id}")
    for language, wordings in draft.translations.items():
        for rule_id in wordings:
            if rule_id not in seen:
                piece = f"translation {language} {rule_id}"
                draft.refuse(piece, "found no rule of this id", "translate rules of this file")


# -- What is published ---------------------------------------------------------------------------


def _check_clauses(draft: Draft) -> None:
    if not draft.clauses:
        return
    cited = set()
    for table in draft.tables.values():
        for rule in table.rules:
            if rule.clause is None:
                continue
            number = rule.clause.split(".")[0]
            cited |= {number, rule.clause}
            if number not in draft.clauses and rule.clause not in draft.clauses:
                finding = f"found the clause {rule.clause}"
                draft.refuse_rule(table, rule, finding, f'add "{number}" under `clauses`')
    for number, clause in draft.clauses.items():
        if number not in cited and clause.text is None:
            draft.suspect(
                f"clause {number}", "found no rule and no text", "cite it, or leave it out"
            )


def _check_sentences(draft: Draft) -> None:
    for piece, level, text in draft.sentences():
        _check_sentence(draft, piece, text, level)
    for number, clause in draft.clauses.items():
        if clause.text is not None:
            _check_sentence(draft, f"clause {number}", clause.text, None)


def _check_sentence(draft: Draft, piece: str, text: str, level: Level | None) -> None:
    """Check a sentence of a rule, or (without a level) the text of a clause."""
    placeholders = placeholders_of(text)
    if placeholders.has_stray_brace:
        draft.refuse(piece, "found a brace that is no placeholder", "write placeholders as {name}")
    for name in placeholders.names:
        symbol = draft.symbols.get(name)
        if symbol is None or symbol.is_list:
            draft.refuse(piece, f"found the placeholder {{{name}}}", "name a value of this file")
        elif level is None and symbol.role is not Role.PARAMETER:
            repair = "name parameters only: the text of a clause is the same for all claims"
            draft.refuse(piece, f"found the placeholder {{{name}}}", repair)
        elif level is Level.CLAIM and symbol.level is Level.PART:
            draft.refuse(
                piece, f"found {{{name}}}, which is of a part", "name a value of the claim"
            )
        elif level is Level.PART and not _is_of_part(draft, name):
            repair = "name a value of the part, or a fact of the claim that is no total"
            draft.refuse(piece, f"found {{{name}}}, which is of the claim", repair)


def _is_of_part(draft: Draft, name: str) -> bool:
    reach = [draft.symbols[n] for n in reach_of((name,), draft.definitions.values())]
    return all(
        s.level is Level.PART or (not s.is_total and s.role not in (Role.OUTPUT, Role.COMPUTED))
        for s in reach
    )


def _check_currency(draft: Draft) -> None:
    """An amount of the market's own currency must be stated, or no claim of it can be decided."""
    currency = draft.heading.market.currency
    fact = draft.facts.get(draft.currencies.fact or "")
    if fact is None or currency is None:
        return
    if currency not in fact.values:
        draft.refuse(fact.name, f"found no value {currency}", "list the market's own currency")
    for parameter in draft.parameters.values():
        keys = {row.key for row in parameter.values}
        if parameter.by == fact.name and currency not in keys and None not in keys:
            draft.refuse(
                parameter.name, f"found no row for {currency}", "state it in every currency"
            )


def answers(draft: Draft) -> tuple[str, ...]:
    """Answer the names that decide something for the whole claim."""
    steps: tuple[Step, ...] = (*draft.tables.values(), *draft.computed.values())
    return tuple(name for step in steps if step.level is Level.CLAIM for name in answers_of(step))
