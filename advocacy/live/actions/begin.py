"""Beginning a shared text from a paper, and beginning it anew without the deleted words of its past."""

from sqlalchemy import delete, text

from advocacy import chance, clock
from advocacy.accounts.models import Person
from advocacy.database import session
from advocacy.live.actions.log import announce, append, locked
from advocacy.live.fresh import fresh
from advocacy.live.kept import Entry
from advocacy.live.models import LivePen, LiveSnapshot, LiveText, LiveUpdate
from papers.model import Paper
from papers.tree import to_nodes
from papers.tree.nodes import SCHEMA


def begin_text(paper: Paper, *, by: Person | None) -> LiveText:
    """A new shared text that says what the paper says."""
    begun = LiveText(epoch=1, schema=SCHEMA, head=0, size=0, since=1, begun_at=clock.now())
    session.add(begun)
    session.flush()
    _write_first(begun, paper, by)
    return begun


def begin_epoch(of: LiveText, paper: Paper, *, by: Person | None) -> LiveText:
    """Begin the text anew from a paper: whoever has it open gets the new document, and old suggestions are gone."""
    epoch, head = locked(of.id)
    session.refresh(of)
    of.epoch = of.first_epoch = epoch + 1
    of.schema, of.size, of.since = SCHEMA, 0, head + 1
    session.flush()
    _write_first(of, paper, by)
    return of


def purge(of: LiveText) -> int:
    """Delete the updates, snapshots and pens of all epochs but the present one; returns how many updates went.

    On SQLite what is deleted is overwritten with zeros.
    """
    if session.get_bind().dialect.name == "sqlite":
        session.execute(text("PRAGMA secure_delete=ON"))
    gone = session.execute(delete(LiveUpdate).where(LiveUpdate.text_id == of.id, LiveUpdate.epoch < of.epoch))
    for table in (LiveSnapshot, LivePen):
        session.execute(delete(table).where(table.text_id == of.id, table.epoch < of.epoch))
    return int(getattr(gone, "rowcount", 0))


def _write_first(of: LiveText, paper: Paper, by: Person | None) -> None:
    client = new_client()
    update = fresh(to_nodes(paper), client)
    append(of.id, of.epoch, [Entry(update, by.id if by else None, (client,))])
    announce([of.id])
    session.refresh(of)


def new_client() -> int:
    """A client id for something that the server writes: 31 bits, so that every library can hold it."""
    return int.from_bytes(chance.some_bytes(4), "big") >> 1 or 1
