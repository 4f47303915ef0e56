"""Notes that survive one redirect: what was just done, or was not, kept in the signed cookie."""

from dataclasses import asdict

from django.http import HttpRequest

from makewhole.surfaces.shared.frame import Note

_KEY = "notes"


def keep(request: HttpRequest, note: Note) -> None:
    """Keep a note for the next page."""
    request.session[_KEY] = [*request.session.get(_KEY, []), asdict(note)]


def taken(request: HttpRequest) -> tuple[Note, ...]:
    """Take the notes; they are shown once."""
    if _KEY not in request.session:
        return ()
    return tuple(Note(**kept) for kept in request.session.pop(_KEY))
