"""A relay on loopback, and editors that speak its protocol as a browser does."""

import json
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import timedelta
from itertools import count
from typing import Any

import uvicorn
from flask import Flask
from pycrdt import Doc, XmlElement, XmlText
from sqlalchemy import select
from websockets.exceptions import ConnectionClosed
from websockets.sync.client import ClientConnection, connect

from advocacy.accounts.models import Person
from advocacy.clock import SetClock
from advocacy.database import session, transaction
from advocacy.drafting import actions as drafting
from advocacy.drafting.models import Dossier, Version
from advocacy.drafting.queries import get_head, mode_in, paper_of
from advocacy.live import document, tokens
from advocacy.live import queries as live
from advocacy.live.actions import Entry, append
from advocacy.live.keeper import Keeper
from advocacy.live.models import LiveText, LiveUpdate
from advocacy.live.relay import frames
from advocacy.live.relay.app import Relay
from advocacy.live.relay.asking import Asking, Near
from advocacy.live.relay.frames import Sync
from advocacy.live.relay.wire import Line
from advocacy.live.rules import Mode
from papers.model import Paper
from papers.tree.nodes import SCHEMA, words_in
from tests.make import drafting as make
from tests.make.smtp import free_port

__all__ = [
    "Dossier",
    "Editor",
    "LiveUpdate",
    "SetClock",
    "Shared",
    "drafting_paper",
    "relay",
    "relaying",
    "select",
    "shared",
    "timedelta",
    "token",
    "typed",
    "until",
]
_clients = count(101)
FIRST = 3
"""The place of the first block behind title, subtitle and position."""


class RelayServer(uvicorn.Server):
    """The relay alone, in a thread."""

    def __init__(self, keeper: Asking) -> None:
        self.port = free_port()
        self.relay = Relay(keeper)
        settings: dict[str, Any] = {"lifespan": "off", "log_config": None, "ws": Line, "ws_max_size": 1_200_000}
        settings["ws_per_message_deflate"] = False  # as `advocacy.serve` has it
        super().__init__(uvicorn.Config(self.relay, host="127.0.0.1", port=self.port, **settings))

    async def startup(self, sockets: Any = None) -> None:
        self.relay.hub.start()
        await super().startup(sockets)

    async def shutdown(self, sockets: Any = None) -> None:
        await self.relay.hub.stop()
        await super().shutdown(sockets)


@contextmanager
def relay(app: Flask, may: Callable[[int, int], Mode | None] = mode_in) -> Iterator[RelayServer]:
    """A relay that runs until the test ends, with a keeper in this process."""
    with relaying(Near(Keeper(app, may))) as server:
        yield server


@contextmanager
def relaying(keeper: Asking) -> Iterator[RelayServer]:
    """A relay with this keeper."""
    server = RelayServer(keeper)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    until(lambda: server.started, "the relay to start")
    yield server
    server.should_exit = True
    thread.join(20)
    assert not thread.is_alive()


