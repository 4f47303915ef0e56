"""The same file again makes nothing again: a row without a ground finds the draft it began."""

import argparse
import json
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from makewhole.apps.claims.actions import Act, file_draft, withdraw_claim
from makewhole.apps.claims.bulk import BulkAnswer, BulkRow, file_rows
from makewhole.apps.claims.queries import claim_by_reference, list_claims
from makewhole.apps.tenancy.queries import marketplace as marketplace_facts
from makewhole.apps.tenancy.transactions import transaction
from makewhole.core.claim.stages import Ground
from makewhole.core.claim.values import By, Line, Role, Value
from makewhole.core.kernel.outcome import Refused
from makewhole.surfaces.cli import claims_file
from makewhole.surfaces.cli.console import Console, Exit
from tests.apps.claims.shop import NEVER_SENT, Shop, filed, refused
from tests.apps.claims.test_at_once import both
from tests.apps.order_files import row

RECENT = {
    "placed_at": "2026-11-10 10:30:00",
    "ship_by": "2026-11-12 12:00",
    "latest_estimate": "2026-11-25",
    **NEVER_SENT,
}


@pytest.fixture(autouse=True)
def two_orders(shop: Shop) -> None:
    """Order A-1 has two lines, A-2 one."""
    shop.bring(
        row(quantity="2", paid="85.00", **RECENT),
        row(line="2", quantity="1", paid="85.00", **RECENT),
        row(order_id="A-2", **RECENT),
    )


def bulk(number: str = "A-1", *lines: tuple[int, int | None], **given: Any) -> BulkRow:
    return BulkRow(
        order_number=number,
        ground=given.get("ground"),
        lines=lines,
        buyer=given.get("buyer", ""),
        amount=given.get("amount", ""),
        stated=(),
    )


def file_all(shop: Shop, *rows: BulkRow) -> tuple[BulkAnswer, ...]:
    return file_rows(marketplace_id=shop.marketplace, rows=rows, at=shop.clock.now)


def count(shop: Shop) -> int:
    with transaction(shop.marketplace):
        return len(list_claims(marketplace_id=shop.marketplace))


def act_on(shop: Shop, reference: str) -> Act:
    with transaction(shop.marketplace):
        found = claim_by_reference(marketplace_id=shop.marketplace, reference=reference)
    assert found is not None
    return Act(shop.marketplace, found.claim_id, shop.buyer(), shop.clock.now)


def test_a_row_without_a_ground_answers_with_the_draft_that_it_began(shop: Shop) -> None:
    rows = [bulk(), bulk("A-2")]
    first = file_all(shop, *rows)

    again = file_all(shop, *rows)

    assert [answer.was_there for answer in first] == [False, False]
    assert [answer.was_there for answer in again] == [True, True]
    assert [one.reference for one in again] == [one.reference for one in first]
    assert [one.first_question for one in again] == [one.first_question for one in first]
    assert count(shop) == 2


def test_the_same_row_twice_in_one_file_begins_one_draft(shop: Shop) -> None:
    one, other = file_all(shop, bulk(), bulk())

    assert (one.was_there, other.was_there) == (False, True)
    assert count(shop) == 1


@pytest.mark.parametrize(
    "other",
    [bulk("A-1", (1, None)), bulk("A-1", (1, 1)), bulk("A-1", (1, None), amount="5.00")],
    ids=["fewer-lines", "fewer-units", "another-amount"],
)
def test_a_row_that_asks_for_something_else_begins_its_own_draft(
    shop: Shop, other: BulkRow
) -> None:
    file_all(shop, bulk())

    (answer,) = file_all(shop, other)

    assert not answer.was_there
    assert count(shop) == 2


def test_lines_named_in_another_order_are_the_same_lines(shop: Shop) -> None:
    file_all(shop, bulk("A-1", (1, None), (2, None)))

    (answer,) = file_all(shop, bulk("A-1", (2, None), (1, None)))

    assert answer.was_there


def test_a_draft_that_our_own_people_began_is_not_the_claimants(shop: Shop) -> None:
    filed(shop.claim(ground=None, by=By(Role.HANDLER, None)))

    (answer,) = file_all(shop, bulk())

    assert not answer.was_there


def test_a_draft_that_was_filed_meanwhile_is_still_the_answer(shop: Shop) -> None:
    (first,) = file_all(shop, bulk())
    done = file_draft(act_on(shop, first.reference), ground=Ground.NOT_RECEIVED, stated={})
    assert not isinstance(done, Refused), done

    (again,) = file_all(shop, bulk())

    assert (again.was_there, again.reference) == (True, first.reference)
    assert again.stage != "draft"


def test_a_draft_that_was_withdrawn_does_not_stand_in_the_way(shop: Shop) -> None:
    (first,) = file_all(shop, bulk())
    assert not isinstance(withdraw_claim(act_on(shop, first.reference)), Refused)

    (again,) = file_all(shop, bulk())

    assert not again.was_there
    assert again.reference != first.reference


def test_what_came_of_the_draft_and_was_decided_is_told(shop: Shop) -> None:
    (first,) = file_all(shop, bulk("A-2"))
    act = act_on(shop, first.reference)
    stated: dict[str, Value] = {
        "seller_contacted": True,
        "contacted_at": shop.clock.now - timedelta(days=3),
    }
    done = file_draft(act, ground=Ground.NOT_RECEIVED, stated=stated)
    assert not isinstance(done, Refused), done
    shop.pass_days(30)

    (again,) = file_all(shop, bulk("A-2"))

    assert again.refused is not None
    assert again.refused.reason == "claim_decided_already"
    assert again.refused.facts == {"reference": first.reference}


def test_of_two_at_one_moment_one_begins_the_draft(shop: Shop) -> None:
    def file_both() -> tuple[BulkAnswer, ...]:
        return file_all(shop, bulk(), bulk("A-2"))

    one, other = both(file_both, file_both)

    assert count(shop) == 2
    pairs = zip(one, other, strict=True)  # type: ignore[call-overload]
    for first, second in pairs:
        assert first.reference == second.reference
        assert {first.was_there, second.was_there} == {True, False}


def test_a_person_sees_no_draft_of_somebody_else(shop: Shop) -> None:
    file_all(shop, bulk())

    stranger = By(Role.CLAIMANT, None)

    assert refused(shop.claim(ground=None, by=stranger, lines=[Line(1, 2)])) == "not_your_order"


def test_the_command_tells_what_was_there_already(
    shop: Shop,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("makewhole.surfaces.cli.claims_file.home", lambda: tmp_path)
    monkeypatch.setattr("makewhole.surfaces.cli.ground.open_database", lambda: None)
    with transaction(shop.marketplace):
        slug = marketplace_facts(marketplace_id=shop.marketplace).slug
    path = tmp_path / "claims.csv"
    path.write_text("order_id,ground\nA-1,\nA-2,\n", encoding="utf-8")

    def answer(*, as_json: bool) -> str:
        arguments = argparse.Namespace(path=path, marketplace=slug)
        assert claims_file.file_from(arguments, Console(json=as_json)) is Exit.DONE
        return capsys.readouterr().out

    first, again = json.loads(answer(as_json=True)), json.loads(answer(as_json=True))

    assert (first["drafts"], first["already_there"]) == (2, [])
    assert (again["drafts"], again["filed"], again["by_stage"]) == (0, 0, {})
    told = [(one["line"], one["order_id"]) for one in again["already_there"]]
    assert told == [(2, "A-1"), (3, "A-2")]
    reference = again["already_there"][0]["reference"]
    assert f"2 were there already, and stay as they are:\n  line 2: {reference}" in answer(
        as_json=False
    )
