"""Olist's files as they are published: columns that are used, and what each oddity is made into."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Table:
    """One of olist's files: its name, its columns that are used, and those it cannot do without."""

    name: str
    staged: str
    columns: Mapping[str, str]
    required: tuple[str, ...]
    is_needed: bool = True


TABLES = (
    Table(
        "orders",
        "olist_orders",
        {
            "order_id": "order_id",
            "customer_id": "customer_id",
            "order_status": "status",
            "order_purchase_timestamp": "purchased_at",
            "order_approved_at": "approved_at",
            "order_delivered_carrier_date": "handed_over_at",
            "order_delivered_customer_date": "delivered_at",
            "order_estimated_delivery_date": "estimate",
        },
        ("order_id", "order_status", "order_purchase_timestamp"),
    ),
    Table(
        "order_items",
        "olist_items",
        {
            "order_id": "order_id",
            "order_item_id": "number",
            "product_id": "product_id",
            "seller_id": "seller_id",
            "shipping_limit_date": "ship_by",
            "price": "price",
            "freight_value": "shipping",
        },
        ("order_id", "order_item_id", "price", "freight_value"),
    ),
    Table(
        "order_payments",
        "olist_payments",
        {"order_id": "order_id", "payment_sequential": "number", "payment_value": "amount"},
        ("order_id", "payment_sequential", "payment_value"),
    ),
    Table(
        "customers",
        "olist_customers",
        {"customer_id": "customer_id", "customer_unique_id": "person"},
        ("customer_id", "customer_unique_id"),
    ),
    Table(
        "order_reviews",
        "olist_reviews",
        {"review_id": "review_id", "order_id": "order_id"},
        ("review_id", "order_id"),
    ),
    Table(
        "products",
        "olist_products",
        {"product_id": "product_id", "product_category_name": "category"},
        ("product_id", "product_category_name"),
        is_needed=False,
    ),
    Table(
        "categories",
        "olist_categories",
        {"product_category_name": "category", "product_category_name_english": "english"},
        ("product_category_name", "product_category_name_english"),
        is_needed=False,
    ),
)

# What each oddity of the data is, and what is made of it: told to whoever imports.
TREATMENTS = {
    "no_items": (
        "orders without item rows",
        "Each has one line, the whole order, of an unknown seller; it costs what was paid.",
    ),
    "no_customer": (
        "orders without a customer row",
        "The buyer is known by customer_id alone.",
    ),
    "no_payment": (
        "orders without a payment that can be read",
        "What the lines cost is assumed to have been paid.",
    ),
    "paid_differs": (
        "orders paid with another amount than items and shipping come to",
        "Paid is what the payments say; the lines keep their prices.",
    ),
    "time_unread": (
        "orders with a time that cannot be read",
        "That time is taken as not known.",
    ),
    "delivered_without_date": (
        "orders delivered without a date",
        "They arrived; when is not known.",
    ),
    "delivered_before_hand_over": (
        "orders delivered before a carrier had them",
        "Both times are kept as written.",
    ),
    "hand_over_before_approval": (
        "orders with a carrier before their payment was approved",
        "Both times are kept as written.",
    ),
    "hand_over_before_purchase": (
        "orders with a carrier before they were placed",
        "Both times are kept as written.",
    ),
    "cancelled_but_delivered": (
        "orders cancelled and yet delivered",
        "Both are kept.",
    ),
    "items_unread": (
        "orders with item rows that cannot be read, or contradict each other",
        "Each is taken as one line, the whole order.",
    ),
    "several_sellers": (
        "orders of several sellers",
        "Each seller's lines stand alone.",
    ),
    "several_reviews": ("orders with several reviews", "Reviews are not kept."),
    "shared_reviews": ("reviews of several orders", "Reviews are not kept."),
    "rows_of_unknown_orders": (
        "rows of items, payments or reviews of no order",
        "They are passed over.",
    ),
}
