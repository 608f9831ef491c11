"""Reads of shared texts: their state, their words, what is suggested, who wrote."""

from collections.abc import Collection, Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import func, select

from advocacy.database import session
from advocacy.live import document
from advocacy.live.kept import Loaded, Packed
from advocacy.live.models import LivePen, LiveSnapshot, LiveText, LiveUpdate
from papers.model import Paper
from papers.tree import Nodes, Reading, Suggestion, as_it_stands, as_proposed, read, suggestions


def get_text(text_id: int) -> LiveText | None:
    """The shared text with this id."""
    return session.get(LiveText, text_id)


def loaded(text_id: int, epoch: int | None = None) -> Loaded | None:
    """Everything that a document is made of: the present one, or that of an epoch from which it goes on.

    None for a text that does not exist, and for an epoch that it does not go on from.
    """
    text = session.get(LiveText, text_id, populate_existing=True)
    if text is None or not text.first_epoch <= (epoch or text.epoch) <= text.epoch:
        return None
    epoch = epoch or text.epoch
    snapshot = snapshot_of(text, epoch)
    since = snapshot.number if snapshot else 0
    updates = [row.data for row in updates_since(text_id, epoch, since)]
    head = [snapshot.data] if snapshot else []
    return Loaded(text.id, epoch, text.schema, text.head, head + updates)


def snapshot_of(text: LiveText, epoch: int | None = None) -> LiveSnapshot | None:
    """The newest snapshot of the present epoch, or of this one."""
    found = select(LiveSnapshot).where(LiveSnapshot.text_id == text.id, LiveSnapshot.epoch == (epoch or text.epoch))
    return session.scalars(found).one_or_none()


def packed(text_id: int) -> Packed | None:
    """The text as it was made ready for whoever loads it; None if that was not done with all that it says now."""
    wanted = select(LiveText.epoch, LiveText.schema, LiveText.head, LiveSnapshot.packed).join(
        LiveSnapshot, LiveSnapshot.text_id == LiveText.id
    )
    is_whole = (LiveSnapshot.epoch == LiveText.epoch, LiveSnapshot.number == LiveText.head)
    found = session.execute(wanted.where(LiveText.id == text_id, *is_whole)).one_or_none()
    return Packed(found.epoch, found.schema, found.head, found.packed) if found and found.packed else None


def unpacked_snapshot(text_id: int) -> tuple[int, bytes] | None:
    """Number and bytes of a snapshot that nobody has packed yet."""
    wanted = select(LiveSnapshot.number, LiveSnapshot.data).join(LiveText, LiveText.id == LiveSnapshot.text_id)
    of_it = (LiveSnapshot.text_id == text_id, LiveSnapshot.epoch == LiveText.epoch)
    found = session.execute(wanted.where(*of_it, LiveSnapshot.packed.is_(None)))
    return next(((number, data) for number, data in found), None)


def updates_since(text_id: int, epoch: int, number: int, until: int | None = None) -> list[Any]:
    """Number, bytes and author of the updates after that number (and up to that), in their order."""
    wanted = select(LiveUpdate.number, LiveUpdate.data, LiveUpdate.person_id).where(
        LiveUpdate.text_id == text_id, LiveUpdate.epoch == epoch, LiveUpdate.number > number
    )
    if until is not None:
        wanted = wanted.where(LiveUpdate.number <= until)
    return list(session.execute(wanted.order_by(LiveUpdate.number)))


def updates_at(text_id: int, numbers: Collection[int]) -> list[bytes]:
    """The updates with these numbers, in their order."""
    wanted = select(LiveUpdate.data).where(LiveUpdate.text_id == text_id, LiveUpdate.number.in_(numbers))
    return list(session.scalars(wanted.order_by(LiveUpdate.number)))


def begins_of(text_id: int) -> dict[int, int]:
    """The number of the update with which each epoch began from which the text goes on."""
    number, epoch = func.min(LiveUpdate.number), LiveUpdate.epoch
    wanted = select(epoch, number.label("number")).join(LiveText, LiveText.id == LiveUpdate.text_id).group_by(epoch)
    found = session.execute(wanted.where(LiveUpdate.text_id == text_id, epoch >= LiveText.first_epoch))
    return {row.epoch: row.number for row in found}


def newest_late(text_id: int, epoch: int) -> int:
    """The number of the newest update that is of an earlier epoch than this one; 0 if there is none."""
    wanted = select(LiveUpdate.number).where(LiveUpdate.text_id == text_id, LiveUpdate.epoch < epoch)
    return session.scalar(wanted.order_by(LiveUpdate.number.desc()).limit(1)) or 0


def somebody() -> tuple[int, int]:
    """Somebody who has written, and in which text; zeros if nobody has."""
    found = session.execute(select(LivePen.person_id, LivePen.text_id).where(LivePen.person_id.is_not(None)).limit(1))
    return next(((person_id or 0, text_id) for person_id, text_id in found), (0, 0))


def grown_old(updates: int) -> list[int]:
    """The texts whose present epoch has at least so many updates."""
    return list(session.scalars(select(LiveText.id).where(LiveText.head - LiveText.since >= updates)))


def written_at(text_id: int, number: int) -> datetime:
    """When that update was written."""
    wanted = select(LiveUpdate.at).where(LiveUpdate.text_id == text_id, LiveUpdate.number == number)
    return session.scalars(wanted).one()


def heads_of(text_ids: Iterable[int]) -> dict[int, tuple[int, int]]:
    """The epoch and the number of the newest update of each of these texts."""
    wanted = select(LiveText.id, LiveText.epoch, LiveText.head).where(LiveText.id.in_(list(text_ids)))
    return {text_id: (epoch, head) for text_id, epoch, head in session.execute(wanted)}


def pens_of(text_id: int, epoch: int) -> dict[int, int | None]:
    """Whose each client id is."""
    wanted = select(LivePen.client, LivePen.person_id).where(LivePen.text_id == text_id, LivePen.epoch == epoch)
    return {pen.client: pen.person_id for pen in session.execute(wanted)}


def nodes_of(text: LiveText) -> Nodes:
    """The text with its suggestions, from the log."""
    found = loaded(text.id)
    return document.nodes_of(document.document(found.updates)) if found else []


def state_of(text: LiveText) -> bytes:
    """The whole document as one update."""
    found = loaded(text.id)
    return document.merged(found.updates if found else [])


def paper_of(text: LiveText, like: Paper) -> Reading:
    """The text as it stands, every suggestion left out, as a paper of the kind and language of `like`."""
    return read(as_it_stands(nodes_of(text)), like)


def proposed_paper_of(text: LiveText, like: Paper) -> Reading:
    """The text as it would stand with every suggestion accepted."""
    return read(as_proposed(nodes_of(text)), like)


def suggestions_of(text: LiveText) -> tuple[Suggestion, ...]:
    """Every open suggestion in reading order."""
    return suggestions(nodes_of(text))
