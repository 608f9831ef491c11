"""Compacting a text, so that opening it takes as long as its words and not as long as its history."""

from advocacy import clock
from advocacy.database import session
from advocacy.live import document, queries
from advocacy.live.actions.log import locked
from advocacy.live.models import LiveSnapshot, LiveText


def compact(text: LiveText) -> LiveSnapshot | None:
    """Keep the present document as one update; the log stays until its epoch is purged. None if nothing is new.

    Made from the log alone: its updates merged in their order, in a fresh document.
    """
    locked(text.id)
    session.refresh(text)
    found, before = queries.loaded(text.id), queries.snapshot_of(text)
    if found is None or (before is not None and before.number == found.head):
        return before
    data = document.document(found.updates).get_update()
    kept = session.get(LiveSnapshot, text.id)
    if kept is None:
        kept = LiveSnapshot(text_id=text.id)
        session.add(kept)
    kept.epoch, kept.number, kept.made_at, kept.data = found.epoch, found.head, clock.now(), data
    session.flush()
    return kept
