"""A hundred claims on one order, one after the other: the last must be as fast as the first.

    python -m bench.one_order --orders 20

Each order has a hundred lines that never came, each claim is for one of them, and each sees all
that were made before it. First and last are the medians of ten claims, over all orders.
"""

import argparse
import statistics
import sys
import time
from importlib import import_module

from bench.shop import START, Shop, gather_statistics, make_orders, order_id, shop

LINES = 100
ENDS = 10
DIFFERENCE_MAX = 0.2


def claim_each_line(made: Shop, number: int) -> list[float]:
    """File a claim for every line of an order, and answer how long each took."""
    commands = import_module("makewhole.apps.claims.commands")
    values = import_module("makewhole.core.claim.values")
    ground = import_module("makewhole.core.claim.stages").Ground.NOT_RECEIVED
    by = import_module("makewhole.core.claim.handle").AUTOMATION
    taken = []
    for line in range(1, LINES + 1):
        filing = commands.Filing(order_id(number), (values.Line(line, 1),), ground, by)
        begun = time.perf_counter()
        filed = commands.file_claim(marketplace_id=made.marketplace_id, filing=filing, at=START)
        taken.append(time.perf_counter() - begun)
        if not isinstance(filed, commands.Filed):
            raise SystemExit(f"A claim was refused: {filed}")
    return taken


def main() -> int:
    """Print first, last and their ratio; 1 when they differ by more than the limit."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--orders", type=int, default=20)
    arguments = parser.parse_args()
    with shop() as made:
        make_orders(made, 1, arguments.orders + 1, shipped=True, lines=LINES)
        claim_each_line(made, arguments.orders + 1)  # The terms are read, the statements prepared.
        gather_statistics()
        taken = [claim_each_line(made, number) for number in range(1, arguments.orders + 1)]
    first = statistics.median(seconds for each in taken for seconds in each[:ENDS]) * 1_000
    last = statistics.median(seconds for each in taken for seconds in each[-ENDS:]) * 1_000
    print(f"claims 1 to {ENDS} of an order   {first:8.2f} ms")
    print(f"claims {LINES - ENDS + 1} to {LINES}           {last:8.2f} ms")
    print(f"the last to the first       {last / first:8.2f}     (1 ± {DIFFERENCE_MAX})")
    return 0 if abs(last / first - 1) <= DIFFERENCE_MAX else 1


if __name__ == "__main__":
    sys.exit(main())
