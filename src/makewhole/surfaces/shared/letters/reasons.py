"""The statement of reasons of a determination: what was decided, why, on what, by what means.

With redress (`appeals.py`) it carries what Article 17(3) of Regulation (EU) 2022/2065 asks of one:
the decision and its reach, the facts, the use of automated means, and the ground in the terms with
its clause.
"""

from babel import Locale
from django.utils import translation
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _

from makewhole.apps.notices.amounts import money_text
from makewhole.apps.notices.days import written_language
from makewhole.apps.reporting.claim_file import ClaimFile
from makewhole.core.claim.events import ClaimDetermined
from makewhole.core.claim.state import Claim
from makewhole.core.kernel.money import Money
from makewhole.surfaces.shared.dossier.answer import (
    Decided,
    Side,
    decided_in,
    presumptions,
    reasons_of,
)
from makewhole.surfaces.shared.dossier.facts import fact_rows
from makewhole.surfaces.shared.formats import fact_text
from makewhole.surfaces.shared.letters.parts import Pairs, Quote, Section
from makewhole.surfaces.shared.letters.wording import means_text, opened_text, source_text


def statement_of_reasons(
    file: ClaimFile, event: ClaimDetermined, claim: Claim, *, side: Side, terms_address: str
) -> tuple[Section, ...]:
    """Answer the sections; `claim` is the claim right after the determination."""
    decided = decided_in(file, event)
    return (
        Section(heading=_("What was decided"), pairs=_amounts(file, event, claim, side)),
        _grounds(file, decided, side, terms_address),
        _facts(file, decided),
        Section(
            heading=_("How it was decided"),
            paragraphs=(
                opened_text(claim.opened_by, side),
                means_text(by_person=event.by.decides_as_a_person),
            ),
        ),
    )


def _amounts(file: ClaimFile, event: ClaimDetermined, claim: Claim, side: Side) -> Pairs:
    currency = file.row.currency

    def money(minor: int) -> str:
        return money_text(Money(minor, currency))

    rows = [
        (_("Asked for"), money(sum(part.claimed_minor for part in claim.parts))),
        (_("Allowed"), money(sum(part.allowed_minor for part in claim.parts))),
        (_("Paid by this decision"), money(event.payable_minor)),
    ]
    if event.payable_on_return_minor:
        rows.append(
            (_("Paid once the item is on its way back"), money(event.payable_on_return_minor))
        )
    if side == "seller":
        rows.append((_("To be borne by you"), money(event.charge_seller_minor)))
    return tuple(rows)


def _grounds(file: ClaimFile, decided: Decided, side: Side, terms_address: str) -> Section:
    """Quote the clauses that decided, in the language in which the terms are published."""
    published = file.terms.market.language or "en"
    with translation.override(written_language(published)):
        said = reasons_of(file, decided, side)
    terms = _("{title}, version {version}").format(
        title=file.terms.title, version=file.terms.version
    )
    pairs = [
        (pgettext("in a letter", "Terms"), terms),
        (_("Deciding clause"), decided.determined.event.clause),
    ]
    if terms_address:
        pairs.append((_("To be read at"), terms_address))
    return Section(
        heading=_("The ground: the terms of the guarantee"),
        pairs=tuple(pairs),
        quotes=tuple(Quote(clause=one.clause, sentence=one.sentence) for one in said),
        quotes_language=published,
        note=_quoted(published),
    )


def _quoted(published: str) -> str:
    """Say in which language the terms are quoted, where it is not the reader's."""
    reader = get_language() or "en"
    if written_language(published) == written_language(reader):
        return ""
    name = Locale.parse(written_language(reader)).languages.get(published, published)
    return _(
        "The terms are published in {language}. Their sentences, and the names of facts in them, "
        "are quoted here as they were published."
    ).format(language=name)


def _facts(file: ClaimFile, decided: Decided) -> Section:
    """Name the facts that the deciding rules read, each with where it comes from."""
    rows = fact_rows(file, decided.evaluation, decided.facts)
    pairs = tuple(
        (row.label, f"{fact_text(row.value)} ({source_text(row.source)})")
        for row in rows
        if row.value is not None and not row.is_aside and not row.is_presumed
    )
    return Section(
        heading=_("The facts it rests on"),
        pairs=pairs,
        paragraphs=presumptions(file, decided.evaluation),
    )
