"""Proving the rows from the journal: everything is folded and decided again, and compared.

`makewhole verify` looks at one moment and can write nothing, so what happens meanwhile is no
difference. It names each difference with its place, and the tables it covers.
"""

from collections.abc import Callable
from uuid import UUID

from makewhole.apps.reporting.proving.appeals import compare_appeals
from makewhole.apps.reporting.proving.claims import (
    compare_claims,
    compare_clocks,
    compare_lines,
    compare_occurrences,
)
from makewhole.apps.reporting.proving.deliveries import compare_deliveries
from makewhole.apps.reporting.proving.determinations import compare_terms, replay_determinations
from makewhole.apps.reporting.proving.folded import Verified
from makewhole.apps.reporting.proving.journal import compare_seals, fold_streams
from makewhole.apps.reporting.proving.money import compare_books, compare_payouts, compare_refunds
from makewhole.apps.reporting.proving.orders import compare_orders
from makewhole.apps.reporting.proving.snapshot import snapshot
from makewhole.apps.reporting.proving.texts import compare_texts

__all__ = ["COVERED", "Verified", "verify"]

COVERED = (
    "journal_event",
    "journal_seal",
    "journal_runningclock",
    "appeals_appeal",
    "claims_claim",
    "claims_claimline",
    "claims_determination",
    "claims_occurrence",
    "claims_wouldhavechanged",
    "ledger_account",
    "ledger_transfer",
    "notices_delivery",
    "notices_notice",
    "orders_order",
    "orders_line",
    "parties_sealedtext",
    "payouts_payout",
    "programme_termsversion",
)


def verify(*, marketplace_id: UUID, progress: Callable[[str, int], None]) -> Verified:
    """Prove a marketplace's rows, books, hashes and determinations from its journal.

    Call it outside a transaction: it opens the one moment that it looks at.
    """
    result = Verified()
    with snapshot(marketplace_id):
        folded = fold_streams(marketplace_id, result, progress)
        compare_appeals(marketplace_id, folded, result, progress)
        compare_seals(marketplace_id, folded, result)
        compare_claims(marketplace_id, folded, result)
        compare_lines(marketplace_id, folded, result)
        compare_occurrences(marketplace_id, folded, result)
        compare_clocks(marketplace_id, folded, result)
        compare_books(marketplace_id, folded, result)
        compare_deliveries(marketplace_id, result)
        compare_orders(marketplace_id, result)
        compare_refunds(marketplace_id, folded, result)
        compare_payouts(marketplace_id, folded, result)
        compare_texts(marketplace_id, folded, result)
        compare_terms(marketplace_id, result)
        replay_determinations(marketplace_id, folded, result, progress)
    return result
