"""What the forms of a return send: where the goods go, and what shows that they were sent.

Shape only; whether the step may be taken is the core's to say.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

from django.utils.translation import gettext as _

from makewhole.core.claim.stages import ReturnState
from makewhole.surfaces.shared.claim_parts import TypedReturn
from makewhole.surfaces.shared.frame import Note

_ADDRESS_MAX = 500
_LINE_MAX = 100
_LINK_MAX = 500


@dataclass(frozen=True, slots=True)
class WayBack:
    """Where the goods go, as one text; or the form as it is shown again."""

    text: str
    typed: TypedReturn


@dataclass(frozen=True, slots=True)
class ProofSent:
    """What shows that the goods were sent: `tracked` with its number, `receipt`, or nothing."""

    proof: str
    number: str
    typed: TypedReturn


def read_way_back(sent: Mapping[str, str], to: ReturnState) -> WayBack:
    """Read the address of a return that is accepted, or the label that is given for it."""
    typed = TypedReturn(
        address=_lines(sent.get("address", "")),
        carrier=_line(sent.get("carrier", "")),
        number=_line(sent.get("number", "")),
        link=_line(sent.get("link", "")),
    )
    typed = _of_address(typed) if to is ReturnState.ACCEPTED else _of_label(typed)
    if typed.error:
        return WayBack("", typed)
    if to is ReturnState.ACCEPTED:
        return WayBack(typed.address, typed)
    return WayBack(typed.link or f"{typed.carrier}, {typed.number}", typed)


def _of_address(typed: TypedReturn) -> TypedReturn:
    if not typed.address:
        return typed.wrong("address", _("Write the address as it should stand on the parcel."))
    return _at_most(typed, "address", typed.address, _ADDRESS_MAX)


def _of_label(typed: TypedReturn) -> TypedReturn:
    if typed.link:
        return _of_link(typed)
    if typed.carrier and typed.number:
        return _at_most(typed, "number", max(typed.carrier, typed.number, key=len), _LINE_MAX)
    field = "number" if typed.carrier else "carrier"
    return typed.wrong(field, _("Write the carrier and the number of the label, or a link to it."))


def _of_link(typed: TypedReturn) -> TypedReturn:
    try:
        parts = urlsplit(typed.link)
    except ValueError:
        parts = urlsplit("")
    if parts.scheme != "https" or not parts.hostname or " " in typed.link:
        error = _("Write a whole link that begins with https://, or leave it empty.")
        return typed.wrong("link", error)
    return _at_most(typed, "link", typed.link, _LINK_MAX)


def read_proof(sent: Mapping[str, str], *, needs_one: bool) -> ProofSent:
    """Read what shows that the goods were sent; `needs_one`: it is what the form is for."""
    typed = TypedReturn(
        carrier=_line(sent.get("carrier", "")),
        number=_line(sent.get("number", "")),
        has_receipt=sent.get("receipt") == "yes",
    )
    if typed.number:
        number = f"{typed.carrier}, {typed.number}" if typed.carrier else typed.number
        return ProofSent("tracked", number, _at_most(typed, "number", number, 2 * _LINE_MAX))
    if typed.has_receipt:
        return ProofSent("receipt", "", typed)
    if typed.carrier:
        error = _("Write the tracking number too, or leave both empty.")
        typed = typed.wrong("number", error)
    elif needs_one:
        error = _("Write the tracking number, or tick that you have a receipt.")
        typed = typed.wrong("number", error)
    return ProofSent("", "", typed)


def nothing_sent(typed: TypedReturn) -> Note:
    """Say above the page what is wrong, and lead to the field."""
    return Note(
        tone="danger",
        title=_("Nothing was sent yet"),
        text=typed.error,
        href=f"#field-{typed.field}",
        link=_("To the field"),
    )


def _at_most(typed: TypedReturn, field: str, text: str, most: int) -> TypedReturn:
    if len(text) <= most:
        return typed
    sentence = _("Write at most %(most)s characters; these are %(found)s.")
    return typed.wrong(field, sentence % {"most": most, "found": len(text)})


def _line(text: str) -> str:
    return " ".join(text.split())


def _lines(text: str) -> str:
    """Answer the lines that have something on them, each without needless spaces."""
    return "\n".join(line for each in text.splitlines() if (line := _line(each)))
