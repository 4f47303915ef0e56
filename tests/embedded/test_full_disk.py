"""A full disk is told in words, and what was committed before it is safe."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.skipif(os.getuid() != 0, reason="only root can mount a small disk")

SMALL_DISK = 'mount -t tmpfs -o size="$0"m,mode=700 small "$1" && shift && exec "$@"'

MAKE = """
import pathlib, sys
from makewhole.embedded.home import start
from makewhole.embedded.refusal import ServerUnavailable
home = pathlib.Path(sys.argv[1])
try:
    start(home)
except ServerUnavailable as problem:
    print(problem)
print(sorted(path.name for path in home.iterdir() if path.is_dir()))
"""

FILL = """
import pathlib, sys
import psycopg
from makewhole.embedded.home import start, stop
from makewhole.embedded.refusal import ServerUnavailable
home = pathlib.Path(sys.argv[1])
address = start(home, settings={"shared_buffers": "16MB"}).conninfo(database="postgres")
with psycopg.connect(address) as connection:
    connection.execute("CREATE TABLE kept AS SELECT 7 AS number")
try:
    with psycopg.connect(address) as connection:
        connection.execute("CREATE UNLOGGED TABLE big AS SELECT repeat('x', 2000) AS filler"
                           " FROM generate_series(1, 1000000)")
except psycopg.errors.DiskFull:
    print("full while writing")
stop(home)
filler = home / "filler"
with filler.open("wb", buffering=0) as file:
    try:
        while file.write(bytes(4096)):
            pass
    except OSError:
        pass
try:
    start(home)
except ServerUnavailable as problem:
    print(problem)
filler.unlink()
with psycopg.connect(start(home).conninfo(database="postgres")) as connection:
    print("kept", connection.execute("SELECT number FROM kept").fetchone())
stop(home)
"""


def _on_a_disk_of(megabytes: int, place: Path, program: str) -> str:
    words = ["unshare", "-m", "sh", "-c", SMALL_DISK, str(megabytes), str(place)]
    ran = subprocess.run(
        [*words, sys.executable, "-c", program, str(place)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode == 0, ran.stderr
    return ran.stdout


@pytest.mark.parametrize("megabytes", [1, 20])
def test_without_room_nothing_is_made_and_nothing_left(tmp_path: Path, megabytes: int) -> None:
    said = _on_a_disk_of(megabytes, tmp_path, MAKE)
    assert f"The disk that holds {tmp_path} is full. The database was not made" in said
    assert "['logs']" in said


def test_what_was_committed_outlives_a_full_disk(tmp_path: Path) -> None:
    said = _on_a_disk_of(150, tmp_path, FILL)
    assert "full while writing" in said
    assert "postgres is full. The database was not started." in said
    assert "kept (7,)" in said
