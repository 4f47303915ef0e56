"""Sample pages of no audience: the front page, the demo's sign-in, the terms."""

from dataclasses import replace
from datetime import date
from importlib.resources import files

from django.utils.safestring import SafeString

from makewhole.core.terms.model import Terms
from makewhole.core.terms.render import render_html
from makewhole.core.terms.schema import read_terms
from makewhole.surfaces.shared.pages import (
    DemoPerson,
    FrontPage,
    SignInPage,
    TermsPage,
    TermsVersion,
)
from makewhole.surfaces.shared.render import Page
from tests.surfaces.sample_values import DAY, FRAME, NOW

CURRENT = TermsVersion(
    version="2026-10",
    market="US",
    in_force_from=date(2026, 10, 1),
    in_force_to=date(2026, 12, 15),
    adopted_at=NOW - 80 * DAY,
    adopted_by="Pia",
    hash="5f0c1d2e3a4b5c6d7e8f9a0b1c2d3e4f5a6b7c8d9e0f1a2b3c4d5e6f7a8b9c0d",
)

TERMS = TermsPage(
    frame=FRAME,
    title="Buyer Guarantee, United States",
    current=CURRENT,
    text=SafeString(
        '<article class="stack--wide"><header class="stack"><h1>Buyer Guarantee</h1></header>'
        '<nav aria-label="Contents"><ol><li><a href="#clause-3">3 When</a></li></ol></nav>'
        '<section class="section stack" id="clause-3"><h2>3 When to tell us</h2>'
        '<div class="clauses"><div class="clauses__item" id="clause-3-1">'
        '<p class="clauses__number"><a href="#clause-3-1">3.1</a></p>'
        '<p class="clauses__text voice">Within <var>90</var> days.</p></div></div>'
        '<ul class="measure"><li><strong>Filed</strong>: the day you told us</li></ul></section>'
        "</article>"
    ),
    versions=(
        replace(
            CURRENT,
            version="2026-12",
            in_force_from=date(2026, 12, 15),
            in_force_to=None,
            hash="1" * 64,
        ),
        CURRENT,
        replace(CURRENT, version="2026-01", in_force_from=None, hash="0" * 64),
    ),
)

_PEOPLE = (
    DemoPerson(key="bea", name="Bea", role="buyer", note="3 claims, one waits for an answer"),
    DemoPerson(key="sol", name="Sol", role="seller", note="Sol Kitchenware; 2 claims need it"),
    DemoPerson(key="hana", name="Hana", role="handler", note="14 claims due today"),
    DemoPerson(key="lena", name="Lena", role="lead"),
    DemoPerson(key="pia", name="Pia", role="programme"),
)


def _shipped() -> TermsPage:
    """The shipped terms as they are published, whole."""
    text = (files("makewhole") / "terms" / "guarantee-us.yaml").read_text(encoding="utf-8")
    terms = read_terms(text, name="guarantee-us", bases={})
    assert isinstance(terms, Terms), terms
    # The text is our own renderer's, which escapes what it is given.
    return replace(TERMS, title=terms.title, text=SafeString(render_html(terms, level=1)))


PAGES: dict[str, tuple[str, Page]] = {
    "front": ("shared/front.html", FrontPage(frame=FRAME, terms_version="2026-10")),
    "front-without-terms": ("shared/front.html", FrontPage(frame=FRAME, terms_version="")),
    "sign-in": ("shared/sign_in.html", SignInPage(frame=FRAME, people=_PEOPLE, after="/x/")),
    "sign-in-refused": (
        "shared/sign_in.html",
        SignInPage(
            frame=FRAME,
            people=(),
            reference_typed="b-17",
            error="No buyer here has this reference.",
        ),
    ),
    "sign-in-empty": ("shared/sign_in.html", SignInPage(frame=FRAME, people=())),
    "terms": ("shared/terms.html", TERMS),
    "terms-shipped": ("shared/terms.html", _shipped()),
    "terms-first": (
        "shared/terms.html",
        replace(TERMS, current=replace(CURRENT, in_force_from=None)),
    ),
}
