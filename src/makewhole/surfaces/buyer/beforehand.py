"""A claim that is about to be made: what was chosen, and what would come of it if it were sent."""

from dataclasses import dataclass, replace
from uuid import UUID

from django.http import QueryDict
from django.utils.translation import gettext as _

from makewhole.apps.claims.earlier import Wanted, draft_alike
from makewhole.apps.claims.filing import Filing, Prospect, foresee, prospect
from makewhole.apps.notices.queries import count_inbox
from makewhole.core.claim.order import portion
from makewhole.core.claim.stages import Ground
from makewhole.core.kernel.money import Money
from makewhole.core.kernel.require import require
from makewhole.core.terms.model import Terms
from makewhole.surfaces.buyer.filing import (
    Chosen,
    carried,
    query_of,
    read_choice,
)
from makewhole.surfaces.buyer.foresight import Foresight, look_ahead
from makewhole.surfaces.buyer.order_pages import (
    AskedFor,
    BeforePage,
    ChoosePage,
    SellerLines,
)
from makewhole.surfaces.buyer.order_reading import Notes, OrderSeen, order_seen
from makewhole.surfaces.shared.access import Person
from makewhole.surfaces.shared.acting import by_of
from makewhole.surfaces.shared.ahead import ahead_of
from makewhole.surfaces.shared.claim_keys import new_key
from makewhole.surfaces.shared.desk import Desk, frame
from makewhole.surfaces.shared.frame import Frame, Note
from makewhole.surfaces.shared.questions import ground_question


@dataclass(frozen=True, slots=True)
class ClaimToBe:
    """Everything that was chosen and said so far, on the order it concerns."""

    seen: OrderSeen
    on: Prospect
    group: SellerLines
    chosen: Chosen
    filing: Filing  # As it would be sent, with what was said.
    ahead: Foresight
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
    filing = Filing(seen.order.order_id, chosen.lines, chosen.ground, by_of(person))
    ahead = look_ahead(
        lambda stated: foresee(on, replace(filing, stated=tuple(stated.items()))),
        {name: str(sent[name]) for name in sent},
        terms=on.case.terms,
        currency=seen.order.currency,
        now=at.now,
        zone=seen.timetable.zone,
    )
    filing = replace(filing, stated=tuple(ahead.said.stated.items()))
    return ClaimToBe(seen, on, group, chosen, filing, ahead, sent, unread)


def is_ready(made: ClaimToBe) -> bool:
    """Answer whether all is said that is needed to send it; whether it stands is the core's."""
    return made.ground is not None and not made.ahead.open_questions


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
    refused = made.ahead.refused
    questions = made.ahead.open_questions
    pairs = carried(made.sent)
    open_names = {f"fact-{question.fact}" for question in questions}
    reference = str(refused.facts.get("reference", "")) if refused is not None else ""
    wanted = Wanted(made.chosen.lines, made.ground, made.filing.by, made.filing.by.party_id)
    alike = draft_alike(made.seen.drafts, wanted)  # Then it is the one that is sent.
    return BeforePage(
        frame=_frame(at, person, made, notes),
        number=made.seen.order.external_id,
        asked_for=_asked_for(made),
        ground=_ground_words(made),
        ahead=ahead_of(made.ahead.foreseen, made.terms),
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
        key=new_key(made.order_id, person.party_id, alike.claim_id if alike else None),
    )


def _ground_words(made: ClaimToBe) -> str:
    """Answer what went wrong in the words in which it was chosen; empty: it was left open."""
    question = ground_question(made.terms, currency=made.seen.order.currency, given="")
    return next((o.label for o in question.options if o.value == made.ground), "")


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
