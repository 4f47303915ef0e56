"""A change of terms waits for its notice, and never reaches back (P14)."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from uuid import UUID

import pytest

from makewhole.apps.programme.commands import (
    NewlyAdopted,
    TermsFile,
    adopt_first_terms,
    adopt_in_market,
)
from makewhole.apps.programme.queries import governing, hashes_in_force
from makewhole.apps.programme.shipped import shipped_terms
from makewhole.apps.tenancy.transactions import transaction
from makewhole.core.kernel.outcome import Refused
from tests.apps.claims.shop import Shop, refused
from tests.marketplaces import Clock

# The shop's clock stands at noon on 1 December 2026; the shipped terms ask for 15 days of notice.
TODAY = date(2026, 12, 1)
SHIPPED = shipped_terms("us")


def version(name: str, *, notice_days: int = 15) -> TermsFile:
    """The shipped terms under another version, with a notice period of their own."""
    text = SHIPPED.text.replace('version: "2026-12"', f'version: "{name}"')
    return replace(SHIPPED, text=text.replace("notice_days: 15", f"notice_days: {notice_days}", 1))


def adopt(
    shop: Shop, file: TermsFile, first_day: date | None, *, noticed_at: datetime | None = None
) -> NewlyAdopted | Refused:
    return adopt_in_market(
        marketplace_id=shop.marketplace,
        market_code="us",
        file=file,
        in_force_from=first_day,
        approved_by="test",
        noticed_at=noticed_at or shop.clock.now,
        at=shop.clock.now,
    )


def adopted(outcome: NewlyAdopted | Refused) -> NewlyAdopted:
    assert isinstance(outcome, NewlyAdopted), outcome
    return outcome


def governs(shop: Shop, day: date) -> str:
    with transaction(shop.marketplace):
        in_force = hashes_in_force(marketplace_id=shop.marketplace, market_code="us")
    return governing(in_force, day)


def test_terms_with_a_figure_of_no_source_are_not_adopted(shop: Shop) -> None:
    newer = version("2027-01")
    row = "values: [{value: 90, cite: [AZ-TRANSL, AZ-BLOGG]}"
    unsourced = replace(
        newer, text=newer.text.replace(row, f"{row}, {{from: 2027-03-01, value: 120}}")
    )
    own = replace(newer, text=unsourced.text.replace("value: 120}", "value: 120, default: true}"))

    outcome = adopt(shop, unsourced, date(2027, 3, 1))

    assert refused(outcome) == "terms_cannot_be_used"
    assert "found a figure from 2027-03-01 without a source" in str(outcome)
    assert adopted(adopt(shop, own, date(2027, 3, 1))).is_new


def test_terms_without_notice_still_wait_for_that_of_the_terms_they_follow(shop: Shop) -> None:
    hasty = version("2027-01", notice_days=0)

    outcome = adopt(shop, hasty, TODAY + timedelta(days=14))

    assert isinstance(outcome, Refused)
    assert outcome.reason == "notice_too_short"
    assert outcome.facts == {"earliest": date(2026, 12, 16), "notice_days": 15}


def test_terms_with_a_longer_notice_wait_for_their_own(shop: Shop) -> None:
    patient = version("2027-01", notice_days=60)

    assert refused(adopt(shop, patient, date(2027, 1, 29))) == "notice_too_short"
    assert adopted(adopt(shop, patient, date(2027, 1, 30))).is_new


def test_terms_keep_the_notice_of_those_that_wait_to_come_before_them(shop: Shop) -> None:
    adopted(adopt(shop, version("2027-02", notice_days=60), date(2027, 2, 1)))
    shop.clock.forward(days=30)

    assert refused(adopt(shop, version("2027-03"), date(2027, 2, 2))) == "notice_too_short"


@pytest.mark.parametrize("first_day", [date(2026, 11, 1), TODAY])
def test_an_old_notice_puts_no_terms_in_force_before_tomorrow(shop: Shop, first_day: date) -> None:
    long_ago = shop.clock.now - timedelta(days=100)

    outcome = adopt(shop, version("2027-01"), first_day, noticed_at=long_ago)

    assert refused(outcome) == "terms_reach_back"
    tomorrow = TODAY + timedelta(days=1)
    assert adopted(adopt(shop, version("2027-01"), tomorrow, noticed_at=long_ago)).is_new


def test_a_notice_counts_from_the_markets_own_day(shop: Shop) -> None:
    shop.clock.forward(hours=14)  # 2 December, 02:00 UTC: still the first where the market is.

    outcome = adopt(shop, version("2027-01"), TODAY + timedelta(days=15))

    assert adopted(outcome).in_force_from == date(2026, 12, 16)


def test_terms_of_another_market_are_refused(shop: Shop) -> None:
    outcome = adopt(shop, shipped_terms("br"), date(2027, 1, 1))

    assert isinstance(outcome, Refused)
    assert outcome.reason == "terms_are_for_another_market"
    assert outcome.facts == {"market": "us", "said": "BR", "meant": "US"}


def test_the_first_terms_are_those_of_the_market_too(marketplace: UUID, clock: Clock) -> None:
    outcome = adopt_first_terms(
        marketplace_id=marketplace,
        market_code="us",
        file=shipped_terms("br"),
        approved_by="test",
        at=clock.now,
    )

    assert refused(outcome) == "terms_are_for_another_market"


def test_a_market_that_is_not_open_gets_no_terms(shop: Shop) -> None:
    outcome = adopt_in_market(
        marketplace_id=shop.marketplace,
        market_code="br",
        file=shipped_terms("br"),
        in_force_from=None,
        approved_by="test",
        noticed_at=None,
        at=shop.clock.now,
    )

    assert refused(outcome) == "market_not_open"


def test_going_back_to_an_earlier_text_is_a_change_with_its_own_day(shop: Shop) -> None:
    shipped = governs(shop, TODAY)
    newer = adopted(adopt(shop, version("2027-01"), date(2027, 1, 1))).terms_hash

    back = adopted(adopt(shop, SHIPPED, date(2027, 2, 1)))

    assert back == NewlyAdopted(shipped, date(2027, 2, 1), is_new=True)
    assert governs(shop, date(2026, 12, 31)) == shipped
    assert governs(shop, date(2027, 1, 31)) == newer
    assert governs(shop, date(2027, 2, 1)) == shipped


def test_going_back_needs_notice_like_any_change(shop: Shop) -> None:
    adopted(adopt(shop, version("2027-01"), date(2027, 1, 1)))

    assert refused(adopt(shop, SHIPPED, None)) == "first_day_missing"
    shop.clock.forward(days=40)
    assert refused(adopt(shop, SHIPPED, date(2027, 1, 15))) == "notice_too_short"


def test_adopting_what_governs_from_that_day_already_changes_nothing(shop: Shop) -> None:
    file = version("2027-01")
    first = adopted(adopt(shop, file, date(2027, 1, 1)))

    assert adopted(adopt(shop, file, date(2027, 1, 1))) == replace(first, is_new=False)
    assert adopted(adopt(shop, file, None)) == replace(first, is_new=False)
    assert adopted(adopt(shop, SHIPPED, date(2026, 12, 20))).is_new is False
