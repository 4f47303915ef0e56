"""What a letter says of appeals and contests: what was asked, and what is open to this side now."""

from dataclasses import dataclass
from datetime import tzinfo

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from makewhole.apps.notices.days import day_in_full, day_of_letter
from makewhole.core.appeal.state import Appeal
from makewhole.core.claim.events import ClaimDetermined
from makewhole.surfaces.shared.dossier.answer import Side
from makewhole.surfaces.shared.letters.parts import Section

_HEADINGS: dict[Side, Promise] = {
    "claimant": gettext_lazy("Your appeal"),
    "seller": gettext_lazy("Your contest"),
}

# One level inside the programme: whoever asked does not ask again.
_LAST: dict[Side, Promise] = {
    "claimant": gettext_lazy(
        "This answer was given on your appeal. It was the last look inside the programme: there "
        "is no second appeal against it."
    ),
    "seller": gettext_lazy(
        "This answer was given on your contest. It was the last look inside the programme: there "
        "is no second contest of it."
    ),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Ways:
    """Where this side can ask for another look: the claim's page first, then in writing."""

    reference: str
    page: str  # Its public address; "": none is set up.
    contact: str  # An address where people read; "": there is none.


def appeal_section(appeal: Appeal, side: Side, zone: tzinfo) -> Section:
    """Answer what this side itself wrote; nobody else is given it to read."""
    pairs = [
        (_("Filed on"), day_of_letter(appeal.filed_at.astimezone(zone).date())),
        (_("Your reasons"), appeal.reasons),
    ]
    if appeal.new_evidence:
        pairs.append((_("Your new evidence"), appeal.new_evidence))
    return Section(heading=str(_HEADINGS[side]), pairs=tuple(pairs))


def redress(
    event: ClaimDetermined | None, appeal: Appeal | None, side: Side, ways: Ways
) -> Section:
    """Answer what can be asked of the programme, until when, and what stands outside of it.

    `event` is the determination, if one was made; `appeal` is what brought the answer, if one did.
    """
    rights = _(
        "Your rights in law stand beside this, whatever we decided: you may turn to a court and, "
        "where there is one, to an out-of-court body for such disputes."
    )
    heading = _("If you do not agree")
    if appeal is not None and appeal.side == side:
        return Section(heading=heading, paragraphs=(str(_LAST[side]), rights))
    asking = _asking(event, side, ways) if event is not None else ""
    if not asking:
        nothing_charged = side == "seller" and event is not None and not event.charge_seller_minor
        said = (_("Nothing is charged to you by this decision."),) if nothing_charged else ()
        return Section(heading=heading, paragraphs=(*said, rights))
    writing = _("You can also write to {contact} by then and name claim {reference}.").format(
        contact=ways.contact, reference=ways.reference
    )
    return Section(
        heading=heading,
        paragraphs=(asking, *([writing] if ways.contact else []), rights),
        pairs=((_("The page of the claim"), ways.page),) if ways.page else (),
    )


def _asking(event: ClaimDetermined, side: Side, ways: Ways) -> str:
    """Answer how and until when this side asks for another look; empty: it cannot."""
    if side == "claimant":
        if event.appeal_by is None:
            return ""
        return _(
            "You can ask for another look until {day}, free of charge: on the page of claim "
            "{reference}, say what you see otherwise. Somebody who took no part decides, with "
            "reasons."
        ).format(day=day_in_full(event.appeal_by), reference=ways.reference)
    is_charged = event.bearer == "seller" and event.payable_minor > 0
    if event.contest_by is None or not is_charged:
        return ""
    return _(
        "You can contest bearing this cost until {day}, free of charge: on the page of claim "
        "{reference}, say what you see otherwise. Somebody who took no part decides, with "
        "reasons. The buyer keeps the money either way."
    ).format(day=day_in_full(event.contest_by), reference=ways.reference)
