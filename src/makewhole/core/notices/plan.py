"""Who must be told what, from events: whoever a step concerns is told of it, once (P6)."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from itertools import pairwise

from makewhole.core.claim import events as e
from makewhole.core.claim import loss_events as le
from makewhole.core.claim.loss import ANSWERS_OF
from makewhole.core.claim.loss_events import LossEvent
from makewhole.core.claim.stages import REACH, RETURN_PROOF, ClosedAs
from makewhole.core.claim.time_events import TimeEvent
from makewhole.core.claim.values import Role
from makewhole.core.clocks.clock import Actor
from makewhole.core.notices.notice import Audience, Fact, PlannedNotice, to, to_all, to_both
from makewhole.core.notices.plan_losses import of_a_loss, of_an_answers_time, to_insurer
from makewhole.core.notices.plan_time import of_time_moved

# What always leads to something in the same step: who is told of that reads both in one notice.
_LEADS_ON = (
    e.ClaimFiled,
    e.SellerAnswered,
    e.SilencePresumed,
    e.ReturnMoved,
    le.ReleaseSigned,
)

# What comes of the first of these in the same step is told with it, as one notice.
_TOLD_WITH = frozenset(
    {
        (e.ClaimDetermined, e.PayoutOrdered),
        (e.ClaimDetermined, e.PayoutAwaited),
        (e.ClaimDetermined, e.ReturnAwaited),
        (e.PayoutSettled, e.ReturnAwaited),
        (e.PayoutFailed, e.PayoutOrdered),
        (e.ReviewEscalated, e.PayoutOrdered),
    }
)


def plan_steps(
    events: Sequence[e.Event],
    *,
    seller_is_known: bool,
    was_filed: bool = True,
    may_begin_anew: bool = False,
    tendered_at: datetime | None = None,
) -> tuple[tuple[PlannedNotice, ...], ...]:
    """Answer what each of these events of a stream owes, each party being told once of a step."""
    owed = [
        list(
            plan_notices(
                event,
                seller_is_known=seller_is_known,
                was_filed=was_filed,
                may_begin_anew=may_begin_anew,
                tendered_at=tendered_at,
            )
        )
        for event in events
    ]
    for place, (event, following) in enumerate(pairwise(events)):
        if _settles_a_cost_only(event, following):
            owed[place].clear()  # Who bears what is told with the cost that moves.
        if isinstance(event, le.PaymentAheadDecided):
            owed[place + 1] = [_told_ahead(one, event) for one in owed[place + 1]]
    for place in _heads_as_filed(events):
        owed[place].clear()
    for place, (event, following) in enumerate(pairwise(events)):
        if isinstance(event, _LEADS_ON):
            for notice, leading in _pairs(owed[place], owed[place + 1]):
                enclosed_id = notice.enclosed_id or leading.enclosed_id
                told = replace(leading, before=(notice,), enclosed_id=enclosed_id)
                _put(owed[place + 1], leading, told)
                owed[place].remove(notice)
        elif (type(event), type(following)) in _TOLD_WITH:
            for notice, leading in _pairs(owed[place + 1], owed[place]):
                _put(owed[place], leading, replace(leading, after=(notice,)))
                owed[place + 1].remove(notice)
    return tuple(tuple(notices) for notices in owed)


def _told_ahead(notice: PlannedNotice, event: le.PaymentAheadDecided) -> PlannedNotice:
    """Tell of what is paid ahead instead of an answer: who else pays has to take it off."""
    facts = {**notice.facts, "payable_minor": event.amount_minor}
    return replace(notice, words="paid_ahead", facts=facts)


def _settles_a_cost_only(event: e.Event, following: e.Event) -> bool:
    is_unpaid = isinstance(event, e.ClaimDetermined) and event.payable_minor == 0
    return is_unpaid and isinstance(following, le.CostMoved)


def _heads_as_filed(events: Sequence[e.Event]) -> list[int]:
    """Answer where a draft was given the heads that it was filed with: it was a draft then too."""
    filed = [place for place, event in enumerate(events) if isinstance(event, e.ClaimFiled)]
    before = events[: filed[0]] if filed else ()
    return [place for place, event in enumerate(before) if isinstance(event, le.HeadsAmended)]


def _pairs(
    told: Sequence[PlannedNotice], leading: Sequence[PlannedNotice]
) -> list[tuple[PlannedNotice, PlannedNotice]]:
    """Pair what both tell one party."""
    by_audience = {notice.audience: notice for notice in leading}
    return [
        (notice, by_audience[notice.audience]) for notice in told if notice.audience in by_audience
    ]


def _put(notices: list[PlannedNotice], old: PlannedNotice, new: PlannedNotice) -> None:
    notices[notices.index(old)] = new


def plan_notices(
    event: e.Event,
    *,
    seller_is_known: bool,
    was_filed: bool = True,
    may_begin_anew: bool = False,
    tendered_at: datetime | None = None,
) -> tuple[PlannedNotice, ...]:
    """Answer the notices that one event owes.

    A seller whom the order does not name cannot be told; nobody else is told in its place. Of a
    draft that was never filed no seller is told; `may_begin_anew` is whether it still could be. An
    insurer is told of nothing that was before the claim was tendered to it.
    """
    planned = _both_sides(event) if was_filed else _of_a_draft(event, may_begin_anew)
    not_told = set()
    if not (seller_is_known and was_filed):
        not_told.add(Audience.SELLER)
    if tendered_at is None or event.at < tendered_at:
        not_told.add(Audience.INSURER)
    return tuple(notice for notice in planned if notice.audience not in not_told)


def _of_a_draft(event: e.Event, may_begin_anew: bool) -> tuple[PlannedNotice, ...]:
    """Answer the same in the words of what was never sent to anybody."""
    match event:
        case le.HeadsAmended():
            return ()  # What is asked for is told with the filing.
        case e.ClaimClosed(closed_as=ClosedAs.WITHDRAWN):
            words = "draft_withdrawn"
        case e.ClaimClosed(closed_as=ClosedAs.LAPSED):
            words = "draft_ended_in_time" if may_begin_anew else "draft_ended"
        case _:
            words = ""
    return tuple(replace(notice, words=words) for notice in _both_sides(event))


def _both_sides(event: e.Event) -> tuple[PlannedNotice, ...]:
    match event:
        case e.ClaimFiled(by=by, decide_by=decide_by):
            proposed = by.role is Role.AUTOMATION
            message = "claim_opened_for_you" if proposed else "claim_filed"
            return to_both(message, decide_by=decide_by)
        case e.SellerAwaited(until=until):
            return to_both("seller_has_time", until=until)
        case e.ClaimantAsked():
            return (_asked(event),)
        case e.ClaimReferred(due_at=due_at):
            return (to(Audience.CLAIMANT, "person_is_looking", due_at=due_at),)
        case e.PutToSeller(due_at=due_at):
            return to_both("put_to_seller", due_at=due_at)
        case e.SellerAnswered(answer=answer, carried_from=carried_from):
            before = "" if carried_from is None else "_before"
            return to_both(f"seller_{answer}{before}")
        case e.SilencePresumed(clock=clock) if clock in ANSWERS_OF:
            return of_an_answers_time(clock)
        case e.SilencePresumed(clock=clock):
            return to_both(f"silence_{clock}")
        case e.ReturnAwaited() | e.ReturnMoved():
            return _of_the_goods(event)
        case e.PersonAwaited(due_at=due_at):
            return (to(Audience.CLAIMANT, "person_decides", due_at=due_at),)
        case e.PartyReminded() | e.ReviewEscalated():
            return _of_time(event)
        case _:
            return _of_the_answer(event)


def _of_the_answer(event: e.Event) -> tuple[PlannedNotice, ...]:
    match event:
        case e.ClaimDetermined():
            return _determined(event)
        case e.PayoutOrdered(amount_minor=amount, due_at=due_at):
            return (to(Audience.CLAIMANT, "money_on_its_way", amount_minor=amount, due_at=due_at),)
        case e.PayoutAwaited(due_at=due_at):
            return (to(Audience.CLAIMANT, "money_still_on_its_way", due_at=due_at),)
        case e.PayoutSettled(amount_minor=amount):
            return (to(Audience.CLAIMANT, "money_arrived", amount_minor=amount),)
        case e.PayoutFailed(amount_minor=amount, due_at=due_at):
            return (
                to(Audience.CLAIMANT, "money_did_not_arrive", amount_minor=amount, due_at=due_at),
            )
        case e.ClaimClosed(closed_as=ClosedAs.WITHDRAWN):
            return to_all("claim_withdrawn")
        case e.ClaimClosed(closed_as=ClosedAs.LAPSED):
            return to_all("claim_lapsed")
        case _ if isinstance(event, LossEvent):
            return of_a_loss(event)
        case _ if isinstance(event, TimeEvent):
            return of_time_moved(event)
        case _:
            # Its own words come with the determination, or it is the reader's own act.
            return ()


def _asked(event: e.ClaimantAsked) -> PlannedNotice:
    if RETURN_PROOF in event.facts:
        return to(Audience.CLAIMANT, "please_show_return", due_at=event.due_at)
    return to(Audience.CLAIMANT, "please_answer", facts=event.facts, due_at=event.due_at)


def _of_the_goods(event: e.ReturnAwaited | e.ReturnMoved) -> tuple[PlannedNotice, ...]:
    """Tell both, and enclose for the claimant where the goods go."""
    if isinstance(event, e.ReturnAwaited):
        message = f"return_awaited_{event.state.value}"
        if event.next_actor is Actor.HANDLER:
            return (to(Audience.CLAIMANT, f"{message}_ours", due_at=event.due_at),)
        return to_both(message, due_at=event.due_at)
    message = f"return_moved_{event.to.value}"
    enclosed_id = event.sealed.text_id if event.sealed is not None else None
    return (
        PlannedNotice(Audience.CLAIMANT, message, {}, enclosed_id=enclosed_id),
        PlannedNotice(Audience.SELLER, message, {}),
    )


_READERS = {Actor.SELLER: Audience.SELLER, Actor.INSURER: Audience.INSURER}


def _of_time(event: e.PartyReminded | e.ReviewEscalated) -> tuple[PlannedNotice, ...]:
    """Remind whose time runs; tell the lead of each delay, the claimant of a promise not kept."""
    clock, due_at = event.clock, event.due_at
    if isinstance(event, e.PartyReminded):
        audience = _READERS.get(event.actor, Audience.CLAIMANT)
        return (to(audience, f"reminder_{clock}", due_at=due_at),)
    to_lead = to(Audience.LEAD, "review_escalated", due_at=due_at)
    if clock in ("referral", "decision") or clock.startswith(REACH):
        return (to_lead,)  # A person's own time: the claimant was promised `decide_by`.
    to_claimant = to(Audience.CLAIMANT, "we_are_late", due_at=due_at)
    words = "money_is_late" if clock == "payout" else ""
    return (replace(to_claimant, words=words), to_lead)


def _determined(event: e.ClaimDetermined) -> tuple[PlannedNotice, ...]:
    if event.appeal_id is not None and event.payable_minor == 0:
        return ()  # It is told with the appeal's or the contest's own decision and reasons.
    facts: dict[str, Fact] = {
        "clause": event.clause,
        "payable_minor": event.payable_minor,
        "on_return_minor": event.payable_on_return_minor,
        "bearer": event.bearer,
    }
    if event.appeal_by is not None:
        facts["appeal_by"] = event.appeal_by
    if event.contest_by is not None:
        facts["contest_by"] = event.contest_by
    message = f"determined_{event.outcome}"
    if event.outcome == "pay" and event.payable_minor == 0:
        if event.payable_on_return_minor == 0:
            return (
                PlannedNotice(Audience.CLAIMANT, "determined_pay_nothing_more", facts),
                PlannedNotice(Audience.SELLER, "determined_pay_nothing_more", facts),
            )
        message = "determined_pay_on_return"
    # Whoever appealed is invited to no second appeal: there is none.
    words = "determined_pay_on_appeal" if event.appeal_id is not None else ""
    return (
        PlannedNotice(Audience.CLAIMANT, message, facts, words=words),
        PlannedNotice(Audience.SELLER, f"{message}_{event.bearer}", facts),
        *to_insurer(event),
    )
