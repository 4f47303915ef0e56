"""Small olist folders for tests, with the columns and the defects of the real one."""

import csv
from collections.abc import Mapping, Sequence
from pathlib import Path
from uuid import UUID

from makewhole.apps.orders.commands import Imported, Settings, import_orders
from makewhole.gateways.files.olist import olist_sheets
from tests.marketplaces import START

ORDER = {
    "order_id": "o1",
    "customer_id": "c1",
    "order_status": "delivered",
    "order_purchase_timestamp": "2018-03-01 10:00:00",
    "order_approved_at": "2018-03-01 10:20:00",
    "order_delivered_carrier_date": "2018-03-03 08:00:00",
    "order_delivered_customer_date": "2018-03-09 17:00:00",
    "order_estimated_delivery_date": "2018-03-20 00:00:00",
    "precision": "second",
}
ITEM = {
    "order_id": "o1",
    "order_item_id": "1",
    "product_id": "p1",
    "seller_id": "s1",
    "shipping_limit_date": "2018-03-05 10:20:00",
    "price": "199.0",
    "freight_value": "17.87",
}
PAYMENT = {
    "order_id": "o1",
    "payment_sequential": "1",
    "payment_type": "credit_card",
    "payment_installments": "8",
    "payment_value": "216.87",
}
CUSTOMER = {"customer_id": "c1", "customer_unique_id": "person1", "customer_city": "sao paulo"}
REVIEW = {
    "review_id": "r1",
    "order_id": "o1",
    "review_score": "1",
    "review_comment_message": "nunca\nchegou",
}

Rows = Sequence[Mapping[str, str]]


def olist_folder(
    folder: Path,
    *,
    orders: Rows = (ORDER,),
    items: Rows = (ITEM,),
    payments: Rows = (PAYMENT,),
    customers: Rows = (CUSTOMER,),
    reviews: Rows = (REVIEW,),
) -> Path:
    """Write the five files, and the reference beside them as the real set has it."""
    here = folder / "dev"
    for name, rows, form in (
        ("orders", orders, ORDER),
        ("order_items", items, ITEM),
        ("order_payments", payments, PAYMENT),
        ("customers", customers, CUSTOMER),
        ("order_reviews", reviews, REVIEW),
    ):
        _write(here / f"{name}.csv", rows, form)
    products = [{"product_id": "p1", "product_category_name": "cama_mesa_banho"}]
    names = {
        "product_category_name": "cama_mesa_banho",
        "product_category_name_english": "bed_bath_table",
    }
    _write(folder / "reference" / "olist_products_dataset.csv", products, products[0])
    _write(folder / "reference" / "product_category_name_translation.csv", [names], names)
    return here


def _write(path: Path, rows: Rows, form: Mapping[str, str]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(form), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def bring_olist_in(marketplace: UUID, folder: Path) -> Imported:
    """Import one olist folder."""
    return import_orders(
        settings=Settings(
            marketplace_id=marketplace,
            market_code="br",
            zone="America/Sao_Paulo",
            currencies=("BRL",),
            source="import:olist",
        ),
        layout="olist",
        sheets=olist_sheets(folder),
        at=START,
        by="test",
        progress=lambda _doing, _done: None,
    )
