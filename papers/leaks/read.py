"""Every text that a file holds: its words, its metadata, the names and the content of what is enclosed in it."""

import re
from collections.abc import Iterator
from urllib.parse import unquote_plus

from papers.errors import BadPaper
from papers.leaks.look import Place, Search
from papers.leaks.markup import texts_in
from papers.read.zipped import Zipped

_DEEPEST = 4
_ESCAPED = re.compile(r"\\u([0-9a-fA-F]{4})")
NAME, RAW = "file name", "bytes"
Piece = tuple[str, str]
"""Where in the file, and the text that stands there."""


def places_in(data: bytes, name: str, search: Search) -> list[Place]:
    """Where the file of that name tells a secret. A file that cannot be read to its end raises `BadPaper`: it might."""
    return found_in(pieces_of(data, name), search)


def found_in(pieces: Iterator[Piece], search: Search) -> list[Place]:
    """The places in these pieces; a part that is itself called by a secret is not named."""
    if not search:
        return []
    found: dict[Place, None] = {}
    for where, text in pieces:
        if places := search.places(text, ""):
            spot = NAME if search.finds(where) else where
            found |= dict.fromkeys(Place(place.key, spot, place.around) for place in places)
    return list(found)


def pieces_of(data: bytes, name: str = "", *, depth: int = 0) -> Iterator[Piece]:
    """The texts of a file, by where they stand («word/document.xml», «page 3»); `name` is what it is called."""
    if depth > _DEEPEST:
        raise BadPaper("leaks_too_deep", "A file lies in a file in a file: it was not searched to its end")
    if name:
        yield NAME, written(name)
    if data.startswith(b"PK\x03\x04"):
        yield from _zipped(data, depth)
    elif data.startswith(b"%PDF"):
        from papers.leaks.pdf import pieces_of_pdf  # only who has a PDF loads what reads it

        yield from pieces_of_pdf(data, depth)
    else:
        yield from pieces_of_text(data)


def _zipped(data: bytes, depth: int) -> Iterator[Piece]:
    archive = Zipped(data)
    for entry in archive.names():
        content = archive.content(entry) or b""
        for where, text in pieces_of(content, entry, depth=depth + 1):
            yield f"{entry} {where}".strip(), text


def pieces_of_text(data: bytes) -> Iterator[Piece]:
    """Markup, plain text or whatever else: what can be read in it as UTF-8 and as UTF-16."""
    text = data.decode("utf-8", "ignore")
    if text.lstrip("\ufeff \r\n\t").startswith("<"):
        yield from ((where, written(words)) for where, words in texts_in(text))
    else:
        yield "", written(text)
    if b"\0" in data:
        for coding in ("utf-16-le", "utf-16-be"):
            yield RAW, data.decode(coding, "ignore")


def written(text: str) -> str:
    """The text, and behind it what it says when escapes of addresses and of JSON are taken as the letters they mean."""
    meant = _ESCAPED.sub(lambda code: chr(int(code[1], 16)), text) if "\\u" in text else text
    meant = unquote_plus(meant) if "%" in meant else meant
    return text if meant == text else f"{text}\n{meant}"
