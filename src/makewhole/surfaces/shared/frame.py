"""What stands around every page: whose guarantee, who looks, what time it is, what was done."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal
from zoneinfo import ZoneInfo

Tone = Literal["info", "good", "warning", "danger"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """One sentence or two about what just happened, or did not; shown once, above the page."""

    tone: Tone
    title: str
    text: str = ""
    href: str = ""
    link: str = ""  # The words of the link; needed when `href` is given.


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """The masthead and the foot of a page, and the time that its sentences speak in.

    `now` is the marketplace's own time (a sandbox's clock stands still), aware; `zone` is the IANA
    name of the zone in which this reader's days begin and end.
    """

    marketplace: str
    now: datetime
    zone: str
    person: str = ""  # Who is signed in; empty: nobody.
    role: str = ""  # In what capacity.
    acting_for: str = ""  # The seller whose desk this is; empty elsewhere.
    telephone: str = ""
    is_sandbox: bool = False
    unread: int = 0  # Notices in the inbox that were not opened yet.
    notes: tuple[Note, ...] = ()

    @property
    def today(self) -> date:
        """Answer the reader's own day."""
        return self.now.astimezone(ZoneInfo(self.zone)).date()


@dataclass(frozen=True, slots=True, kw_only=True)
class Pager:
    """Which rows of a long list are shown; `newer` and `older` are query strings, empty at an end.

    `total` is None where counting would cost more than the list itself.
    """

    first: int
    last: int
    total: int | None
    newer: str = ""
    older: str = ""
