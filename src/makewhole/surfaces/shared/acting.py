"""What every form on a claim has in common: who acts, on which version, and what came of it."""

from collections.abc import Callable
from dataclasses import dataclass

from django.http import HttpRequest
from django.utils.translation import gettext as _

from makewhole.apps.claims.actions import Act
from makewhole.apps.reporting.claim_file import ClaimFile
from makewhole.core.claim import events as e
from makewhole.core.claim.state import Claim
from makewhole.core.claim.values import By, Role
from makewhole.core.kernel.outcome import Refused
from makewhole.surfaces.shared.access import DeskRole, Person
from makewhole.surfaces.shared.desk import Desk
from makewhole.surfaces.shared.frame import Note
from makewhole.surfaces.shared.wording.refusals import refusal_note

_ROLES: dict[DeskRole, Role] = {
    "buyer": Role.CLAIMANT,
    "seller": Role.SELLER,
    "handler": Role.HANDLER,
    "lead": Role.LEAD,
    "programme": Role.LEAD,
}


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of an act: it is done, or it was refused with a note that says why."""

    is_done: bool
    note: Note


def by_of(person: Person) -> By:
    """Answer in what capacity somebody acts."""
    return By(_ROLES[person.role], person.party_id)


def act_of(request: HttpRequest, at: Desk, person: Person, file: ClaimFile) -> Act:
    """Answer the act: on the version of the claim that the form showed."""
    return Act(
        marketplace_id=at.marketplace_id,
        claim_id=file.row.claim_id,
        by=by_of(person),
        at=at.now,
        seen_version=_still_seen(seen_version(request), file),
    )


def _still_seen(seen: int, file: ClaimFile) -> int:
    """Answer the version that a form saw: reminders since then changed nothing that it shows."""
    since = file.events[seen:]
    only_reminded = bool(since) and all(isinstance(event, e.PartyReminded) for event in since)
    return version_of(file) if only_reminded else seen


def seen_version(request: HttpRequest) -> int:
    """Answer which version the form showed; one that says nothing saw none."""
    sent = request.POST.get("version", "")
    return int(sent) if sent.isascii() and sent.isdigit() and len(sent) < 10 else 0


def version_of(file: ClaimFile) -> int:
    """Answer the claim's version: its journal counts events from 1, without a gap."""
    return len(file.events)


def outcome_of(
    result: Claim | Refused,
    *,
    done: str,
    file: ClaimFile,
    act: Act,
    same: Callable[[e.Event], bool],
) -> Outcome:
    """Word what came of an act.

    A second press of the same button finds the claim changed by the first one: that is no conflict,
    and it is told as done. `same` knows the event that the act brings; where it did not happen, the
    act was not done, even if the same person did something else meanwhile in another window.
    """
    good = Note(tone="good", title=done, text=_("It was sent once, and is on file."))
    if not isinstance(result, Refused):
        return Outcome(is_done=True, note=good)
    if result.reason == "claim_changed_meanwhile" and _happened(file, act, same):
        return Outcome(is_done=True, note=good)
    return Outcome(is_done=False, note=refusal_note(result))


def _happened(file: ClaimFile, act: Act, same: Callable[[e.Event], bool]) -> bool:
    """Answer whether the act happened already, by this person, since the form was shown."""
    since = file.events[act.seen_version or 0 :]
    return any(same(event) and getattr(event, "by", act.by) == act.by for event in since)
