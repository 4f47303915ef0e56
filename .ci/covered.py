"""Run the tests of the core under coverage, half of them on each of two processors.

Together they must reach every branch: `coverage report` says so after them.
"""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]
# These try what others cover again, on many random claims: `make test` has run them.
SHIPPED = "tests/core/terms/test_shipped"
AGAIN = (
    f"--ignore={SHIPPED}_losses.py",
    f"--ignore={SHIPPED}_promises.py",
    f"--deselect={SHIPPED}_terms.py::test_breaks_a_golden_claim_when_a_figure_of",
)
HALVES = (
    ("tests/core/terms", *AGAIN),
    (
        "tests/core",
        "--ignore=tests/core/terms",
        "tests/properties/test_clocks.py",
        "tests/scenarios",
        "src/makewhole/core",
    ),
)


def main() -> int:
    coverage = [sys.executable, "-m", "coverage"]
    subprocess.run([*coverage, "erase"], cwd=ROOT, check=True)
    running = [
        subprocess.Popen(
            [
                *coverage,
                "run",
                "--parallel-mode",
                "-m",
                "pytest",
                "-q",
                "-p",
                "no:cacheprovider",
                *half,
            ],
            cwd=ROOT,
            env={**os.environ, "PYTHONUNBUFFERED": "1"},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        for half in HALVES
    ]
    for half in running:
        said, _ = half.communicate()
        print(said, flush=True)
    subprocess.run([*coverage, "combine", "--quiet"], cwd=ROOT, check=True)
    return max(half.returncode for half in running)


if __name__ == "__main__":
    sys.exit(main())
