"""The embedded server of a home folder: started, found again, recovered, refused in words."""

import os
import shutil
import signal
import stat
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from time import sleep

import psycopg
import pytest

from makewhole.embedded import binaries as embedded_binaries
from makewhole.embedded import processes
from makewhole.embedded.address import Address, socket_folder
from makewhole.embedded.home import start, stop
from makewhole.embedded.refusal import ServerUnavailable

QUICK = {"shared_buffers": "16MB"}


@pytest.fixture
def home(tmp_path: Path) -> Iterator[Path]:
    yield tmp_path / "home"
    stop(tmp_path / "home")


def _connect(address: Address) -> psycopg.Connection:
    return psycopg.connect(address.conninfo(database="postgres"), autocommit=True)


def _postmaster(home: Path) -> int:
    pid = processes.postmaster_of(home / "postgres")
    assert pid is not None
    return pid


def test_keeps_what_was_written_over_a_stop(home: Path) -> None:
    with _connect(start(home)) as connection:
        connection.execute("CREATE TABLE kept AS SELECT 7 AS number")
    assert stop(home)
    assert not stop(home)
    with _connect(start(home)) as connection:
        assert connection.execute("SELECT number FROM kept").fetchone() == (7,)


def test_a_second_start_finds_the_first(home: Path) -> None:
    first = start(home)
    pid = _postmaster(home)
    assert start(home) == first
    assert _postmaster(home) == pid


def test_starts_once_for_four_who_start_at_one_moment(home: Path) -> None:
    words = [
        sys.executable,
        "-c",
        "import sys, pathlib, makewhole.embedded.home as h; h.start(pathlib.Path(sys.argv[1]))",
        str(home),
    ]
    started = [subprocess.Popen(words) for _ in range(4)]
    assert [process.wait() for process in started] == [0, 0, 0, 0]
    log = (home / "logs" / "postgres.log").read_text()
    assert log.count("database system is ready to accept connections") == 1


def test_recovers_what_was_committed_before_a_kill(home: Path) -> None:
    with _connect(start(home)) as connection:
        connection.execute("CREATE TABLE kept AS SELECT 7 AS number")
        os.kill(_postmaster(home), signal.SIGKILL)
    with _connect(start(home)) as connection:
        assert connection.execute("SELECT number FROM kept").fetchone() == (7,)
    assert "automatic recovery in progress" in (home / "logs" / "postgres.log").read_text()


def test_a_dead_servers_number_may_be_somebody_elses_by_now(home: Path) -> None:
    start(home)
    os.kill(_postmaster(home), signal.SIGKILL)
    pid_file = home / "postgres" / "postmaster.pid"
    while processes.working_in(home / "postgres"):
        sleep(0.01)
    lines = pid_file.read_text().splitlines()
    pid_file.write_text("\n".join([str(os.getpid()), *lines[1:]]) + "\n")
    with _connect(start(home)) as connection:
        assert connection.execute("SELECT 1").fetchone() == (1,)


def test_two_homes_live_side_by_side(tmp_path: Path) -> None:
    one, two = tmp_path / "one", tmp_path / "two"
    try:
        with _connect(start(one, settings=QUICK)) as connection:
            connection.execute("CREATE TABLE here AS SELECT 'one' AS name")
        with _connect(start(two, settings=QUICK)) as connection:
            connection.execute("CREATE TABLE here AS SELECT 'two' AS name")
        assert stop(one)
        with _connect(start(two)) as connection:
            assert connection.execute("SELECT name FROM here").fetchone() == ("two",)
    finally:
        stop(one)
        stop(two)


@pytest.mark.parametrize("name", ["its home's", '"$x` &', "größer"])
def test_lives_in_a_folder_of_any_name(tmp_path: Path, name: str) -> None:
    home = tmp_path / name
    try:
        address = start(home, settings=QUICK)
        assert Path(address.host) == home / "socket"
        with _connect(address) as connection:
            assert connection.execute("SELECT 1").fetchone() == (1,)
    finally:
        assert stop(home)


@pytest.mark.parametrize("name", ["a-long-name-" * 9, "one, two"])
def test_takes_a_short_private_folder_where_the_path_cannot_hold_a_socket(
    tmp_path: Path, name: str
) -> None:
    home = tmp_path / name
    address = start(home, settings=QUICK)
    folder = socket_folder(home)
    try:
        assert Path(address.host) == folder
        assert folder.parent == Path(tempfile.gettempdir())
        assert stat.S_IMODE(folder.stat().st_mode) == 0o700
        assert start(home) == address
        os.kill(_postmaster(home), signal.SIGKILL)
        assert start(home) == address
    finally:
        assert stop(home)
    assert not folder.exists()
    assert not stop(home)


def test_a_socket_folder_that_others_may_enter_is_not_used_again(tmp_path: Path) -> None:
    home = tmp_path / ("a-long-name-" * 9)
    home.mkdir()
    planted = Path(tempfile.mkdtemp())
    planted.chmod(0o777)
    (home / "socket.path").write_text(str(planted))
    try:
        assert Path(start(home, settings=QUICK).host) != planted
    finally:
        stop(home)
        planted.rmdir()


