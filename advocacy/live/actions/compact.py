"""Compacting a text, so that opening it takes as long as its words and not as long as its history."""

from sqlalchemy import update

from advocacy import clock
from advocacy.database import session
from advocacy.live import document, queries
from advocacy.live.actions.log import locked
from advocacy.live.kept import Loaded
from advocacy.live.models import LiveSnapshot, LiveText


def compact(text: LiveText) -> LiveSnapshot | None:
    """Keep the present document as one update; the log stays until its epoch is purged. None if nothing is new.

    Made from the log alone: its updates merged in their order, in a fresh document.
    """
    locked(text.id)
    session.refresh(text)
    before = queries.snapshot_of(text)
    if before is not None and before.number == text.head:
        return before
    found = queries.loaded(text.id)
    if found is None:
        return None
    return keep_snapshot(found, document.document(found.updates).get_update())


def keep_snapshot(of: Loaded, data: bytes, packed: bytes | None = None) -> LiveSnapshot:
    """Keep the document of an epoch, which says all up to that head, as one update."""
    kept = session.get(LiveSnapshot, (of.text_id, of.epoch))
    if kept is None:
        kept = LiveSnapshot(text_id=of.text_id, epoch=of.epoch)
        session.add(kept)
    kept.number, kept.made_at, kept.data, kept.packed = of.head, clock.now(), data, packed
    session.flush()
    return kept


def keep_packed(text_id: int, number: int, packed: bytes) -> None:
    """Keep the packed form beside the snapshot that it was made of, if that is there still."""
    of_it = (LiveSnapshot.text_id == text_id, LiveSnapshot.number == number)
    session.execute(update(LiveSnapshot).where(*of_it).values(packed=packed))
