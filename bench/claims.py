"""One claim filed and decided through the command layer, against its plain statements in pgbench.

    python -m bench.claims --claims 2000 --runs 3

Both work one connection on the same server, in turn. A claim here is settled by its facts: filed,
decided, booked, its payout ordered, its notices left for the worker, in one transaction.
"""

import argparse
import re
import statistics
import subprocess
import sys
import time
from importlib import import_module
from pathlib import Path
from typing import Any

from bench.shop import (
    START,
    Shop,
    backend_pid,
    cpu_seconds,
    gather_statistics,
    make_orders,
    order_id,
    shop,
)

LIMIT = Path(__file__).parent / "limits" / "claim_filed.sql"
TARGET = 0.3
LIMIT_ORDERS = 100_000


def file_claims(made: Shop, first: int, count: int) -> tuple[float, float, float]:
    """File claims one by one; answer seconds, and processor seconds of Python and PostgreSQL."""
    commands = import_module("makewhole.apps.claims.commands")
    values = import_module("makewhole.core.claim.values")
    ground = import_module("makewhole.core.claim.stages").Ground.NOT_RECEIVED
    by = import_module("makewhole.core.claim.handle").AUTOMATION
    backend = backend_pid()
    begun, python, postgres = time.perf_counter(), time.process_time(), cpu_seconds(backend)
    for number in range(first, first + count):
        filing = commands.Filing(order_id(number), (values.Line(1, 1),), ground, by)
        filed = commands.file_claim(marketplace_id=made.marketplace_id, filing=filing, at=START)
        if not isinstance(filed, commands.Filed):
            raise SystemExit(f"A claim was refused: {filed}")
    return (
        time.perf_counter() - begun,
        time.process_time() - python,
        cpu_seconds(backend) - postgres,
    )


def run_limit(made: Shop, seconds: int) -> float:
    """Answer how many times a second pgbench runs the plain statements."""
    binaries = import_module("makewhole.embedded.binaries")
    roles = import_module("makewhole.apps.tenancy.roles")
    command = [
        binaries.binaries().program("pgbench"), "-n", "-M", "prepared", "-c", "1",
        "-T", str(seconds),
        "-f", str(LIMIT), "-h", made.address.host, "-p", str(made.address.port), "-U", roles.APP,
        "-D", f"orders={LIMIT_ORDERS}", "-D", f"marketplace={made.marketplace_id}",
        *_accounts(made), made.address.database,
    ]  # fmt: skip
    done = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603
    found = re.search(r"tps = ([\d.]+)", done.stdout)
    if found is None:
        raise SystemExit(done.stdout + done.stderr)
    return float(found[1])


def _accounts(made: Shop) -> list[str]:
    ledger = import_module("makewhole.apps.ledger.commands")
    transfer = import_module("makewhole.core.ledger.transfer")
    owner = "00000000-0000-4000-9000-000000000001"
    debit = transfer.AccountKey(transfer.AccountCode.RECEIVABLE_SELLER, "USD", owner)
    credit = transfer.AccountKey(transfer.AccountCode.PAYABLE_CLAIMANTS, "USD")
    names = {"debit": debit, "credit": credit}
    return [
        word
        for name, key in names.items()
        for word in ("-D", f"{name}={ledger.account_id(made.marketplace_id, key)}")
    ]


def main() -> int:
    """Print medians, the ratio to the limit, and the processor time of a claim."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--claims", type=int, default=1_500)
    parser.add_argument("--runs", type=int, default=3)
    arguments = parser.parse_args()
    with shop() as made:
        total = LIMIT_ORDERS + arguments.claims * arguments.runs + 100
        make_orders(made, 1, total, shipped=True)
        file_claims(made, LIMIT_ORDERS + 1, 50)  # The terms are read, the statements prepared.
        gather_statistics()
        ours: list[tuple[float, float, float]] = []
        limits: list[float] = []
        for run in range(arguments.runs):
            limits.append(run_limit(made, 5))
            first = LIMIT_ORDERS + 51 + run * arguments.claims
            ours.append(file_claims(made, first, arguments.claims))
    return report(ours, limits, arguments.claims)


def report(ours: list[Any], limits: list[float], claims: int) -> int:
    """Print the table; 1 when the ratio is below the target."""
    rate = statistics.median(claims / seconds for seconds, _, _ in ours)
    limit = statistics.median(limits)
    python = statistics.median(python / claims for _, python, _ in ours) * 1e6
    postgres = statistics.median(postgres / claims for _, _, postgres in ours) * 1e6
    ratio = rate / limit
    print(f"claims filed and decided    {rate:10,.0f} /s")
    print(f"the plain statements        {limit:10,.0f} /s   (pgbench, prepared, one connection)")
    print(f"ratio                       {ratio:10.2f}      (at least {TARGET})")
    print(f"processor time of a claim   {python:10,.0f} µs Python, {postgres:,.0f} µs PostgreSQL")
    return 0 if ratio >= TARGET else 1


if __name__ == "__main__":
    sys.exit(main())
