"""`python -m tests.simulation --orders 20000`: live through a year, and say what it came to."""

import argparse
import logging
import os
import sys
import tempfile
import time
from importlib import import_module
from pathlib import Path

import django

from tests import ground


def main() -> int:
    """Print what happened; 1 when something does not hold at the end."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--orders", type=int, default=20_000)
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    ground.begin_run()
    logging.disable(logging.ERROR)  # A bank that is silent is what is tried here.
    try:
        return _live(arguments.orders, arguments.seed)
    finally:
        ground.end_run()


def _live(orders: int, seed: int) -> int:
    django.setup()
    # These read the settings of the home, which is chosen just now.
    wish = import_module("tests.simulation.world").Wish(orders, seed)
    live = import_module("tests.simulation.year").live
    began = time.monotonic()
    with ground.fresh_database(ground.server()), tempfile.TemporaryDirectory() as folder:
        lived = live(wish, Path(folder), lambda said: print(said, end="\r"))
        world = lived.world
        print(f"{orders:,} orders, seed {seed}: {time.monotonic() - began:,.0f} seconds, "
              f"{os.cpu_count()} processors")  # fmt: skip
        for deed, count in sorted(world.acts.items()):
            print(f"{count:9,}  {deed}")
        print("Refused, as it should be:")
        for deed, count in sorted(world.refused.items()):
            print(f"{count:9,}  {deed}")
        print(f"{world.bank.timeouts:9,}  times the bank did not answer")
        taken = sum(world.mail.taken.values())
        print(f"{sum(world.mail.tried.values()):9,}  mails tried, {taken:,} taken")
        for finding in lived.findings[:50]:
            print(finding)
        print(f"{len(lived.findings):,} findings")
    return 1 if lived.findings else 0


if __name__ == "__main__":
    sys.exit(main())
