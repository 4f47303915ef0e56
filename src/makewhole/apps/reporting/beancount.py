"""The books as a beancount file: checked by a program that we did not write (`bean-check`)."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from makewhole.apps.ledger.queries import BookedTransfer
from makewhole.core.kernel.money import format_minor

# Beancount wants one of five roots; ours follow from what the account stands for.
_ROOTS = {
    "programme": "Expenses",
    "payable": "Liabilities",
    "receivable": "Assets",
    "in_transit": "Liabilities",
    "cash": "Assets",
    "clearing": "Assets",
    "held": "Assets",
    "suspense": "Liabilities",
    "fx": "Equity",
}


# Nowhere is the day further behind UTC: a later transfer can stand on an earlier day.
_FURTHEST_BEHIND = timedelta(hours=12)


@dataclass(frozen=True, slots=True)
class Entry:
    """One transfer on the day of its market, with the names that people know it by.

    `payout` is the rail's own reference, or before it has given one the key that it was handed.
    """

    day: date
    transfer: BookedTransfer
    claim_reference: str
    payout: str | None


def beancount_lines(
    entries: Iterable[Entry], *, title: str, owners: Mapping[str, str]
) -> Iterator[str]:
    """Write every transfer as one balanced entry, after opening its accounts.

    `owners` are the marketplace's own ids of the parties whose accounts these are.
    """
    yield f'option "title" "{_plain(title)}"'
    yield ""
    opened: set[str] = set()
    for entry in entries:
        transfer = entry.transfer
        accounts = (
            (account_name(transfer.debit_code, transfer.debit_owner), transfer.debit_owner),
            (account_name(transfer.credit_code, transfer.credit_owner), transfer.credit_owner),
        )
        for name, owner in accounts:
            if name not in opened:
                opened.add(name)
                yield f"{(transfer.occurred_at - _FURTHEST_BEHIND).date()} open {name}"
                if owner in owners:
                    yield f'  owner: "{_plain(owners[owner])}"'
        yield from _entry_lines(entry, accounts[0][0], accounts[1][0])
        yield ""


def _entry_lines(entry: Entry, debit: str, credit: str) -> Iterator[str]:
    transfer, reference = entry.transfer, entry.claim_reference
    amount = format_minor(transfer.amount_minor, transfer.currency)
    yield f'{entry.day} * "{transfer.reason}" "claim {reference}" ^{reference}'
    if entry.payout is not None:
        yield f'  payout: "{_plain(entry.payout)}"'
    yield f'  transfer: "{transfer.transfer_id}"'
    if transfer.determination_id is not None:
        yield f'  determination: "{transfer.determination_id}"'
    yield f"  {debit}  {amount} {transfer.currency}"
    yield f"  {credit}  -{amount} {transfer.currency}"


def account_name(code: str, owner: str) -> str:
    """Answer an account's name as beancount takes it.

    >>> account_name("receivable.seller", "0192-ab")
    'Assets:Receivable:Seller:X0192-ab'
    >>> account_name("in_transit.rail", "sandbox")
    'Liabilities:In-transit:Rail:Xsandbox'
    """
    head, *rest = code.split(".")
    words = [_ROOTS[head], *(word.replace("_", "-").capitalize() for word in (head, *rest))]
    if owner:
        words.append(f"X{owner}")  # Beancount's names begin with a capital letter.
    return ":".join(words)


def _plain(text: str) -> str:
    return text.replace("\\", "/").replace('"', "'").replace("\n", " ")
