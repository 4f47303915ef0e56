"""A claim that is about to be made: what was chosen, and what would come of it if it were sent."""

from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from django.http import QueryDict
from django.utils.translation import gettext as _

from makewhole.apps.claims.filing import Filing, Prospect, foresee, prospect
from makewhole.apps.notices.queries import count_inbox
from makewhole.core.claim.handle import Handled
from makewhole.core.claim.order import portion
from makewhole.core.claim.stages import Ground, Stage
from makewhole.core.kernel.money import Money
from makewhole.core.kernel.outcome import Refused
from makewhole.core.kernel.require import require
from makewhole.core.terms.explain import Evaluation
from makewhole.core.terms.model import Terms
from makewhole.surfaces.buyer.filing import (
    Chosen,
    carried,
    new_key,
    query_of,
    read_choice,
)
from makewhole.surfaces.buyer.forms import Answers, read_answers
from makewhole.surfaces.buyer.order_pages import (
    Ahead,
    AskedFor,
    BeforePage,
    ChoosePage,
    SellerLines,
)
from makewhole.surfaces.buyer.order_reading import Notes, OrderSeen, order_seen
from makewhole.surfaces.shared.access import Person
from makewhole.surfaces.shared.acting import by_of
from makewhole.surfaces.shared.claim_parts import Question, Reason
from makewhole.surfaces.shared.desk import Desk, frame
from makewhole.surfaces.shared.dossier.answer import reasons_under, said_of
from makewhole.surfaces.shared.frame import Frame, Note
from makewhole.surfaces.shared.questions import ground_question, question_of


@dataclass(frozen=True, slots=True)
class ClaimToBe:
    """Everything that was chosen and said so far, on the order it concerns."""

    seen: OrderSeen
    on: Prospect
    group: SellerLines
    chosen: Chosen
    said: Answers
    sent: QueryDict
    unread: int

    @property
    def order_id(self) -> UUID:
        return self.seen.order.order_id

    @property
    def ground(self) -> Ground | None:
        return self.chosen.ground

    @property
    def terms(self) -> Terms:
        return self.on.case.terms

    @property
    def is_chosen(self) -> bool:
        """Answer whether the choice stands, so that what would come of it can be said."""
        wants_change = self.sent.get("step") == "choose"
        return bool(self.chosen.lines) and not self.chosen.first_error and not wants_change


def claim_to_be(at: Desk, person: Person, number: str, sent: QueryDict) -> ClaimToBe:
    """Read the form on the order it names; call inside the transaction.

    Raises:
        OrderNotFound: There is none of that number that is theirs.
    """
    seen = order_seen(at, person, number)
    on = prospect(marketplace_id=at.marketplace_id, case=seen.case)
    of = sent.get("of", "")
    group = next(
        (one for one in seen.groups if of in {str(line.number) for line in one.lines}),
        seen.groups[0],
    )
    chosen = read_choice(sent, group.lines, seen.order)
    unread = count_inbox(marketplace_id=at.marketplace_id, party_id=person.party_id)[1]
    made = ClaimToBe(seen, on, group, chosen, Answers({}, (), ()), sent, unread)
    return _with_answers(made, person, at.now)


def _with_answers(made: ClaimToBe, person: Person, now: datetime) -> ClaimToBe:
    """Take the answers to what the terms ask; one answer may lead to the next question."""
    asked: dict[str, Question] = {}
    while True:
        foreseen = foresee(made.on, filing_of(made, person))
        new = [
            question
            for question in _asked(made, foreseen)
            if question.fact not in asked
            and {f"fact-{question.fact}", f"fact-{question.fact}-unknown"} & set(made.sent)
        ]
        if not new:
            return made
        asked |= {question.fact: question for question in new}
        zone = made.seen.timetable.zone
        said = read_answers(
            list(asked.values()),
            {name: str(made.sent.get(name, "")) for name in made.sent},
            now=now,
            zone=zone,
        )
        made = replace(made, said=said)


def _asked(made: ClaimToBe, foreseen: Handled | Refused) -> tuple[Question, ...]:
    """Answer what the claimant would be asked if the claim were sent as it stands."""
    if isinstance(foreseen, Refused) or foreseen.claim.stage is not Stage.NEEDS_CLAIMANT:
        return ()
    facts, currency = made.terms.facts, made.seen.order.currency
    return tuple(
        question_of(facts[name], currency=currency)
        for name in foreseen.claim.asked
        if name in facts
    )


def filing_of(
    made: ClaimToBe, person: Person, *, claim_id: UUID | None = None, is_draft: bool = False
) -> Filing:
    """Answer the claim as it would be sent, or kept."""
    return Filing(
        order_id=made.order_id,
        lines=made.chosen.lines,
        ground=made.ground,
        by=by_of(person),
        stated=tuple(made.said.stated.items()),
        is_draft=is_draft,
        claim_id=claim_id,
    )


def is_ready(made: ClaimToBe, person: Person) -> bool:
    """Answer whether all is said that is needed to send it; whether it stands is the core's."""
    return made.ground is not None and not _questions(
        made, foresee(made.on, filing_of(made, person))
    )


def _frame(at: Desk, person: Person, made: ClaimToBe, notes: Notes) -> Frame:
    zone = made.seen.timetable.zone
    return frame(at, person=person, zone=zone, unread=made.unread, notes=notes)


