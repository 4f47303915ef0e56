"""What a condition may say, and what it is told where it may not."""

import pytest

from makewhole.core.terms.expr import Reading, read_expression
from makewhole.core.terms.model import Level
from makewhole.core.terms.scope import Role, Scope, Symbol
from makewhole.core.terms.tree import And, Kind, Literal, Name, Not, Or
from makewhole.core.terms.written import write_expression

KINDS = {
    "paid_off": Kind.BOOL,
    "open": Kind.BOOL,
    "third": Kind.BOOL,
    "photos": Kind.INT,
    "amount": Kind.MONEY,
    "filed_on": Kind.DATE,
    "filed_at": Kind.TIMESTAMP,
}
SYMBOLS = {
    **{name: Symbol(name, kind, Role.FACT) for name, kind in KINDS.items()},
    "ground": Symbol("ground", Kind.ENUM, Role.FACT, Level.CLAIM, ("late", "lost")),
    "colour": Symbol("colour", Kind.ENUM, Role.FACT, Level.CLAIM, ("red",)),
    "shade": Symbol("shade", Kind.ENUM, Role.FACT, Level.CLAIM, ("red", "dark")),
    "need": Symbol("need", Kind.ENUM, Role.OUTPUT, Level.CLAIM, ("photo",), is_list=True),
}
SCOPE = Scope(SYMBOLS)


def read(text: str, scope: Scope = SCOPE, kind: Kind = Kind.BOOL) -> Reading:
    return read_expression(text, kind, scope)


def complaints(text: str, scope: Scope = SCOPE, kind: Kind = Kind.BOOL) -> str:
    reading = read(text, scope, kind)
    assert reading.tree is None, write_expression(reading.tree)
    return " | ".join(f"{each.finding}; {each.repair}" for each in reading.complaints)


