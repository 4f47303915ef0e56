"""What a terms file says, as values: facts, parameters, definitions, tables, computed values."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from makewhole.core.clocks.said import ClockSaid
from makewhole.core.kernel.money import places_of
from makewhole.core.terms.known import DURATION_UNITS
from makewhole.core.terms.tree import TRUE, Kind, Node, Value


class Level(StrEnum):
    """Of what a thing is said: the claim, or one part (a line, its shipping, a head of loss)."""

    CLAIM = "claim"
    PART = "part"


class Hit(StrEnum):
    """How many rows of a table answer: the first that holds, all of them, or exactly one."""

    FIRST = "first"
    COLLECT = "collect"
    UNIQUE = "unique"


class Privacy(StrEnum):
    """How closely a fact is kept."""

    NONE = "none"
    PERSONAL = "personal"
    HEALTH = "health"


class Totalling(StrEnum):
    """How the claim sees its parts: only ever through one of these."""

    SUM_OF = "sum_of"
    COUNT_OF = "count_of"
    ANY_OF = "any_of"
    LEAST_OF = "least_of"
    MOST_OF = "most_of"


@dataclass(frozen=True, slots=True)
class Presumption:
    """What counts as the fact while nobody knows it, once its clock (`after`) has run out."""

    value: Value
    after: str | None = None
    when: str | None = None  # The same in words, for readers.


@dataclass(frozen=True, slots=True)
class Total:
    """A claim's fact that is worked out from a value of its parts."""

    how: Totalling
    of: str


@dataclass(frozen=True, slots=True)
class Fact:
    """One named thing taken as true for a decision."""

    name: str
    kind: Kind
    sources: tuple[str, ...]  # In order of trust; the first is asked.
    level: Level = Level.CLAIM
    values: tuple[str, ...] = ()  # Of an enum.
    mandatory: bool = False
    label: str | None = None
    ask: str | None = None
    note: str | None = None
    minimum: int | None = None
    maximum: int | None = None
    presume: Presumption | None = None
    only_if: Node | None = None
    privacy: Privacy = Privacy.NONE
    total: Total | None = None
    deed_of: tuple[str, ...] | None = None  # Who makes it so by what they do; None: it is not said.

    @property
    def doers(self) -> tuple[str, ...]:
        """Answer who could have made it otherwise: without a word of the file, whoever is asked."""
        return self.sources[:1] if self.deed_of is None else self.deed_of


@dataclass(frozen=True, slots=True)
class ParameterValue:
    """One row of a parameter's series: the value from a day on, for one key or for the rest."""

    value: Value
    starts_on: date | None = None  # None: from the beginning of time.
    key: str | None = None
    cite: tuple[str, ...] = ()
    is_default: bool | None = None  # True: our own choice; None: the row does not say.
    line: int = 0
    unit: str | None = None  # Where it is not that of the parameter.


@dataclass(frozen=True, slots=True)
class Parameter:
    """A number or other value of the terms, dated and sourced."""

    name: str
    kind: Kind
    values: tuple[ParameterValue, ...]
    unit: str | None = None
    by: str | None = None  # The fact whose value picks the row.
    dated_by: str | None = None  # The fact that dates it, when not the governing date.
    label: str | None = None
    note: str | None = None
    is_default: bool = False  # All of its rows are our own choice, no source's.
    lifecycle: bool = False  # A duration that clocks use and no rule reads.
    choices: tuple[str, ...] = ()  # Of an enum.
    clock: ClockSaid | None = None  # The clock of which it is the length.

    @property
    def is_constant(self) -> bool:
        """Answer whether no fact can change the value."""
        return len(self.values) == 1 and self.values[0].key is None

    def value_on(self, day: date, key: str | None = None) -> Value | None:
        """Answer the value on a day for a key; None when the key is not listed."""
        row = self.row_on(day, key)
        return None if row is None else row.value

    def row_on(self, day: date, key: str | None = None) -> ParameterValue | None:
        """Answer the row that holds on a day for a key; None when the key is not listed.

        The key's own row counts once it has started; until then, and for every other key, the rows
        without a key do.
        """
        for wanted in (key, None):
            rows = [row for row in self.values if row.key == wanted]
            started = [row for row in rows if row.starts_on is None or row.starts_on <= day]
            if started:
                return max(started, key=lambda row: row.starts_on or date.min)
        return None


