"""Pages of no audience in particular: the front page, the demo's sign-in, the published terms."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar

from django.utils.safestring import SafeString

from makewhole.surfaces.shared.access import DeskRole
from makewhole.surfaces.shared.claim_parts import NoticeRow
from makewhole.surfaces.shared.frame import Frame, Pager


@dataclass(frozen=True, slots=True, kw_only=True)
class FrontPage:
    """The door: what the guarantee is, and where each reader goes on."""

    here: ClassVar[str] = "front"
    frame: Frame
    terms_version: str  # Empty: no terms are adopted yet.


@dataclass(frozen=True, slots=True, kw_only=True)
class InboxPage:
    """Every notice to one reader, or to whoever has a role, newest first.

    `is_shared`: everybody with the reader's role reads it, and what one marks as read is read.
    """

    here: ClassVar[str] = "inbox"
    frame: Frame
    notices: tuple[NoticeRow, ...]
    pager: Pager
    is_shared: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class DemoPerson:
    """Somebody one can sign in as in a sandbox."""

    key: str  # The party's id.
    name: str
    role: DeskRole
    note: str = ""  # What there is to see: "3 claims, one waits for an answer".


@dataclass(frozen=True, slots=True, kw_only=True)
class SignInPage:
    """One click signs in, and only in a sandbox; `after` is where the reader wanted to go."""

    here: ClassVar[str] = "sign_in"
    frame: Frame
    people: tuple[DemoPerson, ...]
    after: str = ""
    reference_typed: str = ""  # After a refused try: what was typed, and why it was not taken.
    error: str = ""
    seller_typed: str = ""
    seller_error: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class TermsVersion:
    """One version of the terms, as adopted."""

    version: str
    market: str
    in_force_from: date | None  # None: the first terms, which hold for all earlier orders (P14).
    in_force_to: date | None  # The first day on which it no longer applies; None: still in force.
    adopted_at: datetime
    adopted_by: str
    hash: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TermsPage:
    """The published text of one version, and the list of all."""

    here: ClassVar[str] = "terms"
    frame: Frame
    title: str  # For the browser's tab; the text brings the page's own heading.
    current: TermsVersion
    text: SafeString  # From `core.terms.render.render_html`, its title at level 1.
    versions: tuple[TermsVersion, ...]
