"""What was set for each of our people: limits, skills, who is away and who stands in.

Each is called inside the marketplace's transaction.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from django.db.models import OuterRef, Subquery
from django.db.models.functions import JSONObject

from makewhole.apps.parties.models import Mandate as Row
from makewhole.apps.parties.models import Party, PartyKind
from makewhole.apps.tenancy.ids import new_id
from makewhole.core.claim.colleagues import Colleague, Mandate
from makewhole.core.claim.values import By, Role
from makewhole.core.kernel.canonical import canonical_json, read_json
from makewhole.core.kernel.outcome import Refused

_ROLES = {PartyKind.HANDLER.value: Role.HANDLER, PartyKind.LEAD.value: Role.LEAD}
COMMAND_LINE = "command line"  # Who set it, where nobody was named.


@dataclass(frozen=True, slots=True)
class Setting:
    """One version of what was set for a person, and by whose word."""

    version: int
    limits: dict[str, int]
    skills: tuple[str, ...]
    away_until: datetime | None
    deputy_id: UUID | None
    set_by: str
    set_at: datetime


@dataclass(frozen=True, slots=True)
class Changes:
    """What is to be set anew; what is left out stays as it was. A limit of None is taken off."""

    limits: tuple[tuple[str, int | None], ...] = ()
    skills: frozenset[str] = frozenset()
    skills_lost: frozenset[str] = frozenset()
    away_until: datetime | None = None
    deputy_id: UUID | None = None
    is_back: bool = False

    def of(self, before: Setting) -> Setting:
        """Answer the setting after the changes."""
        limits: dict[str, int | None] = {**before.limits, **dict(self.limits)}
        after = replace(
            before,
            limits={currency: limit for currency, limit in limits.items() if limit is not None},
            skills=tuple(sorted(({*before.skills} | self.skills) - self.skills_lost)),
        )
        if self.is_back:
            return replace(after, away_until=None, deputy_id=None)
        if self.away_until is not None:
            return replace(after, away_until=self.away_until, deputy_id=self.deputy_id)
        return after


def change_mandate(
    *, marketplace_id: UUID, party_id: UUID, changes: Changes, by: UUID | None, at: datetime
) -> Setting | Refused:
    """Set what one of our people may do; nobody does so for themselves (P9).

    `by` is a lead or a programme manager; None: whoever has the command line.
    """
    person = (
        Party.objects.select_for_update().filter(marketplace_id=marketplace_id, id=party_id).first()
    )
    if person is None or person.kind not in _ROLES:
        return Refused("person_decides_nothing")
    who = Party.objects.filter(marketplace_id=marketplace_id, id=by).first() if by else None
    may_set = who is not None and who.kind in (PartyKind.LEAD, PartyKind.PROGRAMME)
    if by is not None and not may_set:
        return Refused("mandate_needs_a_lead")
    if by == party_id:
        return Refused("mandate_of_ones_own")
    refusal = _refuse_absence(marketplace_id, party_id, changes, at)
    if refusal is not None:
        return refusal
    before = _latest(party_id)
    after = replace(
        changes.of(before),
        version=before.version + 1,
        set_by=f"{who.kind} {who.external_ref}" if who is not None else COMMAND_LINE,
        set_at=at,
    )
    Row.objects.create(
        id=new_id(),
        marketplace_id=marketplace_id,
        party_id=party_id,
        version=after.version,
        limits=canonical_json({name: str(limit) for name, limit in after.limits.items()}),
        skills=canonical_json(list(after.skills)),
        away_until=after.away_until,
        deputy_id=after.deputy_id,
        set_by=after.set_by,
        set_at=at,
    )
    return after


def _refuse_absence(
    marketplace_id: UUID, party_id: UUID, changes: Changes, at: datetime
) -> Refused | None:
    if any(limit is not None and limit < 0 for _, limit in changes.limits):
        return Refused("limit_below_zero")
    if changes.away_until is not None and changes.away_until <= at:
        return Refused("absence_is_over")
    if changes.deputy_id is None:
        return None
    deputy = Party.objects.filter(marketplace_id=marketplace_id, id=changes.deputy_id).first()
    if deputy is None or deputy.kind not in _ROLES or deputy.id == party_id:
        return Refused("deputy_decides_nothing")
    return None


def settings_of(*, marketplace_id: UUID, party_id: UUID) -> tuple[Setting, ...]:
    """Answer everything that was ever set for one of our people, the latest last."""
    rows = Row.objects.filter(marketplace_id=marketplace_id, party_id=party_id)
    return tuple(_setting(row) for row in rows.order_by("version"))


def current_settings(*, marketplace_id: UUID) -> dict[UUID, Setting]:
    """Answer what holds for each of our people for whom anything was set."""
    rows = Row.objects.filter(marketplace_id=marketplace_id).order_by("party_id", "-version")
    return {row.party_id: _setting(row) for row in rows.distinct("party_id")}


@dataclass(frozen=True, slots=True)
class Staff:
    """Our people who determine claims, what each may do now, and how each is called."""

    people: tuple[Colleague, ...]
    names: Mapping[UUID, str]

    def named(self, by: By | None) -> str:
        """Answer how somebody is called; empty where there is nobody."""
        return self.names.get(by.party_id, "") if by is not None and by.party_id else ""

    def colleague(self, by: By) -> Colleague:
        """Answer one of them; for somebody who is not there nothing was set."""
        return next((one for one in self.people if one.by == by), Colleague(by, Mandate()))


def staff(*, marketplace_id: UUID, at: datetime) -> Staff:
    """Answer our people who determine claims, in one statement."""
    latest = Row.objects.filter(party_id=OuterRef("id")).order_by("-version")
    setting = JSONObject(
        limits="limits", skills="skills", away_until="away_until", deputy_id="deputy_id"
    )
    found = list(
        Party.objects.filter(marketplace_id=marketplace_id, kind__in=list(_ROLES))
        .order_by("id")
        .values_list("id", "kind", "display_name", Subquery(latest.values(set=setting)[:1]))
    )
    set_for = {row[0]: _set_of(row[3], at) for row in found if row[3] is not None}
    people = []
    for party_id, kind, _name, _set in found:
        stands_in = frozenset(
            other for other, one in set_for.items() if one.is_away and one.deputy_id == party_id
        )
        own = set_for.get(party_id, _Set())
        mandate = Mandate(own.limits, own.skills, own.is_away, stands_in)
        people.append(Colleague(By(_ROLES[kind], party_id), mandate))
    return Staff(tuple(people), {row[0]: row[2] for row in found})


@dataclass(frozen=True, slots=True)
class _Set:
    limits: Mapping[str, int] = field(default_factory=dict)
    skills: frozenset[str] = frozenset()
    is_away: bool = False
    deputy_id: UUID | None = None


def _set_of(told: Mapping[str, Any], at: datetime) -> _Set:
    until, deputy = told["away_until"], told["deputy_id"]
    return _Set(
        limits=_limits(told["limits"]),
        skills=frozenset(read_json(told["skills"])),
        is_away=until is not None and at < datetime.fromisoformat(until),
        deputy_id=UUID(deputy) if deputy is not None else None,
    )


def mandate_of(*, marketplace_id: UUID, by: By, at: datetime) -> Mandate:
    """Answer what one person may do now; of whom nothing was set, as the role may."""
    return staff(marketplace_id=marketplace_id, at=at).colleague(by).mandate


def _limits(text: str) -> dict[str, int]:
    return {name: int(limit) for name, limit in read_json(text).items()}


def _latest(party_id: UUID) -> Setting:
    row = Row.objects.filter(party_id=party_id).order_by("-version").first()
    if row is None:
        return Setting(0, {}, (), None, None, "", datetime.min.replace(tzinfo=UTC))
    return _setting(row)


def _setting(row: Row) -> Setting:
    return Setting(
        version=row.version,
        limits=_limits(row.limits),
        skills=tuple(read_json(row.skills)),
        away_until=row.away_until,
        deputy_id=row.deputy_id,
        set_by=row.set_by,
        set_at=row.set_at,
    )
