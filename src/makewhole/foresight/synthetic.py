"""Orders of a marketplace that does not exist, from a seed: the same seed gives the same orders.

Shares and delays are made up, with a little of everything that a guarantee is for; nothing here is
a statistic of a real marketplace.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from random import Random

_GOODS = (
    ("Kettle", 3990), ("Desk lamp", 2450), ("Rain jacket", 7900), ("Garden chair", 5499),
    ("Headphones", 8999), ("Bread knife", 1995), ("Yoga mat", 2290), ("Wall clock", 3150),
    ("Pillow, two pieces", 2799), ("Storage box", 1249), ("Bicycle light", 1899),
    ("Cast-iron pan", 4475), ("Table cloth", 2100), ("Phone case", 1299), ("Backpack", 6450),
    ("Picture frame", 1575), ("Hand blender", 5250), ("Board game", 3299), ("Bath towel", 1450),
    ("Office chair", 18900), ("Camera bag", 4999), ("Coffee grinder", 7350), ("Plant pot", 995),
    ("Toolbox", 3899), ("Espresso machine", 32900),
)  # fmt: skip

_SHOP_WORDS = (
    "Alder", "Birch", "Cedar", "Dune", "Elm", "Fern", "Glen", "Harbour", "Iris", "Juniper",
    "Kite", "Larch", "Maple", "North", "Oak", "Pine", "Quay", "Ridge", "Stone", "Thistle",
)  # fmt: skip
_SHOP_KINDS = ("Home", "Goods", "Supply", "Works")

COLUMNS = (
    "order_id", "line", "placed_at", "currency", "seller", "product", "title", "quantity", "price",
    "shipping", "paid", "ship_by", "latest_estimate", "handed_over_at", "delivered_at", "state",
    "fulfilled_by", "buyer",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Wanted:
    """What to make up: so many orders of so many sellers, placed over the days before `until`."""

    orders: int
    sellers: int
    until: date
    days: int
    currency: str
    seed: int


@dataclass(frozen=True, slots=True)
class _Journey:
    """What became of a parcel."""

    state: str
    handed_over_at: datetime | None
    delivered_at: datetime | None


def shop_name(number: int) -> str:
    """Answer the name of a made-up seller.

    >>> shop_name(0), shop_name(21)
    ('Alder Home', 'Birch Goods')
    """
    word = _SHOP_WORDS[number % len(_SHOP_WORDS)]
    return f"{word} {_SHOP_KINDS[number // len(_SHOP_WORDS) % len(_SHOP_KINDS)]}"


def order_lines(wanted: Wanted) -> Iterator[Mapping[str, str]]:
    """Make up orders, one row for each line, in the columns that the CSV importer reads."""
    random = Random(wanted.seed)  # noqa: S311 - made-up orders need no secrecy
    for number in range(wanted.orders):
        yield from _order(random, wanted, number)


def _order(random: Random, wanted: Wanted, number: int) -> Iterator[Mapping[str, str]]:
    day = wanted.until - timedelta(days=1 + random.randrange(wanted.days))
    placed_at = datetime.combine(day, time(random.randrange(7, 23), random.randrange(60)), UTC)
    promised = day + timedelta(days=random.choice((4, 5, 6, 8, 10)))
    end = datetime.combine(wanted.until, time(), UTC)
    journey = _journey(random, placed_at, promised, end)
    lines = random.choices((1, 2, 3), weights=(78, 17, 5))[0]
    sellers = [random.randrange(wanted.sellers) for _ in range(lines)]
    if random.random() < 0.9:
        sellers = sellers[:1] * lines  # Most orders are of one seller.
    rows = []
    for line, seller in enumerate(sellers, start=1):
        title, price = random.choice(_GOODS)
        quantity = random.choices((1, 2, 3), weights=(88, 9, 3))[0]
        shipping = random.choice((0, 399, 499, 599, 899))
        rows.append((line, seller, title, quantity, price * quantity, shipping))
    paid = sum(price + shipping for *_, price, shipping in rows)
    by_marketplace = random.random() < 0.12
    buyer = f"buyer-{1 + random.randrange(max(1, wanted.orders * 6 // 10))}"
    for line, seller, title, quantity, price, shipping in rows:
        yield {
            "order_id": f"NW-{100000 + number}",
            "line": str(line),
            "placed_at": _written(placed_at),
            "currency": wanted.currency,
            "seller": shop_name(seller),
            "product": f"P-{title.upper().replace(' ', '-').replace(',', '')}",
            "title": title,
            "quantity": str(quantity),
            "price": _amount(price),
            "shipping": _amount(shipping),
            "paid": _amount(paid),
            "ship_by": _written(placed_at + timedelta(days=2)),
            "latest_estimate": promised.isoformat(),
            "handed_over_at": _written(journey.handed_over_at),
            "delivered_at": _written(journey.delivered_at),
            "state": journey.state,
            "fulfilled_by": "marketplace" if by_marketplace else "seller",
            "buyer": buyer,
        }


def _journey(random: Random, placed_at: datetime, promised: date, end: datetime) -> _Journey:
    """Let a parcel travel; what would happen after `end` has not happened yet."""
    fate = random.choices(
        ("in_time", "late", "lost_on_the_way", "never_sent", "cancelled"),
        weights=(82, 9, 4, 3, 2),
    )[0]
    if fate == "cancelled":
        return _Journey("cancelled", None, None)
    handed_over_at = placed_at + timedelta(hours=random.randrange(6, 60))
    arrives = datetime.combine(promised, time(random.randrange(8, 20), 15), UTC)
    if fate == "in_time":
        arrives -= timedelta(days=random.randrange(3))
    elif fate == "late":
        arrives += timedelta(days=random.randrange(1, 16))
    arrives = max(arrives, handed_over_at + timedelta(hours=8))
    if fate == "never_sent" or handed_over_at >= end:
        return _Journey("approved", None, None)
    if fate == "lost_on_the_way" or arrives >= end:
        return _Journey("shipped", handed_over_at, None)
    return _Journey("delivered", handed_over_at, arrives)


def _written(at: datetime | None) -> str:
    return at.strftime("%Y-%m-%dT%H:%M:%SZ") if at is not None else ""


def _amount(minor: int) -> str:
    return f"{minor // 100}.{minor % 100:02d}"
