"""What a command refuses before it begins: a port that is taken, a file that cannot be written."""

import json
import socket
import stat
from collections.abc import Iterator
from pathlib import Path

import pytest

from makewhole.embedded.home import stop
from tests.embedded.test_commands import CLOCK, Home


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Home]:
    made = Home(tmp_path_factory.mktemp("home"))
    made.answer("init", "--market", "us", "--clock", CLOCK)
    yield made
    stop(made.folder)


@pytest.fixture
def taken() -> Iterator[str]:
    """A port on which somebody listens."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        yield str(listening.getsockname()[1])


@pytest.mark.parametrize("command", ["serve", "demo"])
def test_a_port_that_is_taken_is_said_before_anything_is_announced(
    home: Home, taken: str, command: str
) -> None:
    refused = home.run(command, "--port", taken, "--json")

    assert (refused.returncode, refused.stdout) == (1, "")
    assert f"Port {taken} on 127.0.0.1 is taken by another program." in refused.stderr
    assert "Name another with --port" in refused.stderr
    assert "Traceback" not in refused.stderr
    assert not (home.folder / "demo-orders.csv").exists()


@pytest.mark.parametrize(
    ("option", "found", "accepted"),
    [
        ("--port", "99999", "a whole number from 1 to 65535"),
        ("--port", "0", "a whole number from 1 to 65535"),
        ("--workers", "0", "a whole number from 1 to 1000"),
    ],
)
def test_a_number_that_cannot_be_is_wrong_usage(
    home: Home, option: str, found: str, accepted: str
) -> None:
    refused = home.run("serve", option, found)

    assert (refused.returncode, refused.stdout) == (2, "")
    assert f'found "{found}"; write {accepted}' in refused.stderr


@pytest.mark.parametrize("port", [[], ["--port", "8642"]])
def test_an_address_of_another_machine_is_said_to_be_one(home: Home, port: list[str]) -> None:
    refused = home.run("serve", "--host", "192.0.2.1", *port)  # Kept for documents, by RFC 5737.

    assert (refused.returncode, refused.stdout) == (1, "")
    assert "192.0.2.1 is not an address of this machine" in refused.stderr


def test_filling_the_demo_answers_with_one_document(tmp_path: Path) -> None:
    home = Home(tmp_path / "demo")
    try:
        filled = home.run("demo", "--orders", "20", "--sellers", "3", "--fill-only", "--json")
    finally:
        stop(home.folder)

    assert filled.returncode == 0, filled.stderr
    assert json.loads(filled.stdout) == {"filled": True, "home": str(home.folder)}
    assert "Northwind Market is ready" in filled.stderr


def test_books_are_for_their_owner_only(home: Home, tmp_path: Path) -> None:
    path = tmp_path / "books.beancount"
    path.write_text("older")
    path.chmod(0o644)

    for _ in range(2):
        assert home.answer("ledger", "export", "--to", str(path))["file"] == str(path)

    assert "Books of Sandbox Market" in path.read_text()
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert list(tmp_path.iterdir()) == [path]


def test_books_are_written_to_no_folder_and_into_none_that_is_not_there(
    home: Home, tmp_path: Path
) -> None:
    folder = tmp_path / "books"
    folder.mkdir()

    onto_folder = home.run("ledger", "export", "--to", str(folder))
    into_none = home.run("ledger", "export", "--to", str(tmp_path / "nope" / "x"))
    onto_device = home.run("ledger", "export", "--to", "/dev/null")

    assert onto_folder.returncode == into_none.returncode == onto_device.returncode == 2
    assert f"{folder} is a folder; name a file in it" in onto_folder.stderr
    assert f"There is no folder {tmp_path / 'nope'}; make it" in into_none.stderr
    assert "/dev/null is not a file" in onto_device.stderr
    assert list(tmp_path.iterdir()) == [folder]
    assert list(folder.iterdir()) == []


def test_books_that_could_not_be_finished_leave_nothing_behind(home: Home, tmp_path: Path) -> None:
    name = "x" * 250  # Its name is allowed; that of the unfinished file beside it is not.

    refused = home.run("ledger", "export", "--to", str(tmp_path / name))

    assert refused.returncode == 1
    assert "cannot be written: File name too long. Nothing was written." in refused.stderr
    assert list(tmp_path.iterdir()) == []
