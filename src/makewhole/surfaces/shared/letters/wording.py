"""The words of letters: every sentence goes through gettext, in the language that is active."""

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext, pgettext_lazy

from makewhole.core.claim.values import Role
from makewhole.core.clocks.clock import Actor
from makewhole.surfaces.shared.dossier.answer import Side

# Whose turn it is, as the reader of this side calls them; of anybody else it is ours.
_NEXT: dict[tuple[Side, Actor], Promise] = {
    ("claimant", Actor.CLAIMANT): pgettext_lazy("who acts next", "you"),
    ("claimant", Actor.SELLER): pgettext_lazy("who acts next", "the seller"),
    ("seller", Actor.CLAIMANT): pgettext_lazy("who acts next", "the buyer"),
    ("seller", Actor.SELLER): pgettext_lazy("who acts next", "you"),
}

_SOURCES: dict[str, Promise] = {
    Role.CLAIMANT.value: gettext_lazy("said by the buyer"),
    Role.SELLER.value: gettext_lazy("said by the seller"),
    Role.HANDLER.value: gettext_lazy("found by a person"),
    Role.LEAD.value: gettext_lazy("found by a person"),
    Role.CARRIER.value: gettext_lazy("from the carrier"),
    Role.MARKETPLACE.value: gettext_lazy("from the marketplace's records"),
}

_OPENED: dict[tuple[Side, bool], Promise] = {
    ("claimant", True): gettext_lazy("You made this claim, and we looked into it because of that."),
    ("seller", True): gettext_lazy(
        "The buyer made this claim, and we looked into it because of that."
    ),
    ("claimant", False): gettext_lazy(
        "Nobody had to ask: the programme opened this claim from its own records."
    ),
    ("seller", False): gettext_lazy(
        "Nobody asked for it: the programme opened this claim from its own records."
    ),
}


def next_actor_text(actor: Actor, side: Side) -> str:
    """Answer whose turn it is."""
    named = _NEXT.get((side, actor))
    return str(named) if named is not None else pgettext("who acts next", "we")


def source_text(source: str | None) -> str:
    """Answer where a fact comes from; a source of the terms without words is ours."""
    if source is None:
        return _("presumed, since nobody said otherwise in time")
    return str(_SOURCES.get(source, _("from our own records")))


def opened_text(opened_by: Role, side: Side) -> str:
    """Answer whether somebody asked for the decision."""
    return str(_OPENED[side, opened_by in (Role.CLAIMANT, Role.HANDLER, Role.LEAD)])


def means_text(*, by_person: bool) -> str:
    """Answer which part a person had in a decision, and which a machine."""
    if by_person:
        return _(
            "A person decided this. The facts were gathered, and the amounts worked out from the "
            "terms, automatically."
        )
    return _(
        "This was decided automatically: a computer program applied the terms to the facts named "
        "here, and no person took part."
    )
