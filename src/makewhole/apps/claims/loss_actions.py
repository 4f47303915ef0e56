"""What people do to a loss claim: file it, amend it, answer for it, settle it, accept an offer.

As in `actions`, whoever calls has checked that the claim is this person's.
"""

from base64 import b64decode, b64encode
from dataclasses import dataclass, replace
from hashlib import sha256
from uuid import UUID

from makewhole.apps.claims.actions import Act, do
from makewhole.apps.claims.filing import AS_FILED, Filing, begin
from makewhole.apps.claims.occurrences import named
from makewhole.apps.insurance.commands import NewPolicy, keep_policy, problems_of
from makewhole.apps.parties.texts import SealedNow, seal_text, texts_of
from makewhole.apps.parties.vault import this_vault
from makewhole.apps.tenancy.transactions import transaction
from makewhole.core.claim import handle as thinking
from makewhole.core.claim import loss_commands as lc
from makewhole.core.claim.facts_loss import said_loss_on
from makewhole.core.claim.handle import Handled
from makewhole.core.claim.looking import Case
from makewhole.core.claim.loss import Capacity, Head, SignedDocument
from makewhole.core.claim.stages import Ground, Stage
from makewhole.core.claim.state import Claim
from makewhole.core.claim.values import By, Role, SealedText, Value
from makewhole.core.clocks.clock import Actor
from makewhole.core.kernel.outcome import Refused
from makewhole.core.kernel.require import require

OCCURRENCE_NAME_MAX = 200


@dataclass(frozen=True, slots=True)
class SignedRelease:
    """A release as it was signed: the sealed file, and the hash of what was shown before."""

    claimant_id: UUID
    shown_hash: str
    document: bytes


@dataclass(frozen=True, slots=True)
class LossTold:
    """A loss as it is sent: its heads, what is said of it and of each, and the words for it.

    `told_by` is the claimant where one of our people takes it down, and `told` says how.
    """

    ground: Ground
    heads: tuple[Head, ...]
    stated: tuple[tuple[str, Value], ...]
    of_heads: tuple[tuple[int, str, Value], ...]
    words: str
    claimant_id: UUID
    told: str = AS_FILED


def file_loss(act: Act, told: LossTold) -> Claim | Refused:
    """File a loss that was begun as a draft, all of it at once; what it says in words is sealed."""
    with transaction(act.marketplace_id):
        sealed = seal_text(
            marketplace_id=act.marketplace_id,
            party_id=told.claimant_id,
            text=told.words,
            vault=this_vault(),
        )

    def file(case: Case) -> Handled | Refused:
        draft = case.claim
        require(draft is not None, "only what was begun can be filed")
        assert draft is not None
        if draft.stage is not Stage.DRAFT:
            return Refused("claim_filed_already", {"claim_id": draft.claim_id})
        return begin(case, filing_of(told, act.by, draft, sealed), ())

    return do(act, file, files_on=told.ground, texts=(sealed,))


def filing_of(told: LossTold, by: By, draft: Claim, sealed: SealedNow | None = None) -> Filing:
    """Answer the filing that sends this draft, or that foresees what would come of it."""
    return Filing(
        order_id=draft.order_id,
        lines=draft.lines,
        ground=told.ground,
        by=by,
        stated=told.stated,
        heads=told.heads,
        of_heads=told.of_heads,
        words=None if sealed is None else SealedText(sealed.text_id, sealed.commitment),
        told_by=By(Role.CLAIMANT, told.claimant_id),
        told=told.told,
    )


def amend_heads(act: Act, *, heads: tuple[Head, ...], reason: str = "") -> Claim | Refused:
    """Change what is asked for, until the answer is final."""
    return do(
        act, lambda case: thinking.handle(case, lc.AmendHeads(heads, reason, act.by, case.at))
    )


def answer_loss(act: Act, *, actor: Actor, answer: str, reason: str = "") -> Claim | Refused:
    """Answer for a seller or an insurer; our people write down what they were told, and why."""
    return do(
        act,
        lambda case: thinking.handle(
            case, lc.AnswerLoss(actor, answer, reason, case.timetable, act.by, case.at)
        ),
    )


def prove_insurance(
    act: Act, *, policy: NewPolicy, reason: str = ""
) -> Claim | Refused | tuple[Refused, ...]:
    """Write down the policy that a seller shows, and let the claim see it.

    Everything that is wrong with the policy is answered at once; then nothing was done. A policy
    that stands in the record is a fact of its own, also where the claim takes no proof any more.
    """
    problems = problems_of(policy)
    if problems:
        return problems
    with transaction(act.marketplace_id):
        kept = keep_policy(
            marketplace_id=act.marketplace_id, new=replace(policy, proof_on_file_at=act.at)
        )
    if isinstance(kept, tuple):
        return kept
    return answer_loss(act, actor=Actor.SELLER, answer="proven", reason=reason)


