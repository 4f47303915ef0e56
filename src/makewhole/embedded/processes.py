"""Which processes work in a data folder: the folder they stand in tells, never a number in a file.

A number may belong to somebody else by now, or to a dead process that nobody has collected.
"""

import os
from pathlib import Path

import psutil


def working_in(data: Path) -> list[int]:
    """Answer the living processes of the server whose data this is, backends and all."""
    there = os.path.realpath(data)
    return [process.pid for process in psutil.process_iter() if _stands_in(process, there)]


def postmaster_of(data: Path) -> int | None:
    """Answer the server's first process, if it lives."""
    try:
        pid = int((data / "postmaster.pid").read_text().splitlines()[0])
        process = psutil.Process(abs(pid))
    except (FileNotFoundError, IndexError, ValueError, psutil.NoSuchProcess):
        return None
    return process.pid if _stands_in(process, os.path.realpath(data)) else None


def is_alive(pid: int) -> bool:
    """Answer whether this process lives; one that ended but was not collected does not."""
    try:
        return psutil.Process(pid).status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False


def _stands_in(process: psutil.Process, folder: str) -> bool:
    try:
        return process.cwd() == folder and process.status() != psutil.STATUS_ZOMBIE
    except (psutil.NoSuchProcess, psutil.AccessDenied, psutil.ZombieProcess):
        return False
