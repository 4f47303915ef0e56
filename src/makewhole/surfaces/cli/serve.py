"""`makewhole serve`: serve the pages on this machine."""

import argparse
import os
import socket
import subprocess
import sys
from typing import Never

from django.db import connections

from makewhole.embedded.refusal import ServerUnavailable
from makewhole.surfaces.cli.console import Console
from makewhole.surfaces.cli.ground import open_database
from makewhole.surfaces.cli.homes import home
from makewhole.surfaces.cli.main import with_json

_PORTS = range(8000, 8100)  # The first free one is taken, so that two homes live side by side.


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the options."""
    with_address(parser)
    with_json(parser)


def with_address(parser: argparse.ArgumentParser) -> None:
    """Let a command that serves be told where."""
    parser.add_argument("--port", type=int, help="the port; else the first free one from 8000 on")
    parser.add_argument("--host", default="127.0.0.1", help="the address to listen on")
    parser.add_argument("--workers", type=int, default=2, help="processes, of four threads each")


def run(arguments: argparse.Namespace, console: Console) -> Never:
    """Say where the pages are, and become the web server."""
    open_database()
    host = arguments.host
    port = arguments.port or _free_port(host)
    url = f"http://{'localhost' if host == '127.0.0.1' else host}:{port}/"
    console.answer({"url": url}, f"Serving {url} Press Ctrl-C to stop.")
    connections.close_all()
    become_server(host=host, port=port, workers=arguments.workers)


def become_server(*, host: str, port: int, workers: int) -> Never:
    """Replace this process by the web server; the database runs on when it ends.

    Until then an embedded one is kept running, by a process that ends with the web server.
    """
    scratch = home() / "web"  # Nothing outside the home folder.
    scratch.mkdir(mode=0o700, exist_ok=True)
    keeper = None if os.environ.get("DATABASE_URL") else _start_keeper()  # noqa: F841 - until exec
    os.execv(  # noqa: S606 - our own words, no shell
        sys.executable,
        [
            sys.executable,
            "-m",
            "gunicorn",
            "makewhole.config.wsgi:application",
            f"--bind={host}:{port}",
            "--worker-class=gthread",
            f"--workers={workers}",
            "--threads=4",
            f"--worker-tmp-dir={scratch}",
            "--no-control-socket",
            "--log-level=warning",
        ],
    )


def _start_keeper() -> subprocess.Popen[bytes]:
    module = "makewhole.embedded.keeping"
    return subprocess.Popen(  # noqa: S603 - our own words, no shell
        [sys.executable, "-m", module, str(home()), str(os.getpid())],
        stdout=subprocess.DEVNULL,
        stdin=subprocess.DEVNULL,
    )


def _free_port(host: str) -> int:
    for port in _PORTS:
        with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((host, port))
            except OSError:
                continue
            return port
    raise ServerUnavailable(
        f"No port from {_PORTS.start} to {_PORTS.stop - 1} is free on {host}. Nothing is served. "
        "Name one with --port."
    )
