"""The style sheet: the files under `styles/` in the order of their layers, served as one.

No build step and one request: the files are joined when first asked for. The address carries the
text's digest, so browsers may keep it for ever.
"""

import gzip
import hashlib
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

_STYLES = Path(__file__).parent / "styles"
_BEFORE = ("tokens", "reset", "base", "layout")
_AFTER = ("utilities",)


@dataclass(frozen=True, slots=True)
class Stylesheet:
    """The joined text, packed and unpacked, and the digest in its address."""

    text: bytes
    packed: bytes
    digest: str


@cache
def stylesheet() -> Stylesheet:
    """Join the files; the process keeps the result."""
    text = "\n".join(_bare(path.read_text()) for path in files()).encode()
    return Stylesheet(
        text=text,
        packed=gzip.compress(text, mtime=0),
        digest=hashlib.sha256(text).hexdigest()[:16],
    )


def _bare(text: str) -> str:
    """Leave out comments and white space that only our own readers need.

    A string of ours holds neither `: ` nor `, ` nor a brace or semicolon, as a test holds.
    """
    without = re.sub(r"/\*.*?\*/", "", text, flags=re.DOTALL)
    lines = " ".join(line.strip() for line in without.splitlines() if line.strip())
    return re.sub(r";?\s*([{};])\s*", r"\1", lines).replace(": ", ":").replace(", ", ",")


def files() -> tuple[Path, ...]:
    """Answer every style file, tokens first; components by name, since none leans on another."""
    components = sorted((_STYLES / "components").glob("*.css"))
    return (
        *(_STYLES / f"{name}.css" for name in _BEFORE),
        *components,
        *(_STYLES / f"{name}.css" for name in _AFTER),
    )
