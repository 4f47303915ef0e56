"""A release that is shown, and signed: a name is typed under exactly what was shown, and sealed."""

from dataclasses import dataclass
from hashlib import sha256

from django.conf import settings

from makewhole.apps.claims.actions import Act
from makewhole.apps.claims.loss_actions import SignedRelease, accept_offer
from makewhole.apps.reporting.claim_file import ClaimFile
from makewhole.core.claim.stages import Stage
from makewhole.core.claim.state import Claim
from makewhole.core.claim.values import Role
from makewhole.core.kernel.outcome import Refused
from makewhole.gateways.documents.seal import open_seal
from makewhole.surfaces.shared.letters.printing import pdf_of
from makewhole.surfaces.shared.releases.composing import Signature, composed
from makewhole.surfaces.shared.releases.wording import Wording, wording_for

NAME_MAX = 120


@dataclass(frozen=True, slots=True)
class Shown:
    """A release before it is signed, and the hash by which it is known again."""

    pdf: bytes
    hash: str


def shown_release(file: ClaimFile, *, marketplace: str) -> Shown | Refused:
    """Answer the release of the offer that stands, as it is shown before it is signed."""
    wording = _wording(file)
    if isinstance(wording, Refused):
        return wording
    pdf = pdf_of(composed(file, wording, marketplace=marketplace, contact=settings.CONTACT))
    return Shown(pdf, sha256(pdf).hexdigest())


def sign_release(
    act: Act,
    file: ClaimFile,
    *,
    marketplace: str,
    name: str,
    shown_hash: str,
    reason: str = "",
) -> Claim | Refused:
    """Accept the offer by signing its release: `name` as typed, `shown_hash` of what was shown.

    Who needs care signs with a lead, who then acts and gives the reason. Nothing is accepted where
    the release is no longer the one that was shown.
    """
    typed = " ".join(name.split())
    if not typed or len(typed) > NAME_MAX:
        return Refused("release_needs_a_name")
    shown = shown_release(file, marketplace=marketplace)
    if isinstance(shown, Refused):
        return shown
    if shown.hash != shown_hash:
        return Refused("release_was_not_shown")
    if file.row.buyer_id is None:
        return Refused("only_the_claimant_accepts")
    wording = _wording(file)
    assert isinstance(wording, Wording)  # It was shown.
    signature = Signature(
        name=typed, at=act.at, shown_hash=shown_hash, for_claimant=act.by.role is not Role.CLAIMANT
    )
    letter = composed(
        file, wording, marketplace=marketplace, contact=settings.CONTACT, signature=signature
    )
    sealed = open_seal(settings.MAKEWHOLE_HOME).seal(pdf_of(letter), reason=letter.subject)
    signed = SignedRelease(file.row.buyer_id, shown_hash, sealed)
    return accept_offer(act, reason=reason, signed=signed)


def _wording(file: ClaimFile) -> Wording | Refused:
    if file.row.claim.stage is not Stage.OFFERED:
        return Refused("no_offer_stands")
    wording = wording_for(file.row.market_code, file.terms.market.language or "en")
    return wording if wording is not None else Refused("release_has_no_wording")