def test_nobody_else_can_reach_it(home: Path) -> None:
    with _connect(start(home)) as connection:
        assert connection.execute("SHOW listen_addresses").fetchone() == ("",)
        rules = connection.execute("SELECT type, auth_method FROM pg_hba_file_rules").fetchall()
    assert {method for kind, method in rules if kind == "host"} == {"scram-sha-256"}
    for folder in (home, home / "socket", home / "postgres", home / "logs"):
        assert stat.S_IMODE(folder.stat().st_mode) == 0o700


def test_keeps_its_text_in_the_same_order_on_every_machine(home: Path) -> None:
    with _connect(start(home)) as connection:
        row = connection.execute(
            "SELECT datlocprovider, datlocale, pg_encoding_to_char(encoding)"
            " FROM pg_database WHERE datname = 'postgres'"
        ).fetchone()
    assert row == ("b", "C.UTF-8", "UTF8")


def test_takes_up_where_making_it_was_interrupted(home: Path) -> None:
    left_behind = home / "postgres.new-1"
    (left_behind / "base").mkdir(parents=True)
    (left_behind / "PG_VERSION").write_text("18\n")
    with _connect(start(home)) as connection:
        assert connection.execute("SELECT 1").fetchone() == (1,)
    assert not left_behind.exists()


def test_a_home_of_another_version_is_refused_and_left_alone(home: Path) -> None:
    start(home)
    stop(home)
    (home / "postgres" / "PG_VERSION").write_text("15\n")
    with pytest.raises(ServerUnavailable, match="made by PostgreSQL 15; this makewhole brings"):
        start(home)
    assert processes.working_in(home / "postgres") == []


def test_tells_what_the_server_said_when_it_does_not_start(home: Path) -> None:
    start(home)
    stop(home)
    with pytest.raises(ServerUnavailable, match='unrecognized configuration parameter "no_such"'):
        start(home, settings={"no_such": "1"})
    with _connect(start(home)) as connection:
        assert connection.execute("SELECT 1").fetchone() == (1,)


needs_root = pytest.mark.skipif(os.getuid() != 0, reason="only root runs as somebody else")


@needs_root
def test_root_leaves_anothers_home_to_its_owner() -> None:
    folder = Path(tempfile.mkdtemp(prefix="makewhole-test-"))
    folder.chmod(0o755)
    home = folder / "home"
    try:
        home.mkdir(mode=0o700)
        os.chown(home, 1000, 1000)
        with _connect(start(home, settings=QUICK)) as connection:
            assert connection.execute("SELECT 1").fetchone() == (1,)
        assert {path.stat().st_uid for path in [home, *home.rglob("*")]} == {1000}
    finally:
        stop(home)
        shutil.rmtree(folder)


LIFE_AND_DEATH = """
import os, pathlib, signal, sys, tempfile
from makewhole.embedded import processes
from makewhole.embedded.home import start, stop
home = pathlib.Path(sys.argv[1]) / "home"
start(home)
os.kill(processes.postmaster_of(home / "postgres"), signal.SIGKILL)
start(home)
os.kill(processes.postmaster_of(home / "postgres"), signal.SIGKILL)
print(os.listdir(tempfile.gettempdir()), os.listdir("/dev/shm"))
print(sorted(os.listdir(home)))
"""


@needs_root
def test_leaves_nothing_outside_the_home(tmp_path: Path) -> None:
    """Seen where nobody else leaves anything: with shared memory and a temporary folder alone."""
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    alone = 'mount -t tmpfs shm /dev/shm && exec "$0" "$@"'
    ran = subprocess.run(
        ["unshare", "-m", "sh", "-c", alone, sys.executable, "-c", LIFE_AND_DEATH, str(tmp_path)],
        env={**os.environ, "TMPDIR": str(temporary)},
        capture_output=True,
        text=True,
        check=True,
    )
    assert ran.stdout.splitlines() == ["[] []", "['logs', 'postgres', 'socket', 'start.lock']"]


@needs_root
def test_root_without_user_namespaces_hands_the_database_to_nobody(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(embedded_binaries, "_UNSHARE", ("false",))
    folder = Path(tempfile.mkdtemp(prefix="makewhole-test-"))
    folder.chmod(0o755)
    home = folder / "home"
    try:
        home.mkdir(mode=0o711)
        with _connect(start(home, settings=QUICK)) as connection:
            assert connection.execute("SELECT 1").fetchone() == (1,)
        assert (home / "postgres").stat().st_uid == 65534
        assert stop(home)
        monkeypatch.undo()  # Moved to a machine that has them: its owner stays its owner.
        with _connect(start(home, settings=QUICK)) as connection:
            assert connection.execute("SELECT 1").fetchone() == (1,)
    finally:
        stop(home)
        shutil.rmtree(folder)


@needs_root
def test_root_without_user_namespaces_is_told_where_nobody_cannot_enter(
    monkeypatch: pytest.MonkeyPatch, home: Path
) -> None:
    monkeypatch.setattr(embedded_binaries, "_UNSHARE", ("false",))
    with pytest.raises(ServerUnavailable, match="PostgreSQL refuses to run as root"):
        start(home)
    assert not (home / "postgres").exists()
