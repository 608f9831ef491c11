"""A copy of a shared text on which suggestions are tried before the text takes them."""

from collections.abc import Callable
from typing import Any

from pycrdt import Doc

from advocacy.live import document
from papers.tree import Nodes, without

MISSED = 2_000
"""Updates that the copy may lag behind; made anew it costs less than they do."""


class Shadow:
    """Kept in step with the text: a copy for every letter that is suggested would cost as much as the text is long.

    It exists from the first suggestion until `forget`. `state` gives the whole text when it must be made (again).
    """

    def __init__(self, state: Callable[[], bytes]) -> None:
        self._state = state
        self._doc: Doc[Any] | None = None
        self._missed: list[bytes] = []
        self._nodes: Nodes = []

    def note(self, update: bytes) -> None:
        """The text has taken this, and nobody has tried it here."""
        if self._doc is not None:
            self._missed.append(update)
            if len(self._missed) > MISSED:
                self.forget()

    def forget(self) -> None:
        """Nobody suggests any more, or the copy holds what the text does not."""
        self._doc, self._missed, self._nodes = None, [], []

    def takes(self, update: bytes, person: str) -> bool:
        """Try a suggestion: but for suggestions of its author the text must read as before. Raises Unreadable.

        What was tried in vain is not in the text; the copy that holds it is thrown away.
        """
        doc, before = self._caught_up()
        try:
            document.apply(doc, update)
            after = document.nodes_of(doc)
        except document.Unreadable:
            self.forget()
            raise
        if without(after, person) != without(before, person):
            self.forget()
            return False
        self._nodes = after
        return True

    def _caught_up(self) -> "tuple[Doc[Any], Nodes]":
        if self._doc is None:
            self._doc = document.document([self._state()])
        elif not self._missed:
            return self._doc, self._nodes
        document.apply_all(self._doc, self._missed)
        self._missed = []
        return self._doc, document.nodes_of(self._doc)
