"""Keeps the printed pieces of the latest papers between calls: each call's process ends and could keep nothing itself.

A piece comes from a process that read somebody's text, so it is given back for the same text only.
"""

import threading
from collections import OrderedDict
from typing import TYPE_CHECKING

from papers.model import Paper

if TYPE_CHECKING:
    from papers.write.printed import Printed

PAPERS = 16
LARGEST = 4_000_000
"""Bytes of the pieces of one paper; one full of pictures is printed anew each time."""


class Shelves:
    """The pieces of the papers printed last, those of the latest issue of each. Safe for several threads."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._kept: OrderedDict[Paper, dict[str, Printed]] = OrderedDict()

    def of(self, paper: Paper) -> "dict[str, Printed]":
        with self._lock:
            return dict(self._kept.get(paper, {}))

    def keep(self, paper: Paper, pieces: "dict[str, Printed]") -> None:
        """Put the pieces of a paper in the place of those that it had."""
        size = sum(len(one.data) for piece in pieces.values() for one in piece.objects)
        with self._lock:
            self._kept.pop(paper, None)
            if pieces and size <= LARGEST:
                self._kept[paper] = pieces
            while len(self._kept) > PAPERS:
                self._kept.popitem(last=False)
