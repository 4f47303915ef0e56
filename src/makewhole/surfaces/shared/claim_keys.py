"""The name of a claim to be, kept in its form, so that sending it twice makes one."""

from uuid import UUID

from django.core import signing

from makewhole.apps.tenancy.ids import new_id
from makewhole.core.kernel.outcome import Refused

_SALT = "makewhole.filing"


def new_key(order_id: UUID, buyer_id: UUID, claim_id: UUID | None = None) -> str:
    """Name the claim that this form will make; signed, so that nobody can name another's.

    `claim_id` is the draft that it goes on with; None: it makes a new one.
    """
    return signing.dumps([str(claim_id or new_id()), str(order_id), str(buyer_id)], salt=_SALT)


def claim_id_of(key: str, order_id: UUID, buyer_id: UUID) -> UUID | Refused:
    """Answer the claim that a form names, or the refusal of a form that is not ours."""
    try:
        claim_id, order, buyer = signing.loads(key, salt=_SALT)
    except (signing.BadSignature, ValueError):
        return Refused("form_not_known")
    if (order, buyer) != (str(order_id), str(buyer_id)):
        return Refused("form_not_known")
    return UUID(claim_id)
