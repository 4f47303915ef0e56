"""What commands say at a terminal: one is one, and what cannot be is said in words."""

import pytest

from makewhole.surfaces.cli import trouble
from makewhole.surfaces.cli.console import counted
from makewhole.surfaces.cli.main import main
from makewhole.surfaces.jobs.worker import Worked


@pytest.mark.parametrize(
    ("number", "said"), [(0, "0 rows"), (1, "1 row"), (2, "2 rows"), (1200, "1,200 rows")]
)
def test_one_thing_is_not_several(number: int, said: str) -> None:
    assert counted(number, "row") == said


def test_what_the_worker_did_is_counted_in_words() -> None:
    one = trouble.work_done(Worked(clocks=1, payouts=1, notices=1))
    none = trouble.work_done(Worked())

    assert one == "1 clock ran out, 1 payout moved, 1 step was told."
    assert none == "0 clocks ran out, 0 payouts moved, 0 steps were told."


@pytest.mark.parametrize("option", ["--from", "--noticed"])
@pytest.mark.parametrize("typed", ["2027-02-30", "March"])
def test_a_day_that_is_none_is_wrong_usage_with_an_example(
    option: str, typed: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as refused:
        main(["terms", "adopt", "x.yaml", "--market", "us", "--approved-by", "A", option, typed])

    assert refused.value.code == 2
    said = capsys.readouterr().err
    assert f'found "{typed}"; write a day of the calendar, such as 2026-11-25' in said
    assert "fromisoformat" not in said
