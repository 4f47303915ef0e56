"""The handler's headlines: dense, in the claim's own nouns."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from makewhole.surfaces.handler.pages import ClaimPage, QueuePage
from makewhole.surfaces.shared.formats import number_text
from makewhole.surfaces.shared.wording.labels import about_label, ground_label


def headline(page: ClaimPage) -> str:
    """Name the claim: its ground, and what was bought."""
    names = {"ground": ground_label(page.head.ground), "about": about_label(page.head.about)}
    return _("%(ground)s: %(about)s") % names


def facts_note(page: ClaimPage) -> str:
    """Count the facts: known, presumed, unknown, contradicted."""
    presumed = sum(1 for row in page.facts if row.is_presumed)
    unknown = sum(1 for row in page.facts if row.value is None)
    names = {
        "known": number_text(len(page.facts) - presumed - unknown),
        "presumed": number_text(presumed),
        "unknown": number_text(unknown),
        "contradicted": number_text(sum(1 for row in page.facts if row.contradicted_by)),
    }
    return (
        _("%(known)s known, %(presumed)s presumed, %(unknown)s unknown, %(contradicted)s disputed")
        % names
    )


def queue_headline(page: QueuePage) -> str:
    """Say what is due today and what is past due; the worst first."""
    if page.past_due:
        names = {"n": number_text(page.past_due), "today": number_text(page.due_today)}
        return (
            ngettext(
                "%(n)s claim is past due, %(today)s more due today",
                "%(n)s claims are past due, %(today)s more due today",
                page.past_due,
            )
            % names
        )
    if page.due_today:
        return ngettext(
            "%(n)s claim is due today", "%(n)s claims are due today", page.due_today
        ) % {"n": number_text(page.due_today)}
    return _("Nothing is due today")
