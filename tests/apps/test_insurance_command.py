"""`makewhole insurance`: policies written down once, every problem told at once."""

import argparse
import json

import pytest

from makewhole.apps.tenancy.queries import marketplace as marketplace_facts
from makewhole.apps.tenancy.transactions import transaction
from makewhole.surfaces.cli import insurance
from makewhole.surfaces.cli.console import Console, Exit
from tests.apps.claims.shop import Shop

SELLER = "Alder Home"
YEAR = ["--number", "HM-1", "--from", "2026-09-01", "--until", "2027-09-01"]


@pytest.fixture(autouse=True)
def open_already(monkeypatch: pytest.MonkeyPatch, shop: Shop) -> None:
    monkeypatch.setattr("makewhole.surfaces.cli.ground.open_database", lambda: None)
    shop.bring()


def said(
    shop: Shop, capsys: pytest.CaptureFixture[str], *words: str, exits: Exit = Exit.DONE
) -> dict[str, object]:
    parser = argparse.ArgumentParser()
    insurance.configure(parser)
    with transaction(shop.marketplace):
        slug = marketplace_facts(marketplace_id=shop.marketplace).slug
    arguments = parser.parse_args([*words, "--marketplace", slug, "--json"])
    assert insurance.run(arguments, Console(json=True)) is exits
    document: dict[str, object] = json.loads(capsys.readouterr().out)
    return document


def test_a_policy_is_written_down_once_and_listed(
    shop: Shop, capsys: pytest.CaptureFixture[str]
) -> None:
    add = ["add", "--seller", SELLER, "--insurer", "Harbour Mutual", *YEAR, "--deductible", "500"]

    first = said(shop, capsys, *add)
    again = said(shop, capsys, *add, "--proven", "2026-11-01")
    listed = said(shop, capsys, "list", "--seller", SELLER)
    none = said(shop, capsys, "list", "--seller", "nobody")

    assert (first["already_there"], again["already_there"]) == (False, True)
    policies = listed["policies"]
    assert isinstance(policies, list)
    (policy,) = policies
    assert (policy["deductible"], policy["insurer"]) == ("500.00", "Harbour Mutual")
    assert policy["proof_on_file_at"] is not None
    assert none["policies"] == []


def test_everything_that_is_wrong_is_told_at_once(
    shop: Shop, capsys: pytest.CaptureFixture[str]
) -> None:
    words = ["add", "--seller", "nobody", "--insurer", "Harbour Mutual", *YEAR]
    told = said(
        shop, capsys, *words, "--deductible", "much", "--proven", "2030-01-01",
        exits=Exit.FOUND_PROBLEMS,
    )  # fmt: skip

    assert len(str(told["problems"]).split("', '")) == 3


def test_what_no_policy_can_be_is_said_in_words(
    shop: Shop, capsys: pytest.CaptureFixture[str]
) -> None:
    words = ["add", "--seller", SELLER, "--insurer", "Harbour Mutual", "--number", "HM-1"]
    told = said(
        shop, capsys, *words, "--from", "2027-09-01", "--until", "2026-09-01",
        "--retroactive", "2026-01-01", exits=Exit.FOUND_PROBLEMS,
    )  # fmt: skip

    assert len(str(told["problems"]).split("', '")) == 2
