"""Where the pages are served: on the first free port, as it is once they can be."""

import argparse
import socket
from pathlib import Path

import pytest

from makewhole.surfaces.cli import demo, serve
from makewhole.surfaces.cli.console import Console, Exit


def test_a_port_that_is_taken_while_the_demo_fills_is_not_insisted_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(serve, "_PORTS", range(8620, 8640))  # Where no other test serves.
    first = serve.port_of(argparse.Namespace(host="127.0.0.1", port=None))
    taken = socket.socket()
    served: list[int] = []

    def fill(_arguments: argparse.Namespace, _console: Console) -> Exit:
        taken.bind(("127.0.0.1", first))
        taken.listen()
        return Exit.DONE

    monkeypatch.setattr(demo, "home", lambda: tmp_path)
    monkeypatch.setattr(demo, "_fill", fill)
    monkeypatch.setattr(demo, "_start_worker", lambda: None)
    monkeypatch.setattr(serve, "open_database", lambda: None)
    monkeypatch.setattr(serve, "connections", argparse.Namespace(close_all=lambda: None))
    monkeypatch.setattr(serve, "become_server", lambda *, port, **_: served.append(port))
    with taken:
        demo.run(
            argparse.Namespace(fill_only=False, host="127.0.0.1", port=None, workers=1),
            Console(json=True),
        )

    assert served
    assert served[0] > first
