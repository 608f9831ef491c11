"""The addresses of pages: which numbers they take, and how mails, files and QR codes carry them."""

from flask import current_app
from werkzeug.routing import IntegerConverter, Map


class RowNumber(IntegerConverter):
    """The id of a row in an address: a number that every database can hold; any other leads nowhere."""

    def __init__(self, map: Map) -> None:
        super().__init__(map, max=2**31 - 1)


def public(path: str) -> str:
    """The whole address of a page of this installation, for readers outside; `path` begins with a slash."""
    return f"{current_app.extensions['mawqif'].base_url}{path}"
