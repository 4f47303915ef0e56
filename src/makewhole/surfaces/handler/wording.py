"""The handler's headlines: dense, in the claim's own nouns."""

from django.utils.translation import gettext as _

from makewhole.apps.reporting.claim_file import OWN_WORDS, ClaimFile
from makewhole.surfaces.handler.pages import ClaimPage, QueuePage
from makewhole.surfaces.shared.dossier.values import label_of
from makewhole.surfaces.shared.formats import due_moment, number_text
from makewhole.surfaces.shared.wording.labels import about_label, ground_label


def headline(page: ClaimPage) -> str:
    """Name the claim: its ground, and what was bought."""
    names = {"ground": ground_label(page.head.ground), "about": about_label(page.head.about)}
    return _("%(ground)s: %(about)s") % names


def facts_note(page: ClaimPage) -> str:
    """Count the facts: known, presumed, unknown, contradicted."""
    presumed = sum(1 for row in page.facts if row.is_presumed)
    unknown = sum(1 for row in page.facts if row.value is None and not row.is_closed)
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
    """Say when the first one is due: the queue stands in that order."""
    first = next((row.due_at for row in page.rows if row.due_at is not None), None)
    if first is None:
        return _("Nothing is due")
    names = {"due": due_moment(first, page.frame.now)}
    if first <= page.frame.now:
        return _("The first is past due: %(due)s") % names
    return _("The first is due %(due)s") % names


def closed_text() -> str:
    """Answer what stands in the place of a private value that its reader has not opened."""
    return _("kept closed")


def private_label(file: ClaimFile, name: str) -> str:
    """Name something that is kept closed."""
    if name == OWN_WORDS:
        return _("What happened, in the claimant's own words")
    return label_of(file.terms, name)
