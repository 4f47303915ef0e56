"""What is set for our own people: whole each time, never changed, and by somebody else's word."""

import argparse
import json
from datetime import timedelta
from uuid import UUID

import pytest
from django.db import ProgrammingError

from makewhole.apps.parties.commands import ensure_party
from makewhole.apps.parties.mandates import (
    Changes,
    Setting,
    change_mandate,
    mandate_of,
    settings_of,
)
from makewhole.apps.parties.mandates import (
    staff as all_staff,
)
from makewhole.apps.parties.models import Mandate
from makewhole.apps.tenancy.queries import marketplace as marketplace_facts
from makewhole.apps.tenancy.transactions import transaction
from makewhole.core.claim.values import By, Role
from makewhole.core.kernel.outcome import Refused
from makewhole.surfaces.cli import people
from makewhole.surfaces.cli.console import Console, Exit
from tests.apps.claims.shop import Shop


@pytest.fixture
def staff(shop: Shop) -> dict[str, UUID]:
    with transaction(shop.marketplace):
        return {
            name: ensure_party(
                marketplace_id=shop.marketplace, kind=kind, external_ref=name, display_name=name
            )
            for kind, name in (
                ("handler", "hana"),
                ("handler", "hugo"),
                ("lead", "lena"),
                ("programme", "pia"),
                ("seller", "alder"),
            )
        }


def change(shop: Shop, who: UUID, changes: Changes, by: UUID | None = None) -> Setting | Refused:
    with transaction(shop.marketplace):
        return change_mandate(
            marketplace_id=shop.marketplace,
            party_id=who,
            changes=changes,
            by=by,
            at=shop.clock.now,
        )


def refused(answer: Setting | Refused) -> str:
    assert isinstance(answer, Refused), answer
    return answer.reason


def test_what_is_set_stays_until_it_is_set_anew(shop: Shop, staff: dict[str, UUID]) -> None:
    hana, lena = staff["hana"], staff["lena"]

    change(shop, hana, Changes(limits=(("USD", 500_00),), skills=frozenset({"injury"})), lena)
    change(shop, hana, Changes(limits=(("BRL", 900_00),)), staff["pia"])
    change(shop, hana, Changes(limits=(("USD", None),), skills_lost=frozenset({"injury"})))

    with transaction(shop.marketplace):
        past = settings_of(marketplace_id=shop.marketplace, party_id=hana)
        now = mandate_of(
            marketplace_id=shop.marketplace, by=By(Role.HANDLER, hana), at=shop.clock.now
        )
    assert [(one.version, one.limits, one.skills, one.set_by) for one in past] == [
        (1, {"USD": 500_00}, ("injury",), "lead lena"),
        (2, {"USD": 500_00, "BRL": 900_00}, ("injury",), "programme pia"),
        (3, {"BRL": 900_00}, (), "command line"),
    ]
    assert (dict(now.limits), now.skills) == ({"BRL": 900_00}, frozenset())


def test_nobody_sets_their_own(shop: Shop, staff: dict[str, UUID]) -> None:  # P9
    raised = Changes(limits=(("USD", 1_000_000_00),))

    assert refused(change(shop, staff["lena"], raised, staff["lena"])) == "mandate_of_ones_own"
    assert refused(change(shop, staff["hugo"], raised, staff["hana"])) == "mandate_needs_a_lead"
    assert refused(change(shop, staff["alder"], raised)) == "person_decides_nothing"
    assert refused(change(shop, staff["pia"], raised)) == "person_decides_nothing"
    assert refused(change(shop, staff["hana"], Changes(limits=(("USD", -1),)))) == (
        "limit_below_zero"
    )


def test_a_deputy_stands_in_until_the_absence_ends(shop: Shop, staff: dict[str, UUID]) -> None:
    hana, hugo, until = staff["hana"], staff["hugo"], shop.clock.now + timedelta(days=3)

    change(shop, hana, Changes(away_until=until, deputy_id=hugo), staff["lena"])

    with transaction(shop.marketplace):
        before = mandate_of(
            marketplace_id=shop.marketplace, by=By(Role.HANDLER, hugo), at=shop.clock.now
        )
        away = {
            one.by.party_id: one.mandate.is_away
            for one in all_staff(marketplace_id=shop.marketplace, at=shop.clock.now).people
        }
        after = mandate_of(marketplace_id=shop.marketplace, by=By(Role.HANDLER, hugo), at=until)
    assert before.stands_in_for == {hana}
    assert away == {hana: True, hugo: False, staff["lena"]: False}
    assert after.stands_in_for == frozenset()


