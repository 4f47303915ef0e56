"""The real orders come in whole: every count as SQL over the files finds it."""

from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime
from uuid import UUID

import pytest
from django.db import connection

from makewhole.apps.orders.commands import Imported
from makewhole.apps.orders.queries import (
    LateOrLost,
    differing_orders,
    import_roots,
    orders_late_or_lost,
)
from makewhole.apps.tenancy.transactions import transaction
from tests.apps.olist_files import bring_olist_in
from tests.marketplaces import make_marketplace
from tests.real.test_olist_facts import OLIST, needs_the_orders

pytestmark = [pytest.mark.real_data, needs_the_orders]

AS_OF = datetime(2018, 10, 18, 2, 59, 59, tzinfo=UTC)  # The end of 17 October in Sao Paulo.


@pytest.fixture(scope="module")
def brazil(database: str) -> UUID:
    del database
    return make_marketplace("br")


@pytest.fixture(scope="module")
def imported(brazil: UUID) -> Imported:
    return bring_olist_in(brazil, OLIST / "dev")


@pytest.fixture(scope="module")
def candidates(brazil: UUID, imported: Imported) -> list[LateOrLost]:
    assert imported.counts.inserted
    found: Iterator[LateOrLost] = orders_late_or_lost(
        marketplace_id=brazil, market_code="br", at=AS_OF, late_days=3
    )
    return list(found)


def test_every_order_comes_in_and_none_is_rejected(imported: Imported) -> None:
    assert (imported.counts.orders, imported.counts.inserted) == (31_199, 31_199)
    assert (imported.rejected, imported.problems) == (0, ())
    assert imported.counts.lines == 32_001 + 3_243


def test_every_defect_is_counted_as_sql_over_the_files_counts_it(imported: Imported) -> None:
    assert {note.kind: note.count for note in imported.notes} == {
        "no_items": 3_243,
        "no_customer": 2_518,
        "no_payment": 1,
        "paid_differs": 188,
        "delivered_without_date": 2,
        "delivered_before_hand_over": 8,
        "hand_over_before_approval": 194,
        "hand_over_before_purchase": 4,
        "cancelled_but_delivered": 6,
        "several_sellers": 297,
        "several_reviews": 157,
        "shared_reviews": 65,
    }
    odd = Counter((oddity.field, oddity.kind) for oddity in imported.odd_times)
    assert odd == {
        ("order_purchase_timestamp", "ambiguous"): 5,
        ("order_approved_at", "ambiguous"): 3,
        ("shipping_limit_date", "ambiguous"): 2,
    }


def test_late_and_lost_are_those_of_the_files(candidates: list[LateOrLost]) -> None:
    claims = Counter((each.ground, each.was_shipped) for each in candidates)
    orders = {
        key: len({each.order_id for each in candidates if (each.ground, each.was_shipped) == key})
        for key in claims
    }

    # 1,630 delivered late and one that was cancelled and yet delivered late.
    assert claims == {
        ("late", True): 1_633,
        ("not_received", True): 904,
        ("not_received", False): 552,
    }
    assert orders == {
        ("late", True): 1_631,
        ("not_received", True): 902,
        ("not_received", False): 552,
    }


def test_no_personal_text_is_kept(brazil: UUID, imported: Imported) -> None:
    assert imported.import_id is not None
    with transaction(brazil), connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM parties_party WHERE external_ref !~ '^[0-9a-f]{32}$'"
            " OR (kind = 'buyer' AND display_name <> '') OR name_sealed IS NOT NULL"
        )
        assert cursor.fetchone() == (0,)


def test_the_rows_prove_their_hashes(brazil: UUID, imported: Imported) -> None:
    with transaction(brazil):
        (root,) = import_roots(marketplace_id=brazil)
        assert differing_orders(marketplace_id=brazil) == ()
    assert root.worked_out == imported.root_hash


def test_again_nothing_changes(brazil: UUID, imported: Imported) -> None:
    again = bring_olist_in(brazil, OLIST / "dev")

    assert (again.counts.unchanged, again.import_id) == (imported.counts.orders, None)
