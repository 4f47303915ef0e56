"""Strict YAML: text scalars only, no surprise types, no duplicate keys, no bombs.

PyYAML reads the syntax; the types come from the schema, by the way each field is read. So `NO` is a
word and never a truth, `2026.10` is never a version, and a key that is written twice is refused.
"""

import re
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TypeVar

import yaml

from makewhole.core.terms.problems import Problems, nearest

CHARACTERS_MAX = 2_000_000
DEPTH_MAX = 24
NODES_MAX = 200_000  # With every alias counted as often as it is used.
ALIASES_MAX = 200

NAME = re.compile(r"[a-z][a-z0-9_]*")
NAME_MAX = 60
WORD = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]*")  # An enum's value: safe in every target.
WHOLE = re.compile(r"-?[0-9]{1,15}")
DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
SHARE = re.compile(r"[1-9][0-9]?%")
INSTANT = re.compile(
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}[ T][0-9]{2}:[0-9]{2}(:[0-9]{2}(\.[0-9]{1,6})?)?Z?"
)

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_NULLS = {"", "~", "null", "Null", "NULL"}

Read = TypeVar("Read")


def open_yaml(text: str, problems: Problems) -> "Entry | None":
    """Read YAML text as far as its syntax goes; None when that fails, with the problem noted."""
    if len(text) > CHARACTERS_MAX:
        problems.add(0, "", f"found {len(text):,} characters", f"write at most {CHARACTERS_MAX:,}")
        return None
    try:
        if not _is_tame(text, problems):
            return None
        node = yaml.compose(text, Loader=_LOADER)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 0
        problems.add(line, "", f"this is not YAML ({error.problem})", "mend the syntax here")
        return None
    except (yaml.YAMLError, UnicodeError):
        problems.add(0, "", "found characters that no text has", "save the file as plain UTF-8")
        return None
    if node is None:
        problems.add(0, "", "found nothing", "write a terms file")
        return None
    return Entry(node, "", problems)


@dataclass(slots=True)
class _Weight:
    """How much of a file is under one node, with aliases counted as often as they are used."""

    anchor: str | None
    nodes: int = 1


@dataclass(slots=True)
class _Scales:
    """Weighs the events of a file before anything is built from them."""

    open: list[_Weight] = field(default_factory=list)
    anchors: dict[str, int] = field(default_factory=dict)
    aliases: int = 0
    documents: int = 0

    def close(self, weight: _Weight) -> None:
        if weight.anchor is not None:
            self.anchors[weight.anchor] = weight.nodes
        if self.open:
            self.open[-1].nodes += weight.nodes

    def refusal(self, event: yaml.Event) -> tuple[str, str] | None:
        """Weigh one event; answer what is wrong with it, and the repair."""
        match event:
            case yaml.DocumentStartEvent():
                self.documents += 1
            case yaml.AliasEvent():
                self.aliases += 1
                if event.anchor not in self.anchors:
                    return f"found *{event.anchor} inside itself or before it", "write it out"
                self.close(_Weight(None, self.anchors[event.anchor]))
            case yaml.ScalarEvent():
                self.close(_Weight(event.anchor))
            case yaml.MappingStartEvent() | yaml.SequenceStartEvent():
                self.open.append(_Weight(event.anchor))
            case yaml.MappingEndEvent() | yaml.SequenceEndEvent():
                self.close(self.open.pop())
            case _:
                return None
        return self._excess() or _tagged(event)

    def _excess(self) -> tuple[str, str] | None:
        if self.documents > 1:
            return "found a second document (`---`)", "write one document for each file"
        if self.aliases > ALIASES_MAX:
            return f"found more than {ALIASES_MAX} aliases", "write the values out"
        if len(self.open) > DEPTH_MAX:
            return f"found more than {DEPTH_MAX} levels of nesting", "nest less"
        if self.open and self.open[-1].nodes > NODES_MAX:
            return f"found more than {NODES_MAX:,} values", "leave the aliases out"
        return None


def _tagged(event: yaml.Event) -> tuple[str, str] | None:
    if not isinstance(event, yaml.ScalarEvent | yaml.CollectionStartEvent):
        return None
    if event.tag in (None, "!"):
        return None
    return f"found the tag {event.tag}", "leave tags out: each field has its own type"


def _is_tame(text: str, problems: Problems) -> bool:
    """Answer whether a file is small, flat and plain enough to be built at all."""
    scales = _Scales()
    for event in yaml.parse(text, Loader=_LOADER):
        refusal = scales.refusal(event)
        if refusal is not None:
            line = event.start_mark.line + 1 if event.start_mark is not None else 0
            problems.add(line, "", *refusal)
            return False
    return True


