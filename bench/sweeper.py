"""The sweeper among a million open claims: how fast it finds what is due, and works it.

    python -m bench.sweeper --open 1000000 --due 4000

The million are rows with clocks that are not due. The due ones are real claims, put to sellers who
keep silent; two processes draw the consequence: the claim is decided and its payout ordered.
"""

import argparse
import multiprocessing
import statistics
import sys
import time
from datetime import datetime, timedelta
from importlib import import_module
from uuid import UUID

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

FIND_MS_MAX = 5.0
RATE_TARGET = 3_000
BATCH = 500  # As the worker takes them.
DUE_AT = START + timedelta(hours=48)

_OPEN_CLAIMS = """
INSERT INTO claims_claim
    (marketplace_id, id, reference, market_code, order_id, ground, currency, opened_by, opened_at,
     terms_hash, stage, next_actor, due_at, paid_total_minor, settled_minor, version, head_hash,
     state)
SELECT %s, gen_random_uuid(), 'B-' || n, 'us',
       ('00000000-0000-7000-8000-' || lpad(to_hex(n %% 1000 + 1), 12, '0'))::uuid, 'late', 'USD',
       'automation', '2026-12-01', '', 'awaiting_answers', 'seller',
       '2027-06-01'::timestamptz + n * interval '1 second', 0, 0, 1, '', ''
FROM generate_series(%s::int, %s::int) n
"""

_THEIR_CLOCKS = """
INSERT INTO journal_runningclock
    (marketplace_id, stream_kind, stream_id, name, actor, due_at, state)
SELECT marketplace_id, 'claim', id, 'seller_answer', 'seller', due_at, 'running'
FROM claims_claim WHERE marketplace_id = %s AND state = ''
"""


def fill(made: Shop, open_claims: int, due: int) -> None:
    """Make the million, and the real claims that will be due."""
    connection = import_module("django.db").connection
    transaction = import_module("makewhole.apps.tenancy.transactions").transaction
    make_orders(made, 1, max(due, 1_000), shipped=False)
    with transaction(made.marketplace_id), connection.cursor() as cursor:
        cursor.execute(_OPEN_CLAIMS, [made.marketplace_id, 1, open_claims])
        cursor.execute(_THEIR_CLOCKS, [made.marketplace_id])
    commands = import_module("makewhole.apps.claims.commands")
    values = import_module("makewhole.core.claim.values")
    ground = import_module("makewhole.core.claim.stages").Ground.NOT_RECEIVED
    by = import_module("makewhole.core.claim.handle").AUTOMATION
    for first in range(1, due + 1, 200):
        filings = [
            commands.Filing(order_id(number), (values.Line(1, 1),), ground, by)
            for number in range(first, min(first + 200, due + 1))
        ]
        commands.file_claims(marketplace_id=made.marketplace_id, filings=filings, at=START)
    gather_statistics()


def find_ms(made: Shop, runs: int) -> float:
    """Answer the median time of looking for what is due, with a full batch found."""
    transaction = import_module("makewhole.apps.tenancy.transactions").transaction
    desk = import_module("makewhole.apps.claims.desk")
    taken = []
    for _ in range(runs):
        with transaction(made.marketplace_id):
            begun = time.perf_counter()
            found = desk.take_due(marketplace_id=made.marketplace_id, at=DUE_AT, limit=50)
            taken.append((time.perf_counter() - begun) * 1_000)
            if len(found) != 50:
                raise SystemExit(f"{len(found)} were due.")
    return statistics.median(taken)


def sweep(marketplace_id: UUID, at: datetime, start: object, done: object) -> None:
    """Work due claims until none is left; one of the two processes."""
    setting_up = import_module("makewhole.surfaces.cli.setting_up")
    setting_up.set_up_django()
    setting_up.start_database()
    sweeping = import_module("makewhole.apps.claims.sweeping")
    # The terms are read before the clock starts, as in a worker that runs.
    sweeping.let_due_clocks_run_out(marketplace_id=marketplace_id, at=at, limit=5)
    backend = backend_pid()
    start.wait()  # type: ignore[attr-defined]
    moved, begun = 0, time.perf_counter()
    python, postgres = time.process_time(), cpu_seconds(backend)
    while count := sweeping.let_due_clocks_run_out(
        marketplace_id=marketplace_id, at=at, limit=BATCH
    ):
        moved += count
    python, postgres = time.process_time() - python, cpu_seconds(backend) - postgres
    done.put((moved, time.perf_counter() - begun, python, postgres))  # type: ignore[attr-defined]


def main() -> int:
    """Print both figures beside their limits; 1 when one is missed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--open", type=int, default=1_000_000)
    parser.add_argument("--due", type=int, default=4_000)
    arguments = parser.parse_args()
    processes = multiprocessing.get_context("spawn")
    with shop() as made:
        fill(made, arguments.open, arguments.due)
        found_ms = find_ms(made, 25)
        start, done = processes.Barrier(2), processes.Queue()
        workers = [
            processes.Process(target=sweep, args=(made.marketplace_id, DUE_AT, start, done))
            for _ in range(2)
        ]
        for worker in workers:
            worker.start()
        results = [done.get(timeout=600) for _ in workers]
        for worker in workers:
            worker.join()
    moved = sum(result[0] for result in results)
    rate = moved / max(result[1] for result in results)
    python, postgres = (sum(result[i] for result in results) / moved * 1e6 for i in (2, 3))
    print(f"open claims                 {arguments.open:10,}")
    print(f"50 due ones found in        {found_ms:10.2f} ms  (at most {FIND_MS_MAX})")
    print(
        f"due claims worked           {rate:10,.0f} /s  (two processes; at least {RATE_TARGET:,})"
    )
    print(f"processor time of a claim   {python:10,.0f} µs Python, {postgres:,.0f} µs PostgreSQL")
    return 0 if found_ms <= FIND_MS_MAX and rate >= RATE_TARGET else 1


if __name__ == "__main__":
    sys.exit(main())
