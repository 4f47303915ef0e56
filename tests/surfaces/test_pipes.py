"""A reader that had enough, as `head` has, ends a command quietly."""

import subprocess
import sys
from pathlib import Path

import pytest

import makewhole

TERMS = Path(makewhole.__file__).parent / "terms" / "guarantee-us.yaml"
START = "import sys; from makewhole.surfaces.cli.main import main; sys.exit(main(sys.argv[1:]))"


@pytest.mark.parametrize("form", [[], ["--json"]])
def test_a_command_whose_reader_is_gone_ends_without_a_word(form: list[str]) -> None:
    words = [sys.executable, "-c", START, "terms", "show", str(TERMS), *form]
    with subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as running:
        assert running.stdout is not None
        assert running.stderr is not None
        running.stdout.close()
        complaint = running.stderr.read()

    assert complaint == b""
    assert running.returncode == 141  # As the shell says of a program that SIGPIPE ended.
