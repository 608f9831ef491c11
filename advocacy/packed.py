"""Large files of ours that were packed when they were built: a telephone gets them as small as can be, at once."""

import mimetypes
from pathlib import Path

from flask import Flask, Response, request, send_from_directory


def attach(app: Flask) -> None:
    """Send «name.br» instead of «name» where it lies beside it and the browser can read it."""
    folder = Path(app.static_folder or "")

    def static(filename: str) -> Response:
        if "br" not in request.accept_encodings or not (folder / f"{filename}.br").is_file():
            return app.send_static_file(filename)
        kind = mimetypes.guess_type(filename)[0] or "application/octet-stream"
        response = send_from_directory(folder, f"{filename}.br", mimetype=kind)
        response.headers["Content-Encoding"] = "br"
        response.vary.add("Accept-Encoding")
        return response

    app.view_functions["static"] = static