@dataclass(frozen=True, slots=True)
class Definition:
    """A named expression, used in several rules and printed once."""

    name: str
    kind: Kind
    tree: Node
    level: Level = Level.CLAIM
    label: str | None = None
    values: tuple[str, ...] = ()  # Of an enum.


@dataclass(frozen=True, slots=True)
class Output:
    """One column that a table answers."""

    name: str
    kind: Kind
    values: tuple[str, ...] = ()  # Of an enum: as declared, else all that its rows say.
    is_declared: bool = False
    is_list: bool = False
    label: str | None = None


@dataclass(frozen=True, slots=True)
class Rule:
    """One row of a table: a condition on facts, and what follows."""

    id: str
    when: Node
    then: Mapping[str, Value]
    clause: str | None = None
    cells: Mapping[str, str | tuple[str, ...]] | None = None  # The row as written with `if:`.
    say: str | None = None
    say_seller: str | None = None
    note: str | None = None
    is_kept_for_sentence: bool = False  # It answers as the next row does, in other words.
    line: int = 0

    @property
    def is_default(self) -> bool:
        """Answer whether the row always holds."""
        return self.when == TRUE


@dataclass(frozen=True, slots=True)
class Table:
    """A decision table."""

    name: str
    hit: Hit
    outputs: Mapping[str, Output]
    rules: tuple[Rule, ...]
    level: Level = Level.CLAIM
    title: str | None = None
    only_if: Node | None = None  # When it does not hold, the outputs do not apply.


@dataclass(frozen=True, slots=True)
class Case:
    """One case of a computed value."""

    when: Node
    tree: Node


@dataclass(frozen=True, slots=True)
class Computed:
    """An amount, deadline or other value worked out after the tables it reads."""

    name: str
    kind: Kind
    cases: tuple[Case, ...]
    level: Level = Level.CLAIM
    label: str | None = None
    values: tuple[str, ...] = ()

    @property
    def always_applies(self) -> bool:
        """Answer whether the last case holds in any event."""
        return self.cases[-1].when == TRUE


@dataclass(frozen=True, slots=True)
class Clause:
    """A chapter of the published terms: its heading, and text that no rule prints."""

    number: str
    title: str
    text: str | None = None


@dataclass(frozen=True, slots=True)
class Assumption:
    """What the data always fulfils: for proofs and data checks, never for a decision."""

    id: str
    tree: Node
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Statement:
    """A named statement to prove, of one claim or of two that differ in some facts only."""

    id: str
    tree: Node | None = None
    given: Node | None = None
    vary: tuple[str, ...] = ()  # Facts in which a second claim may differ.
    less: tuple[str, ...] = ()  # Facts that are at most as large in the second claim.
    same: tuple[str, ...] = ()  # Answers that are then the same.
    not_more: tuple[str, ...] = ()  # Answers that are then no larger in the second claim.
    is_expected_refuted: bool = False
    why: str | None = None


@dataclass(frozen=True, slots=True)
class Change:
    """What this version says it changes."""

    since: str
    only: Node | None = None
    why: str | None = None


@dataclass(frozen=True, slots=True)
class Asks:
    """What must be decided, and who is asked first when a fact is open."""

    targets: tuple[str, ...]
    order: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Market:
    """Where the terms hold: region, currency, business calendar, language."""

    region: str | None = None
    currency: str | None = None
    calendar: str | None = None
    language: str | None = None


