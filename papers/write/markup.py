"""The smallest pieces of our HTML: escaped words, isolated runs, tags."""

import base64
from html import escape

from papers.characters import arabic_digits
from papers.model import direction_of


def ltr(text: str) -> str:
    """A reference, code, hash, address: left to right wherever it stands."""
    return f'<bdi dir="ltr">{escape(text)}</bdi>'


def tag(name: str, content: str, **attributes: str | None) -> str:
    """An element; an attribute of None is left out, a trailing underscore in its name falls away."""
    written = "".join(
        f' {key.rstrip("_").replace("_", "-")}="{escape(value)}"'
        for key, value in attributes.items()
        if value is not None
    )
    return f"<{name}{written}>{content}</{name}>"


def data_url(media_type: str, content: bytes) -> str:
    return f"data:{media_type};base64,{base64.b64encode(content).decode()}"


def picture_type(content: bytes) -> str:
    """The media type of a logo by its first bytes."""
    if content.startswith(b"\x89PNG"):
        return "image/png"
    return "image/jpeg" if content.startswith(b"\xff\xd8") else "image/svg+xml"


def number(value: int | str, *, digits: str = "western") -> str:
    """A number in the digits of the document, never both kinds in one."""
    return arabic_digits(str(value)) if digits == "arabic" else str(value)


def page(body: str, *, lang: str, title: str, author: str, created: str = "", colour: str = "") -> str:
    """A whole page with what PDF/UA wants to know: language, title, author, date."""
    head = [
        '<meta charset="utf-8">',
        f"<title>{escape(title)}</title>",
        f'<meta name="author" content="{escape(author)}">' if author else "",
        '<meta name="generator" content="Mawqif">',
        f'<meta name="dcterms.created" content="{created}">' if created else "",
    ]
    style = f' style="--accent: {colour}"' if colour else ""
    return (
        f'<!DOCTYPE html><html lang="{lang}" dir="{direction_of(lang)}"{style}>'
        f"<head>{''.join(head)}</head><body>{body}</body></html>"
    )