def until(look: Callable[[], Any], what: str, seconds: float = 10) -> Any:
    """What `look` finds as soon as it finds something."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if found := look():
            return found
        time.sleep(0.01)
    raise AssertionError(f"waited {seconds} seconds in vain for {what}")


@dataclass
class Shared:
    """A paper that is written together, with the person who leads its group."""

    dossier: Dossier
    version: Version
    text: LiveText


def shared(dossier: Dossier | None = None, lang: str = "ar", by: Person | None = None) -> Shared:
    """The shared text of a paper."""
    dossier = dossier or make.dossier()
    with transaction():
        version = session.get_one(Dossier, dossier.id).version_in(lang)
        assert version
        text = drafting.open_live(version, by=by)
    return Shared(session.get_one(Dossier, dossier.id), version, text)


def typed(
    version: Version, person: Person, words: str, marks: dict[str, Any] | None = None, *, behind: str = ""
) -> None:
    """Somebody types in the first paragraph, in front of it or behind its first words, and saves nothing."""
    text = session.get_one(Version, version.id).live_text
    assert text is not None
    doc: Doc[Any] = document.document([live.state_of(text)], client_id=100 + person.id)
    before = doc.get_state()
    document.root(doc).children[FIRST].children[0].insert(len(behind.encode()), words, marks)
    with transaction():
        append(text.id, text.epoch, [Entry(doc.get_update(before), person.id, (100 + person.id,))])


def drafting_paper(paper: Shared) -> Paper:
    """The newest revision."""
    return paper_of(get_head(paper.version))


def token(text: LiveText, person: Person, mode: Mode = Mode.WRITE) -> str:
    """A key as the page gets it."""
    return tokens.token_for(text.id, person.id, mode, text.epoch)


class Editor:
    """One browser page: its document lives on while the line is cut."""

    def __init__(self, port: int, text: LiveText, person: Person, mode: Mode = Mode.WRITE, **hello: int) -> None:
        self._begin(port, text.id, token(text, person, mode), {"epoch": text.epoch, **hello})

    @classmethod
    def of(cls, port: int, text_id: int, token: str, epoch: int) -> "Editor":
        """An editor in a process without a database."""
        editor = cls.__new__(cls)
        editor._begin(port, text_id, token, {"epoch": epoch})
        return editor

    def _begin(self, port: int, text_id: int, token: str, hello: dict[str, int]) -> None:
        self.port, self.text_id, self.token = port, text_id, token
        self.hello = {"schema": SCHEMA, "client": next(_clients), **hello}
        self.doc: Doc[Any] = Doc(client_id=self.hello["client"])
        self.notices: list[str] = []
        self.presences: dict[int, str] = {}
        self.sent = self.kept = 0
        self.line: ClientConnection | None = None
        self.is_reading = False
        self._watch = self.doc.observe(self._changed)

    # --- the line ---------------------------------------------------------------------------------------------------

    def come(self) -> "Editor":
        """Open the line and ask for what is missing."""
        address = f"ws://127.0.0.1:{self.port}/live/{self.text_id}?token={self.token}"
        self.line = connect(address, max_size=None, ping_interval=None, legacy=True)
        self.sent = self.kept = 0
        self.say(bytes((frames.Kind.HELLO,)) + json.dumps(self.hello).encode())
        self.say(frames.sync(Sync.STEP1, self.doc.get_state()))
        return self

    def go(self) -> None:
        """Cut the line, as a train in a tunnel does."""
        if self.line:
            self.line.close()
        self.line = None

    def say(self, frame: bytes) -> None:
        if self.line:
            with suppress(ConnectionClosed):  # what was said before the end can still be heard
                self.line.send(frame)

    def hear(self, seconds: float = 0.05) -> bool:
        """Take one frame; False if none came."""
        if not self.line:
            return False
        try:
            frame = self.line.recv(timeout=seconds)
        except TimeoutError:
            return False
        except ConnectionClosed:
            self.line = None
            return False
        assert isinstance(frame, bytes)
        self.take(frame)
        return True

    def take(self, frame: bytes) -> None:
        match frame[0]:
            case frames.Kind.SYNC:
                step, payload = frames.read_sync(frame)
                if step is Sync.STEP1:
                    self.update(self.doc.get_update(payload), Sync.STEP2)
                else:
                    self.is_reading = True
                    self.doc.apply_update(payload)
                    self.is_reading = False
            case frames.Kind.AWARENESS:
                client, _clock, state = frames.read_awareness(frame)
                self.presences[client] = state
            case frames.Kind.ACKNOWLEDGEMENT:
                self.kept, _ = frames.read_varuint(frame, 1)
            case frames.Kind.NOTICE:
                self.notices.append(json.loads(frame[1:])["code"])

    def update(self, update: bytes, step: Sync = Sync.UPDATE) -> None:
        """Send an update and count it."""
        if self.line:
            self.sent += 1
            self.say(frames.sync(step, update))

    def _changed(self, event: Any) -> None:
        if not self.is_reading:
            self.update(event.update)

    def settle(self, *others: "Editor", seconds: float = 10) -> None:
        """Hear until everything that was sent is kept, and everybody reads the same."""
        everybody = (self, *others)

        def settled() -> bool:
            heard = [one.hear(0.005) for one in everybody]
            return (
                not any(heard)
                and all(one.sent and one.kept == one.sent for one in everybody if one.line)
                and len({str(document.nodes_of(one.doc)) for one in everybody}) == 1
            )

        until(settled, "everybody to read the same", seconds)

    def wait_for_notice(self) -> str:
        """The code of the notice with which the line was cut."""

        def cut() -> bool:
            self.hear()
            return self.line is None

        until(cut, "the line to be cut")
        return self.notices[-1]

    # --- the text ---------------------------------------------------------------------------------------------------

    def block(self, place: int) -> Any:
        """The node at that place, counted with title, subtitle and position."""
        return document.root(self.doc).children[place]

    def words(self, place: int) -> XmlText:
        """The first text inside a node; begun if there is none."""
        found = self.block(place)
        while isinstance(found, XmlElement):
            children = list(found.children)
            if not children:
                return found.children.append(XmlText(""))
            found = children[0]
        return found

    def type(self, words: str, place: int = 0, at: int | None = None, **marks: Any) -> None:
        """Type words into a block at an offset in bytes, at its end if none is said."""
        text = self.words(place)
        text.insert(len(text) if at is None else at, words, marks or None)

    @property
    def says(self) -> str:
        """The bare words of the whole text."""
        return " | ".join(filter(None, map(words_in, document.nodes_of(self.doc))))
