"""Asking for more time from a claim's page: what the terms would give, and the form that asks."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _

from makewhole.apps.claims.time_actions import ask_for_time
from makewhole.apps.reporting.claim_file import ClaimFile
from makewhole.core.claim import time_events as te
from makewhole.core.claim.extending import more_time_until
from makewhole.core.clocks.clock import Actor
from makewhole.surfaces.shared import flash
from makewhole.surfaces.shared.access import Person
from makewhole.surfaces.shared.acting import act_of, outcome_of
from makewhole.surfaces.shared.desk import desk
from makewhole.surfaces.shared.render import render_page


@dataclass(frozen=True, slots=True, kw_only=True)
class MoreTime:
    """Until when a party would have time if it asked now."""

    until: datetime
    needs_reason: bool = False
    typed: str = ""


def more_time(file: ClaimFile, actor: Actor) -> MoreTime | None:
    """Answer what the terms would give this party now; None: nothing."""
    given = more_time_until(file.row.claim, actor, file.case.timetable, file.case.at)
    if given is None:
        return None
    until, extension = given
    return MoreTime(until=until, needs_reason=extension.needs_reason)


@dataclass(frozen=True, slots=True)
class TimeDesk:
    """One side's page of a claim: who asks, and how its page is made."""

    actor: Actor
    claim: str  # The name of its address.
    template: str
    opened: Callable[..., ClaimFile]
    page_of: Callable[..., Any]  # Each side has a page of its own; both have `more_time`.

    def ask(self, request: HttpRequest, person: Person, reference: str) -> HttpResponse:
        """Ask once; what is refused keeps what was typed."""
        at = desk(person)
        file = self.opened(at, person, reference)
        act = act_of(request, at, person, file)
        reason = request.POST.get("why", "").strip()
        outcome = outcome_of(
            ask_for_time(act, actor=self.actor, reason=reason),
            done=_("You have more time"),
            file=file,
            act=act,
            same=lambda event: isinstance(event, te.TimeExtended) and event.actor is self.actor,
        )
        if outcome.is_done:
            flash.keep(request, outcome.note)
            return HttpResponseRedirect(reverse(self.claim, args=[reference]))
        page = self.page_of(at, person, reference, notes=(outcome.note,))
        if page.more_time is not None:
            page = replace(page, more_time=replace(page.more_time, typed=reason))
        return render_page(request, self.template, page, status=409)
