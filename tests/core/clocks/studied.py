"""The clocks that were studied, read from the terms file that says them all."""

from datetime import date
from pathlib import Path

from makewhole.core.clocks.duration import Duration
from makewhole.core.clocks.said import ClockSaid
from makewhole.core.terms.clocks import length_on
from makewhole.core.terms.model import Terms
from makewhole.core.terms.phrases import Phrases, enum_words
from makewhole.core.terms.schema import read_terms


def _read() -> Terms:
    text = (Path(__file__).parent / "studied.yaml").read_text()
    terms = read_terms(text, name="studied.yaml", bases={})
    assert isinstance(terms, Terms), str(terms)
    return terms


STUDIED = _read()


def rows() -> list[str]:
    """Write the clocks as rows of the page that lists them."""
    return [_row(name, p.clock) for name, p in STUDIED.parameters.items() if p.clock is not None]


def _row(name: str, said: ClockSaid) -> str:
    parameter, phrases = STUDIED.parameters[name], Phrases(STUDIED, date(2026, 11, 20))
    lengths = "; ".join(
        f"{row.key}: {phrases.row(parameter, row)}" if row.key else phrases.row(parameter, row)
        for row in parameter.values
    )
    sources = {source: None for row in parameter.values for source in row.cite}
    own = ["our own choice"] if any(row.is_default for row in parameter.values) else []
    cells = [
        phrases.label(name),
        f"{said.runs} {enum_words(said.event)}",
        enum_words(said.owner),
        lengths,
        enum_words(said.on_silence),
        "; ".join([*map(_source, sources), *own]),
    ]
    return f"| {' | '.join(cells)} |"


def _source(source: str) -> str:
    address = STUDIED.sources.get(source)
    return source if address is None else f"[{source}]({address})"


def studied(name: str, key: str | None = None) -> tuple[ClockSaid, Duration]:
    """Answer what the file says of a clock, and its length for a region or state."""
    parameter = STUDIED.parameters[name]
    said, length = parameter.clock, length_on(parameter, date(2026, 11, 20), key)
    assert said is not None
    assert length is not None
    return said, length
