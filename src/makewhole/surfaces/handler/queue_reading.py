"""The queue as one of our people sees it: what they may decide first, and why the rest is not."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from makewhole.apps.claims.holding import waiting_for_people
from makewhole.apps.claims.queries import ClaimRow, claims_by_id, list_claims
from makewhole.apps.notices.queries import count_inbox
from makewhole.apps.parties.mandates import Staff, staff
from makewhole.apps.tenancy.transactions import transaction
from makewhole.core.claim.queueing import Standing, Waiting, in_order, standing, waiting_of
from makewhole.core.claim.state import Claim
from makewhole.core.claim.values import Role
from makewhole.core.notices.notice import Audience
from makewhole.surfaces.handler.pages import Holding, QueuePage
from makewhole.surfaces.shared.access import Person
from makewhole.surfaces.shared.acting import by_of
from makewhole.surfaces.shared.claim_parts import ClaimRow as ShownRow
from makewhole.surfaces.shared.claim_parts import Option
from makewhole.surfaces.shared.desk import Desk, frame
from makewhole.surfaces.shared.frame import Note
from makewhole.surfaces.shared.listing import ROWS, Place, claim_rows, on_this_page

Show = Literal["waiting", "open", "all"]

_MAY_HOLD = (Standing.FREE, Standing.STANDS_IN, Standing.AGREES_FIRST)
LEADS = Audience.LEAD.value

_WORDS: dict[Standing, Promise] = {
    Standing.HELD: gettext_lazy("yours"),
    Standing.STANDS_IN: gettext_lazy("you stand in for %(who)s"),
    Standing.AGREES_FIRST: gettext_lazy("above your limit: agree first"),
    Standing.HELD_BY_ANOTHER: gettext_lazy("with %(who)s"),
    Standing.AGREED_ALREADY: gettext_lazy("you agreed; somebody else decides"),
    Standing.ABOVE_LIMIT: gettext_lazy("above your limit; one person agreed"),
    Standing.NEEDS_SKILL: gettext_lazy("needs the skill for injuries"),
    Standing.NEEDS_LEAD: gettext_lazy("a lead decides"),
    Standing.NOBODY_SKILLED: gettext_lazy("nobody at work has the skill for injuries"),
    Standing.NOBODY_AUTHORISED: gettext_lazy("nobody at work may finish this alone"),
}


@dataclass(frozen=True, slots=True)
class _Placed:
    """A claim in somebody's queue, and what it is to them."""

    waiting: Waiting
    note: str


def _queue(at: Desk, person: Person, ours: Staff) -> list[_Placed]:
    waiting = waiting_for_people(marketplace_id=at.marketplace_id)
    placed = in_order(waiting, ours.colleague(by_of(person)), ours.people)
    return [_Placed(one, words_of(stands, ours.named(one.held_by))) for one, stands in placed]


def words_of(stands: Standing, who: str) -> str:
    """Say why a claim stands where it does; nothing where it is simply free."""
    words = _WORDS.get(stands)
    return str(words) % {"who": who} if words is not None else ""


def waiting_rows(
    at: Desk, person: Person, ours: Staff, limit: int, offset: int = 0, *, name: str = ""
) -> tuple[ShownRow, ...]:
    """Answer this part of somebody's queue; call inside the transaction."""
    placed = _queue(at, person, ours)[offset : offset + limit]
    by_id = claims_by_id(
        marketplace_id=at.marketplace_id, claim_ids=[one.waiting.claim_id for one in placed]
    )
    there = [one for one in placed if one.waiting.claim_id in by_id]
    rows = claim_rows(
        marketplace_id=at.marketplace_id,
        found=[by_id[one.waiting.claim_id] for one in there],
        name=name,
    )
    return tuple(replace(row, note=one.note) for row, one in zip(rows, there, strict=True))


def queue_page(
    at: Desk, person: Person, place: Place, show: Show, *, notes: tuple[Note, ...] = ()
) -> QueuePage:
    """Answer what waits for a person, all open claims, or all claims, by due time."""
    with transaction(at.marketplace_id):
        found: Sequence[ClaimRow | ShownRow]
        if show == "waiting":
            ours = staff(marketplace_id=at.marketplace_id, at=at.now)
            found = waiting_rows(at, person, ours, ROWS + 1, place.offset, name="seller_id")
            rows = on_this_page(found)
        else:
            claims = list_claims(
                marketplace_id=at.marketplace_id,
                open_only=show == "open",
                limit=ROWS + 1,
                offset=place.offset,
            )
            found = claims
            rows = claim_rows(
                marketplace_id=at.marketplace_id, found=on_this_page(claims), name="seller_id"
            )
        unread = unread_by(at, person)
    return QueuePage(
        frame=frame(at, person=person, unread=unread, notes=notes),
        rows=rows,
        pager=place.pager(found, keep=f"show={show}"),
        show=show,
    )


def unread_by(at: Desk, person: Person) -> int:
    """Answer how many notices to leads nobody has read; a handler has no inbox."""
    if person.role != "lead":
        return 0
    return count_inbox(marketplace_id=at.marketplace_id, party_id=None, audience=LEADS)[1]


def holding(claim: Claim, person: Person, ours: Staff) -> Holding | None:
    """Answer who works on the claim and who could; None: it waits for none of our people."""
    waiting = waiting_of(claim)
    if waiting is None:
        return None
    who, holder = ours.colleague(by_of(person)), waiting.held_by
    stands = standing(waiting, who, ours.people)
    is_lead, is_mine = who.by.role is Role.LEAD, holder == who.by
    may_hold = is_lead or stands in _MAY_HOLD
    others = [one for one in ours.people if one.by not in (who.by, holder)]
    return Holding(
        holder=ours.named(holder),
        is_mine=is_mine,
        note=words_of(stands, ours.named(holder)),
        me=str(person.party_id) if may_hold and not is_mine else "",
        needs_reason=holder is not None,
        colleagues=tuple(
            Option(
                value=str(one.by.party_id),
                label=ours.named(one.by),
                hint=_("lead") if one.by.role is Role.LEAD else _("handler"),
            )
            for one in others
            if not one.mandate.is_away
        )
        if is_mine or is_lead
        else (),
    )
