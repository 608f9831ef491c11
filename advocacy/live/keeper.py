"""The database and the policy, as a relay asks for them."""

import logging
import threading
from collections.abc import Callable, Iterable, Sequence
from datetime import timedelta
from typing import Any

import psycopg
from flask import Flask

from advocacy import clock
from advocacy.database import db, session, transaction
from advocacy.live import actions, columns, document, queries, renewal, rules
from advocacy.live.actions.log import CHANNEL
from advocacy.live.kept import Batch, Entry, Loaded, News, Packed, Written
from advocacy.live.rules import Mode
from papers.tree.nodes import SCHEMA

log = logging.getLogger("mawqif.live")
May = Callable[[int, int], Mode | None]
"""Of a person and a text: what they may do in it now; None for nothing, not even reading."""
BREATH_SECONDS = 2.0
"""How long PostgreSQL is listened to before somebody looks whether that is still wanted."""
AGAIN_SECONDS = 2.0
"""How long after a broken line to PostgreSQL another is opened."""


class Keeper:
    """Answers the questions of relays; each answer is a transaction and a context of its own."""

    def __init__(self, app: Flask, may: May) -> None:
        self._app, self._may = app, may
        self._ended = threading.Event()
        self._answers: dict[str, Callable[..., Any]] = {
            "somebody": queries.somebody,
            "may": self.may,
            "open": self.open,
            "write": self.write,
            "look": self.look,
            "updates": self.updates,
            "compact": self.compact,
            "packed": self.packed,
            "pack": self.pack,
            "grown_old": self.grown_old,
            "renew": self.renew,
            "earlier": self.open,
            "carry": self.carry,
        }

    def answer(self, what: str, facts: Sequence[Any]) -> Any:
        """Answer one question."""
        with self._app.app_context():
            return self._answers[what](*facts)

    def may(self, asked: Iterable[tuple[int, int]]) -> dict[tuple[int, int], Mode | None]:
        """What people may do in texts now."""
        return {pair: self._may(*pair) for pair in asked}

    def open(self, text_id: int, epoch: int | None = None) -> tuple[Loaded, dict[int, int | None]] | None:
        """A text with its pens, as it is or as that epoch left it; None for one that does not exist, or does not go on
        from that."""
        loaded = queries.loaded(text_id, epoch)
        return None if loaded is None else (loaded, queries.pens_of(text_id, loaded.epoch))

    def write(self, batches: Sequence[Batch]) -> dict[int, Written | None]:
        """Write batches in one commit, and say what others wrote before; None for a text whose epoch is over.

        Texts come in one order, so that no two relays wait for each other.
        """
        written: dict[int, Written | None] = {}
        heads: dict[int, int] = {}
        with transaction():
            for one in sorted(batches, key=lambda batch: batch.text_id):
                try:
                    head = actions.append(one.text_id, one.epoch, one.entries)
                except actions.EpochOver:
                    written[one.text_id] = None
                    continue
                heads[one.text_id] = head
                news = _news(one.text_id, one.epoch, head if one.seen is None else one.seen, head)
                written[one.text_id] = Written(head + len(one.entries), news)
            actions.announce(heads)
        return written

    def look(self, seen: dict[int, tuple[int, int]]) -> dict[int, News | None]:
        """What is new in texts of which a relay has seen this epoch up to this number; None: the epoch is over."""
        found: dict[int, News | None] = {}
        for text_id, (epoch, head) in queries.heads_of(seen).items():
            its_epoch, number = seen[text_id]
            if epoch != its_epoch:
                found[text_id] = None
            elif (news := _news(text_id, epoch, number, head)) is not None:
                found[text_id] = news
        return found

    def updates(self, text_id: int, epoch: int, since: int) -> list[bytes]:
        """The updates after that number."""
        return [row.data for row in queries.updates_since(text_id, epoch, since)]

    def compact(self, text_id: int) -> None:
        """Keep the present document as one update."""
        with transaction():
            if (text := queries.get_text(text_id)) is not None:
                actions.compact(text)

    def packed(self, text_id: int) -> Packed | None:
        """A text at rest as whoever loads it gets it."""
        return queries.packed(text_id)

    def pack(self, text_id: int) -> None:
        """Make the newest snapshot ready to be loaded; nobody's lock is held while that takes its time."""
        found = queries.unpacked_snapshot(text_id)
        session.rollback()
        if found and (packed := columns.small(found[1])):
            with transaction():
                actions.keep_packed(text_id, found[0], packed)

    def grown_old(self) -> list[int]:
        """Texts that may be renewed if nobody has them open."""
        return queries.grown_old(renewal.FEWEST_UPDATES)

    def renew(self, text_id: int) -> bool:
        """Let a text in which nobody has written for a while go on without its past, if that is long; whether it does.

        To be asked when nobody has it open; nobody's lock is held while the new document is made.
        """
        old = queries.loaded(text_id) if text_id in self.grown_old() else None
        if old is None or old.schema != SCHEMA:
            return False
        if clock.now() - queries.written_at(text_id, old.head) < timedelta(seconds=rules.RENEW_SECONDS):
            return False
        session.rollback()
        client, state = actions.new_client(), document.document(old.updates).get_update()
        found = renewal.renewed(state, client)
        if found is None:
            return False
        update, packed = found
        with transaction():
            return actions.renew(old, state, update, client, packed)

    def carry(self, text_id: int, epoch: int, entry: Entry) -> bool:
        """Take an update that comes late for an earlier epoch; False if the text does not go on from that."""
        try:
            while True:
                found = actions.carried(text_id, epoch, entry)
                with transaction():
                    if actions.carry(found):
                        return True
        except actions.EpochOver:
            return False

    def listen(self, heard: Callable[[], None]) -> bool:
        """Tell from now on when another process announces something; False where the database tells nothing."""
        with self._app.app_context():
            url = db.engine.url
        if url.get_backend_name() != "postgresql":
            return False
        address = url.set(drivername="postgresql").render_as_string(hide_password=False)
        threading.Thread(target=_listen, args=(address, heard, self._ended), name="live ear", daemon=True).start()
        return True

    def stop(self) -> None:
        """Listen no more."""
        self._ended.set()


def _news(text_id: int, epoch: int, since: int, until: int) -> News | None:
    """What stands in the log after the one number and up to the other."""
    if until <= since:
        return None
    rows = queries.updates_since(text_id, epoch, since, until)
    return News([row.data for row in rows], until, queries.pens_of(text_id, epoch))


def _listen(address: str, heard: Callable[[], None], ended: threading.Event) -> None:
    """Listen until it is enough; a line that breaks is said once, and opened again."""
    is_broken = False
    while not ended.is_set():
        try:
            with psycopg.connect(address, autocommit=True) as line:
                line.execute(f"LISTEN {CHANNEL}")
                is_broken = False
                while not ended.is_set():
                    for _heard in line.notifies(timeout=BREATH_SECONDS):
                        heard()
        except psycopg.Error as error:
            if not is_broken:
                log.warning("the line to the database is broken: %s", str(error).partition("\n")[0])
            is_broken = True
            ended.wait(AGAIN_SECONDS)
