"""Who the parties are, as others may know them."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from makewhole.apps.parties.models import Party, PartyKind


@dataclass(frozen=True, slots=True)
class PartyFacts:
    """One party; `display_name` is a business or working name, and empty for buyers."""

    party_id: UUID
    kind: str
    external_ref: str
    display_name: str


def display_names(*, marketplace_id: UUID, party_ids: Collection[UUID]) -> dict[UUID, str]:
    """Answer how each party is called on a page; buyers by the marketplace's own id for them."""
    rows = Party.objects.filter(marketplace_id=marketplace_id, id__in=party_ids)
    return {
        party_id: name or external_ref
        for party_id, name, external_ref in rows.values_list("id", "display_name", "external_ref")
    }


def external_refs(*, marketplace_id: UUID, party_ids: Collection[UUID]) -> dict[UUID, str]:
    """Answer the marketplace's own ids of parties."""
    rows = Party.objects.filter(marketplace_id=marketplace_id, id__in=party_ids)
    return dict(rows.values_list("id", "external_ref"))


def buyer_ids_of(*, marketplace_id: UUID, external_refs: Collection[str]) -> dict[str, UUID]:
    """Answer our ids of buyers, by the marketplace's ids for them; unknown ones are left out."""
    rows = Party.objects.filter(
        marketplace_id=marketplace_id, kind=PartyKind.BUYER, external_ref__in=external_refs
    )
    return dict(rows.values_list("external_ref", "id"))


def party_named(*, marketplace_id: UUID, kind: str, external_ref: str) -> PartyFacts | None:
    """Answer the party whom the marketplace knows by this reference; None when there is none."""
    found = Party.objects.filter(
        marketplace_id=marketplace_id, kind=kind, external_ref=external_ref
    ).first()
    return None if found is None else _facts(found)


def party(*, marketplace_id: UUID, party_id: UUID) -> PartyFacts | None:
    """Answer one party; None when there is none of this id."""
    for row in Party.objects.filter(marketplace_id=marketplace_id, id=party_id):
        return _facts(row)
    return None


def parties_of_kinds(*, marketplace_id: UUID, kinds: Sequence[str]) -> tuple[PartyFacts, ...]:
    """Answer our own people of these kinds, and whoever else is few enough to be listed."""
    rows = Party.objects.filter(marketplace_id=marketplace_id, kind__in=kinds)
    return tuple(_facts(row) for row in rows.order_by("kind", "display_name", "external_ref"))


def languages_of(*, marketplace_id: UUID, party_ids: Collection[UUID]) -> dict[UUID, str]:
    """Answer in which language each party is written to, of those that chose one."""
    rows = Party.objects.filter(marketplace_id=marketplace_id, id__in=party_ids)
    return dict(rows.exclude(language="").values_list("id", "language"))


@dataclass(frozen=True, slots=True)
class EmailState:
    """How a party's e-mail address stands, without reading it; no id: there is none."""

    email_id: UUID | None
    bounced_at: datetime | None


def email_states(*, marketplace_id: UUID, party_ids: Collection[UUID]) -> dict[UUID, EmailState]:
    """Answer how the e-mail address of each party stands."""
    rows = Party.objects.filter(marketplace_id=marketplace_id, id__in=party_ids)
    return {
        party_id: EmailState(email_id, bounced_at)
        for party_id, email_id, bounced_at in rows.values_list("id", "email_id", "email_bounced_at")
    }


def _facts(row: Party) -> PartyFacts:
    return PartyFacts(row.id, row.kind, row.external_ref, row.display_name)
