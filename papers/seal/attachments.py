"""Reads the files that travel inside a PDF, within limits: what inflates to more is refused before it does."""

import zlib
from collections.abc import Iterator, Mapping
from io import BytesIO
from typing import Any

from pyhanko.pdf_utils.reader import PdfFileReader

MOST_FILES = 32
MOST_BYTES = 8_000_000
"""Of one file, inflated. A paper of a hundred pages has some 300 KB."""
_MOST_NODES = 64
_PLAIN = ((), ("/FlateDecode",))


class UnreadableFiles(ValueError):
    """The attachments are more, larger or otherwise written than a file of ours has them."""


def attached(pdf: bytes) -> Mapping[str, bytes]:
    """The attached files by name. UnreadableFiles for what no file of ours is, whatever breaks.

    Check the seal first: anybody can attach a file.
    """
    try:
        root = PdfFileReader(BytesIO(pdf), strict=False).root
        entries = list(_entries(root))
        if len(entries) > MOST_FILES:
            raise UnreadableFiles(f"More than {MOST_FILES} files are attached.")
        return _by_name(entries)
    except UnreadableFiles:
        raise
    except Exception as error:  # a file may be made to break its reader in any way
        raise UnreadableFiles(f"The attached files cannot be read: {error!s:.200}") from error


def _by_name(entries: list[Any]) -> dict[str, bytes]:
    found: dict[str, bytes] = {}
    for entry in entries:
        name = str(entry["/UF"] if "/UF" in entry else entry["/F"])
        if name in found:
            raise UnreadableFiles("Two attached files have the same name.")
        found[name] = _content(entry["/EF"]["/F"])
    return found


def _entries(root: Any) -> Iterator[Any]:
    """The file specifications in the tree of names, which may have branches but no circle."""
    nodes, seen = [_at(_at(root, "/Names", {}), "/EmbeddedFiles", None)], 0
    while nodes:
        node, seen = nodes.pop(), seen + 1
        if seen > _MOST_NODES:
            raise UnreadableFiles("The tree of attached files has too many branches.")
        if node is None:
            continue
        names, kids = _at(node, "/Names", ()), _at(node, "/Kids", ())
        if len(names) > 2 * MOST_FILES or len(kids) > _MOST_NODES:
            raise UnreadableFiles(f"More than {MOST_FILES} files are attached.")
        yield from (names[at] for at in range(1, len(names), 2))
        nodes += [kids[at] for at in range(len(kids))]


def _at(node: Any, key: str, default: Any) -> Any:
    """A member, fetched from wherever it stands."""
    return node[key] if key in node else default  # noqa: SIM401 - `get` gives references as they are


def _content(stream: Any) -> bytes:
    """A stream's bytes, inflated no further than the limit."""
    filters = _at(stream, "/Filter", ())
    kinds = (str(filters),) if isinstance(filters, str) else tuple(str(one) for one in filters)
    if kinds not in _PLAIN or "/DecodeParms" in stream:
        raise UnreadableFiles("An attached file is packed in a way that we do not use.")
    raw = bytes(stream.encoded_data)
    if kinds:
        unpacker = zlib.decompressobj()
        raw = unpacker.decompress(raw, MOST_BYTES + 1)
    if len(raw) > MOST_BYTES:
        raise UnreadableFiles("An attached file is larger than any of ours.")
    return raw
