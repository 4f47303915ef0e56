"""A year of 2,000 orders, as it is lived in every run of the tests."""

from pathlib import Path

from tests.simulation.world import Wish
from tests.simulation.year import live


def test_a_year_leaves_nothing_undone(database: str, tmp_path: Path) -> None:  # noqa: ARG001
    lived = live(Wish(orders=2_000, seed=1), tmp_path)

    assert lived.findings == []
