"""Our own files as small as can be: packed when they were built, or once and for all when they are first asked for."""

import mimetypes
from functools import lru_cache
from pathlib import Path

import brotli
from flask import Flask, Response, request, send_from_directory

TEXTS = (".css", ".js", ".svg")
"""What is worth packing with patience: some 30 ms for a style sheet, once in the life of a process."""


def attach(app: Flask) -> None:
    """Send «name.br» instead of «name» where the browser can read it: the one that lies beside it, or one made here."""
    folder = Path(app.static_folder or "")

    def static(filename: str) -> Response:
        if "br" not in request.accept_encodings:
            return app.send_static_file(filename)
        if (folder / f"{filename}.br").is_file():
            response = send_from_directory(folder, f"{filename}.br", mimetype=_kind(filename))
        elif filename.endswith(TEXTS):
            response = app.send_static_file(filename)
            if response.status_code == 200:
                response.direct_passthrough = False
                response.set_data(_packed(response.get_data()))
        else:
            return app.send_static_file(filename)
        if response.status_code == 200:
            response.headers["Content-Encoding"] = "br"
        response.vary.add("Accept-Encoding")
        return response

    app.view_functions["static"] = static


def _kind(filename: str) -> str:
    return mimetypes.guess_type(filename)[0] or "application/octet-stream"


@lru_cache(maxsize=64)
def _packed(data: bytes) -> bytes:
    return brotli.compress(data, mode=brotli.MODE_TEXT, quality=11)
