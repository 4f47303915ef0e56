"""The wording of releases as it is kept with the terms: one file for each version."""

from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from makewhole.apps.notices.days import written_language
from makewhole.core.claim.loss import RELEASE_VERSION
from makewhole.core.kernel.require import require

_FOLDER = files("makewhole") / "terms" / "wording"


@dataclass(frozen=True, slots=True)
class Wording:
    """One version's sentences in one language, and the rights that its market lets nobody take."""

    version: str
    language: str
    said: dict[str, Any]
    kept_in: str

    def say(self, name: str, /, **filled: str) -> str:
        """Answer a sentence with what stands in its braces."""
        return str(self.said[name]).format(**filled)


def wording_for(market_code: str, language: str) -> Wording | None:
    """Answer today's wording for a market, in the first language in which it is written.

    None: nothing is written about the rights that this market lets nobody take.
    """
    told = _version(RELEASE_VERSION)
    kept_in = told["kept_in"].get(market_code)
    if kept_in is None:
        return None
    spoken = written_language(language)
    return Wording(RELEASE_VERSION, spoken, told[spoken], kept_in[spoken])


@cache
def _version(version: str) -> dict[str, Any]:
    text = (_FOLDER / f"release-{version}.yaml").read_text(encoding="utf-8")
    told: dict[str, Any] = yaml.safe_load(text)
    require(told["version"] == version, "a wording is filed under its version")
    return told
