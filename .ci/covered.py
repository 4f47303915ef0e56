"""Run the tests of the core under coverage, half of them on each of two processors.

Together they must reach every branch: `coverage report` says so after them.
"""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]
HALVES = (
    ("tests/core/terms",),
    ("tests/core", "--ignore=tests/core/terms", "tests/properties", "tests/scenarios",
     "src/makewhole/core"),
)  # fmt: skip


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
