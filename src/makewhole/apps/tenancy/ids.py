"""New ids and references, from the machine's clock and randomness."""

from uuid import UUID

from makewhole.apps.tenancy.machine import machine_milliseconds, random_number
from makewhole.core.kernel.ids import RANDOM_BITS, uuid7
from makewhole.core.kernel.references import REFERENCES, reference


def new_id() -> UUID:
    """Answer an id that nobody has yet; later ones sort after earlier ones."""
    return uuid7(
        milliseconds=machine_milliseconds(), random_bits=random_number(below=1 << RANDOM_BITS)
    )


def new_reference() -> str:
    """Answer a reference for a person to write down, that nobody else can guess."""
    return reference(random_number(below=REFERENCES))
