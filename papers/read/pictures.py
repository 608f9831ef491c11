"""A picture of a foreign file as a figure, if it is one that a paper can hold."""

import base64
from collections.abc import Iterator

from papers.fields import MAX_PICTURE, MediaType
from papers.model import Figure

MOST_PIXELS = 10_000
"""Of either side: a smaller file can still unpack to gigabytes."""
MOST_IN_ALL = 10_000_000
"""Bytes of all pictures of one text."""

_PNG, _JPEG = b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff"
_FRAMES = frozenset({*range(0xC0, 0xC4), *range(0xC5, 0xC8), *range(0xC9, 0xCC), *range(0xCD, 0xD0)})
"""Markers of JPEG segments that say how large the picture is (ISO/IEC 10918-1, table B.1)."""
_BARE = frozenset({0x01, *range(0xD0, 0xDA)})
"""Markers that no length follows."""


def figure_of(data: bytes, alt: str) -> Figure | None:
    """The figure, still without an id; None for what is neither PNG nor JPEG or is too large."""
    if len(data) > MAX_PICTURE:
        return None
    kind, size = _kind_and_size(data)
    if kind is None or not 0 < min(size) <= max(size) <= MOST_PIXELS:
        return None
    return Figure("", kind, base64.b64encode(data).decode("ascii"), alt)


def _kind_and_size(data: bytes) -> tuple[MediaType | None, tuple[int, int]]:
    """What the head of the file says; the pixels themselves are not looked at."""
    if data.startswith(_PNG) and data[12:16] == b"IHDR":
        return "image/png", (int.from_bytes(data[16:20]), int.from_bytes(data[20:24]))
    if data.startswith(_JPEG):
        return "image/jpeg", next(_frames(data), (0, 0))
    return None, (0, 0)


def _frames(data: bytes) -> Iterator[tuple[int, int]]:
    at = 2
    while at + 9 <= len(data) and data[at] == 0xFF:
        marker, length = data[at + 1], int.from_bytes(data[at + 2 : at + 4])
        if marker in _FRAMES:
            yield int.from_bytes(data[at + 7 : at + 9]), int.from_bytes(data[at + 5 : at + 7])
        at += 2 if marker in _BARE else 1 if marker == 0xFF else 2 + length
