"""`makewhole rates`: what was published is kept once, whole or not at all, and found by its day."""

import gzip
import json
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from makewhole.apps.tenancy.queries import marketplace as marketplace_facts
from makewhole.apps.tenancy.transactions import transaction
from makewhole.surfaces.cli.main import main

HISTORY = """\
Date,USD,JPY,BGN,
2024-11-25,1.0472,161.72,1.9558,
2024-11-22,1.0412,161.16,N/A,
"""


@pytest.fixture(autouse=True)
def database_runs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("makewhole.surfaces.cli.ground.open_database", lambda: None)


class Rates:
    """The command, for one marketplace."""

    def __init__(self, marketplace: UUID, capsys: pytest.CaptureFixture[str]) -> None:
        with transaction(marketplace):
            self.slug = marketplace_facts(marketplace_id=marketplace).slug
        self.capsys = capsys

    def __call__(self, *words: str | Path) -> tuple[int, dict[str, Any], str]:
        action, *rest = map(str, words)
        done = main(["rates", action, "--marketplace", self.slug, "--json", *rest])
        said = self.capsys.readouterr()
        return done, json.loads(said.out) if said.out else {}, said.err


@pytest.fixture
def rates(marketplace: UUID, capsys: pytest.CaptureFixture[str]) -> Rates:
    return Rates(marketplace, capsys)


@pytest.fixture
def history(tmp_path: Path) -> Path:
    path = tmp_path / "eurofxref-hist.csv"
    path.write_text(HISTORY)
    return path


def test_a_file_is_brought_in_once(rates: Rates, history: Path) -> None:
    assert rates("import", history)[:2] == (0, counts(new=2))
    assert rates("import", history)[:2] == (0, counts(already_there=2))


def test_a_packed_file_and_that_of_one_day_are_read_too(rates: Rates, tmp_path: Path) -> None:
    packed = tmp_path / "eurofxref-hist.csv.gz"
    packed.write_bytes(gzip.compress(HISTORY.encode()))
    of_a_day = tmp_path / "eurofxref.csv"
    of_a_day.write_text("Date, USD, JPY, \n26 November 2024, 1.0512, 161.43, \n")

    assert rates("import", packed)[1]["new"] == 2
    assert rates("import", of_a_day)[1]["new"] == 1
    assert rates("show", "100", "EUR", "USD", "--on", "2024-11-26")[1]["worth"] == "105.12"


@pytest.mark.parametrize(
    ("day", "worth", "rates_of"),
    [
        pytest.param("2024-11-25", "154.43", "2024-11-25", id="that day's"),
        pytest.param("2024-11-24", "154.79", "2024-11-22", id="a Sunday takes Friday's"),
    ],
)
def test_an_amount_is_worth_what_was_published(
    rates: Rates, history: Path, day: str, worth: str, rates_of: str
) -> None:
    rates("import", history)

    done, answer, _ = rates("show", "1.00", "USD", "JPY", "--on", day)

    assert (done, answer["rates_of"]) == (0, rates_of)
    assert answer["worth"] == str(round(float(worth)))  # The yen has no decimals.


@pytest.mark.parametrize(
    ("currency", "day"),
    [
        pytest.param("BGN", "2024-11-22", id="none that day"),
        pytest.param("SEK", "2024-11-25", id="a currency without rates"),
        pytest.param("USD", "2024-11-21", id="before the first day"),
        pytest.param("USD", "2024-12-03", id="too long after the last"),
    ],
)
def test_a_missing_rate_is_unknown_and_never_one(
    rates: Rates, history: Path, currency: str, day: str
) -> None:
    rates("import", history)

    done, answer, _ = rates("show", "5", "EUR", currency, "--on", day)

    assert (done, answer["worth"]) == (1, None)


def test_what_decisions_stand_on_is_not_overwritten(rates: Rates, history: Path) -> None:
    rates("import", history)
    history.write_text(HISTORY.replace("1.0472", "1.0999"))

    done, answer, said = rates("import", history)

    assert (done, answer) == (1, counts(already_there=1, differing=["2024-11-25"]))
    assert "it stays" in said
    assert rates("show", "1000", "EUR", "USD", "--on", "2024-11-25")[1]["worth"] == "1047.20"


def test_of_a_file_with_something_wrong_nothing_is_taken(rates: Rates, history: Path) -> None:
    history.write_text(
        HISTORY
        + "2024-02-30,1.1,160,1.9,\n2024-11-21,minus,-3,1.9,\n2024-11-22,1.2,1,1,\n2024-11-20,1\n"
    )

    done, answer, said = rates("import", history)

    assert (done, answer["new"]) == (1, 0)
    assert sorted((p["line"], p["field"], p["found"]) for p in answer["problems"]) == [
        (4, "Date", "2024-02-30"),
        (5, "JPY", "-3"),
        (5, "USD", "minus"),
        (6, "Date", "2024-11-22"),
        (7, "row", "2 fields"),
    ]
    assert "line 5, USD" in said
    assert rates("show", "1", "EUR", "USD", "--on", "2024-11-25")[1]["worth"] is None


@pytest.mark.parametrize("text", ["", "Day;Rate\n", "Date,US Dollar\n2024-11-25,1\n"])
def test_what_is_no_such_file_is_refused(rates: Rates, history: Path, text: str) -> None:
    history.write_text(text)

    done, answer, said = rates("import", history)

    assert (done, answer["new"], len(answer["problems"])) == (1, 0, 1)
    assert history.name in said


@pytest.mark.parametrize("amount", ["-1", "much", "1.234"])
def test_only_an_amount_has_a_worth(rates: Rates, amount: str) -> None:
    done, answer, said = rates("show", "--on", "2024-11-25", "--", amount, "EUR", "USD")

    assert (done, answer) == (2, {})
    assert amount in said


def counts(*, new: int = 0, already_there: int = 0, differing: list[str] | None = None) -> Any:
    return {
        "new": new,
        "already_there": already_there,
        "differing": differing or [],
        "problems": [],
    }