@dataclass(frozen=True, slots=True)
class GoldenClaim:
    """A claim with its expected answer; what `expect` maps to None must have no value."""

    id: str
    given: Mapping[str, Value | None]
    expect: Mapping[str, Value | tuple[Value, ...] | None]
    about: str | None = None
    presumed: tuple[str, ...] = ()
    parts: tuple[Mapping[str, Value | None], ...] = ()
    rows: tuple[str, ...] = ()
    open: tuple[str, ...] = ()
    allowed: tuple[int, ...] | None = None
    collects: tuple[tuple[str, tuple[str, ...]], ...] = ()
    line: int = 0


@dataclass(frozen=True, slots=True)
class Wording:
    """A rule's sentences in another language."""

    say: str | None = None
    say_seller: str | None = None


@dataclass(frozen=True, slots=True)
class Base:
    """The terms that a pack changes."""

    name: str
    version: str | None = None


@dataclass(frozen=True, slots=True)
class Terms:
    """One version of the terms, read and checked. `hash` names it: the same text, the same hash."""

    name: str
    version: str
    title: str
    kind: str | None  # What the file says under `for:` (guarantee, insurance).
    governing_date: str
    currency: str | None  # The fact with the ISO code, if amounts are by currency.
    market: Market
    in_force_from: date | None
    notice_days: int
    clauses: Mapping[str, Clause]
    facts: Mapping[str, Fact]
    parameters: Mapping[str, Parameter]
    definitions: Mapping[str, Definition]
    tables: Mapping[str, Table]
    computed: Mapping[str, Computed]
    assumptions: tuple[Assumption, ...]
    statements: tuple[Statement, ...]
    change: Change | None
    asks: Asks
    tests: tuple[GoldenClaim, ...]
    sources: Mapping[str, str]
    translations: Mapping[str, Mapping[str, Wording]]  # Language, then rule id.
    base: Base | None
    counsel: tuple[str, ...]  # What a lawyer still has to settle.
    warnings: tuple[str, ...]
    canonical: str
    hash: str

    @property
    def rules(self) -> Iterable[Rule]:
        """All rows of all tables, in the order of the file."""
        return (rule for table in self.tables.values() for rule in table.rules)

    @property
    def trust(self) -> dict[str, tuple[str, ...]]:
        """Each fact's sources, the most trusted first."""
        return {name: fact.sources for name, fact in self.facts.items()}

    def places(self, currency: str | None) -> int:
        """Answer how many decimals an amount has: two, unless amounts are by currency."""
        if self.currency is None:
            return 2
        return places_of(currency or self.market.currency or "")

    def amount_on(self, parameter: str, day: date, key: str) -> int | None:
        """Answer an amount in force on a day for a key, in minor units; None: none is stated."""
        found = self.parameters.get(parameter)
        row = found.row_on(day, key) if found is not None else None
        return row.value if row is not None and isinstance(row.value, int) else None

    def durations_on(self, day: date) -> dict[str, int]:
        """Answer the waits in force on a day, in their own unit, and what else clocks read."""
        keys = (self.market.currency, self.market.region)
        durations: dict[str, int] = {}
        for parameter in self.parameters.values():
            is_read = parameter.unit in DURATION_UNITS or parameter.lifecycle
            if is_read and parameter.kind is Kind.INT:
                listed = {row.key for row in parameter.values}
                key = next((key for key in keys if key in listed), None)
                row = parameter.row_on(day, key)
                if row is not None and row.unit is None and isinstance(row.value, int):
                    durations[parameter.name] = row.value
        return durations

    @property
    def clocks(self) -> dict[str, ClockSaid]:
        """Answer what is said of the clocks, by the parameter that is the length of each."""
        return {name: p.clock for name, p in self.parameters.items() if p.clock is not None}


def version_on(versions: Iterable[Terms], day: date) -> Terms | None:
    """Answer the version in force on a day, the last to have started; None before the first."""
    started = [v for v in versions if v.in_force_from is None or v.in_force_from <= day]
    return max(started, key=lambda v: v.in_force_from or date.min, default=None)