def confirm_settlement(
    act: Act, *, settled_by: Role, amount_minor: int, is_whole: bool, reason: str = ""
) -> Claim | Refused:
    """Say that the seller or its insurer has paid: a part, or all that is asked."""
    return do(
        act,
        lambda case: thinking.handle(
            case,
            lc.ConfirmSettlement(settled_by, amount_minor, is_whole, reason, act.by, case.at),
        ),
    )


def accept_offer(
    act: Act, *, reason: str = "", signed: SignedRelease | None = None
) -> Claim | Refused:
    """Accept a settlement offer; `signed` is its release, where that was signed here.

    The document is kept under the claimant's key, also where a lead signs with them.
    """
    if signed is None:
        return do(act, lambda case: thinking.accept_offer(case, by=act.by, reason=reason))
    with transaction(act.marketplace_id):
        text = seal_text(
            marketplace_id=act.marketplace_id,
            party_id=signed.claimant_id,
            text=b64encode(signed.document).decode(),
            vault=this_vault(),
        )
    document = SignedDocument(
        shown_hash=signed.shown_hash,
        document_hash=sha256(signed.document).hexdigest(),
        sealed=SealedText(text.text_id, text.commitment),
    )
    return do(
        act,
        lambda case: thinking.accept_offer(case, by=act.by, reason=reason, document=document),
        texts=(text,),
    )


def release_document(*, marketplace_id: UUID, claim: Claim) -> bytes | None:
    """Answer the signed release of a claim that the reader may see; None: there is none any more.

    Call it inside the marketplace's transaction.

    Raises:
        SealBroken: The master key is another one, or a row was changed.
    """
    release = claim.loss.release if claim.loss is not None else None
    if release is None or release.document is None:
        return None
    text_id = release.document.sealed.text_id
    texts = texts_of(marketplace_id=marketplace_id, text_ids=[text_id], vault=this_vault())
    text = texts.get(text_id)
    return None if text is None else b64decode(text)


def take_back_release(act: Act, *, reason: str = "") -> Claim | Refused:
    """Take a signed release back in its time: what was paid stays paid, and a lead decides anew."""
    return do(act, lambda case: thinking.take_back_release(case, by=act.by, reason=reason))


def pay_ahead(act: Act, *, amount_minor: int, reason: str) -> Claim | Refused:
    """Pay a part of what is shown already, while others still have time to answer."""
    return do(
        act,
        lambda case: thinking.pay_ahead(case, amount_minor=amount_minor, by=act.by, reason=reason),
    )


def name_claimant(act: Act, *, party_id: UUID, capacity: Capacity, reason: str) -> Claim | Refused:
    """Record who acts from now on in the claimant's place: an estate's representative, a guardian.

    The party is known already; what is personal about the claimant before stays under their own
    key. Time that runs for the claimant begins anew for who takes over, who is told of it.
    """
    return do(
        act,
        lambda case: thinking.handle(
            case, lc.NameClaimant(party_id, capacity, reason, case.timetable, act.by, case.at)
        ),
    )


def name_occurrence(act: Act, *, name: str, reason: str) -> Claim | Refused:
    """Find that a loss belongs to one event with others: whose name is the same, is the same.

    The name is read by our people alone, and holds nothing personal.
    """
    occurrence = named(act.marketplace_id, name)
    if not occurrence.name or len(occurrence.name) > OCCURRENCE_NAME_MAX:
        return Refused("occurrence_needs_a_name")
    return do(
        act,
        lambda case: thinking.handle(case, lc.NameOccurrence(occurrence, reason, act.by, case.at)),
    )


def name_occurrence_by_lot(act: Act, *, lot: str, reason: str) -> Claim | Refused:
    """Find the same by product, lot and the day of the loss, on whatever orders it was bought."""
    if not lot.strip():
        return Refused("occurrence_needs_a_name")

    def name(case: Case) -> Handled | Refused:
        claim = case.claim
        require(claim is not None, "only what was claimed belongs to an event")
        assert claim is not None
        loss_on = said_loss_on(claim, case.terms.trust)
        line = case.order.line(claim.lines[0].number)
        if loss_on is None or line is None:
            return Refused("loss_day_not_known")
        told = f"{line.title}, lot {lot.strip()}, {loss_on}"[:OCCURRENCE_NAME_MAX]
        occurrence = named(act.marketplace_id, told)
        return thinking.handle(case, lc.NameOccurrence(occurrence, reason, act.by, case.at))

    return do(act, name)


def decline_offer(act: Act, *, reason: str = "") -> Claim | Refused:
    """Decline a settlement offer: nothing is lost by it, and a person looks again."""
    return do(
        act,
        lambda case: thinking.handle(
            case, lc.DeclineOffer(reason, case.timetable, act.by, case.at)
        ),
    )
