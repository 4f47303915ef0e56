"""`makewhole serve`: serve the pages on this machine."""

import argparse
import errno
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
    parser.add_argument("--port", type=_port, help="the port; else the first free one from 8000 on")
    parser.add_argument("--host", default="127.0.0.1", help="the address to listen on")
    parser.add_argument(
        "--workers", type=_workers, default=2, help="processes, of four threads each"
    )


def run(arguments: argparse.Namespace, console: Console) -> Never:
    """Say where the pages are, and become the web server."""
    host = arguments.host
    port = port_of(arguments)
    open_database()
    url = f"http://{'localhost' if host == '127.0.0.1' else _bracketed(host)}:{port}/"
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
            f"--bind={_bracketed(host)}:{port}",
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


def port_of(arguments: argparse.Namespace) -> int:
    """Answer the port that is asked for, or else the first free one.

    Raises:
        ServerUnavailable: Nobody can listen there.
    """
    host, wanted = arguments.host, arguments.port
    if wanted is not None:
        problem = _why_not(host, wanted)
        if problem is not None:
            raise _unavailable(host, wanted, problem)
        return int(wanted)
    for port in _PORTS:
        problem = _why_not(host, port)
        if problem is None:
            return port
        if problem.errno != errno.EADDRINUSE:
            raise _unavailable(host, port, problem)
    raise ServerUnavailable(
        f"No port from {_PORTS.start} to {_PORTS.stop - 1} is free on {host}. Nothing is served. "
        "Name one with --port."
    )


def _why_not(host: str, port: int) -> OSError | None:
    """Answer why nobody can listen there; None: somebody can."""
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as problem:
            return problem
    return None


def _unavailable(host: str, port: int, problem: OSError) -> ServerUnavailable:
    match problem.errno:
        case errno.EADDRINUSE:
            sentence = f"Port {port} on {host} is taken by another program. Nothing is served."
            mend = "Name another with --port, or leave it out: the first free one is taken."
        case errno.EACCES:
            sentence = f"You may not listen on port {port}. Nothing is served."
            mend = "Name one from 1024 on with --port."
        case _:
            reason = problem.strerror
            sentence = f"{host} is not an address of this machine ({reason}). Nothing is served."
            mend = "Name one with --host, such as 127.0.0.1."
    return ServerUnavailable(f"{sentence} {mend}")


def _bracketed(host: str) -> str:
    return f"[{host}]" if ":" in host else host


def _port(text: str) -> int:
    return _whole(text, 1, 65_535)


def _workers(text: str) -> int:
    return _whole(text, 1, 1_000)


def _whole(text: str, least: int, most: int) -> int:
    if not text.isdecimal() or not least <= int(text) <= most:
        message = f'found "{text}"; write a whole number from {least} to {most}'
        raise argparse.ArgumentTypeError(message)
    return int(text)
