"""What one piece of a document comes to when it is printed: its pages as plain data, ready to be bound with others.

A piece depends on nothing but its own page and style sheets, so the same piece of two issues is printed once.
"""

from collections.abc import MutableMapping
from dataclasses import dataclass

Bookmark = tuple[int, str, tuple[float, float], str]
"""Level, words, place on the page in CSS pixels, "open" or "closed"."""


@dataclass(frozen=True, slots=True)
class PrintedPage:
    """One page without what runs along its edges. `boxes` are its measures by name, as written in the file."""

    content: int
    boxes: tuple[tuple[str, bytes], ...]
    links: tuple[int, ...]
    place: int
    bookmarks: tuple[Bookmark, ...]


@dataclass(frozen=True, slots=True)
class PrintedObject:
    """An object of the file under the number that the others of its piece call it by."""

    number: int
    is_stream: bool
    data: bytes


@dataclass(frozen=True, slots=True)
class Printed:
    """A piece. Numbers are those of its own objects; `outside` maps what the whole document has one of to its name.

    `tags` are the elements below the Document, `places` the ways from content to tags, `targets` where links lead.
    """

    pages: tuple[PrintedPage, ...]
    objects: tuple[PrintedObject, ...]
    resources: tuple[tuple[str, bytes], ...]
    fonts: tuple[tuple[str, int], ...]
    tags: tuple[int, ...]
    places: tuple[tuple[int, bytes], ...]
    targets: tuple[tuple[str, bytes], ...]
    outside: tuple[tuple[int, str], ...]


Shelf = MutableMapping[str, Printed]
"""Pieces by the digest of what they were printed from."""
