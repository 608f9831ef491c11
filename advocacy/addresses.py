"""The addresses that mails, files and QR codes carry."""

from flask import current_app


def public(path: str) -> str:
    """The whole address of a page of this installation, for readers outside; `path` begins with a slash."""
    return f"{current_app.extensions['mawqif'].base_url}{path}"
