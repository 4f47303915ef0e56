"""What `make check` runs, step by step: all of them, within a time limit, each with its duration.

A step that fails does not hide what the later ones would say; the exit code is 1 if any failed.
"""

import os
import signal
import subprocess
import sys
from pathlib import Path
from time import monotonic

ROOT = Path(__file__).parents[1]
BIN = Path(sys.executable).parent
LIMIT_SECONDS = 15 * 60

PYTEST = ["python", "-m", "pytest", "-q"]
TWO = ["-n", "2", "--dist", "loadfile"]
# What rests most on a server's own ways: locks, constraints, walls, crashes, and the proof of it.
ROW_TESTS = [
    "tests/apps/claims",
    "tests/apps/reporting",
    "tests/apps/tenancy",
    "tests/apps/test_ledger.py",
    "tests/apps/test_orders_all_or_nothing.py",
    "tests/apps/test_orders_changes.py",
    "tests/house/test_walls.py",
]

STEPS = {
    "format": ["ruff", "format", "--check", "--quiet", "."],
    "lint": ["ruff", "check", "--quiet", "."],
    "types": ["mypy", "src/makewhole", "tests", "bench", ".ci"],
    "contracts": ["lint-imports", "--no-logo"],
    "tidy": [*PYTEST, "tests/house/test_tidy.py"],
    "tests": ["make", "test"],
    "core, each branch": ["python", ".ci/covered.py"],
    "core, all covered": ["coverage", "report", "--fail-under=100"],
    "rows on PostgreSQL 16": ["python", "-m", "tests.second_server", *PYTEST[2:], *TWO, *ROW_TESTS],
    "docs": ["make", "docs"],
}


def main() -> int:
    began = monotonic()
    failed = []
    for name, words in STEPS.items():
        left = LIMIT_SECONDS - (monotonic() - began)
        step_began = monotonic()
        print(f"--- {name}", flush=True)
        is_done = left > 0 and _run(words, left)
        print(f"--- {name}: {'done' if is_done else 'FAILED'}, {monotonic() - step_began:.0f} s")
        if not is_done:
            failed.append(name)
    minutes = (monotonic() - began) / 60
    print(
        f"{minutes:.1f} minutes. " + (f"Failed: {', '.join(failed)}." if failed else "All holds.")
    )
    return 1 if failed else 0


def _run(words: list[str], seconds: float) -> bool:
    """Run one step; what it started ends with it when the time is up."""
    program = str(BIN / words[0]) if (BIN / words[0]).exists() else words[0]
    step = subprocess.Popen([program, *words[1:]], cwd=ROOT, start_new_session=True)
    try:
        return step.wait(seconds) == 0
    except subprocess.TimeoutExpired:
        print(f"The limit of {LIMIT_SECONDS // 60} minutes is reached.", flush=True)
        os.killpg(step.pid, signal.SIGTERM)
        step.wait()
        return False


if __name__ == "__main__":
    sys.exit(main())