@pytest.mark.parametrize(
    ("text", "canonical"),
    [
        ("paid_off", "paid_off"),
        ("NOT paid_off AND open", "NOT paid_off AND open"),
        ("(paid_off AND open) AND third", "paid_off AND open AND third"),
        ("paid_off OR (open AND third)", "paid_off OR (open AND third)"),
        ("NOT (paid_off OR open)", "NOT (paid_off OR open)"),
        ("paid_off = TRUE", "paid_off"),
        ("FALSE = paid_off", "NOT paid_off"),
        ("paid_off <> TRUE", "NOT paid_off"),
        ("paid_off <> open", "paid_off <> open"),
        ("'late' = ground", "ground = 'late'"),
        ("ground NOT IN ('late', 'late', 'lost')", "ground NOT IN ('late', 'lost')"),
        ("ground in ('late') and true", "ground IN ('late') AND TRUE"),
        ("colour = shade", "colour = shade"),
        ("photos BETWEEN 1 AND 3", "photos >= 1 AND photos <= 3"),
        ("photos IN (1, -2)", "photos IN (1, -2)"),
        ("-3 < photos", "-3 < photos"),
        ("amount > 100", "amount > 100.00"),
        ("amount * 2 + 12.5 > amount - amount", "amount * 2 + 12.50 > amount - amount"),
        ("2 * amount > 0", "amount * 2 > 0.00"),
        ("(photos + 1) * 2 > 0 - (photos - 1)", "(photos + 1) * 2 > 0 - (photos - 1)"),
        ("share(lesser(amount, 5), 50) >= 0", "share(lesser(amount, 5.00), 50) >= 0.00"),
        ("portion(amount, photos, 3) = 0", "portion(amount, photos, 3) = 0.00"),
        (
            "greater(filed_on, DATE '2024-02-29') < add_days(filed_on, 2)",
            "greater(filed_on, DATE '2024-02-29') < add_days(filed_on, 2)",
        ),
        (
            "add_hours(filed_at, 3) = TIMESTAMP '2024-02-29T10:00:00Z'",
            "add_hours(filed_at, 3) = TIMESTAMP '2024-02-29 10:00:00'",
        ),
        ("add_months(filed_on, 1) IN (DATE '2024-01-31')",) * 2,
    ],
)
def test_reads_what_the_language_has(text: str, canonical: str) -> None:
    reading = read(text)

    assert reading.complaints == ()
    assert reading.tree is not None
    assert write_expression(reading.tree) == canonical
    assert read(canonical).tree == reading.tree


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("paid_off; DROP TABLE claims", "found ;; write one condition, not a statement"),
        ("(SELECT 1)", "found SELECT; write one condition, not a statement"),
        ("pg_sleep(10)", "found the unknown function pg_sleep"),
        ("amount IS NULL", "nothing may test whether a fact is known"),
        ("amount = NULL", "nothing may test whether a fact is known"),
        ("COALESCE(amount, 0) > 0", "nothing may test whether a fact is known"),
        ("paid_off IS TRUE", "nothing may test whether a fact is known"),
        ("ground IS DISTINCT FROM 'late'", "nothing may test whether a fact is known"),
        ("LEAST(amount, 1) > 0", "found LEAST; write lesser(a, b)"),
        ("greatest(amount, 1) > 0", "found greatest; write greater(a, b)"),
        ("CASE WHEN paid_off THEN open END", "found CASE; write rows of a table"),
        ("ground LIKE 'la%'", "found LIKE; compare an enum with = or IN"),
        ("CONCAT('a', 'b') = ground", "found CONCAT; compare an enum with = or IN"),
        ("CAST(photos AS int) > 1", "found CAST; declare the type"),
        ("photos::int > 1", "found ::; declare the type"),
        ("photos / 2 > 1", "found /; write share(amount, part): there is no division"),
        ("photos % 2 = 1", "found %; write share(amount, part): there is no remainder"),
        ("photos > 1e3", "found 1e3; write a plain number"),
        ("photos > 0x10", "found 0x10; write a plain number"),
        ("photos > .5", "found .; write a name without a table"),
        ("photos > 1.5", "found photos (int) compared with 1.50 (money)"),
        ("amount > 1.555", "found the amount 1.555; write two decimals at most"),
        ("amount > 99999999999999999.00", "write two decimals at most"),
        ("photos > 1000000001", "found 1000000001; write at most 1,000,000,000"),
        ('"paid_off"', 'found "; write names plainly'),
        ("paid_off -- AND open", "found --; write remarks as YAML comments"),
        ("paid_off /* AND */ AND open", "found /*; write remarks as YAML comments"),
        ("paid_off != open", "found !=; write <>"),
        ("paid_off == open", "found ==; write ="),
        ("ground || 'x' = ground", "found ||; compare an enum"),
        ("paid_off AT open", "found AT; leave it out"),
        ("Paid_off", "found Paid_off; write names in small letters"),
        ("paid_off And open", "found And; write names in small letters"),
        ("größe > 1", "found größe; write names in small letters"),
        ("paid_off @ open", "found @; leave it out: it is not of the language"),
        ("paid_off OR open AND third", "found AND and OR side by side; say which belongs together"),
        ("paid_off AND open OR third", "found AND and OR side by side; say which belongs together"),
        ("paid_off open", 'found "paid_off AS open"; write only what the language has'),
        ("(paid_off, open)", 'found "(paid_off, open)"; write only what the language has'),
        ("paid_off AND", 'found something unreadable near "AND"'),
        ("", "found nothing; write a condition"),
        ("NOT", "found something unreadable"),
        ("nothing AND never", "found the unknown name nothing"),
        ("need = 'photo'", "found need, which is a list"),
        ("ground = 'lots'", "found 'lots', which is no value of ground (enum); did you mean lost?"),
        ("ground IN ('late', 'never')", "found 'never', which is no value of ground (enum)"),
        ("ground = 'a''b'", "found 'a''b'; write a declared value"),
        ("ground < 'lost'", "found ground (enum) < 'lost'; write = or <>: enum has no order"),
        ("paid_off < open", "found paid_off (bool) < open (bool); write = or <>"),
        (
            "ground = colour",
            "found ground (enum) compared with colour (enum), which share no value",
        ),
        ("filed_on > '2024-01-01'", "found filed_on (date) compared with '2024-01-01'; write DATE"),
        ("filed_on > DATE '2024-02-30'", "found '2024-02-30'; write DATE '2026-03-31'"),
        ("filed_on > DATE 'late'", "found 'late'; write DATE '2026-03-31'"),
        ("filed_at > TIMESTAMP '2024'", "found '2024'; write TIMESTAMP '2026-03-31 12:00:00'"),
        ("filed_on = filed_at", "found filed_on (date) compared with filed_at (timestamp)"),
        ("photos = TRUE", "found photos (int) compared with True (bool)"),
        ("amount > photos", "found amount (money) compared with photos (int)"),
        ("photos < 1 < 2", "compared with 2 (int)"),
        ("(photos < 1) = (photos > 2)", "found conditions compared; join them by AND, OR and NOT"),
        ("1 = 1", "found two constants compared; leave it out, or write TRUE"),
        ("photos", "found photos (int); write an expression of the type bool"),
        ("paid_off AND photos", "found photos (int) where a condition belongs"),
        ("NOT 'late'", "found 'late' where a condition belongs"),
        ("-photos > 3", 'found "-photos"; write 0 - x for a negative value'),
        ("photos IN ()", "found IN (); write the values"),
        ("photos IN (1, photos)", 'found "photos" in a list; list values only'),
        ("photos IN ('late')", "found 'late' in a list for photos (int)"),
        ("amount IN (1.555)", "write two decimals at most"),
        ("paid_off IN (TRUE)", "found paid_off (bool) IN (...); write a name before IN"),
        ("'late' IN ('late')", "found 'late' IN (...); write a name before IN"),
        ("nothing IN (1)", "found the unknown name nothing"),
        ("amount + photos > 0", "found amount (money) + photos (int); add numbers of one kind"),
        ("amount + 1.555 > 0", "write two decimals at most"),
        ("filed_on + 3 > filed_on", "found filed_on (date) + 3 (int); write add_days(date, days)"),
        ("filed_at - filed_at > 0", "write add_days(date, days) or add_hours(instant, hours)"),
        ("amount * amount > 0", "found amount (money) * amount (money); multiply by a whole"),
        ("filed_on * 2 > filed_on", "found filed_on (date) * 2 (int); multiply by a whole number"),
        (
            "add_days(filed_on) > filed_on",
            "found add_days(filed_on (date)); write add_days(date, int)",
        ),
        ("add_days(photos, 2) > filed_on", "write add_days(date, int)"),
        ("share(1.555, 2) > 0", "write two decimals at most"),
        ("lesser(photos, amount) > 0", "found lesser(photos (int), amount (money)); give it two"),
        ("lesser(photos) > 0", "found lesser(photos (int)); give it two numbers or two dates"),
        ("lesser(amount, 1.555) > 0", "write two decimals at most"),
        ("lesser(paid_off, open)", "give it two numbers or two dates"),
        ("lesser(nothing, 1) > 0", "found the unknown name nothing"),
        ("add_business_days(filed_on, 2) > filed_on", "name the calendar under `market`"),
        ("ground = 'late' 'lost'", "write only what the language has"),
        ("filed_on > interval '1 day'", "found interval; write add_days(date, days)"),
        ("filed_on > now()", "found now; use a fact: time is given"),
    ],
)
def test_refuses_everything_else_with_its_reason(text: str, complaint: str) -> None:
    assert complaint in complaints(text)


