"""Claims between what is thought and what is stored: what is private is sealed beside it.

Every claim takes this way. One with nothing private is stored as it is, and costs no statement
more. For one that has something private the person's key is asked for once.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from makewhole.apps.claims import translate
from makewhole.apps.journal.queries import StoredEvent
from makewhole.apps.journal.streams import NewEvent
from makewhole.apps.parties.people import made_secrets
from makewhole.apps.parties.texts import SealedNow, sealed_under, texts_of
from makewhole.apps.parties.vault import PersonSecret, Place, seal, this_vault, unseal
from makewhole.apps.programme.queries import terms_of
from makewhole.apps.tenancy.ids import new_id
from makewhole.core.claim import events as e
from makewhole.core.claim.private import (
    Form,
    Hidden,
    places_in_claim,
    places_in_determination,
    places_in_event,
    private_facts,
    put_back,
    taken_out,
)
from makewhole.core.claim.record import Weighing
from makewhole.core.claim.state import Claim
from makewhole.core.kernel.canonical import canonical_json, read_json, sha256_of
from makewhole.core.kernel.require import require

Texts = Mapping[UUID, str | None]  # By their ids; None: erased.

_STEP = 64  # The length of what is sealed must not tell which word it is.


@dataclass(frozen=True, slots=True)
class StoredBody:
    """A determination's body as it is stored."""

    text: str
    hash: str


@dataclass(frozen=True, slots=True)
class StoredForm:
    """A handled claim as it is stored: its new events, its latest fold, its determinations."""

    events: tuple[NewEvent, ...]
    texts: tuple[SealedNow, ...]
    state: str
    sealed: bytes | None
    bodies: Mapping[UUID, StoredBody]


@dataclass(frozen=True, slots=True)
class ToStore:
    """What one command made of a claim, and whose private facts are in it."""

    claim: Claim
    events: tuple[e.Event, ...]
    weighings: tuple[Weighing, ...]
    terms_hash: str
    person_id: UUID | None
    secret: PersonSecret | None  # None: not at hand, or nothing was sealed yet.


@dataclass(slots=True)
class _Apart:
    """The forms of one claim, with what was taken out of them."""

    one: ToStore
    state: Form
    state_hidden: Hidden
    bodies: dict[UUID, tuple[Form, Hidden]]
    events: list[tuple[e.Event, Form, Hidden]]

    @property
    def has_any(self) -> bool:
        hidden = (self.state_hidden, *(h for _, h in self.bodies.values()))
        return any(hidden) or any(h for _, _, h in self.events)


def stored_forms(*, marketplace_id: UUID, claims: Sequence[ToStore]) -> list[StoredForm]:
    """Answer the claims as they are stored; inside the marketplace's transaction."""
    apart = [_taken_apart(marketplace_id, one) for one in claims]
    without = {one.one.person_id for one in apart if one.has_any and one.one.secret is None}
    require(None not in without, "what is private is somebody's")
    people = {person_id for person_id in without if person_id is not None}
    made = made_secrets(marketplace_id=marketplace_id, party_ids=people, vault=this_vault())
    return [_form(one, made) for one in apart]


def _taken_apart(marketplace_id: UUID, one: ToStore) -> _Apart:
    terms = terms_of(marketplace_id=marketplace_id, terms_hash=one.terms_hash)
    private, of_loss = private_facts(terms), one.claim.loss is not None
    state = translate.claim_form(one.claim)
    state_hidden = taken_out(state, places_in_claim(state, private))
    bodies = {}
    for weighing in one.weighings:
        # What an order's record says is nobody's own: where nobody said anything private, and it is
        # no loss, nothing of the determination is.
        if of_loss or state_hidden:
            form = read_json(weighing.body)
            hidden = taken_out(form, places_in_determination(form, private))
            bodies[weighing.determined.determination_id] = (form, hidden)
    events = []
    for event in one.events:
        form = translate.event_form(event)
        hidden = taken_out(form, places_in_event(form, private, of_loss=of_loss))
        events.append((event, form, hidden))
    return _Apart(one, state, state_hidden, bodies, events)


