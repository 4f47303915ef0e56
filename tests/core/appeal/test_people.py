"""Who looks again: somebody who took no part, by a rule that nobody can steer (P9)."""

from collections import Counter
from dataclasses import replace
from uuid import UUID, uuid5

from makewhole.core.appeal.people import may_review, pick, took_part
from makewhole.core.claim import events as claims
from makewhole.core.claim.colleagues import INJURY, Colleague, Mandate
from makewhole.core.claim.stages import Ground
from makewhole.core.claim.state import Claim
from makewhole.core.claim.values import By, Role
from tests.core.appeal.appeals import (
    APPEAL_ID,
    REVIEWER,
    after,
    assigned,
    assigning,
    filing,
)
from tests.core.claim.claims import CLAIMANT, HANDLER, LEAD, NOW, OTHER_LEAD, SELLER, screening
from tests.core.claim.samples import DETERMINED, FILED

PEOPLE = tuple(By(Role.HANDLER, UUID(int=100 + n)) for n in range(5))


def test_the_draw_does_not_depend_on_the_order_in_which_people_are_named() -> None:
    drawn = pick(APPEAL_ID, PEOPLE, frozenset())

    assert drawn in PEOPLE
    assert pick(APPEAL_ID, tuple(reversed(PEOPLE)), frozenset()) == drawn


def test_the_draw_passes_over_whoever_took_part() -> None:
    out = frozenset(by.party_id for by in PEOPLE[:4] if by.party_id is not None)

    assert pick(APPEAL_ID, PEOPLE, out) == PEOPLE[4]
    assert pick(APPEAL_ID, PEOPLE[:4], out) is None


def test_the_draw_spreads_appeals_over_all_of_them() -> None:
    drawn = Counter(pick(uuid5(APPEAL_ID, str(n)), PEOPLE, frozenset()) for n in range(1_000))

    assert len(drawn) == 5
    assert min(drawn.values()) > 150


def test_whoever_determined_seconded_found_or_wrote_down_took_part() -> None:
    events = (
        replace(FILED, by=HANDLER),
        claims.DeterminationSeconded(LEAD, NOW),
        replace(DETERMINED, by=OTHER_LEAD),
        claims.FactStated("photos", 1, "", CLAIMANT, NOW),
        claims.SellerAnswered("accepted", "", SELLER, NOW),
    )

    assert took_part(events, (), APPEAL_ID) == {
        HANDLER.party_id,
        LEAD.party_id,
        OTHER_LEAD.party_id,
    }


def test_whoever_looks_at_another_appeal_of_the_claim_took_part() -> None:
    other = replace(assigned(), appeal_id=UUID(int=51))

    assert took_part((), [other], APPEAL_ID) == {REVIEWER.party_id}


def test_its_own_reviewer_did_not_take_part_but_whoever_wrote_it_down_did() -> None:
    own = after(filing(by=HANDLER), assigning())

    assert took_part((), [own], APPEAL_ID) == {HANDLER.party_id}


def test_whoever_is_away_or_lacks_the_skill_does_not_look_at_it() -> None:
    hurt = replace(screening(), ground=Ground.PERSONAL_INJURY)
    skilled = Mandate(skills=frozenset({INJURY}))

    def may(claim: Claim, mandate: Mandate) -> bool:
        return may_review(claim, Colleague(REVIEWER, mandate))

    assert may(screening(), Mandate())
    assert not may(screening(), Mandate(is_away=True))
    assert not may(hurt, Mandate())
    assert may(hurt, skilled)