def test_names_every_mistake_of_a_condition_at_once() -> None:
    found = complaints("nothing AND ground = 'lots' AND photos = TRUE")

    assert found.count(";") >= 3
    assert "nothing" in found
    assert "lots" in found
    assert "photos" in found


def test_a_chain_of_150_conditions_is_one_flat_node() -> None:
    terms = ["paid_off", "NOT open", "ground = 'late'"] * 50

    conjunction, disjunction = read(" AND ".join(terms)).tree, read(" OR ".join(terms)).tree

    assert isinstance(conjunction, And)
    assert isinstance(disjunction, Or)
    assert len(conjunction.terms) == len(disjunction.terms) == 150


@pytest.mark.parametrize(
    "text",
    [
        "(" * 26 + "paid_off" + ")" * 26,
        "NOT " * 100 + "paid_off",
        "NOT " * 3_000 + "paid_off",
        " + ".join(["photos"] * 100) + " > 1",
        "paid_off AND " * 2_001 + "open",
        "paid_off " * 3_000,
        "a " * 4_001,
    ],
    ids=["parentheses", "nots", "many-nots", "sums", "words", "length", "short-words"],
)
def test_refuses_what_is_nested_too_deeply_or_too_long(text: str) -> None:
    assert "found" in complaints(text)


def test_twenty_five_parentheses_are_read() -> None:
    assert read("(" * 25 + "paid_off" + ")" * 25).tree == Name("paid_off", Kind.BOOL)


def test_with_currencies_only_zero_is_an_amount() -> None:
    scope = Scope(SYMBOLS, has_currency=True)

    assert read("amount > 0", scope).tree == read("amount > 0.00", scope).tree
    assert "make it a parameter by currency" in complaints("amount > 1", scope)
    for text in ("amount > 0.01", "amount + 1 > 0", "share(1, 2) > 0", "lesser(amount, 1) > 0",
                 "amount IN (0, 1)"):  # fmt: skip
        assert "make it a parameter by currency" in complaints(text, scope)


def test_business_days_need_a_calendar() -> None:
    scope = Scope(SYMBOLS, has_calendar=True)

    assert read("add_business_days(filed_on, 2) > filed_on", scope).complaints == ()


def test_an_expression_has_the_kind_that_is_asked_for() -> None:
    assert read("0", kind=Kind.MONEY).tree == Literal(0, Kind.MONEY)
    assert read("TRUE").tree == Literal(value=True, kind=Kind.BOOL)
    assert read("NOT TRUE").tree == Not(Literal(value=True, kind=Kind.BOOL))
    assert "write an expression of the type date" in complaints("photos", kind=Kind.DATE)
    assert "write an expression of the type money" in complaints("photos", kind=Kind.MONEY)
