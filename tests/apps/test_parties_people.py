"""Personal facts are sealed under each person's own key, found again, and erased for good."""

import stat
import threading
from pathlib import Path
from uuid import UUID, uuid4

import pytest
from django.db import connection

from makewhole.apps.parties.commands import ensure_party
from makewhole.apps.parties.people import (
    PersonFacts,
    erase_person,
    keep_personal_facts,
    party_by_email,
    personal_facts,
)
from makewhole.apps.parties.vault import (
    Place,
    SealBroken,
    Vault,
    commitment,
    open_vault,
    seal,
    unseal,
)
from makewhole.apps.tenancy.transactions import transaction
from tests.marketplaces import make_marketplace

ANN = PersonFacts(name="Ann Author", email="Ann@Example.org", address="1 High Street")
VAULT = Vault(b"k" * 32)


@pytest.fixture
def ann(marketplace: UUID) -> UUID:
    with transaction(marketplace):
        party_id = ensure_party(
            marketplace_id=marketplace, kind="buyer", external_ref="b-1", display_name=""
        )
        keep_personal_facts(marketplace_id=marketplace, party_id=party_id, facts=ANN, vault=VAULT)
    return party_id


def test_a_persons_facts_are_read_back_and_stand_nowhere_in_clear(
    marketplace: UUID, ann: UUID
) -> None:
    with transaction(marketplace):
        found = personal_facts(marketplace_id=marketplace, party_id=ann, vault=VAULT)
        with connection.cursor() as cursor:
            cursor.execute("SELECT p::text, k::text FROM parties_party p, parties_personkey k")
            ((party, key),) = cursor.fetchall()

    assert found == ANN
    for text in ("Ann", "Example", "High"):
        assert text not in party + key
        assert text.encode().hex() not in party + key


@pytest.mark.parametrize("email", ["Ann@Example.org", " ann@example.ORG "])
def test_a_party_is_found_by_e_mail_however_it_is_spelt(
    marketplace: UUID, ann: UUID, email: str
) -> None:
    with transaction(marketplace):
        assert party_by_email(marketplace_id=marketplace, email=email, vault=VAULT) == ann
        assert party_by_email(marketplace_id=marketplace, email="b@x.org", vault=VAULT) is None


def test_the_same_e_mail_has_another_index_in_another_marketplace(marketplace: UUID) -> None:
    other = make_marketplace()

    assert VAULT.email_index(marketplace, "a@x.org") != VAULT.email_index(other, "a@x.org")


def test_later_facts_replace_earlier_ones_under_the_same_key(marketplace: UUID, ann: UUID) -> None:
    moved = PersonFacts(name="Ann Author", address="2 Low Street")

    with transaction(marketplace):
        keep_personal_facts(marketplace_id=marketplace, party_id=ann, facts=moved, vault=VAULT)
        assert personal_facts(marketplace_id=marketplace, party_id=ann, vault=VAULT) == moved
        assert (
            party_by_email(marketplace_id=marketplace, email="ann@example.org", vault=VAULT) is None
        )


def test_erased_is_erased(marketplace: UUID, ann: UUID) -> None:
    with transaction(marketplace):
        assert erase_person(marketplace_id=marketplace, party_id=ann)
    with transaction(marketplace):
        assert personal_facts(marketplace_id=marketplace, party_id=ann, vault=VAULT) is None
        assert (
            party_by_email(marketplace_id=marketplace, email="ann@example.org", vault=VAULT) is None
        )
        assert not erase_person(marketplace_id=marketplace, party_id=ann)


def test_a_sealed_value_opens_at_its_own_place_only() -> None:
    secret, row = VAULT.new_secret(), uuid4()
    sealed = seal(secret, "Ann", Place("parties_party", row, "name_sealed"))

    assert unseal(secret, sealed, Place("parties_party", row, "name_sealed")) == "Ann"
    for place in (
        Place("parties_party", uuid4(), "name_sealed"),
        Place("parties_party", row, "email_sealed"),
        Place("another_table", row, "name_sealed"),
    ):
        with pytest.raises(SealBroken):
            unseal(secret, sealed, place)
    with pytest.raises(SealBroken):
        unseal(VAULT.new_secret(), sealed, Place("parties_party", row, "name_sealed"))


def test_a_persons_secret_opens_under_its_master_key_only() -> None:
    secret, person = VAULT.new_secret(), uuid4()
    wrapped = VAULT.wrap(secret, person)

    assert VAULT.unwrap(wrapped, person) == secret
    with pytest.raises(SealBroken):
        Vault(b"o" * 32).unwrap(wrapped, person)
    with pytest.raises(SealBroken):
        VAULT.unwrap(wrapped, uuid4())


def test_equal_facts_of_two_people_have_different_commitments() -> None:
    one, other = VAULT.new_secret(), VAULT.new_secret()

    assert commitment(one, "Ann") == commitment(one, "Ann")
    assert commitment(one, "Ann") != commitment(other, "Ann")


def test_the_master_key_is_made_once_for_its_owner_only(tmp_path: Path) -> None:
    person = uuid4()
    secret = VAULT.new_secret()
    opened: list[Vault] = []
    threads = [
        threading.Thread(target=lambda: opened.append(open_vault(tmp_path))) for _ in range(8)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    wrapped = opened[0].wrap(secret, person)

    assert [vault.unwrap(wrapped, person) for vault in opened] == [secret] * 8
    assert [path.name for path in tmp_path.iterdir()] == ["master.key"]
    assert stat.S_IMODE((tmp_path / "master.key").stat().st_mode) == 0o600