def _form(apart: _Apart, made: Mapping[UUID, PersonSecret]) -> StoredForm:
    one = apart.one
    secret = one.secret
    if secret is None and one.person_id is not None:
        secret = made.get(one.person_id)
    sealer = Sealer(one.person_id, secret)
    bodies = {}
    for weighing in one.weighings:
        determined = weighing.determined
        assert determined.body_hash is not None
        bodies[determined.determination_id] = StoredBody(weighing.body, determined.body_hash)
    for determination_id, (form, hidden) in apart.bodies.items():
        if hidden:
            text = sealer.apart(form, hidden)
            bodies[determination_id] = StoredBody(text, sha256_of(text))
    events = []
    for event, form, hidden in apart.events:
        if isinstance(event, e.ClaimDetermined):
            form["body_hash"] = bodies[event.determination_id].hash
        events.append(translate.new_event(event, sealer.apart(form, hidden)))
    sealed = None
    if apart.state_hidden:
        assert secret is not None
        sealed = seal(secret, padded(apart.state_hidden), place_of_claim(one.claim.claim_id))
    return StoredForm(
        tuple(events), tuple(sealer.texts), canonical_json(apart.state), sealed, bodies
    )


class Sealer:
    """Seals what was taken out of stored forms, and gathers the texts that are to be kept."""

    def __init__(self, person_id: UUID | None, secret: PersonSecret | None) -> None:
        self._person_id = person_id
        self._secret = secret
        self.texts: list[SealedNow] = []

    def apart(self, form: Form, hidden: Hidden) -> str:
        """Answer a form as it is stored, with what was taken out of it named and sealed."""
        if not hidden:
            return canonical_json(form)
        require(self._secret is not None, "what is private is sealed under somebody's key")
        assert self._secret is not None
        assert self._person_id is not None
        text_id = new_id()
        # With its own id in it no two commitments are alike, however alike what they stand for.
        words = padded({"": str(text_id), **hidden})
        text = sealed_under(self._secret, self._person_id, text_id, words)
        self.texts.append(text)
        named = {"text_id": str(text_id), "commitment": text.commitment}
        return canonical_json({**form, translate.HIDDEN: named})


def padded(hidden: Mapping[str, Any]) -> str:
    """Write what is sealed, filled up so that its length tells little."""
    text = canonical_json(dict(hidden))
    return text + " " * (-len(text) % _STEP)


def place_of_claim(claim_id: UUID) -> Place:
    """Answer where what is private of a claim's latest fold stands."""
    return Place("claims_claim", claim_id, "sealed")


# -- Reading -------------------------------------------------------------------------------------


def opened_claim(
    state: str, sealed: bytes | None, claim_id: UUID, secret: PersonSecret | None
) -> Claim:
    """Read a claim's latest fold with what is private of it, where it can be opened."""
    if sealed is None or secret is None:
        return translate.claim_from_text(state)
    hidden = read_json(unseal(secret, sealed, place_of_claim(claim_id)))
    return translate.claim_from_text(state, hidden)


class NotOpen(Exception):
    """What a determination was decided on is private, and was erased by right, or is not open."""


def opened_body(text: str, texts: Texts) -> dict[str, Any]:
    """Read a determination's body with what is private of it.

    Raises:
        NotOpen: It was erased, or is not among these texts.
    """
    body: dict[str, Any] = read_json(text)
    kept = body.pop(translate.HIDDEN, None)
    if kept is None:
        return body
    hidden = hidden_of(texts.get(UUID(kept["text_id"])))
    if not hidden:
        raise NotOpen(kept["text_id"])
    put_back(body, hidden)
    return body


def hidden_of(text: str | None) -> Hidden:
    """Read what was taken out of a stored form; empty: it was erased, or is not open."""
    if text is None:
        return {}
    hidden = read_json(text)
    return {place: value for place, value in hidden.items() if place}


def opened_texts(*, marketplace_id: UUID, stored: Iterable[str]) -> Texts:
    """Answer the private texts that these stored forms name, for whoever may read them.

    Raises:
        SealBroken: The master key is another one, or a row was changed.
    """
    named = (translate.private_text_of(text) for text in stored)
    text_ids = {one.text_id for one in named if one is not None}
    return texts_of(marketplace_id=marketplace_id, text_ids=text_ids, vault=this_vault())


def opened_event(stored: StoredEvent, texts: Texts) -> e.Event:
    """Read a stored event with what is private of it, as far as it is among these texts."""
    named = translate.private_text_of(stored.body)
    hidden = hidden_of(texts.get(named.text_id)) if named is not None else translate.NOTHING
    return translate.to_event(stored, hidden)


def opened_events(*, marketplace_id: UUID, stored: Sequence[StoredEvent]) -> tuple[e.Event, ...]:
    """Read the events of a claim with what is private of them, for whoever may read it."""
    texts = opened_texts(marketplace_id=marketplace_id, stored=[event.body for event in stored])
    return tuple(opened_event(event, texts) for event in stored)
