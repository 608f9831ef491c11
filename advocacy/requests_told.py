"""A line of the log for every request, when it is answered."""

import logging
import os
import time
from itertools import count

from flask import Flask, Response, g, request

from config import Config

_numbers = count(1)
_requests = logging.getLogger("mawqif.requests")


def attach(app: Flask, config: Config) -> None:
    """Log every request when it is answered."""
    app.before_request(_begin)
    app.after_request(_log)


def _begin() -> None:
    g.request_number = f"{os.getpid():x}-{next(_numbers):x}"
    g.began = time.perf_counter()


def _log(response: Response) -> Response:
    if "began" not in g:
        return response
    response.headers["X-Request-Id"] = g.request_number
    facts = {
        "request": g.request_number,
        "endpoint": request.endpoint or "none",
        "method": request.method,
        "status": response.status_code,
        "ms": round((time.perf_counter() - g.began) * 1000, 1),
    }
    _requests.info("request", extra={"facts": facts})
    return response
