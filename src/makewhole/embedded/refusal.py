"""Why there is no database, in words for whoever runs the programme."""

import errno
import shutil
from pathlib import Path

_ROOM_BYTES_MIN = 1_000_000  # With less, a server cannot even write down why it stopped.
DISK_FULL_WORDS = "No space left on device"


class ServerUnavailable(Exception):
    """The database cannot be used: what happened, what was not done, what to do."""


def disk_full(place: object, not_done: str) -> ServerUnavailable:
    """Word a full disk."""
    return ServerUnavailable(
        f"The disk that holds {place} is full. {not_done} "
        "What was committed before is safe. Free some space there, then run the command again."
    )


def is_disk_full(problem: OSError) -> bool:
    """Answer whether the file system had no room, or this user may use no more of it."""
    return problem.errno in {errno.ENOSPC, errno.EDQUOT}


def has_no_room(folder: Path) -> bool:
    """Answer whether the disk of this folder is full, or so nearly that nothing works there."""
    return shutil.disk_usage(folder).free < _ROOM_BYTES_MIN
