"""The losses of the demo: a handful, each told as on its pages, so that each stands somewhere else.

Which story is told is fixed by the days that are left, and whose order it is by the demo's seed.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random
from uuid import UUID

from makewhole.apps.claims.actions import Act, state_facts
from makewhole.apps.claims.commands import Filed, file_claim
from makewhole.apps.claims.filing import Filing
from makewhole.apps.claims.loss_actions import LossTold, file_loss
from makewhole.apps.claims.loss_drafts import keep_draft
from makewhole.apps.insurance.commands import NewPolicy, keep_policy
from makewhole.apps.orders.queries import OrderSnapshot
from makewhole.apps.parties.commands import ensure_party
from makewhole.apps.parties.vault import this_vault
from makewhole.apps.tenancy.transactions import transaction
from makewhole.core.claim.loss import Head, HeadKind
from makewhole.core.claim.stages import Ground
from makewhole.core.claim.values import By, Line, Role, Value
from makewhole.core.coverage.policies import Basis
from makewhole.surfaces.cli.demo_actors import Cast
from makewhole.surfaces.shared.loss.kept import words_text

_WHAT = "The plug grew hot, and the worktop beside it was scorched before I could pull it out."


@dataclass(frozen=True, slots=True)
class _Story:
    """What is asked for, in whole minor units, and what is different from the simplest loss."""

    asked_minor: int
    is_insured: bool = True
    says: Mapping[str, Value] | None = None  # Beside what everybody says.
    found: Mapping[str, Value] | None = None  # By a handler, who looked at once.
    is_sent: bool = True


# By how many days are left of the demo.
_STORIES: Mapping[int, _Story] = {
    11: _Story(180_00),  # Paid, and arrived.
    8: _Story(4_200_00, found={"cause": "product", "defect": "shown"}),  # Put to others.
    5: _Story(240_00, says={"proof_of_loss": False}),  # Waits for its claimant.
    2: _Story(210_00, is_insured=False),  # Paid; the seller is asked to prove its insurance.
    1: _Story(640_00),  # Waits for a person to look into the cause.
    0: _Story(95_00, is_sent=False),  # A draft, half told.
}


def somebody_loses(cast: Cast, orders: Sequence[OrderSnapshot], *, at: datetime, left: int) -> bool:
    """Let one buyer tell of a loss, if the demo has a story for this day."""
    story = _STORIES.get(left)
    arrived = [order for order in orders if _has_arrived(order, at)]
    if story is None or not arrived:
        return False
    order = Random(left).choice(arrived)  # noqa: S311 - a demo needs no secrecy
    assert order.buyer_id is not None
    if story.is_insured:
        _insure(cast, order, at)
    line = order.lines[0]
    filing = Filing(
        order_id=order.order_id,
        lines=(Line(line.number, line.quantity),),
        ground=Ground.PROPERTY_DAMAGE,
        by=By(Role.CLAIMANT, order.buyer_id),
        is_draft=True,
    )
    begun = file_claim(marketplace_id=cast.marketplace_id, filing=filing, at=at)
    if not isinstance(begun, Filed):
        return False
    claim_id = begun.claim.claim_id
    if not story.is_sent:
        _keep(cast, claim_id, order.buyer_id, at)
        return True
    act = Act(cast.marketplace_id, claim_id, filing.by, at)
    file_loss(act, _told(story, order.buyer_id, at))
    if story.found is not None:
        handler = By(Role.HANDLER, cast.handler_id)
        reason = "The plug was taken apart: its contacts were too thin for the current."
        state_facts(
            Act(cast.marketplace_id, claim_id, handler, at), stated=story.found, reason=reason
        )
    return True


def _has_arrived(order: OrderSnapshot, at: datetime) -> bool:
    line = order.lines[0]
    is_known = order.buyer_id is not None and line.seller_id is not None
    return is_known and line.delivered_at is not None and line.delivered_at <= at - _USED_FOR


_USED_FOR = timedelta(days=6)


def _insure(cast: Cast, order: OrderSnapshot, at: datetime) -> None:
    seller_id = order.lines[0].seller_id
    assert seller_id is not None
    with transaction(cast.marketplace_id):
        insurer_id = ensure_party(
            marketplace_id=cast.marketplace_id,
            kind="insurer",
            external_ref="insurer-1",
            display_name="Harbour Mutual",
        )
        keep_policy(
            marketplace_id=cast.marketplace_id,
            new=NewPolicy(
                seller_id=seller_id,
                insurer_id=insurer_id,
                number=f"HM-{seller_id.hex[-6:]}",
                basis=Basis.OCCURRENCE,
                from_on=(at - timedelta(days=200)).date(),
                until_on=(at + timedelta(days=165)).date(),
                deductible_minor=500_00,
                currency=order.currency,
                proof_on_file_at=at - timedelta(days=150),
            ),
        )


def _told(story: _Story, claimant_id: UUID, at: datetime) -> LossTold:
    asked = story.asked_minor
    stated: dict[str, Value] = {
        "claimant_kind": "person",
        "minor": False,
        "represented": False,
        "case_in_court": False,
        "loss_on": (at - timedelta(days=2)).date(),
        "photos": 2,
        "proof_of_loss": True,
        "usage": "intended",
        "account": "product",
        **(story.says or {}),
    }
    of_head: tuple[tuple[str, Value], ...] = (
        ("part_shown", asked),
        ("part_other_paid", 0),
        ("part_for_trade", False),
    )
    return LossTold(
        ground=Ground.PROPERTY_DAMAGE,
        heads=(Head(1, HeadKind.PROPERTY, asked),),
        stated=tuple(stated.items()),
        of_heads=tuple((1, fact, value) for fact, value in of_head),
        words=words_text(_typed(at)),
        claimant_id=claimant_id,
    )


def _typed(at: datetime) -> dict[str, str]:
    """Answer what was typed on the first pages: also what a draft keeps that was left there."""
    return {
        "trail": "hurt incident",
        "fact-hurt": "no",
        "fact-place": "In the kitchen at home",
        "fact-what": _WHAT,
        "fact-loss_on": (at - timedelta(days=2)).date().isoformat(),
        "fact-account": "product",
        "head-1": HeadKind.PROPERTY.value,
        "last_head": "1",
        "fact-description-1": "Worktop of beech, two metres long",
        "fact-age-1": "4 years",
        "fact-repair-1": "no",
    }


def _keep(cast: Cast, claim_id: UUID, claimant_id: UUID, at: datetime) -> None:
    with transaction(cast.marketplace_id):
        keep_draft(
            marketplace_id=cast.marketplace_id,
            claim_id=claim_id,
            party_id=claimant_id,
            typed=_typed(at),
            vault=this_vault(),
        )
