"""What is private of an appeal, sealed beside it under the key of its claim's buyer."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from makewhole.apps.appeals import translate
from makewhole.apps.appeals.models import Appeal as AppealRecord
from makewhole.apps.claims.queries import buyers_of
from makewhole.apps.claims.sealing import Sealer, Texts, hidden_of, opened_texts, padded
from makewhole.apps.claims.translate import NOTHING, private_text_of
from makewhole.apps.journal.queries import StoredEvent
from makewhole.apps.journal.streams import NewEvent
from makewhole.apps.parties.people import made_secrets, secrets_of
from makewhole.apps.parties.texts import SealedNow
from makewhole.apps.parties.vault import PersonSecret, Place, seal, this_vault, unseal
from makewhole.core.appeal import events as e
from makewhole.core.appeal.private import places_in_appeal, places_in_event
from makewhole.core.appeal.state import Appeal
from makewhole.core.claim.private import taken_out
from makewhole.core.kernel.canonical import canonical_json, read_json
from makewhole.core.terms.model import Privacy


@dataclass(frozen=True, slots=True)
class Whose:
    """Whose claim it is, and what of it is private."""

    person_id: UUID | None
    secret: PersonSecret | None
    private: Mapping[str, Privacy]
    of_loss: bool


@dataclass(frozen=True, slots=True)
class StoredForm:
    """An appeal as it is stored: its new events, the texts they name, its latest fold."""

    events: tuple[NewEvent, ...]
    texts: tuple[SealedNow, ...]
    state: str
    sealed: bytes | None


def stored_form(
    *, marketplace_id: UUID, appeal: Appeal, events: Sequence[e.Event], whose: Whose
) -> StoredForm:
    """Answer an appeal as it is stored; inside the marketplace's transaction."""
    private, of_loss = whose.private, whose.of_loss
    state = translate.appeal_form(appeal)
    hidden = taken_out(state, places_in_appeal(state, private, of_loss=of_loss))
    forms = [translate.event_form(event) for event in events]
    out = [taken_out(form, places_in_event(form, private, of_loss=of_loss)) for form in forms]
    secret = whose.secret
    if secret is None and whose.person_id is not None and (hidden or any(out)):
        made = made_secrets(
            marketplace_id=marketplace_id, party_ids=[whose.person_id], vault=this_vault()
        )
        secret = made[whose.person_id]
    sealer = Sealer(whose.person_id, secret)
    stored = tuple(
        translate.new_event(event, sealer.apart(form, of_event))
        for event, form, of_event in zip(events, forms, out, strict=True)
    )
    sealed = None
    if hidden:
        assert secret is not None
        sealed = seal(secret, padded(hidden), place_of_appeal(appeal.appeal_id))
    return StoredForm(stored, tuple(sealer.texts), canonical_json(state), sealed)


def place_of_appeal(appeal_id: UUID) -> Place:
    """Answer where what is private of an appeal's latest fold stands."""
    return Place("appeals_appeal", appeal_id, "sealed")


def opened_appeals(
    *, marketplace_id: UUID, records: Collection[AppealRecord]
) -> dict[UUID, Appeal]:
    """Read appeals with what is private of them; two statements more where there is any."""
    sealed = {record.claim_id for record in records if record.sealed is not None}
    people: dict[UUID, UUID] = {}
    secrets: dict[UUID, PersonSecret] = {}
    if sealed:
        people = buyers_of(marketplace_id=marketplace_id, claim_ids=sealed)
        secrets = secrets_of(
            marketplace_id=marketplace_id, party_ids=set(people.values()), vault=this_vault()
        )
    return {
        record.id: _opened(record, secrets.get(people.get(record.claim_id, record.id)))
        for record in records
    }


def _opened(record: AppealRecord, secret: PersonSecret | None) -> Appeal:
    if record.sealed is None or secret is None:
        return translate.appeal_from_text(record.state)
    hidden = read_json(unseal(secret, bytes(record.sealed), place_of_appeal(record.id)))
    return translate.appeal_from_text(record.state, hidden)


def opened_events(*, marketplace_id: UUID, stored: Sequence[StoredEvent]) -> list[e.Event]:
    """Read the events of an appeal with what is private of them."""
    texts = opened_texts(marketplace_id=marketplace_id, stored=[event.body for event in stored])
    return [opened_event(event, texts) for event in stored]


def opened_event(stored: StoredEvent, texts: Texts) -> e.Event:
    """Read a stored event with what is private of it, as far as it is among these texts."""
    named = private_text_of(stored.body)
    hidden = hidden_of(texts.get(named.text_id)) if named is not None else NOTHING
    return translate.to_event(stored, hidden)
