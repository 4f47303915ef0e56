"""Setting a letter as a tagged PDF (PDF/UA-1): no network, no fonts but those of the package.

The same letter gives the same bytes, so that what was printed can be compared.
"""

import json
from dataclasses import asdict
from datetime import UTC
from importlib.resources import files

import typst

from makewhole.surfaces.shared.letters.parts import Letter

_TEMPLATE = files(__package__).joinpath("letter.typ").read_bytes()


def pdf_of(letter: Letter) -> bytes:
    """Answer the letter as a PDF."""
    at = letter.at.astimezone(UTC)
    told = asdict(letter) | {
        "at": [at.year, at.month, at.day, at.hour, at.minute, at.second],
    }
    return bytes(
        typst.compile(
            _TEMPLATE,
            format="pdf",
            sys_inputs={"letter": json.dumps(told, ensure_ascii=False)},
            ignore_system_fonts=True,
            pdf_standards="ua-1",
        )
    )
