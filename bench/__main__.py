"""`make bench`: every benchmark in turn, with the machine described; 1 when a limit is missed."""

import os
import platform
import subprocess
import sys

BENCHMARKS = (
    ("bench.terms", ()),
    ("bench.claims", ()),
    ("bench.one_order", ()),
    ("bench.sweeper", ()),
    ("bench.orders_import", ()),
)


def main() -> int:
    """Run each in a process of its own, so that none warms another up."""
    load, _, _ = os.getloadavg()
    print(
        f"{platform.machine()}, {os.cpu_count()} processors, load {load:.1f}, "
        f"Python {platform.python_version()}",
        flush=True,
    )
    missed = []
    for module, arguments in BENCHMARKS:
        print(f"\n--- {module}", flush=True)
        done = subprocess.run([sys.executable, "-m", module, *arguments], check=False)  # noqa: S603
        if done.returncode != 0:
            missed.append(module)
    print(f"\nLimits missed in: {', '.join(missed)}." if missed else "\nAll within their limits.")
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
