"""A release as a letter: what it ends, towards whom, what it leaves, and who signed it."""

from dataclasses import dataclass
from datetime import date, datetime

from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from makewhole.apps.notices.amounts import money_text
from makewhole.apps.notices.days import day_in_full, day_of_letter, instant_in_full
from makewhole.apps.reporting.claim_file import ClaimFile
from makewhole.core.claim.loss_events import OfferMade
from makewhole.core.kernel.money import Money
from makewhole.core.kernel.require import require
from makewhole.surfaces.shared.letters.parts import Letter, Pairs, Section
from makewhole.surfaces.shared.releases.wording import Wording


@dataclass(frozen=True, slots=True, kw_only=True)
class Signature:
    """Who signed, as typed, when, and what had been shown; `for_claimant`: a lead signed too."""

    name: str
    at: datetime
    shown_hash: str
    for_claimant: bool


def composed(
    file: ClaimFile,
    wording: Wording,
    *,
    marketplace: str,
    contact: str,
    signature: Signature | None = None,
) -> Letter:
    """Answer the release of the offer that stands; nothing in it is of a later time."""
    made = next(event for event in reversed(file.events) if isinstance(event, OfferMade))
    zone = file.case.timetable.zone
    at = signature.at if signature is not None else made.at
    with translation.override(wording.language):
        amount = money_text(Money(made.amount_minor, file.row.currency))
        return Letter(
            language=wording.language,
            at=at,
            sender=marketplace,
            sender_note=wording.say("note", version=wording.version),
            contact=contact,
            to=(),
            day=day_of_letter(at.astimezone(zone).date()),
            pairs=(
                (pgettext("in a letter", "Claim"), file.row.reference),
                (pgettext("in a letter", "Order"), file.order.external_id),
            ),
            subject=wording.say("title", reference=file.row.reference),
            paragraphs=(
                wording.say("opening", amount=amount, reference=file.row.reference),
                _back(file, wording),
            ),
            sections=(
                _ends(file, wording, made),
                Section(
                    heading=wording.say("against"),
                    paragraphs=(
                        wording.say("towards", marketplace=marketplace),
                        wording.say("no_fault"),
                    ),
                ),
                Section(heading=wording.say("leaves"), paragraphs=(*wording.said["keeps"],)),
                Section(heading=wording.say("law"), paragraphs=(wording.kept_in,)),
                *_signed(file, wording, signature),
            ),
            closing=(),
            page_of=_("Page {page} of {pages}"),
        )


def _ends(file: ClaimFile, wording: Wording, made: OfferMade) -> Section:
    """Name the harm, the product and the heads that are paid: what is not named is not ended."""
    day = file.facts["loss_on"].value
    require(isinstance(day, date), "an offer is made for a loss whose day is known")
    assert isinstance(day, date)
    line = file.order.line(file.row.claim.lines[0].number)
    require(line is not None, "the lines of a claim stay on its order")
    assert line is not None
    return Section(
        heading=wording.say("what"),
        paragraphs=(wording.say("ends", loss_day=day_in_full(day)),),
        pairs=((wording.say("product"), line.title), *_amounts(file, wording, made)),
    )


def _amounts(file: ClaimFile, wording: Wording, made: OfferMade) -> Pairs:
    currency = file.row.currency
    named = tuple(
        (
            f"{wording.say('head')}: {wording.said['heads'][part.kind]}",
            money_text(Money(part.allowed_minor, currency)),
        )
        for part in file.finding.parts
        if part.allowed_minor > 0
    )
    ahead_minor = file.row.claim.paid_total_minor
    before = (
        ((wording.say("before"), money_text(Money(ahead_minor, currency))),) if ahead_minor else ()
    )
    total = (wording.say("total"), money_text(Money(made.amount_minor, currency)))
    return (*named, *before, total)


def _back(file: ClaimFile, wording: Wording) -> str:
    days = file.case.timetable.durations["cooling_off_days"]
    return wording.say("back", cooling_off_days=str(days)) if days else wording.say("no_back")


def _signed(file: ClaimFile, wording: Wording, signature: Signature | None) -> tuple[Section, ...]:
    if signature is None:
        return ()
    local = signature.at.astimezone(file.case.timetable.zone)
    who = "for_claimant" if signature.for_claimant else "by_claimant"
    signed = Section(
        heading=wording.say("signature"),
        paragraphs=(wording.say("signed"),),
        pairs=(
            (wording.say("name"), signature.name),
            (wording.say("signed_for"), wording.say(who)),
            (wording.say("signed_at"), instant_in_full(local)),
            (wording.say("shown"), f"{signature.shown_hash[:32]} {signature.shown_hash[32:]}"),
        ),
        note=wording.say("sealed"),
    )
    return (signed,)
