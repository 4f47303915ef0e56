from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from makewhole.core.kernel.money import Money, allocate, format_minor, parse_minor, share
from makewhole.core.kernel.require import InvariantBroken


@given(
    total=st.integers(0, 10**12),
    weights=st.lists(st.integers(0, 10**9), min_size=1, max_size=20).filter(any),
)
def test_shares_always_sum_to_the_whole(total: int, weights: list[int]) -> None:
    shares = allocate(Money(total, "USD"), weights)

    assert sum(part.minor for part in shares) == total


@given(weights=st.lists(st.integers(1, 10**6), min_size=1, max_size=20), data=st.data())
def test_no_share_exceeds_its_weight_while_the_total_does_not(
    weights: list[int], data: st.DataObject
) -> None:
    total = data.draw(st.integers(0, sum(weights)))

    shares = allocate(Money(total, "USD"), weights)

    assert all(part.minor <= weight for part, weight in zip(shares, weights, strict=True))


@pytest.mark.parametrize("weights", [[0, 0], [], [-1, 2]])
def test_an_impossible_split_is_our_own_bug(weights: list[int]) -> None:
    with pytest.raises(InvariantBroken):
        allocate(Money(1, "USD"), weights)


def test_a_negative_total_is_our_own_bug() -> None:
    with pytest.raises(InvariantBroken):
        allocate(Money(-1, "USD"), [1])


@pytest.mark.parametrize("change", [Money.__add__, Money.__sub__])
def test_two_currencies_never_mix(change: object) -> None:
    with pytest.raises(InvariantBroken):
        change(Money(1, "USD"), Money(1, "EUR"))  # type: ignore[operator]


def test_one_currency_adds_and_subtracts() -> None:
    assert Money(3, "USD") + Money(2, "USD") - Money(1, "USD") == Money(4, "USD")
    assert repr(Money(4, "USD")) == "USD 4m"


@given(minor=st.integers(-(10**15), 10**15), currency=st.sampled_from(["USD", "JPY", "KWD"]))
def test_what_is_written_reads_back(minor: int, currency: str) -> None:
    assert parse_minor(format_minor(minor, currency), currency) == minor


@pytest.mark.parametrize(
    ("text", "finding"),
    [
        ("", "write a decimal number"),
        ("12,50", "write a decimal number"),
        ("NaN", "write a decimal number"),
        ("Infinity", "write a decimal number"),
        ("1.005", "2 decimal places"),
        ("1e20", "more than any order"),
    ],
)
def test_what_is_no_amount_says_what_would_be(text: str, finding: str) -> None:
    with pytest.raises(ValueError, match=finding):
        parse_minor(text, "USD")


@given(minor=st.integers(0, 10**12), basis_points=st.integers(0, 10_000))
def test_a_share_rounds_half_up(minor: int, basis_points: int) -> None:
    exact = Decimal(minor) * basis_points / 10_000

    assert share(minor, basis_points) == int(
        (exact + Decimal("0.5")).to_integral_value("ROUND_FLOOR")
    )


def test_nothing_is_shared_of_less_than_nothing() -> None:
    with pytest.raises(InvariantBroken):
        share(-1, 5_000)
