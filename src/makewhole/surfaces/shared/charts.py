"""Small bar charts, drawn by the server: whole numbers in, positions out."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from django.utils.translation import gettext as _

_ROW = 40  # Height of one bar with its words, in CSS pixels.

Tone = Literal["accent", "soft"]


@dataclass(frozen=True, slots=True)
class BarInput:
    """One bar: what it is of, how much, and that in words."""

    label: str
    amount: int  # Zero or more, in any unit that all bars of a chart share.
    text: str
    tone: Tone = "soft"


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar, placed."""

    label: str
    text: str
    tone: Tone
    text_y: int
    y: int
    width: str  # In percent of the picture, so that it reflows.


@dataclass(frozen=True, slots=True)
class BarChart:
    """Bars under each other, the words above each; `of` and `figure` head the table under it."""

    title: str
    description: str
    of: str
    figure: str
    bars: tuple[Bar, ...]
    height: int


def bar_chart(*, title: str, of: str, figure: str, inputs: Sequence[BarInput]) -> BarChart:
    """Place the bars; the longest is as wide as the picture, and nothing is cut off at zero."""
    most = max((bar.amount for bar in inputs), default=0)
    bars = tuple(
        Bar(
            label=bar.label,
            text=bar.text,
            tone=bar.tone,
            text_y=_ROW * row + 14,
            y=_ROW * row + 20,
            width=_percent(bar.amount, most),
        )
        for row, bar in enumerate(inputs)
    )
    told = "; ".join(
        _("%(label)s: %(text)s") % {"label": bar.label, "text": bar.text} for bar in inputs
    )
    return BarChart(title, told, of, figure, bars, _ROW * len(bars))


def _percent(amount: int, most: int) -> str:
    """Write a share of the longest bar in percent, to one decimal; something is never nothing.

    >>> _percent(1, 3), _percent(0, 3), _percent(1, 100_000)
    ('33.3%', '0%', '0.3%')
    """
    if amount == 0 or most == 0:
        return "0%"
    per_mille = max(3, amount * 1_000 // most)
    return f"{per_mille // 10}.{per_mille % 10}%"
