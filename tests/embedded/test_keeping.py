"""The database killed while pages are served: it is brought back, and pages say so till then."""

import json
import os
import signal
import subprocess
from collections.abc import Iterator
from pathlib import Path
from time import monotonic, sleep
from typing import Any
from urllib.error import HTTPError
from urllib.request import urlopen

import psutil
import psycopg
import pytest
from psycopg.rows import scalar_row

from makewhole.embedded import keeping, processes
from makewhole.embedded.address import embedded_address
from makewhole.embedded.home import start, stop, was_stopped
from makewhole.embedded.refusal import ServerUnavailable
from tests.embedded.test_commands import Home

READY = "database system is ready to accept connections"


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Home]:
    made = Home(tmp_path_factory.mktemp("kept"))
    made.answer("init", "--market", "us", "--clock", "2026-11-25T12:00:00+00:00")
    yield made
    stop(made.folder)


@pytest.fixture
def served(home: Home) -> Iterator[tuple[str, subprocess.Popen[str]]]:
    """The address of a page that asks the database, and the process that serves it."""
    server = subprocess.Popen(
        home.words("serve", "--workers", "1", "--json"),
        env=home.environment,
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        assert server.stdout is not None
        url = json.loads(server.stdout.readline())["url"] + "terms/"
        assert until(url, 200)
        yield url, server
    finally:
        server.send_signal(signal.SIGTERM)
        server.communicate(timeout=30)


def look(url: str) -> tuple[int, str, str]:
    """Answer a page's status, when to try again, and its text."""
    try:
        with urlopen(url, timeout=30) as page:  # noqa: S310 - our own server
            return page.status, "", page.read().decode()
    except HTTPError as refused:
        with refused:
            return refused.code, refused.headers.get("Retry-After", ""), refused.read().decode()
    except OSError:
        return 0, "", ""  # Not serving yet.


def until(url: str, status: int) -> set[int]:
    """Load a page until it has this status; answer all that it had on the way."""
    seen = set()
    deadline = monotonic() + 60
    while monotonic() < deadline:
        seen.add(look(url)[0])
        if status in seen:
            return seen
        sleep(0.05)
    raise AssertionError(f"{url} never answered {status}, only {seen}")


def kill_database(home: Home) -> int:
    pid = processes.postmaster_of(home.folder / "postgres")
    assert pid is not None
    os.kill(pid, signal.SIGKILL)
    return pid


def starts(home: Home) -> int:
    return (home.folder / "logs" / "postgres.log").read_text().count(READY)


def test_a_killed_database_is_brought_back_and_its_pages_with_it(
    home: Home, served: tuple[str, subprocess.Popen[str]]
) -> None:
    url, _server = served
    before = starts(home)
    kill_database(home)
    while processes.working_in(home.folder / "postgres"):
        sleep(0.01)

    seen = until(url, 200)

    assert seen <= {200, 503}  # Never a bare 500.
    assert starts(home) == before + 1


def test_a_command_and_the_keeper_at_one_moment_start_it_once(
    home: Home, served: tuple[str, subprocess.Popen[str]]
) -> None:
    url, _server = served
    before = starts(home)
    kill_database(home)

    assert home.answer("work", "--once")["parts_not_worked"] == {}

    until(url, 200)
    assert starts(home) == before + 1


def test_a_database_that_was_stopped_on_purpose_stays_stopped_and_the_page_says_when_to_try_again(
    home: Home, served: tuple[str, subprocess.Popen[str]]
) -> None:
    url, _server = served
    assert home.answer("stop") == {"stopped": True}

    sleep(2)  # Several looks of the keeper.
    status, again, text = look(url)

    assert (status, again) == (503, "10")
    assert "Our database is away for a moment." in text
    assert "Nothing was changed, and nothing is lost. Wait 10 seconds" in text
    assert processes.postmaster_of(home.folder / "postgres") is None
    home.answer("work", "--once")  # Any command starts it again, and the pages connect anew.
    assert until(url, 200)


def test_the_keeper_ends_with_the_web_server_however_that_ends(
    home: Home, served: tuple[str, subprocess.Popen[str]]
) -> None:
    _url, server = served
    keepers = [child for child in psutil.Process(server.pid).children() if _keeps(child)]
    assert len(keepers) == 1

    server.kill()

    psutil.wait_procs(keepers, timeout=10)
    assert not [keeper for keeper in keepers if keeper.is_running()]
    assert home.answer("work", "--once")["parts_not_worked"] == {}


def _keeps(process: psutil.Process) -> bool:
    return keeping.__name__ in process.cmdline()


def test_a_worker_beside_the_pages_goes_on_once_the_database_is_back(home: Home) -> None:
    home.answer("work", "--once")
    worker = subprocess.Popen(
        home.words("work", "--with-parent", "--every", "0.05"),
        env=home.environment,
        stderr=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        assert worker.stderr is not None
        _wait_for_rounds(home)
        kill_database(home)
        said = worker.stderr.readline()
        while "tried again by the next run: the round (OperationalError)" not in said:
            assert said != "", "the worker has ended"
            said = worker.stderr.readline()
        start(home.folder)
        sleep(1)
        assert worker.poll() is None
    finally:
        worker.send_signal(signal.SIGTERM)
        worker.communicate(timeout=30)


def _wait_for_rounds(home: Home) -> None:
    """Wait until the worker goes round: opening a marketplace takes few transactions."""
    conninfo = embedded_address(home.folder).conninfo()
    statement = "SELECT xact_commit FROM pg_stat_database WHERE datname = current_database()"
    with psycopg.connect(conninfo, autocommit=True, row_factory=scalar_row) as connection:
        first: int = connection.execute(statement).fetchone() or 0
        looks = 1
        while (connection.execute(statement).fetchone() or 0) < first + looks + 30:
            looks += 1  # Each look is a transaction, too.
            assert looks < 300
            sleep(0.2)


def test_what_cannot_be_started_is_told_once_and_tried_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    said: list[str] = []
    tries: list[float] = []
    waits: list[float] = []

    def fail(_home: Path) -> Any:
        tries.append(len(tries))
        raise ServerUnavailable("The disk is full.")

    (tmp_path / "postgres").mkdir()
    (tmp_path / "postgres" / "PG_VERSION").write_text("18\n")
    monkeypatch.setattr(keeping, "start", fail)
    monkeypatch.setattr(keeping, "sleep", waits.append)

    keeping.keep_running(tmp_path, is_over=lambda: len(tries) == 9, tell=said.append)

    assert said == ["The database went away and could not be started again yet. The disk is full."]
    assert waits == [1.0, 2.0, 4.0, 8.0, 16.0, 30.0, 30.0, 30.0, 30.0]


def test_no_new_database_is_made_where_a_home_was_moved_away(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    looks: list[float] = []
    monkeypatch.setattr(keeping, "sleep", looks.append)

    keeping.keep_running(tmp_path, is_over=lambda: len(looks) == 3, tell=lambda _words: None)

    assert list(tmp_path.iterdir()) == []


def test_a_stop_is_remembered_until_the_next_start(tmp_path: Path) -> None:
    home = tmp_path / "home"
    try:
        start(home, settings={"shared_buffers": "16MB"})
        assert not was_stopped(home)
        stop(home)
        assert was_stopped(home)
        start(home, settings={"shared_buffers": "16MB"})
        assert not was_stopped(home)
    finally:
        stop(home)