@dataclass(frozen=True, slots=True)
class Entry:
    """One place of a file: its node, its name for people, and where problems are noted."""

    node: yaml.Node
    place: str
    problems: Problems
    key_line: int | None = None  # Where its key stands, which may be above it.

    @property
    def line(self) -> int:
        """The line of the file, counted from 1."""
        return self.key_line or int(self.node.start_mark.line) + 1

    @property
    def is_mapping(self) -> bool:
        """Answer whether keys stand here."""
        return isinstance(self.node, yaml.MappingNode)

    @property
    def is_list(self) -> bool:
        """Answer whether a list stands here."""
        return isinstance(self.node, yaml.SequenceNode)

    @property
    def is_empty_list(self) -> bool:
        """Answer whether a list without items stands here."""
        return self.is_list and not self.node.value

    @property
    def is_null(self) -> bool:
        """Answer whether nothing is written here, or `null`."""
        node = self.node
        return isinstance(node, yaml.ScalarNode) and not node.style and node.value in _NULLS

    @property
    def is_quoted(self) -> bool:
        """Answer whether quotation marks stand around the text."""
        return isinstance(self.node, yaml.ScalarNode) and self.node.style in ("'", '"')

    @property
    def raw(self) -> str:
        """The text as it stands, or what to call it when it is no text."""
        if isinstance(self.node, yaml.ScalarNode):
            return str(self.node.value)
        return "a mapping" if self.is_mapping else "a list"

    def at(self, place: str) -> "Entry":
        """Answer the same node under another name."""
        return Entry(self.node, place, self.problems, self.key_line)

    def refuse(self, finding: str, repair: str) -> None:
        """Note a problem at this place."""
        self.problems.add(self.line, self.place, finding, repair)

    def warn(self, finding: str, repair: str) -> None:
        """Note something odd at this place."""
        self.problems.warn(self.line, self.place, finding, repair)

    def expect(self, repair: str) -> None:
        """Note that something else is written here than should be."""
        self.refuse(f'found "{shortened(self.raw)}"', repair)

    # -- Mappings and lists ----------------------------------------------------------------------

    def entries(self) -> dict[str, "Entry"]:
        """Answer what stands under each key; a key that stands twice is noted."""
        if not self.is_mapping:
            self.expect("write keys and values here")
            return {}
        found: dict[str, Entry] = {}
        for key, value in self.node.value:
            name = str(key.value) if isinstance(key, yaml.ScalarNode) else "?"
            place = f"{self.place}.{name}" if self.place else name
            line = int(key.start_mark.line) + 1
            entry = Entry(value, place, self.problems, line)
            if name == "?" or name in found:
                finding = "found a key that is no text" if name == "?" else "found twice"
                self.problems.add(line, place, finding, "keep one plain key")
                continue
            found[name] = entry
        return found

    def fields(self, known: Collection[str], required: Collection[str] = ()) -> dict[str, "Entry"]:
        """Answer what stands under the known keys; others, and required ones missing, are noted."""
        found = self.entries()
        for name in [name for name in found if name not in known]:
            found[name].refuse("found an unknown key", nearest(name, known))
            del found[name]
        if self.is_mapping:
            for name in required:
                if name not in found:
                    self.refuse(f"found no `{name}`", f"state `{name}`")
        return found

    def named(self) -> dict[str, "Entry"]:
        """Answer what stands under each name; a name that code could not carry is noted."""
        found = self.entries()
        for name in list(found):
            if NAME.fullmatch(name) is None or len(name) > NAME_MAX:
                letters = "begin with a small letter, then small letters, digits and _"
                found[name].refuse(
                    "found a name that cannot be used", f"{letters}, at most {NAME_MAX}"
                )
                del found[name]
        return found

    def items(self) -> Iterator["Entry"]:
        """Go through a list."""
        if not self.is_list:
            self.expect("write a list here, such as [a, b]")
            return
        for index, node in enumerate(self.node.value, 1):
            yield Entry(node, f"{self.place}[{index}]", self.problems)

    def list_of(self, read: Callable[["Entry"], Read | None]) -> tuple[Read, ...]:
        """Read a list; what cannot be read is noted and left out."""
        return tuple(value for item in self.items() if (value := read(item)) is not None)

    # -- Scalars ---------------------------------------------------------------------------------

    def text(self) -> str | None:
        """Read a sentence or other free text."""
        if not isinstance(self.node, yaml.ScalarNode) or self.is_null:
            self.expect("write text here")
            return None
        return self.raw

    def quoted(self, example: str) -> str | None:
        """Read text that must be quoted, since without quotation marks it could be a number."""
        if not self.is_quoted:
            self.expect(f'put it in quotation marks, such as "{example}"')
            return None
        return self.raw

    def _matching(self, pattern: re.Pattern[str], repair: str) -> str | None:
        if isinstance(self.node, yaml.ScalarNode) and pattern.fullmatch(self.raw):
            return self.raw
        self.expect(repair)
        return None

    def name(self) -> str | None:
        """Read a name of ours."""
        return self._matching(NAME, "write a name such as order_on")

    def word(self) -> str | None:
        """Read a value of an enum, a code or an id: letters, digits, `_`, `-` and `.`."""
        return self._matching(WORD, "write a word of letters, digits, _, - and .")

    def choice(self, words: Collection[str]) -> str | None:
        """Read one of a few words."""
        if self.raw in words and isinstance(self.node, yaml.ScalarNode):
            return self.raw
        self.refuse(f'found "{shortened(self.raw)}"', nearest(self.raw, words))
        return None

    def truth(self) -> bool | None:
        """Read `true` or `false`; `yes`, `on` and quoted words are not truths."""
        if self.raw in ("true", "false") and not self.is_quoted:
            return self.raw == "true"
        self.expect("write true or false, without quotation marks")
        return None

    def whole(self) -> int | None:
        """Read a whole number."""
        found = self._matching(WHOLE, "write a whole number, such as 90")
        return None if found is None else int(found)

    def day(self) -> date | None:
        """Read a day."""
        found = self._matching(DAY, "write a day as 2026-03-31")
        return None if found is None else self._dated(date.fromisoformat, found)

    def instant(self) -> datetime | None:
        """Read an instant in UTC, as a naive value."""
        found = self._matching(INSTANT, "write an instant in UTC as 2026-03-31 12:00:00")
        if found is None:
            return None
        return self._dated(datetime.fromisoformat, found.removesuffix("Z"))

    def _dated(self, read: Callable[[str], Read], found: str) -> Read | None:
        try:
            return read(found)
        except ValueError:
            self.expect("write a day that the calendar has")
            return None


def shortened(text: str, most: int = 60) -> str:
    """Answer the text on one line, cut where it is too long to be read in a message."""
    line = " ".join(text.split())
    return line if len(line) <= most else line[: most - 1] + "…"
