"""Who must be told what of an appeal or a contest (P6)."""

from makewhole.core.appeal import events as e
from makewhole.core.appeal.stages import Side
from makewhole.core.appeal.state import Appeal
from makewhole.core.notices.notice import Audience, Fact, PlannedNotice


def plan_appeal_notices(
    event: e.Event, appeal: Appeal, *, seller_is_known: bool
) -> tuple[PlannedNotice, ...]:
    """Answer the notices that one event owes; `appeal` is the fold right after it.

    Findings are told with the decision that they lead to.
    """
    planned = _all(event, appeal)
    if seller_is_known:
        return planned
    return tuple(notice for notice in planned if notice.audience is not Audience.SELLER)


def _all(event: e.Event, appeal: Appeal) -> tuple[PlannedNotice, ...]:
    kind = "contest" if appeal.side is Side.SELLER else "appeal"
    match event:
        case e.AppealFiled(decide_by=decide_by):
            return _to_both(f"{kind}_filed", due_at=decide_by)
        case e.ReviewerMissing():
            return (_to(Audience.LEAD, "appeal_without_reviewer", **_due(appeal)),)
        case e.AppealEscalated(reason="", due_at=due_at):
            late = _to(_appellant(appeal), f"{kind}_is_late", due_at=due_at)
            return (late, _to(Audience.LEAD, "appeal_overdue", due_at=due_at))
        case e.AppealEscalated(reason=reason, due_at=due_at):
            lead = _to(Audience.LEAD, "appeal_passed_on", due_at=due_at, because=reason)
            return (_to(_appellant(appeal), f"{kind}_with_lead", due_at=due_at), lead)
        case e.AppealSeconded(due_at=due_at):
            return (_to(Audience.LEAD, "appeal_seconded", due_at=due_at),)
        case e.AppealDecided(awaits_return=awaits_return):
            # Money that waits for a return is no amount yet.
            waits = "_on_return" if awaits_return else ""
            return _decided(f"{kind}_{event.result.value}{waits}", event)
        case e.SlipCorrected():
            return _decided("slip_corrected", event)
        case e.AppealWithdrawn():
            return _to_both(f"{kind}_withdrawn")
        case _:
            return ()


def _decided(message: str, event: e.AppealDecided | e.SlipCorrected) -> tuple[PlannedNotice, ...]:
    facts: dict[str, Fact] = {
        "paid_more_minor": event.paid_more_minor,
        "freed_minor": event.freed_minor,
    }
    return (
        _to(Audience.CLAIMANT, message, because=event.reasons.to_claimant, **facts),
        _to(Audience.SELLER, message, because=event.reasons.to_seller, **facts),
    )


def _appellant(appeal: Appeal) -> Audience:
    return Audience.SELLER if appeal.side is Side.SELLER else Audience.CLAIMANT


def _due(appeal: Appeal) -> dict[str, Fact]:
    return {"due_at": appeal.due_at} if appeal.due_at is not None else {}


def _to(audience: Audience, message: str, **facts: Fact) -> PlannedNotice:
    return PlannedNotice(audience, message, facts)


def _to_both(message: str, **facts: Fact) -> tuple[PlannedNotice, ...]:
    return (_to(Audience.CLAIMANT, message, **facts), _to(Audience.SELLER, message, **facts))
