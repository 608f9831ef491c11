"""Asking a time stamp service over HTTP (RFC 3161, 3.4): one short question, one bounded answer, no detours."""

import urllib.request
from collections.abc import Callable
from http.client import HTTPResponse
from typing import IO, Any

Ask = Callable[[bytes], bytes]
"""From a time stamp request (DER) to its response (DER); OSError when none came."""

_MOST_BYTES = 200_000
_QUERY, _REPLY = "application/timestamp-query", "application/timestamp-reply"


class _NoDetour(urllib.request.HTTPRedirectHandler):
    """A service that sends us elsewhere is not the one that was configured."""

    def redirect_request(self, req: Any, fp: IO[bytes], code: int, msg: str, headers: Any, newurl: str) -> None:
        return None


def http_service(url: str, *, timeout: float = 10) -> Ask:
    """The service at an address. It is told a digest and a random number, never a file, a name or who we are."""
    opener = urllib.request.build_opener(_NoDetour, urllib.request.ProxyHandler({}))
    opener.addheaders = []

    def ask(request: bytes) -> bytes:
        sent = urllib.request.Request(url, request, {"Content-Type": _QUERY, "User-Agent": ""})  # noqa: S310 - config.py admits http and https alone
        with opener.open(sent, timeout=timeout) as answer:
            return _read(answer)

    return ask


def _read(answer: HTTPResponse) -> bytes:
    if answer.headers.get_content_type() != _REPLY:
        raise OSError("The time stamp service answered with something else.")
    body = answer.read(_MOST_BYTES + 1)
    if len(body) > _MOST_BYTES:
        raise OSError("The answer of the time stamp service is too long.")
    return body
