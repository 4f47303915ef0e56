"""The books as a beancount file: checked by a program that we did not write (`bean-check`)."""

from collections.abc import Iterable, Iterator

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


def beancount_lines(transfers: Iterable[BookedTransfer], *, title: str) -> Iterator[str]:
    """Write every transfer as one balanced entry, after opening each account on its first day."""
    yield f'option "title" "{_plain(title)}"'
    yield ""
    opened: set[str] = set()
    for transfer in transfers:
        day = transfer.occurred_at.date().isoformat()
        debit = account_name(transfer.debit_code, transfer.debit_owner)
        credit = account_name(transfer.credit_code, transfer.credit_owner)
        for name in (debit, credit):
            if name not in opened:
                opened.add(name)
                yield f"{day} open {name}"
        amount = format_minor(transfer.amount_minor, transfer.currency)
        yield f'{day} * "{transfer.reason}" "claim {transfer.claim_id}"'
        yield f'  transfer: "{transfer.transfer_id}"'
        if transfer.determination_id is not None:
            yield f'  determination: "{transfer.determination_id}"'
        yield f"  {debit}  {amount} {transfer.currency}"
        yield f"  {credit}  -{amount} {transfer.currency}"
        yield ""


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
    return text.replace('"', "'").replace("\n", " ")
