"""While the database is away: a page that says so, and when to try again."""

import logging
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from makewhole.apps.tenancy.outage import database_is_gone

RETRY_SECONDS = 10

_log = logging.getLogger(__name__)


class DatabaseAway:
    """Answers 503 where a view lost the database; all other failures stay what they are."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Let the request through."""
        return self._get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Answer in words; None leaves the failure to whoever is next."""
        if not database_is_gone(exception):
            return None
        _log.warning("%s %s: the database is away: %s", request.method, request.path, exception)
        # A change may have been committed just before the connection broke: say neither yes nor no.
        sent = request.method not in {"GET", "HEAD"}
        response = render(request, "503.html", {"seconds": RETRY_SECONDS, "sent": sent}, status=503)
        response.headers["Retry-After"] = str(RETRY_SECONDS)
        return response
