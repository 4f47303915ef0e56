"""The books refuse what would not balance, whoever writes to them."""

from datetime import UTC, datetime
from uuid import UUID, uuid4

import pytest
from django.db import IntegrityError

from makewhole.apps.ledger.commands import Posting, account_id, post
from makewhole.apps.ledger.models import Account, Transfer
from makewhole.apps.ledger.queries import balances
from makewhole.apps.tenancy.transactions import transaction
from makewhole.core.ledger.transfer import AccountCode, AccountKey
from makewhole.core.ledger.transfer import Transfer as Moved

NOW = datetime(2027, 3, 1, tzinfo=UTC)
OWED = AccountKey(AccountCode.PAYABLE_CLAIMANTS, "USD")
BORNE = AccountKey(AccountCode.RECEIVABLE_SELLER, "USD", str(UUID(int=1)))


def posting(debit: AccountKey, credit: AccountKey) -> Posting:
    return Posting(Moved(debit, credit, 29_49, "award"), uuid4(), None, 1, NOW)


def test_an_account_is_opened_by_what_first_moves_on_it(marketplace: UUID) -> None:
    with transaction(marketplace):
        post(marketplace_id=marketplace, postings=[posting(BORNE, OWED), posting(BORNE, OWED)])
        found = {balance.balance_minor for balance in balances(marketplace_id=marketplace)}

    assert found == {58_98, -58_98}


@pytest.mark.parametrize("is_open", [True, False])
def test_money_moves_between_two_accounts_of_one_currency(
    marketplace: UUID, *, is_open: bool
) -> None:
    euros = AccountKey(AccountCode.PAYABLE_CLAIMANTS, "EUR")
    with transaction(marketplace):
        post(marketplace_id=marketplace, postings=[posting(BORNE, OWED)])
        if is_open:
            open_account(marketplace, euros)
    wrong = Transfer(
        id=uuid4(),
        marketplace_id=marketplace,
        debit_id=account_id(marketplace, BORNE),
        credit_id=account_id(marketplace, euros),
        amount_minor=1,
        group_id=uuid4(),
        claim_id=uuid4(),
        event_seq=1,
        reason="award",
        occurred_at=NOW,
    )

    with pytest.raises(IntegrityError, match="two accounts of one currency"):
        write(marketplace, wrong)


def open_account(marketplace: UUID, key: AccountKey) -> None:
    Account.objects.create(
        id=account_id(marketplace, key),
        marketplace_id=marketplace,
        code=key.code.value,
        currency=key.currency,
        owner=str(key.owner or ""),
    )


def write(marketplace: UUID, transfer: Transfer) -> None:
    with transaction(marketplace):
        transfer.save(force_insert=True)
