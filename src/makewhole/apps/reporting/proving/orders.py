"""Orders are as their imports wrote them."""

from uuid import UUID

from makewhole.apps.orders.queries import differing_orders, import_roots
from makewhole.apps.reporting.proving.folded import Verified


def compare_orders(marketplace_id: UUID, result: Verified) -> None:
    """Work out each order's row hash again, and each import's root over them."""
    for external_id in differing_orders(marketplace_id=marketplace_id):
        result.differs("order", external_id, "its facts are not what was brought in")
    for root in import_roots(marketplace_id=marketplace_id):
        if root.recorded != root.worked_out:
            result.differs("import", root.import_id, "its orders are not those it wrote")