def choose_page(at: Desk, person: Person, made: ClaimToBe) -> ChoosePage:
    """Answer the page on which lines are chosen, with what was typed before."""
    was_sent = made.sent.get("step") == "look"
    error = ""
    if was_sent and not any(choice.is_chosen for choice in made.chosen.choices):
        error = _("Choose at least one item of the order.")
    notes = (_look_again(made, error),) if was_sent else ()
    return ChoosePage(
        frame=_frame(at, person, made, notes),
        number=made.seen.order.external_id,
        ordered_on=made.seen.order.placed_on,
        group=made.group,
        others=tuple(one for one in made.seen.groups if one is not made.group and one.may_claim),
        choices=made.chosen.choices,
        question=ground_question(
            made.terms,
            currency=made.seen.order.currency,
            given=made.sent.get("fact-claim_kind", ""),
        ),
        error=error,
    )


def _look_again(made: ClaimToBe, error: str) -> Note:
    texts = [error] if error else []
    for choice in made.chosen.choices:
        texts += [t for t in (choice.error, choice.units_error, choice.amount_error) if t]
    return Note(
        tone="danger",
        title=_("Nothing was sent yet"),
        text=" ".join(texts),
        href=f"#{made.chosen.first_error or 'lines'}",
        link=_("To the place"),
    )


def before_page(at: Desk, person: Person, made: ClaimToBe, *, notes: Notes = ()) -> BeforePage:
    """Answer the page that says what happens next, and asks what has to be known for it."""
    foreseen = foresee(made.on, filing_of(made, person))
    refused = foreseen if isinstance(foreseen, Refused) else None
    ahead = None if isinstance(foreseen, Refused) else _ahead(made, foreseen)
    questions = _questions(made, foreseen)
    pairs = carried(made.sent)
    open_names = {f"fact-{question.fact}" for question in questions}
    reference = str(refused.facts.get("reference", "")) if refused is not None else ""
    return BeforePage(
        frame=_frame(at, person, made, notes),
        number=made.seen.order.external_id,
        asked_for=_asked_for(made),
        ground=_ground_words(made),
        ahead=ahead,
        refused=refused,
        claim_reference=reference,
        questions=questions,
        terms_hash=made.terms.hash,
        sent=tuple(
            (name, value)
            for name, value in pairs
            if name.removesuffix("-unknown") not in open_names
        ),
        change=query_of(pairs, {"step": "choose"}),
        draft_until=made.seen.timetable.after_days(at.now, "draft_days"),
        key=new_key(made.order_id, person.party_id),
    )


def _ground_words(made: ClaimToBe) -> str:
    """Answer what went wrong in the words in which it was chosen; empty: it was left open."""
    question = ground_question(made.terms, currency=made.seen.order.currency, given="")
    return next((o.label for o in question.options if o.value == made.ground), "")


def _questions(made: ClaimToBe, foreseen: Handled | Refused) -> tuple[Question, ...]:
    """Answer what the terms need to be told now: what is not answered yet, or cannot be read."""
    wrong = {question.fact: question for question in made.said.asked_again if question.error}
    return tuple(
        wrong.get(question.fact, question)
        for question in _asked(made, foreseen)
        if question.fact not in made.said.unknown
    )


def _ahead(made: ClaimToBe, foreseen: Handled) -> Ahead:
    claim = foreseen.claim
    currency = claim.currency
    determined = foreseen.weighings[-1] if foreseen.weighings else None
    said = _reasons(made.terms, determined.evaluation, currency) if determined else ()
    return Ahead(
        stage=claim.stage,
        closed_as=claim.closed_as,
        due_at=claim.due_at,
        payable=Money(claim.paid_total_minor, currency),
        payable_on_return=Money(claim.payable_on_return_minor, currency),
        asked=len(claim.asked) if claim.stage is Stage.NEEDS_CLAIMANT else 0,
        because=said_of("outcome", made.terms, determined.evaluation, said) if determined else "",
        reasons=said,
    )


def _reasons(terms: Terms, evaluation: Evaluation, currency: str) -> tuple[Reason, ...]:
    """Answer why, without who decided it: nobody has yet."""
    deciders = {table.name for table in terms.tables.values() if "decided_by" in table.outputs}
    rules = {rule.id for rule in evaluation.rules if rule.table in deciders}
    said = reasons_under(terms, evaluation, "claimant", currency)
    return tuple(reason for reason in said if reason.rule not in rules)


def _asked_for(made: ClaimToBe) -> tuple[AskedFor, ...]:
    rows = {row.number: row for row in made.group.lines}
    asked = []
    for line in made.chosen.lines:
        row, on_file = rows[line.number], made.seen.order.line(line.number)
        require(on_file is not None, "a line that was read stands on its order")
        assert on_file is not None
        paid = portion(on_file.price_minor, line.quantity, on_file.quantity)
        # As the terms count it: refunds reach first the units that this claim leaves alone.
        earlier = max(0, on_file.refunded_item_minor - (on_file.price_minor - paid))
        wanted = paid if line.asked_minor is None else line.asked_minor
        left = max(0, wanted - earlier)
        asked.append(
            AskedFor(
                title=row.title,
                units=line.quantity,
                of=on_file.quantity,
                amount=Money(left, row.price.currency),
                is_part=wanted < paid,
                refunded=Money(earlier, row.price.currency) if earlier else None,
            )
        )
    return tuple(asked)
