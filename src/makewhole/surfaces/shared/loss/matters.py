"""The matters of the interview: one page each, with the questions that belong together.

A matter that only asks for facts is shown while the terms ask for one of them. What happened, the
product and the heads of loss are the notice itself, and are always asked.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace

from makewhole.core.claim.loss import HeadKind
from makewhole.core.terms.model import Level, Terms
from makewhole.core.terms.tree import Not, names_in
from makewhole.surfaces.shared.claim_parts import Instead, Option, Question, QuestionKind, Reason
from makewhole.surfaces.shared.dossier.relevance import facts_of
from makewhole.surfaces.shared.dossier.values import label_of
from makewhole.surfaces.shared.loss import wording
from makewhole.surfaces.shared.loss.kept import HeadKept, Typed, given, heads_kept
from makewhole.surfaces.shared.questions import question_of

ONLY_THINGS = "things"  # Somebody was hurt, and only the damaged things are claimed here.

HURT, INCIDENT, HEADS, PRODUCT, REVIEW = "hurt", "incident", "heads", "product", "review"


@dataclass(frozen=True, slots=True)
class Matter:
    """What one page asks: facts of the terms, and words for what they do not hold."""

    facts: tuple[str, ...] = ()
    words: tuple[str, ...] = ()


MATTERS: Mapping[str, Matter] = {
    HURT: Matter(words=("hurt",)),
    INCIDENT: Matter(facts=("loss_on", "account"), words=("place", "what")),
    "claimant": Matter(facts=("claimant_kind",)),
    "court": Matter(facts=("case_in_court",)),
    "use": Matter(facts=("usage",), words=("warnings",)),
    "people": Matter(facts=("injury_grade", "medical_record"), words=("hurt_who", "hurt_what")),
    "care": Matter(facts=("minor", "represented"), words=("acts_for",)),
    "trade": Matter(facts=("part_for_trade",)),
    "others": Matter(facts=("part_other_paid",), words=("insurer",)),
    "evidence": Matter(facts=("photos", "proof_of_loss")),
    PRODUCT: Matter(words=("lot", "kept")),
}
_MATTER_OF = {fact: key for key, matter in MATTERS.items() for fact in matter.facts}
_ALWAYS = frozenset({"loss_on", "account"})  # What happened is asked whatever follows from it.
_BEFORE_FACTS = frozenset({"place", "what", "hurt", "hurt_who", "lot"})

_FORMS: Mapping[str, tuple[QuestionKind, Instead]] = {
    "hurt": ("choice", ""),
    "place": ("text", "empty"),
    "what": ("long", ""),
    "warnings": ("long", "empty"),
    "lot": ("text", "empty"),
    "kept": ("choice", "empty"),
    "hurt_who": ("text", "empty"),
    "hurt_what": ("long", "empty"),
    "acts_for": ("long", "empty"),
    "insurer": ("text", "empty"),
    "description": ("text", ""),
    "age": ("text", "empty"),
    "price_new": ("money", "empty"),
    "repair": ("choice", "empty"),
    "pieces": ("number", "empty"),
}


@dataclass(frozen=True, slots=True)
class Asking:
    """What the questions are made from: the terms, the paper so far, and what is asked now."""

    terms: Terms
    currency: str
    typed: Typed
    asked: Collection[str]  # Facts that could still change the answer.
    price: str = ""  # What was paid for the product, as a field takes it.
    takes_no_injury: bool = False  # An injury cannot be filed here: then the things alone can be.

    def questions(self, matter: str) -> tuple[Question, ...]:
        """Answer what a matter's page asks, with what was typed; nothing: it has no page now."""
        head = self.head_of(matter)
        if head is not None:
            return self._of_head(head)
        known = MATTERS.get(matter, Matter(facts=(matter,)))
        facts = [name for name in known.facts if self._is_asked(name)]
        if not facts and known.facts:
            return ()
        words = [self.words(word) for word in known.words]
        before = [one for one in words if one.fact in _BEFORE_FACTS]
        after = [one for one in words if one.fact not in _BEFORE_FACTS]
        return (*before, *(one for name in facts for one in self.facts(name)), *after)

    def head_of(self, matter: str) -> HeadKept | None:
        """Answer the head that this matter is about; None: it is about no head."""
        heads = {f"head-{head.number}": head for head in heads_kept(self.typed)}
        return heads.get(matter)

    def _is_asked(self, name: str) -> bool:
        fact = self.terms.facts.get(name)
        if fact is None or "claimant" not in fact.sources:
            return False
        typed = f"fact-{name}" in self.typed or any(
            one.startswith(f"fact-{name}-") for one in self.typed
        )
        return name in self.asked or name in _ALWAYS or typed

    def facts(self, name: str) -> tuple[Question, ...]:
        """Answer the question for a fact: of a part, one for each head that has it."""
        fact = self.terms.facts[name]
        if fact.level is not Level.PART:
            return (self._fact(name),)
        heads = [
            head
            for head in heads_kept(self.typed)
            if name != "part_for_trade" or head.kind is HeadKind.PROPERTY
        ]
        return tuple(self._fact(name, head, about=self.name_of(head)) for head in heads)

    def _fact(
        self,
        name: str,
        head: HeadKept | None = None,
        *,
        about: str = "",
        instead: Instead = "unknown",
    ) -> Question:
        asked = question_of(
            self.terms.facts[name],
            currency=self.currency,
            line=head.number if head is not None else None,
            about=about,
        )
        hint = str(wording.HINTS.get(name, ""))
        must = "" if name == "account" else instead
        return replace(asked, given=given(self.typed, asked.key), hint=hint, instead=must)

    def words(self, word: str, head: HeadKept | None = None) -> Question:
        """Answer a question whose answer is kept in the claimant's own words."""
        kind, instead = _FORMS[word]
        ask = wording.ASKS[word]
        if head is not None:
            ask = wording.ASKS_OF_KINDS.get((word, head.kind), ask)
        question = Question(
            fact=word,
            line=head.number if head is not None else None,
            ask=str(ask),
            kind=kind,
            options=tuple(
                Option(value=value, label=str(label))
                for value, label in wording.CHOICES.get(word, ())
                if value != ONLY_THINGS or self._may_leave_injury_out
            ),
            currency=self.currency if kind == "money" else "",
            hint=str(wording.HINTS.get(word, "")),
            instead=instead,
        )
        return replace(question, given=given(self.typed, question.key))

    @property
    def _may_leave_injury_out(self) -> bool:
        return self.takes_no_injury or self.typed.get("fact-hurt") == ONLY_THINGS

    def _of_head(self, head: HeadKept) -> tuple[Question, ...]:
        """Answer what is asked of one head; the price of the product is on record."""
        claimed = replace(
            self._fact("part_claimed", head, instead=""), ask=str(wording.ASKS["part_claimed"])
        )
        shown = self._fact("part_shown", head)
        if head.kind is HeadKind.PURCHASE_PRICE:
            hint = str(wording.HEAD_HINTS[head.kind])
            return (replace(claimed, given=claimed.given or self.price, hint=hint),)
        first: tuple[str, ...] = ("description",)
        if head.kind is HeadKind.PROPERTY:
            first = ("description", "age", "price_new", "repair")
        else:
            claimed = replace(claimed, hint="")
        words = tuple(self.words(word, head) for word in first)
        return (*words, claimed, shown, self.words("pieces", head))

    def label_of(self, question: Question) -> str:
        """Answer what an answer is called where it is read again."""
        name = question.fact
        label = str(wording.LABELS[name]) if name in wording.LABELS else label_of(self.terms, name)
        return f"{label[:1].upper()}{label[1:]}"

    def name_of(self, head: HeadKept) -> str:
        """Answer what a head is called: as it was described, or by its kind."""
        described = self.typed.get(f"fact-description-{head.number}", "")
        return described or str(wording.HEAD_TITLES[head.kind])

    def title_of(self, matter: str) -> str:
        """Answer a matter's heading; one that only these terms know is its own question."""
        head = self.head_of(matter)
        if head is not None:
            return str(wording.HEAD_TITLES[head.kind])
        if matter in wording.TITLES:
            return str(wording.TITLES[matter])
        return question_of(self.terms.facts[matter], currency=self.currency).ask

    def why(self, questions: Collection[Question]) -> tuple[Reason, ...]:
        """Answer why these facts are asked for, each with the clause that reads it."""
        facts = dict.fromkeys(question.fact for question in questions)
        found = [
            Reason(clause=clause_of(self.terms, name), sentence=str(wording.WHY[name]))
            for name in facts
            if name in wording.WHY
        ]
        if "hurt" in facts:
            found.append(
                Reason(clause=_clause_of_injuries(self.terms), sentence=str(wording.WHY_HURT))
            )
        if "kept" in facts:
            clause = _clause_of_need(self.terms, "product_kept")
            found.append(Reason(clause=clause, sentence=str(wording.WHY_KEPT)))
        return tuple(found)


def _clause_of_injuries(terms: Terms) -> str:
    clauses = (rule.clause for rule in terms.rules if "injury" in names_in(rule.when))
    return next((clause for clause in clauses if clause), "")


def _clause_of_need(terms: Terms, need: str) -> str:
    clauses = (rule.clause for rule in terms.rules if rule.then.get("need") == need)
    return next((clause for clause in clauses if clause), "")


def matter_of(fact: str) -> str:
    """Answer which matter asks for a fact; one that no matter knows is a matter of its own."""
    return _MATTER_OF.get(fact, fact)


def clause_of(terms: Terms, name: str) -> str:
    """Answer the first clause of a loss that reads this fact; empty: none does."""
    clauses = (
        rule.clause
        for table in terms.tables.values()
        if not isinstance(table.only_if, Not)  # "Not of a loss": the tables of orders.
        for rule in table.rules
        if name in facts_of(terms, rule)
    )
    return next((clause for clause in clauses if clause), "")
