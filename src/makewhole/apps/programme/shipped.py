"""The terms files that come with the programme, one for each market."""

from importlib.resources import files

from makewhole.apps.programme.commands import TermsFile

_FOLDER = files("makewhole") / "terms"
_BASE = "guarantee-us"


def shipped_terms(market_code: str) -> TermsFile:
    """Answer the shipped guarantee of a market, with the file it builds on where it is a pack.

    Raises:
        FileNotFoundError: No terms are shipped for this market.
    """
    name = f"guarantee-{market_code}"
    bases = {} if name == _BASE else {_BASE: _read(_BASE)}
    return TermsFile(name=name, text=_read(name), bases=bases)


def _read(name: str) -> str:
    return (_FOLDER / f"{name}.yaml").read_text(encoding="utf-8")