def test_an_absence_needs_an_end_ahead_and_a_deputy_who_decides(
    shop: Shop, staff: dict[str, UUID]
) -> None:
    hana, later = staff["hana"], shop.clock.now + timedelta(days=1)

    assert refused(change(shop, hana, Changes(away_until=shop.clock.now))) == "absence_is_over"
    for nobody in (staff["alder"], hana, UUID(int=5)):
        wanted = Changes(away_until=later, deputy_id=nobody)
        assert refused(change(shop, hana, wanted)) == "deputy_decides_nothing"

    assert isinstance(change(shop, hana, Changes(away_until=later)), Setting)
    back = change(shop, hana, Changes(is_back=True))
    assert isinstance(back, Setting)
    assert back.away_until is None


def test_what_was_set_is_never_changed(shop: Shop, staff: dict[str, UUID]) -> None:
    change(shop, staff["hana"], Changes(skills=frozenset({"injury"})))

    with transaction(shop.marketplace), pytest.raises(ProgrammingError, match="denied"):
        Mandate.objects.filter(marketplace_id=shop.marketplace).update(skills="[]")


def said(
    shop: Shop, capsys: pytest.CaptureFixture[str], *words: str, exits: Exit = Exit.DONE
) -> dict[str, object]:
    parser = argparse.ArgumentParser()
    people.configure(parser)
    slug = marketplace_facts(marketplace_id=shop.marketplace).slug
    arguments = parser.parse_args([*words, "--marketplace", slug, "--json"])
    assert people.run(arguments, Console(json=True)) is exits
    document: dict[str, object] = json.loads(capsys.readouterr().out)
    return document


@pytest.fixture
def open_already(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("makewhole.surfaces.cli.ground.open_database", lambda: None)


@pytest.mark.usefixtures("open_already", "staff")
def test_the_command_line_sets_lists_and_remembers(
    shop: Shop, capsys: pytest.CaptureFixture[str]
) -> None:
    day = f"{(shop.clock.now + timedelta(days=9)).date()}"

    first = said(
        shop, capsys, "set", "hana", "--limit", "usd=500.00", "--skill", "Injury", "--by", "lena"
    )
    said(shop, capsys, "set", "hana", "--away-until", day, "--deputy", "hugo", "--by", "pia")
    history = said(shop, capsys, "history", "hana")["settings"]
    listed = said(shop, capsys, "list")["people"]

    assert (first["limits"], first["skills"], first["set_by"]) == (
        {"USD": "500.00"},
        ["injury"],
        "lead lena",
    )
    assert isinstance(history, list)
    assert [one["set_by"] for one in history] == ["lead lena", "programme pia"]
    assert isinstance(listed, list)
    (hana,) = [one for one in listed if one["ref"] == "hana"]
    assert (hana["deputy"], hana["limits"]) == ("hugo", {"USD": "500.00"})
    assert "version" not in next(one for one in listed if one["ref"] == "hugo")


@pytest.mark.usefixtures("open_already", "staff")
@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("set", "nobody"), "nobody here is called"),
        (("set", "hana", "--limit", "USD=much"), "limit:"),
        (("set", "hana", "--deputy", "hugo"), "--away-until"),
        (("set", "hana", "--away-until", "2999-01-01", "--deputy", "xx"), "nobody here is called"),
        (("set", "hana", "--skill", "injury", "--by", "hugo"), "Only a lead"),
        (("set", "hana", "--skill", "injury", "--by", "xx"), "nobody here is called"),
        (("history", "xx"), "nobody here is called"),
    ],
)
def test_the_command_line_says_what_was_not_set_and_why(
    shop: Shop, capsys: pytest.CaptureFixture[str], words: tuple[str, ...], sentence: str
) -> None:
    told = said(shop, capsys, *words, exits=Exit.FOUND_PROBLEMS)

    assert sentence in str(told["says"])
