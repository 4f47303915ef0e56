"""`makewhole access`, `legalhold`, `retention` and `erase`: what they answer, and how they end."""

import argparse
import json
from typing import Any

import pytest

from makewhole.apps.claims.queries import list_claims
from makewhole.apps.tenancy.queries import marketplace as marketplace_facts
from makewhole.apps.tenancy.transactions import transaction
from makewhole.surfaces.cli import access, erase, legalhold, retention, verify
from makewhole.surfaces.cli.console import Console, Exit
from tests.apps.claims.shop import Shop, shop
from tests.apps.claims.test_losses import now
from tests.apps.privacy.test_access import opened
from tests.apps.privacy.test_erasing import boss, delivered_order, paid

__all__ = ["delivered_order", "paid", "shop"]


@pytest.fixture(autouse=True)
def open_already(monkeypatch: pytest.MonkeyPatch, shop: Shop) -> None:
    monkeypatch.setattr("makewhole.surfaces.cli.ground.open_database", lambda: None)
    boss(shop)


@pytest.fixture
def reference(paid: Shop) -> str:
    with transaction(paid.marketplace):
        (one,) = list_claims(marketplace_id=paid.marketplace)
    return one.reference


class Said:
    """One shell: what commands answer."""

    def __init__(self, shop: Shop, capsys: pytest.CaptureFixture[str]) -> None:
        self.shop, self.capsys = shop, capsys
        with transaction(shop.marketplace):
            self.slug = marketplace_facts(marketplace_id=shop.marketplace).slug

    def document(self, command: Any, *words: str) -> dict[str, Any]:
        exit_, out, _ = self.run(command, *words, "--json")
        assert exit_ is Exit.DONE
        document: dict[str, Any] = json.loads(out)
        return document

    def run(self, command: Any, *words: str) -> tuple[Exit, str, str]:
        parser = argparse.ArgumentParser()
        command.configure(parser)
        arguments = parser.parse_args([*words, "--marketplace", self.slug])
        exit_ = command.run(arguments, Console(json="--json" in words))
        said = self.capsys.readouterr()
        return exit_, said.out, said.err


@pytest.fixture
def said(paid: Shop, capsys: pytest.CaptureFixture[str]) -> Said:
    return Said(paid, capsys)


def test_the_log_names_who_saw_what_and_why(said: Said, reference: str) -> None:
    before = said.run(access, "log", reference)
    opened(said.shop, "to weigh the report")

    log = said.document(access, "log", reference.lower())

    assert "Nobody of yours opened" in before[1]
    (one,) = log["accesses"]
    assert (one["role"], one["facts"], one["reason"]) == (
        "handler",
        ["minor"],
        "to weigh the report",
    )
    assert "to weigh the report" in said.run(access, "log", reference)[1]


def test_of_a_claim_that_is_not_there_nothing_is_said(said: Said) -> None:
    exit_, out, err = said.run(access, "log", "AAAA-AAAA-AAAA")

    assert (exit_, out) == (Exit.FOUND_PROBLEMS, "")
    assert "There is no claim AAAA-AAAA-AAAA" in err


def test_a_legal_hold_is_set_listed_and_lifted(said: Said, reference: str) -> None:
    why = ("--reason", "the court asked", "--by", "lena")
    held = said.document(legalhold, "set", "--claim", reference, *why)
    person = said.document(legalhold, "set", "--buyer", "buyer-1", *why)
    listed = said.document(legalhold, "list")["holds"]
    lifted = said.document(legalhold, "lift", held["hold"], *why)
    left = said.document(legalhold, "list")["holds"]

    assert [one["on"] for one in listed] == [f"claim {reference}", "buyer buyer-1"]
    assert {(one["reason"], one["by"]) for one in listed} == {("the court asked", "Lena")}
    assert lifted == {"lifted": held["hold"]}
    assert [one["hold"] for one in left] == [person["hold"]]
    assert "the court asked" in said.run(legalhold, "list")[1]


