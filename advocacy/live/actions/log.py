"""Adding to the log of a text: in one order for everybody, under the lock of its row."""

from collections.abc import Iterable, Sequence
from typing import cast

from sqlalchemy import Table, bindparam, func, insert, select, update

from advocacy import clock
from advocacy.database import session
from advocacy.live.kept import Entry
from advocacy.live.models import LivePen, LiveText, LiveUpdate

CHANNEL = "mawqif_live"
"""Where processes that share a PostgreSQL tell one another which texts have grown."""


_TEXTS = cast(Table, LiveText.__table__)
_OF_TEXT = _TEXTS.c.id == bindparam("text_id")
# put together once, and on tables: a group of keystrokes is written in half the time that it takes through the models
_LOCK = select(_TEXTS.c.epoch, _TEXTS.c.head).where(_OF_TEXT).with_for_update()
_ADD = insert(cast(Table, LiveUpdate.__table__))
_GROW = update(_TEXTS).where(_OF_TEXT).values(head=bindparam("to"), size=_TEXTS.c.size + bindparam("by"))


class EpochOver(Exception):
    """The document that this was written for is no longer: a new epoch has begun."""


def locked(text_id: int) -> tuple[int, int]:
    """The epoch and head of a text, whose row nobody else may change until this transaction ends."""
    epoch, head = session.execute(_LOCK, {"text_id": text_id}).one()
    return epoch, head


def append(text_id: int, epoch: int, entries: Sequence[Entry]) -> int:
    """Add updates to the log; returns the number of the head before them. Raises EpochOver.

    What was written is durable only when the caller's transaction has committed.
    """
    present, head = locked(text_id)
    if present != epoch:
        raise EpochOver(text_id)
    if entries:
        add(text_id, head, [(epoch, one) for one in entries])
        claim_pens(text_id, epoch, {client: one.person_id for one in reversed(entries) for client in one.clients})
    return head


def add(text_id: int, head: int, entries: Sequence[tuple[int, Entry]]) -> None:
    """Write updates, each of its epoch, with the numbers after the head of a text that is locked."""
    now = clock.now()
    rows = [
        {"text_id": text_id, "number": number, "epoch": epoch, "person_id": one.person_id, "at": now, "data": one.data}
        for number, (epoch, one) in enumerate(entries, start=head + 1)
    ]
    session.execute(_ADD, rows)
    size = sum(len(one.data) for _, one in entries)
    session.execute(_GROW, {"text_id": text_id, "to": head + len(rows), "by": size})


def claim_pens(text_id: int, epoch: int, pens: dict[int, int | None]) -> None:
    """Remember whose these client ids are, unless they are somebody's already."""
    if not pens:
        return
    of_text = (LivePen.text_id == text_id, LivePen.epoch == epoch, LivePen.client.in_(pens))
    taken = set(session.scalars(select(LivePen.client).where(*of_text)))
    new = [
        {"text_id": text_id, "epoch": epoch, "client": client, "person_id": person_id, "since": clock.now()}
        for client, person_id in pens.items()
        if client not in taken
    ]
    if new:
        session.execute(insert(LivePen), new)


def announce(text_ids: Iterable[int]) -> None:
    """Tell the other processes, when this transaction commits, that these texts have grown."""
    if session.get_bind().dialect.name == "postgresql":
        session.execute(select(func.pg_notify(CHANNEL, ",".join(map(str, sorted(text_ids))))))
