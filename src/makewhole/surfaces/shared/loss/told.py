"""A claimant's own words of a loss, as they are read again: by themselves and by our people."""

from dataclasses import dataclass

from makewhole.apps.claims.filing import ACCOUNT
from makewhole.apps.reporting.claim_file import ClaimFile
from makewhole.core.claim import events as e
from makewhole.core.kernel.money import Money, parse_minor
from makewhole.surfaces.shared.formats import money_text
from makewhole.surfaces.shared.loss.kept import WORDS, WORDS_OF_HEADS, words_in
from makewhole.surfaces.shared.loss.pages import ToldRow
from makewhole.surfaces.shared.loss.wording import choice_label, label_of_words


@dataclass(frozen=True, slots=True, kw_only=True)
class HeadWords:
    """What was told of one head beside its amounts."""

    number: int
    name: str  # As it was described; empty: it was not.
    rows: tuple[ToldRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class WordsTold:
    """All of it; `is_erased` once the person was forgotten: then nothing is left to read."""

    rows: tuple[ToldRow, ...] = ()
    heads: tuple[HeadWords, ...] = ()
    is_erased: bool = False

    def name_of(self, number: int) -> str:
        """Answer what a head was described as; empty: it was not."""
        return next((head.name for head in self.heads if head.number == number), "")


def words_told(file: ClaimFile) -> WordsTold | None:
    """Answer the words that were sent with a loss; None: there are none."""
    sealed = next(
        (
            event.sealed
            for event in reversed(file.events)
            if isinstance(event, e.FactStated) and event.fact == ACCOUNT and event.sealed
        ),
        None,
    )
    if sealed is None:
        return None
    text = file.texts.get(sealed.text_id)
    if text is None:
        return WordsTold(is_erased=True)
    told = words_in(text)
    loss = file.row.claim.loss
    numbers = [head.number for head in loss.heads] if loss is not None else []
    return WordsTold(
        rows=_rows(told, WORDS, file.row.currency),
        heads=tuple(
            HeadWords(
                number=number,
                name=told.get(f"description-{number}", ""),
                rows=_rows(
                    told, [f"{word}-{number}" for word in WORDS_OF_HEADS], file.row.currency
                ),
            )
            for number in numbers
        ),
    )


def _rows(
    told: dict[str, str], keys: list[str] | tuple[str, ...], currency: str
) -> tuple[ToldRow, ...]:
    return tuple(
        ToldRow(ask=label_of_words(key), answer=_read(key, told[key], currency))
        for key in keys
        if key in told
    )


def _read(key: str, text: str, currency: str) -> str:
    if key.startswith("price_new"):
        return money_text(Money(parse_minor(text, currency), currency))
    return choice_label(key, text)
