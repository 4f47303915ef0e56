"""Keeps a home's server running while its pages are served: started again once it went away.

`python -m makewhole.embedded.keeping HOME PID` runs beside the web server, whose number is PID, and
ends with it. A server that somebody stopped on purpose stays stopped.
"""

import os
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from time import sleep

from makewhole.embedded.address import embedded_address
from makewhole.embedded.cluster import is_answering
from makewhole.embedded.home import is_made, start, was_stopped
from makewhole.embedded.processes import postmaster_of
from makewhole.embedded.refusal import ServerUnavailable

_LOOK_SECONDS = 0.5
_LOOK_SECONDS_MAX = 30.0  # Where it cannot be started, such as on a full disk.


def keep_running(home: Path, *, is_over: Callable[[], bool], tell: Callable[[str], None]) -> None:
    """Look again and again until `is_over`, and start the server where it went away."""
    wait = _LOOK_SECONDS
    while not is_over():
        # In this order: a server that is stopped on purpose is marked before it ends. A home that
        # was moved away, mark and all, is being put back by somebody: a new one would mix with it.
        if _is_away(home) and is_made(home) and not was_stopped(home):
            wait = _bring_back(home, wait, tell)
        else:
            wait = _LOOK_SECONDS
        sleep(wait)


def _is_away(home: Path) -> bool:
    """Answer whether no server runs: its process is looked for first, which costs it nothing."""
    if postmaster_of(home / "postgres") is not None:
        return False
    return not is_answering(embedded_address(home).conninfo(database="postgres"))


def _bring_back(home: Path, wait: float, tell: Callable[[str], None]) -> float:
    """Start the server, and answer how long to wait before the next look."""
    try:
        start(home)
    except ServerUnavailable as problem:
        if wait == _LOOK_SECONDS:  # Once, not with each try.
            tell(f"The database went away and could not be started again yet. {problem}")
        return min(wait * 2, _LOOK_SECONDS_MAX)
    tell("The database had gone away and was started again. What was committed before is safe.")
    return _LOOK_SECONDS


def _say(words: str) -> None:
    sys.stderr.write(f"{words}\n")
    sys.stderr.flush()


if __name__ == "__main__":
    _kept_for = int(sys.argv[2])
    # Ctrl-C reaches the whole terminal; this process ends when the web server has.
    signal.signal(signal.SIGINT, lambda _number, _frame: None)
    keep_running(Path(sys.argv[1]), is_over=lambda: os.getppid() != _kept_for, tell=_say)
