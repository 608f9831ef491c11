"""A document without its past: it says what another says, suggestions and all, in as few pieces as that takes.

Yjs keeps a place for every letter that ever stood somewhere. Who opens a text of many weeks reads all of these, on an
old telephone for a second and more, to see twenty pages.
"""

from advocacy.live import columns, document, fresh, structs
from advocacy.live.update import Foreign
from papers.tree import Nodes

FEWEST_UPDATES = 200
"""Updates of an epoch before anybody looks whether the text has grown old."""
PAST = 2_000
"""Pieces of past, beside as many as the text itself has, that make a text old."""


def renewed(state: bytes, client: int) -> tuple[bytes, bytes] | None:
    """The same text as a new document, written by this client id: its update, and how it is told to whoever loads it.

    None if it is young, or would not read the same.
    """
    try:
        nodes = _nodes(state)
        told = fresh.told(nodes, client)
        update = fresh.written(told)
        is_old = _pieces(state) > 2 * _pieces(update) + PAST
        return (update, columns.compressed(told)) if is_old and _nodes(update) == nodes else None
    except (Foreign, TypeError, document.Unreadable):
        return None


def _nodes(state: bytes) -> Nodes:
    return document.nodes_of(document.document([state]))


def _pieces(update: bytes) -> int:
    return sum(map(len, structs.read(update).clients.values()))
