"""The timeline where time stands still, and where it runs again."""

from django.utils.translation import gettext as _

from makewhole.core.claim import time_events as te
from makewhole.surfaces.shared.wording.labels import role_label


def retell_time(event: te.TimeEvent) -> str | None:
    """Tell in a sentence what became of somebody's time; None: nothing stood still."""
    who = {"who": role_label(event.actor)}
    if isinstance(event, te.PartyUnreached):
        return _("Our mail did not reach this party, whose time stands still: %(who)s.") % who
    if isinstance(event, te.TimeExtended):
        return _("More time was asked for and given, as the terms allow: %(who)s.") % who
    if not event.moved:
        return None
    return _("This party was reached, and its time runs again: %(who)s.") % who
