"""What is still open, whom to ask, and what to ask next."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from makewhole.core.terms.model import Level
from makewhole.core.terms.program import Decided, Program
from makewhole.core.terms.walkers import Found, Walkers, walkers_of


@dataclass(frozen=True, slots=True)
class MissingFact:
    """A fact that nobody knows yet and that could still change the answer."""

    fact: str
    source: str
    ask: str | None
    part: int | None = None  # Which part it is of, counted from 0; None: of the claim.


@dataclass(frozen=True, slots=True)
class Question:
    """What to ask next, and of whom: the best fact, with others to ask on the same screen."""

    source: str
    facts: tuple[MissingFact, ...]


@lru_cache(maxsize=200)
def _walkers(program: Program) -> tuple[Walkers, Walkers]:
    """Compile the walks of a program when a question is first asked of it."""
    return walkers_of(program.terms, program.claim), walkers_of(program.terms, program.part)


def missing_facts(program: Program, decided: Decided) -> tuple[MissingFact, ...]:
    """Answer the facts that could still change a target, the best question first.

    Mandatory facts come first, since they split the claims; then by the parties' order under
    `asks`; then as the open rows name them. A fact that may turn out not to apply comes last.
    """
    if not decided.values[-1]:
        return ()
    open_targets = [name for name, at in _targets(program) if decided.values[at] is None]
    if not open_targets:
        return ()
    found = _walk(program, decided, open_targets)
    rank = _ranks(program)
    ordered = sorted(found, key=lambda each: (found[each], *rank[each[0]]))
    facts = program.terms.facts
    return tuple(
        [MissingFact(name, facts[name].sources[0], facts[name].ask, part) for name, part in ordered]
    )


@lru_cache(maxsize=200)
def _targets(program: Program) -> tuple[tuple[str, int], ...]:
    """Answer what must be decided, and where it stands in a result."""
    answers = program.claim.layout.answers
    return tuple((name, answers.index(name)) for name in program.terms.asks.targets)


@lru_cache(maxsize=200)
def _ranks(program: Program) -> dict[str, tuple[bool, int]]:
    """Answer how early each fact is asked for, as far as it does not depend on the claim."""
    order = {party: at for at, party in enumerate(program.terms.asks.order)}
    return {
        fact.name: (not fact.mandatory, order.get(fact.sources[0], len(order)))
        for fact in program.terms.facts.values()
    }


def _walk(
    program: Program, decided: Decided, targets: Iterable[str]
) -> dict[tuple[str, int | None], bool]:
    """Walk from open targets to unknown facts of the claim and of its parts."""
    claim_walkers, part_walkers = _walkers(program)
    rows = (decided.facts, (), decided.parameters, decided.values)
    out: Found = {}
    seen: set[str] = set()
    for target in targets:
        claim_walkers.walk(target, rows, out, seen)
    found: dict[tuple[str, int | None], bool] = {}
    for name, may_not_apply in out.items():
        total = program.terms.facts[name].total
        if total is None or not decided.parts:
            found.setdefault((name, None), may_not_apply)
            continue
        for number, (facts, values) in enumerate(decided.parts):
            of_part: Found = {}
            part_rows = (decided.facts, facts, decided.parameters, values)
            part_walkers.walk_open(total.of, part_rows, of_part)
            for deeper, may_not in of_part.items():
                is_own = program.terms.facts[deeper].level is Level.PART
                key = (deeper, number if is_own else None)
                found[key] = found.get(key, True) and (may_not or may_not_apply)
    return found


def next_question(missing: tuple[MissingFact, ...]) -> Question | None:
    """Answer what to ask next; None when nothing is open.

    The best fact is asked; facts of the same party that are open as well are listed after it, so
    that a form can ask them on one screen.
    """
    if not missing:
        return None
    best = missing[0]
    same = tuple([each for each in missing if each.source == best.source])
    return Question(best.source, same)
