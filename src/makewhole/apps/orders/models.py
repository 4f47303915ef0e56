"""Orders as the marketplace reported them, with what may still be refunded on each line.

No foreign keys: rows arrive a million at a time from one importer, which writes an order and its
lines in one transaction, and a marketplace's database may be split by order.
"""

from django.db import models
from django.db.models.functions import Now


class OrderState(models.TextChoices):
    """How far an order or a line is, as the marketplace says."""

    CREATED = "created"
    APPROVED = "approved"
    INVOICED = "invoiced"
    PROCESSING = "processing"
    SHIPPED = "shipped"
    DELIVERED = "delivered"
    CANCELLED = "cancelled"
    UNAVAILABLE = "unavailable"


class Order(models.Model):
    """One order. Facts we receive; only `refunded_minor` is ours, and is raised under its lock.

    Amounts are whole minor units of `currency`. `row_hash` covers every fact of the order and its
    lines as they stand, so that the same row brought again changes nothing.
    """

    id = models.UUIDField(primary_key=True)
    marketplace_id = models.UUIDField()
    market_code = models.CharField(max_length=10)
    external_id = models.CharField(max_length=200)  # The marketplace's own number.
    buyer_id = models.UUIDField(null=True)
    placed_at = models.DateTimeField()
    placed_on = models.DateField()  # The local day, as written.
    currency = models.CharField(max_length=3)
    paid_minor = models.BigIntegerField()
    paid_is_assumed = models.BooleanField()  # No payment was reported: what the lines cost.
    refunded_minor = models.BigIntegerField(db_default=0)  # Every refund, whoever made it.
    state = models.CharField(max_length=12, choices=OrderState)
    state_as_written = models.CharField(max_length=60)
    source = models.CharField(max_length=20)  # How it came, such as `import:olist`.
    import_id = models.UUIDField()  # The import that wrote this version.
    version = models.IntegerField()  # 1, then one more for each change of facts.
    row_hash = models.BinaryField(max_length=32)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["marketplace_id", "external_id"], name="order_once_in_a_marketplace"
            ),
            models.CheckConstraint(
                condition=models.Q(
                    refunded_minor__gte=0, refunded_minor__lte=models.F("paid_minor")
                ),
                name="order_refunds_no_more_than_paid",  # P3
            ),
        ]
        indexes = [models.Index(fields=["buyer_id"], name="orders_of_a_buyer")]


class Line(models.Model):
    """One line of an order: what of one product was bought from one seller.

    An order whose lines were not reported has a single one, `is_whole_order`, which costs what was
    paid. Amounts are for the whole quantity.
    """

    pk = models.CompositePrimaryKey("order_id", "number")
    marketplace_id = models.UUIDField()
    order_id = models.UUIDField()
    number = models.IntegerField()
    seller_id = models.UUIDField(null=True)  # None: nobody said who sold it.
    product_ref = models.CharField(max_length=200)
    title = models.CharField(max_length=500)
    quantity = models.IntegerField()
    price_minor = models.BigIntegerField()
    shipping_minor = models.BigIntegerField()
    refunded_item_minor = models.BigIntegerField(db_default=0)
    refunded_shipping_minor = models.BigIntegerField(db_default=0)
    is_whole_order = models.BooleanField()
    ship_by_at = models.DateTimeField(null=True)
    ship_by_on = models.DateField(null=True)
    latest_estimate_on = models.DateField(null=True)  # A day: estimates have no time of day.
    handed_over_at = models.DateTimeField(null=True)
    handed_over_on = models.DateField(null=True)
    delivered_at = models.DateTimeField(null=True)  # None beside a day: the time is not known.
    delivered_on = models.DateField(null=True)
    fulfilled_by = models.CharField(max_length=12, null=True)  # seller | marketplace
    state = models.CharField(max_length=12, choices=OrderState)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(
                    refunded_item_minor__gte=0, refunded_item_minor__lte=models.F("price_minor")
                ),
                name="line_refunds_no_more_than_its_price",  # P3
            ),
            models.CheckConstraint(
                condition=models.Q(
                    refunded_shipping_minor__gte=0,
                    refunded_shipping_minor__lte=models.F("shipping_minor"),
                ),
                name="line_refunds_no_more_than_its_shipping",  # P3
            ),
            models.CheckConstraint(condition=models.Q(quantity__gte=1), name="line_has_a_quantity"),
        ]


class TrackingEvent(models.Model):
    """Something reported of a parcel beyond hand-over and delivery, which stand on the line.

    Such as `approved`, `lost`, `returned_to_sender`, `awaiting_pickup`. Never changed.
    """

    pk = models.CompositePrimaryKey("order_id", "seq")
    marketplace_id = models.UUIDField()
    order_id = models.UUIDField()
    seq = models.IntegerField()
    line_number = models.IntegerField(null=True)  # None: the whole order.
    kind = models.CharField(max_length=40)
    at = models.DateTimeField()
    on = models.DateField()
    source = models.CharField(max_length=20)


class Import(models.Model):
    """One file or folder that brought orders: what it was, and what came of it. Never changed."""

    id = models.UUIDField(primary_key=True)
    marketplace_id = models.UUIDField()
    format = models.CharField(max_length=20)
    files = models.TextField()  # Canonical JSON: name, SHA-256 and rows of each.
    inserted = models.IntegerField()
    updated = models.IntegerField()
    unchanged = models.IntegerField()
    lines = models.IntegerField()
    rejected = models.IntegerField()
    root_hash = models.CharField(max_length=64)  # Over the row hashes of what it wrote.
    at = models.DateTimeField()  # In the marketplace's own time.
    recorded_at = models.DateTimeField(db_default=Now())


class Revision(models.Model):
    """An order as it stood before an import changed its facts. Never changed.

    `facts` is the order with its lines as JSON text, so that what a claim was decided on can be
    read again; `row_hash` is the hash that this version had.
    """

    pk = models.CompositePrimaryKey("order_id", "version")
    marketplace_id = models.UUIDField()
    order_id = models.UUIDField()
    version = models.IntegerField()
    import_id = models.UUIDField()  # The import that had written this version.
    replaced_by = models.UUIDField()  # The import that changed it.
    row_hash = models.BinaryField(max_length=32)
    facts = models.TextField()
