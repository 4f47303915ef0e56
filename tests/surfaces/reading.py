"""A page as a program reads it: its elements in order, with attributes, parents and text."""

from dataclasses import dataclass, field
from html.parser import HTMLParser

_VOID = frozenset({"br", "hr", "img", "input", "link", "meta", "path", "rect", "circle"})


@dataclass(slots=True, repr=False)
class Element:
    tag: str
    attributes: dict[str, str]
    parents: tuple["Element", ...]
    words: list[str] = field(default_factory=list)

    def __repr__(self) -> str:
        return f"<{self.tag} {self.attributes}>"

    @property
    def text(self) -> str:
        return " ".join(" ".join(self.words).split())

    def within(self, tag: str) -> "Element | None":
        """Answer the nearest parent of this tag."""
        return next((p for p in reversed(self.parents) if p.tag == tag), None)


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: list[Element] = []
        self.open: list[Element] = []
        self.problems: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        names = [name for name, _ in attrs]
        if len(set(names)) < len(names):
            self.problems.append(f"<{tag}> names an attribute twice: {names}")
        element = Element(tag, {name: value or "" for name, value in attrs}, tuple(self.open))
        self.elements.append(element)
        if tag not in _VOID:
            self.open.append(element)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in _VOID:
            self.open.pop()

    def handle_endtag(self, tag: str) -> None:
        if tag in _VOID:
            return
        if not self.open or self.open[-1].tag != tag:
            where = self.open[-1].tag if self.open else "nothing"
            self.problems.append(f"</{tag}> closes <{where}> at line {self.getpos()[0]}")
            return
        self.open.pop()

    def handle_data(self, data: str) -> None:
        for element in self.open:
            element.words.append(data)


@dataclass(frozen=True, slots=True, repr=False)
class Reading:
    """What was read, and what is wrong with its nesting."""

    elements: tuple[Element, ...]
    problems: tuple[str, ...]

    def all(self, *tags: str) -> list[Element]:
        return [element for element in self.elements if element.tag in tags]

    @property
    def ids(self) -> list[str]:
        return [e.attributes["id"] for e in self.elements if "id" in e.attributes]


def read(html: str) -> Reading:
    """Read a whole page."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    unclosed = [f"<{element.tag}> is never closed" for element in reader.open]
    return Reading(tuple(reader.elements), tuple(reader.problems + unclosed))
