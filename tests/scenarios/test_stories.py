"""Every story of this folder comes true."""

from pathlib import Path

import pytest

from tests.scenarios import appeals, people
from tests.scenarios.checks import check
from tests.scenarios.story import do, read_story

assert appeals  # It teaches the stories to tell of appeals.
assert people  # And of our own people.

STORIES = sorted(Path(__file__).parent.glob("*.toml"))


@pytest.mark.parametrize("path", STORIES, ids=lambda path: path.stem)
def test_story_comes_true(path: Path) -> None:
    _, story, steps = read_story(path)

    for when, then in steps:
        do(story, when)
        check(story, then)
