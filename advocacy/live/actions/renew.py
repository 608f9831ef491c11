"""Renewing a text, and carrying over what comes late for the document that it was before.

A text is renewed when nobody has it open; but somebody's telephone may hold words that were never sent, written in the
old document. They are taken there, and what they change of its words is then changed in the new one. So the old
epochs' logs stay as long as the text goes on from them.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial

from advocacy.database import session
from advocacy.live import change, document, queries
from advocacy.live.actions.begin import new_client
from advocacy.live.actions.compact import keep_snapshot
from advocacy.live.actions.log import EpochOver, add, announce, append, claim_pens, locked
from advocacy.live.kept import Entry, Loaded
from advocacy.live.models import LiveText

_NOTHING = b"\x00\x00"


def renew(old: Loaded, state: bytes, update: bytes, client: int, packed: bytes) -> bool:
    """Let a text go on as the document of this first update, written by `client`; False if somebody has written since.

    `state` is the old document as one update, `packed` the new one as whoever loads it gets it.
    """
    if locked(old.text_id) != (old.epoch, old.head):
        return False
    keep_snapshot(old, state)
    text = session.get_one(LiveText, old.text_id, populate_existing=True)
    new = replace(old, epoch=old.epoch + 1, head=old.head + 1, updates=())
    text.epoch, text.since, text.size = new.epoch, new.head, 0
    session.flush()
    append(new.text_id, new.epoch, [Entry(update, None, (client,))])
    keep_snapshot(new, update, packed)
    announce([new.text_id])
    session.refresh(text)
    return True


@dataclass(frozen=True)
class Carried:
    """An update for an earlier epoch, and what it is in each one after it up to the present.

    True as long as nothing else came late: `late` is the number of what came last.
    """

    text_id: int
    steps: Sequence[tuple[int, Entry]]
    late: int


def carried(text_id: int, epoch: int, entry: Entry) -> Carried:
    """What an update is that comes late for this epoch. Raises EpochOver where the text does not go on from that.

    Needs no lock: it rests on what the old documents are, and on what of the new ones was carried over from them.
    """
    text = queries.get_text(text_id)
    begins = queries.begins_of(text_id)
    if text is None or not text.first_epoch <= epoch < text.epoch:
        raise EpochOver(text_id)
    late = queries.newest_late(text_id, text.epoch)
    steps = [(epoch, entry)]
    for step in range(epoch, text.epoch):
        old = queries.loaded(text_id, step)
        assert old is not None
        before = document.document(old.updates)
        document.apply(before, steps[-1][1].data)
        came = [row.number + 1 for row in queries.updates_since(text_id, step, begins[step + 1])]
        client = new_client()
        after = document.document(queries.updates_at(text_id, [begins[step + 1], *came]), client_id=client)
        turned = partial(change.turn_into, wanted=document.nodes_of(before), sees=change.everything)
        data = change.update_of(after, turned) or _NOTHING
        steps.append((step + 1, Entry(data, entry.person_id, (client,))))
    return Carried(text_id, steps, late)


def carry(what: Carried) -> bool:
    """Write it down, in the old epoch and in each after it; False if it must be worked out again."""
    present, head = locked(what.text_id)
    if present != what.steps[-1][0] or queries.newest_late(what.text_id, present) != what.late:
        return False
    add(what.text_id, head, what.steps)
    for epoch, entry in what.steps:
        claim_pens(what.text_id, epoch, dict.fromkeys(entry.clients, entry.person_id))
    announce([what.text_id])
    return True