@pytest.mark.parametrize(
    ("words", "told", "exits"),
    [
        (["--claim", "AAAA-AAAA-AAAA", "--reason", "x", "--by", "lena"], "no claim", 1),
        (["--buyer", "nobody", "--reason", "x", "--by", "lena"], "no buyer", 1),
        (["--buyer", "buyer-1", "--reason", " ", "--by", "lena"], "Say why", 2),
        (["--buyer", "buyer-1", "--reason", "x", "--by", "nobody"], "Nobody of yours", 1),
    ],
)
def test_what_cannot_be_held_is_said(said: Said, words: list[str], told: str, exits: int) -> None:
    exit_, out, err = said.run(legalhold, "set", *words)

    assert (int(exit_), out) == (exits, "")
    assert told in err
    assert said.document(legalhold, "list") == {"holds": []}


def test_a_hold_that_is_not_there_is_not_lifted(said: Said) -> None:
    words = ["01a21239-ab3d-7000-8000-000000000000", "--reason", "x", "--by", "lena"]
    exit_, _, err = said.run(legalhold, "lift", *words)

    assert exit_ is Exit.FOUND_PROBLEMS
    assert "no such legal hold" in err


def test_retention_lists_first_and_then_erases(said: Said, reference: str) -> None:
    said.shop.pass_days(3 * 366)
    listed = said.document(retention, "--dry-run", "--by", "lena")
    erased = said.document(retention, "--by", "lena")
    again = said.document(retention, "--by", "lena")

    assert [one["claim"] for one in listed["past_their_time"]] == [reference]
    assert (listed["erased"], listed["kept"]) == ([], [])
    assert [one["claim"] for one in erased["erased"]] == [reference]
    assert erased["erased"][0]["texts"] > 5
    assert again["erased"] == []


def test_retention_says_what_a_hold_keeps(said: Said, reference: str) -> None:
    why = ("--reason", "the court asked", "--by", "lena")
    said.document(legalhold, "set", "--claim", reference, *why)
    said.shop.pass_days(3 * 366)

    _, told, _ = said.run(retention, "--by", "lena")

    assert f"{reference}: kept: a legal hold." in told


def test_an_erasure_is_one_document_of_what_went_and_what_stays(said: Said, reference: str) -> None:
    early = said.document(erase, "buyer", "buyer-1", "--by", "lena")
    said.shop.pass_days(200)
    asked = said.document(erase, "buyer", "buyer-1", "--by", "lena", "--dry-run")
    done = said.document(erase, "buyer", "buyer-1", "--by", "lena")

    assert early["kept"]["claims"][0]["kept_because"] == "can_be_appealed"
    assert early["kept"]["name_addresses_and_key"] == "can_be_appealed"
    assert asked["dry_run"]
    assert asked["erased"]["claims"][0]["texts"] == 0
    assert done["erased"]["name_addresses_and_key"]
    assert done["erased"]["claims"][0]["claim"] == reference
    assert {one["what"] for one in done["kept"]["always"]} >= {"orders"}


def test_what_was_erased_is_counted_and_named_by_verify(said: Said) -> None:
    said.shop.pass_days(200)
    said.shop.work()
    said.run(erase, "buyer", "buyer-1", "--by", "lena")

    proof = said.document(verify)

    assert proof["ok"]
    assert proof["erased"] > 5
    assert proof["not_replayed"] == [str(now(said.shop).payouts[0].payout_id)]
    assert "erased by right" in said.run(verify)[1]


def test_a_sellers_words_go_too_once_no_claim_is_open(said: Said) -> None:
    done = said.document(erase, "seller", "Alder Home", "--by", "lena")

    assert done["erased"]["name_addresses_and_key"]


@pytest.mark.parametrize("words", [("buyer", "nobody"), ("buyer", "buyer-1", "--by", "nobody")])
def test_nobody_is_erased_who_is_not_there_or_by_nobody(said: Said, words: tuple[str, ...]) -> None:
    by = () if "--by" in words else ("--by", "lena")
    exit_, out, err = said.run(erase, *words, *by)

    assert (exit_, out) == (Exit.FOUND_PROBLEMS, "")
    assert "Nothing was" in err
