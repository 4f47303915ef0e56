"""The programme's day in sentences and pictures."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from makewhole.surfaces.programme.pages import DayPage
from makewhole.surfaces.shared.charts import BarChart, BarInput, bar_chart
from makewhole.surfaces.shared.formats import due_moment, number_text
from makewhole.surfaces.shared.wording.labels import ground_label, outcome_label


@dataclass(frozen=True, slots=True)
class Totals:
    """The sums under the table of stages."""

    open: int
    due_today: int
    past_due: int


@dataclass(frozen=True, slots=True)
class BooksLine:
    """Whether the books balance, as icon, sentence and tone."""

    icon: str
    text: str
    tone: str


def totals(page: DayPage) -> Totals:
    """Add up the open claims of all stages."""
    return Totals(
        open=sum(row.open for row in page.stages),
        due_today=sum(row.due_today or 0 for row in page.stages),
        past_due=sum(row.past_due or 0 for row in page.stages),
    )


def headline(page: DayPage) -> str:
    """Say how many claims are open, and when the first of them is due."""
    total = totals(page)
    is_open = ngettext("%(n)s claim is open.", "%(n)s claims are open.", total.open) % {
        "n": number_text(total.open)
    }
    first = next((row.due_at for row in page.due_soon if row.due_at is not None), None)
    if first is None:
        return is_open
    names = {"due": due_moment(first, page.frame.now)}
    if first <= page.frame.now:
        late = _("The first is past due: %(due)s.") % names
    else:
        late = _("The first is due %(due)s.") % names
    return f"{is_open}\n{late}"  # Two sentences, a line each.


def books_headline(page: DayPage) -> BooksLine:
    """Say whether the ledgers balance; not checked is not the same as balanced."""
    if page.books_at is None:
        return BooksLine("question", _("The books were not checked yet."), "unknown")
    if any(ledger.difference.minor for ledger in page.books):
        return BooksLine("warning", _("The books do not balance."), "danger")
    return BooksLine("check", _("The books balance."), "good")


def grounds_chart(page: DayPage) -> BarChart:
    """Draw the claims by ground, the most frequent first."""
    rows = sorted(page.grounds, key=lambda row: (-row.claims, ground_label(row.ground)))
    return bar_chart(
        title=_("Claims by ground"),
        of=_("Ground"),
        figure=_("Claims"),
        inputs=[
            BarInput(ground_label(row.ground), row.claims, _ground_figures(row.claims, row.open))
            for row in rows
        ],
    )


def _ground_figures(claims: int, still_open: int) -> str:
    return _("%(claims)s, of them %(open)s open") % {
        "claims": number_text(claims),
        "open": number_text(still_open),
    }


def outcomes_chart(page: DayPage) -> BarChart:
    """Draw how claims ended, the most frequent first."""
    rows = sorted(page.outcomes, key=lambda row: (-row.claims, row.outcome))
    return bar_chart(
        title=_("Closed claims by how they ended"),
        of=_("Ended as"),
        figure=_("Claims"),
        inputs=[
            BarInput(outcome_label(row.outcome).capitalize(), row.claims, number_text(row.claims))
            for row in rows
        ],
    )
