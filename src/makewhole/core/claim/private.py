"""What of a claim is somebody's own business: its places in the forms in which a claim is stored.

Personal facts, those about health, and what people write about a loss are taken out of a stored
form before it is written, and put back when it is read by whoever holds the person's key. What is
left tells that something was said, never what. Amounts stay: the books rest on them; of which head
of loss an amount is does not, where the head tells of a person's health or earnings.
"""

from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from typing import Any

from makewhole.core.claim.loss import HeadKind
from makewhole.core.kernel.canonical import Json
from makewhole.core.kernel.require import require
from makewhole.core.terms.model import Privacy, Terms
from makewhole.core.terms.program import Program, program_for

Hidden = Mapping[str, Json]  # What was taken out, by its place, such as `statements/3/value`.
Form = dict[str, Any]

AS_FILED = "as filed"  # How a claimant's own words come with the form that files them.
SEALED = HeadKind.SEALED.value

_PRIVATE_HEADS = frozenset({HeadKind.MEDICAL.value, HeadKind.LOST_EARNINGS.value})
_WORDS = ("reason", "reasons", "new_evidence")
_LEFT: Mapping[str, Json] = {"kind": SEALED, "part_kind": SEALED, **dict.fromkeys(_WORDS, "")}


def private_facts(terms: Terms) -> Mapping[str, Privacy]:
    """Answer the facts of the terms that are personal, or about somebody's health."""
    return _private_facts(program_for(terms))


@lru_cache(maxsize=200)
def _private_facts(program: Program) -> Mapping[str, Privacy]:
    return {
        name: fact.privacy
        for name, fact in program.terms.facts.items()
        if fact.privacy is not Privacy.NONE
    }


# -- Places --------------------------------------------------------------------------------------


def places_in_event(event: Form, private: Mapping[str, Privacy], *, of_loss: bool) -> list[str]:
    """Answer the private places of an event; of an order claim's only facts are private."""
    places = ["value"] if event.get("fact") in private else []
    if (of_loss or places) and event.get("reason") not in (None, "", AS_FILED):
        places.append("reason")
    if of_loss:
        places += [*_heads(event.get("heads"), "heads"), *_parts(event.get("parts"), "parts")]
    return places


def places_in_claim(claim: Form, private: Mapping[str, Privacy]) -> list[str]:
    """Answer the private places of a folded claim."""
    places = [
        f"statements/{i}/value"
        for i, said in enumerate(claim["statements"])
        if said["fact"] in private
    ]
    if claim["loss"] is not None:
        places += [*_heads(claim["loss"]["heads"], "loss/heads"), *_parts(claim["parts"], "parts")]
    return places


def places_in_determination(body: Form, private: Mapping[str, Privacy]) -> list[str]:
    """Answer the private places of a determination's body.

    What the terms answered is one of them where a private fact was read: its rows and values would
    tell the fact.
    """
    facts = body["facts"]
    places = [
        f"facts/{source}/{name}" for source in facts for name in facts[source] if name in private
    ]
    places += [
        f"parts/{i}/part_kind"
        for i, part in enumerate(body["parts"])
        if part.get("part_kind") in _PRIVATE_HEADS
    ]
    places += _parts(body["determined"]["parts"], "determined/parts")
    return [*places, "answer"] if places else []


def _heads(heads: Any, place: str) -> Iterator[str]:
    for i, head in enumerate(heads or ()):
        if head["kind"] in _PRIVATE_HEADS:
            yield f"{place}/{i}/kind"


def _parts(parts: Any, place: str) -> Iterator[str]:
    for i, part in enumerate(parts or ()):
        if part["kind"] in _PRIVATE_HEADS:
            yield from (f"{place}/{i}/kind", f"{place}/{i}/reason")


# -- Taking out, putting back --------------------------------------------------------------------


def taken_out(form: Form, places: Iterable[str]) -> Hidden:
    """Take what stands at these places out of a form, which is changed; what was out stays out."""
    hidden: dict[str, Json] = {}
    for place in places:
        at, name = _at(form, place)
        left = _LEFT.get(str(name))
        if at[name] != left:
            hidden[place] = at[name]
            at[name] = left
    return hidden


def put_back(form: Form, hidden: Hidden) -> None:
    """Put what was taken out of a form back into it."""
    for place, value in hidden.items():
        at, name = _at(form, place)
        require(at[name] == _LEFT.get(str(name)), f"nothing else stands at {place}")
        at[name] = value


def _at(form: Form, place: str) -> tuple[Any, str | int]:
    *way, last = place.split("/")
    at: Any = form
    for step in way:
        at = at[_step(at, step)]
    return at, _step(at, last)


def _step(at: Any, step: str) -> str | int:
    return int(step) if isinstance(at, list) else step
