"""Files of golden claims: read against their terms, with every slip named."""

import pytest

from makewhole.core.terms.golden import read_golden
from makewhole.core.terms.problems import TermsRefused
from makewhole.core.terms.trial import try_golden
from tests.core.terms.files import golden
from tests.core.terms.small import small
from tests.core.terms.test_records import CURRENCIES, PARTED

GOLDEN = """\
golden: small
version: "1"
bases:
  known: {order_on: 2025-05-05, days_late: 9, answered: false}
  paid: {like: known, paid: "60.00"}
cases:
  - {id: G1, about: late, like: paid, given: {kind: late}, rows: [A1],
     expect: {outcome: pay, payable: "50.00"}}
  - {id: G2, like: G1, given: {answered: null}, expect: {outcome: null}, open: [answered]}
  - {id: G3, like: G2, presumed: [answered], expect: {outcome: pay, until: 2025-05-10}}
"""


def slips(text: str) -> str:
    refused = read_golden(text, name="golden.yaml", terms=small())
    assert isinstance(refused, TermsRefused)
    return str(refused)


def test_claims_are_like_bases_and_like_one_another() -> None:
    first, second, third = golden(GOLDEN, small())

    assert first.given["paid"] == 6_000
    assert second.given["kind"] == "late"
    assert second.given["answered"] is None
    assert (third.presumed, first.about, first.line) == (("answered",), "late", 7)
    assert try_golden(small(), [first, second, third]) == ()


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        (
            ("golden: small", "golden: large"),
            'golden: found "large"; write small, or check other ter',
        ),
        (("golden: small\n", ""), "found no `golden`; state `golden`"),
        (('version: "1"', 'version: "2"'), 'version: found "2"; write "1", or check that version'),
        (('version: "1"', "version: 1"), 'version: found "1"; put it in quotation marks'),
        (("like: known", "like: knwon"), 'bases.paid.like: found "knwon"; did you mean known?'),
        (("like: paid", "like: payd"), 'cases[1].like: found "payd"; did you mean paid?'),
        (("id: G2", "id: G1"), "cases[2]: found G1 twice; give each golden claim its own id"),
        (("kind: late", "kind: lat"), 'cases[1].given.kind: found "lat"; did you mean late?'),
        (("{outcome: null}", "{outcom: null}"), "expect.outcom: found no answer of this name"),
        (("rows: [A1]", "rows: [A7]"), 'cases[1].rows[1]: found "A7"'),
        (("rows: [A1]", "row: [A1]"), "cases[1].row: found an unknown key; did you mean rows?"),
        (("rows: [A1]", "collects: {decision: [A7]}"), 'collects.decision[1]: found "A7"'),
        (("rows: [A1]", "collects: {decisions: []}"), "collects.decisions: found an unknown key"),
        (("cases:", "cases: ["), "this is not YAML"),
    ],
)
def test_every_slip_is_named(change: tuple[str, str], problem: str) -> None:
    assert problem in slips(GOLDEN.replace(*change))


def test_a_file_without_a_version_or_bases_is_for_the_terms_at_hand() -> None:
    (claim,) = golden("golden: small\ncases:\n  - {id: G1, expect: {outcome: null}}", small())

    assert try_golden(small(), [claim]) == ()


def test_parts_totals_lists_and_amounts_by_currency_are_read() -> None:
    terms = small(*PARTED)
    (claim,) = golden(
        "golden: small\ncases:\n"
        '  - {id: G1, given: {kind: late}, parts: [{asked: "1.50"}, {asked: "2"}],'
        ' expect: {total: "3.50"}, rows: [Q1], allowed: []}',
        terms,
    )
    assert claim.expect == {"total": 350}
    (failure,) = try_golden(terms, [claim])
    assert failure.differences == ("the parts allow open, open",)


def test_amounts_are_in_the_claim_s_currency_or_the_market_s() -> None:
    terms = small(*CURRENCIES)
    first, second = golden(
        "golden: small\ncases:\n"
        '  - {id: G1, given: {paid: "5000"}}\n'
        '  - {id: G2, given: {coin: KWD, paid: "5.001"}, expect: {payable: "5.001"}}',
        terms,
    )

    assert (first.given["paid"], second.given["paid"]) == (5_000, 5_001)
    (failure,) = try_golden(terms, [second])
    assert str(failure) == (
        "line 4, golden claim G2: payable is nothing (undetermined), not 5.001."
    )


def test_without_any_currency_only_zero_can_be_written() -> None:
    text = 'golden: small\ncases:\n  - {id: G1, given: {paid: "5000"}}'
    terms = small(CURRENCIES[0], *CURRENCIES[1:], ("market: {currency: JPY}\n", ""))

    refused = read_golden(text, name="golden.yaml", terms=terms)

    assert "state the currency: only 0 is the same in all of them" in str(refused)
    assert golden('golden: small\ncases:\n  - {id: G1, given: {paid: "0"}}', terms)


def test_a_claim_whose_facts_do_not_fit_fails_with_what_is_wrong() -> None:
    (claim,) = golden('golden: small\ncases: [{id: G1, given: {paid: "-1"}}]', small())

    (failure,) = try_golden(small(), [claim])

    assert "paid: found -1" in str(failure)


def test_lists_and_rows_that_collect_are_compared() -> None:
    terms = small(
        (
            "compute:",
            (
                "  needs:\n    hit: collect\n    outputs: {need: enum}\n    rules:\n"
                "      - {id: N1, when: answered, then: {need: photo}}\n"
                "      - {id: N2, when: answered, then: {need: letter}}\ncompute:"
            ),
        )
    )
    right, wrong = golden(
        "golden: small\ncases:\n"
        "  - {id: G1, given: {answered: true}, expect: {need: [photo, letter]},"
        " collects: {needs: [N2, N1]}}\n"
        "  - {id: G2, given: {answered: false}, expect: {need: [photo]}, collects: {needs: [N1]}}",
        terms,
    )

    assert try_golden(terms, [right]) == ()
    assert try_golden(terms, [wrong])[0].differences == (
        "need is (), not ('photo',)",
        "needs collects nothing, not N1",
    )
