"""A pack says what is otherwise in another market, and carries no amount over by accident."""

from datetime import date
from typing import Any

import pytest

from makewhole.core.terms.explain import evaluate
from makewhole.core.terms.model import Terms
from makewhole.core.terms.problems import TermsRefused
from makewhole.core.terms.schema import read_terms
from makewhole.core.terms.trial import try_golden
from tests.core.terms.small import changed

BASE = changed(
    (
        "title: Small",
        "title: Small\nmarket: {currency: USD, calendar: US}\nin_force: {notice_days: 15}",
    ),
    ("{id: A1,", '{id: A1, clause: "1.1",'),
    ("asks:", 'clauses: {"1": {title: One, text: "At most {most}."}}\nsources: {S-1: book}\nasks:'),
    ('{value: "50.00"}', '{value: "50.00", cite: [S-1]}'),
)
PACK = """\
terms: small-eu
version: "1"
base: {terms: small, version: "1"}
market: {region: EU, currency: EUR}
parameters:
  most: {values: [{value: "40.00", cite: [E-1]}], note: "as in E-2"}
sources: {E-1: page, E-2: page}
counsel: ["is it fair?"]
tests:
  - id: T1
    given: {kind: lost, paid: "40.01", days_late: 0, order_on: 2025-05-05}
    expect: {outcome: deny}
"""


def pack(*changes: tuple[str, str], base: str = BASE) -> Terms | TermsRefused:
    text = PACK
    for old, new in changes:
        assert old in text, old
        text = text.replace(old, new)
    return read_terms(text, name="small-eu.yaml", bases={"small": base})


def refusals(*changes: tuple[str, str], base: str = BASE) -> str:
    refused = pack(*changes, base=base)
    assert isinstance(refused, TermsRefused)
    return str(refused)


def test_what_a_pack_does_not_say_is_as_the_base_says_it() -> None:
    terms = pack()
    assert isinstance(terms, Terms), str(terms)

    assert (terms.name, terms.title, terms.notice_days) == ("small-eu", "Small", 15)
    assert terms.market.currency == "EUR"
    assert terms.base is not None
    assert (terms.base.name, terms.base.version) == ("small", "1")
    assert terms.parameters["most"].values[0].value == 4_000
    assert terms.parameters["most"].kind == "money"
    assert terms.parameters["grace"].values[1].value == 5
    assert sorted(terms.sources) == ["E-1", "E-2", "S-1"]
    assert terms.counsel == ("is it fair?",)
    assert terms.warnings == ()
    assert try_golden(terms, terms.tests) == ()


def test_a_pack_decides_by_its_own_figures() -> None:
    terms = pack()
    base = read_terms(BASE, name="small.yaml")
    assert isinstance(terms, Terms)
    assert isinstance(base, Terms)
    facts: dict[str, Any] = {"kind": "lost", "paid": 4_500, "days_late": 0}

    assert evaluate(base, facts).outputs["outcome"] == "pay"
    assert evaluate(terms, facts).outputs["outcome"] == "deny"
    assert base.hash != terms.hash


def test_the_name_of_the_base_file_will_do() -> None:
    named = read_terms(PACK.replace('{terms: small, version: "1"}', "small"), name="p",
                       bases={"small.yaml": BASE})  # fmt: skip

    assert isinstance(named, Terms), str(named)


def test_a_pack_may_bring_clauses_translations_and_what_it_changes() -> None:
    terms = pack(
        (
            "counsel:",
            (
                'title: Klein\nclauses: {"1": {title: Eins}}\n'
                'translations: {de: {A1: {say: "{days_late} Tage."}}}\n'
                'change: {since: "0", only: answered}\n'
                "in_force: {from: 2026-01-01, notice_days: 30}\n"
                "counsel:"
            ),
        )
    )
    assert isinstance(terms, Terms), str(terms)

    assert (terms.title, terms.clauses["1"].title, terms.notice_days) == ("Klein", "Eins", 30)
    assert terms.translations["de"]["A1"].say == "{days_late} Tage."
    assert terms.change is not None


@pytest.mark.parametrize(
    ("changes", "problem"),
    [
        ([("base: {terms: small,", "base: {terms: tiny,")], 'found no file of the terms "tiny"'),
        ([('base: {terms: small, version: "1"}', "base: [small]")], "found no file of the terms"),
        ([('version: "1"}', 'version: "2"}')], 'found the version "2"; write "1"'),
        ([("  most: {", "  mist: {")], "that the base has not; did you mean most?"),
        ([('most: {values: [{value: "40.00", cite: [E-1]}], note: "as in E-2"}', ("grace: {values: "
           "[{value: 9, cite: [E-1]}], note: E-2}"))], "found no most in EUR; restate every"),
        ([("most: {values", "most: {type: int, values")], "leave it out: the base says money"),
        ([("market: {region: EU, currency: EUR}", "market: {region: EU}")], "found no currency"),
        ([("market: {region: EU, currency: EUR}\n", "")], "found no `market`; state `market`"),
        ([("cite: [E-1]", "cite: [E-9]")], "most: found the source E-9; declare it"),
        ([("E-2: page", "E-2: page, E-3: page")], "OK: E-3: found a source that nothing cites"),
        ([("counsel:", "facts: {}\ncounsel:")], "facts: found an unknown key"),
        ([("counsel:", "for: insurance\ncounsel:")], 'for: found "insurance"; leave it out'),
        ([("counsel:", "tables: {}\ncounsel:")], "tables: found an unknown key"),
        ([("expect: {outcome: deny}", "expect: {outcome: dny}")], "did you mean deny?"),
        ([("counsel:", "translations: {de: {A7: {say: x}}}\ncounsel:")], "no rule of this id"),
    ],
)  # fmt: skip
def test_says_what_is_wrong_with_a_pack(changes: list[tuple[str, str]], problem: str) -> None:
    if problem.startswith("OK: "):
        terms = pack(*changes)
        assert isinstance(terms, Terms)
        assert problem.removeprefix("OK: ") in terms.warnings[0]
        return

    assert problem in refusals(*changes)


