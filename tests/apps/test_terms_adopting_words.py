"""`makewhole terms adopt` as somebody at a terminal meets it: why not, and from when on."""

import argparse
from datetime import date
from pathlib import Path

import pytest

import makewhole
from makewhole.apps.tenancy.queries import marketplace as marketplace_facts
from makewhole.apps.tenancy.transactions import transaction
from makewhole.surfaces.cli.console import Console, Exit
from makewhole.surfaces.cli.terms_adopting import adopt
from tests.apps.claims.shop import Shop

TERMS = Path(makewhole.__file__).parent / "terms"


@pytest.fixture(autouse=True)
def open_already(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("makewhole.surfaces.cli.ground.open_database", lambda: None)


@pytest.fixture
def newer(tmp_path: Path) -> Path:
    """The shipped terms under a new version that says it needs no notice."""
    text = (TERMS / "guarantee-us.yaml").read_text()
    text = text.replace('version: "2026-12"', 'version: "2027-01"')
    file = tmp_path / "guarantee-us.yaml"
    file.write_text(text.replace("notice_days: 15", "notice_days: 0", 1))
    return file


def run(
    shop: Shop, file: Path, capsys: pytest.CaptureFixture[str], *, first_day: date, noticed: date
) -> tuple[Exit, str]:
    with transaction(shop.marketplace):
        slug = marketplace_facts(marketplace_id=shop.marketplace).slug
    arguments = argparse.Namespace(
        file=file,
        market="us",
        marketplace=slug,
        in_force_from=first_day,
        noticed=noticed,
        approved_by="The board",
        json=False,
    )
    done = adopt(arguments, Console(json=False))
    return done, capsys.readouterr().out


def test_too_short_a_notice_is_answered_with_the_earliest_day(
    shop: Shop, newer: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    done, said = run(shop, newer, capsys, first_day=date(2026, 12, 2), noticed=date(2026, 12, 1))

    assert done is Exit.FOUND_PROBLEMS
    assert "15 days of notice are needed" in said
    assert "they can govern orders from 2026-12-16 on" in said
    assert "Nothing was adopted" in said


def test_reaching_back_is_answered_with_the_earliest_day(
    shop: Shop, newer: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    done, said = run(shop, newer, capsys, first_day=date(2026, 11, 1), noticed=date(2026, 9, 1))

    assert done is Exit.FOUND_PROBLEMS
    assert "never reach back: they can govern orders from 2026-12-02 on" in said


def test_terms_of_another_market_are_answered_with_both(
    shop: Shop, capsys: pytest.CaptureFixture[str]
) -> None:
    file = TERMS / "guarantee-br.yaml"

    done, said = run(shop, file, capsys, first_day=date(2027, 1, 1), noticed=date(2026, 12, 1))

    assert done is Exit.FOUND_PROBLEMS
    assert "The file is for BR, and market us is US" in said


def test_going_back_to_what_is_in_force_changes_nothing_and_says_so(
    shop: Shop, capsys: pytest.CaptureFixture[str]
) -> None:
    file = TERMS / "guarantee-us.yaml"

    done, said = run(shop, file, capsys, first_day=date(2027, 1, 1), noticed=date(2026, 12, 1))

    assert done is Exit.DONE
    assert "They do so already; nothing was changed." in said
