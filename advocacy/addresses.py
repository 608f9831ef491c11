"""The addresses of pages: which numbers they take, and how mails, files and QR codes carry them."""

from flask import current_app
from werkzeug.routing import IntegerConverter


class RowNumber(IntegerConverter):
    """The id of a row in an address: a number that every database can hold; any other leads nowhere.

    By its digits, not by its value: what does not match is no address for any method, so it is never a 405.
    """

    regex = r"\d{1,9}"


def public(path: str) -> str:
    """The whole address of a page of this installation, for readers outside; `path` begins with a slash."""
    return f"{current_app.extensions['mawqif'].base_url}{path}"