def test_a_base_that_cannot_be_used_is_said_with_its_own_problems() -> None:
    found = refusals(base=BASE.replace("NOT answered", "NOT aswered"))

    assert 'base: found problems in the base "small"; mend them there first.' in found
    assert "base small, line 24, tables.decision.A1.when: found the unknown name aswered" in found


def test_a_pack_that_builds_on_itself_is_refused() -> None:
    looped = BASE.replace("terms: small", "terms: small\nbase: small")

    found = refusals(base=looped)

    assert 'found the base "small", which builds on this pack; name another.' in found


def test_a_pack_for_a_guarantee_says_so_or_says_nothing() -> None:
    guarantee = BASE.replace("title: Small", "title: Small\nfor: guarantee")

    assert isinstance(pack(("counsel:", "for: guarantee\ncounsel:"), base=guarantee), Terms)
    assert "write guarantee, as the base does" in refusals(
        ("counsel:", "for: insurance\ncounsel:"), base=guarantee
    )


def test_business_days_need_the_calendar_of_the_market() -> None:
    base = BASE.replace("add_days(order_on", "add_business_days(order_on")

    assert "market: found no calendar; name it: the base counts business days." in refusals(
        base=base
    )
    assert isinstance(pack(("currency: EUR", "currency: EUR, calendar: DE"), base=base), Terms)


def test_a_pack_may_change_no_figure_at_all() -> None:
    text = PACK[: PACK.index("parameters:")].replace("EUR", "USD")

    terms = read_terms(text, name="p", bases={"small": BASE})

    assert isinstance(terms, Terms), str(terms)
    assert terms.parameters["most"].values[0].value == 5_000


def test_a_pack_in_the_same_currency_need_not_restate_its_amounts() -> None:
    same = pack(
        ("currency: EUR", "currency: USD"),
        ('most: {values: [{value: "40.00", cite: [E-1]}], note: "as in E-2"}',
         "grace: {values: [{value: 9, cite: [E-1]}], note: E-2}"),
        ("expect: {outcome: deny}", "expect: {outcome: pay}"),
    )  # fmt: skip
    assert isinstance(same, Terms), str(same)

    assert same.parameters["most"].values[0].value == 5_000


BY_CURRENCY = BASE.replace(
    "title: Small", "title: Small\ncurrency: coin"
).replace(
    "  answered:", "  coin: {type: enum, values: [USD, EUR, GBP], source: seller}\n  answered:"
).replace(
    'most:  {type: money, values: [{value: "50.00", cite: [S-1]}]}',
    'most:  {type: money, by: coin, values: [{coin: USD, value: "50.00", cite: [S-1]}]}',
)  # fmt: skip


def test_with_currencies_each_amount_is_stated_in_the_market_s_own() -> None:
    by_coin = ("{values: [{value:", "{values: [{coin: EUR, value:")

    terms = pack(by_coin, base=BY_CURRENCY)
    assert isinstance(terms, Terms), str(terms)
    assert terms.parameters["most"].value_on(date(2025, 1, 1), "EUR") == 4_000
    assert "found no row for EUR; state it in every currency" in refusals(
        ("{values: [{value:", "{values: [{coin: GBP, value:"), base=BY_CURRENCY
    )
    assert "found no value JPY; list the market's own currency" in refusals(
        by_coin, ("currency: EUR", "currency: JPY"), base=BY_CURRENCY
    )


def test_a_base_that_states_amounts_in_more_currencies_serves_them_too() -> None:
    base = BY_CURRENCY.replace(
        '{coin: USD, value: "50.00", cite: [S-1]}',
        '{coin: USD, value: "50.00", cite: [S-1]}, {coin: EUR, value: "45.00"}',
    )
    terms = pack(
        ('most: {values: [{value: "40.00", cite: [E-1]}], note: "as in E-2"}',
         "grace: {values: [{value: 9, cite: [E-1]}], note: E-2}"),
        ("expect: {outcome: deny}", "expect: {outcome: pay}"),
        base=base,
    )  # fmt: skip

    assert isinstance(terms, Terms), str(terms)


def test_with_currencies_one_amount_for_all_is_refused() -> None:
    base = BY_CURRENCY.replace(
        "type: money, by: coin, values: [{coin: USD, value", "type: money, values: [{value"
    )

    refused = read_terms(base, name="small.yaml")

    assert isinstance(refused, TermsRefused)
    assert "parameters.most: found one amount for all currencies; write `by: coin`." in str(refused)


def test_packs_without_any_source_cite_none() -> None:
    base = BASE.replace("sources: {S-1: book}\n", "").replace(", cite: [S-1]", "")
    terms = pack(("sources: {E-1: page, E-2: page}\n", ""), base=base)

    assert isinstance(terms, Terms), str(terms)
