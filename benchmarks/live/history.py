"""A long history: one editor does 50,000 edits to a paper of 20 pages; then the server starts anew."""

import json
import subprocess
import tempfile
import threading
import time
from collections.abc import Callable
from contextlib import AbstractContextManager, suppress
from dataclasses import dataclass
from pathlib import Path
from urllib.request import Request, urlopen

import brotli
import pycrdt
from websockets.exceptions import ConnectionClosed
from websockets.sync.client import ClientConnection, connect

from advocacy.live import columns, document
from advocacy.live.relay.frames import Kind, Sync, read_sync, read_varuint, sync
from advocacy.live.update import read_state
from benchmarks.live.dialects import STEP1
from benchmarks.live.edits import edits
from benchmarks.live.servers import ROOT, Server, node
from papers.tree import Nodes

EDITS, WRITER, PAGES = 50_000, 1_000, 20
FEW = 5_000
"""Edits that are enough for a server that takes a millisecond and more for each."""
PATIENCE = 300
"""Seconds after which a server is not waited for any longer."""
REST = 12.0
"""Seconds that every server has to tidy up, with nobody there, before it is killed."""


@dataclass(frozen=True)
class History:
    """Seconds until all was on the disk; seconds until a newcomer had been sent the text, and how many bytes it took;
    seconds until another one had it in a document of Yjs, and until the line of that was in step."""

    kept: float
    sent: float
    size: int
    opened: float
    in_step: float


def history(start: Callable[[Path], AbstractContextManager[Server]]) -> History:
    """Write, kill, start anew, open."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        with start(folder) as server:
            kept = written(server)
            time.sleep(REST)
        with start(folder) as server:
            sent, size, text = newcomer(server)
        with start(folder) as server:
            opened, in_step = read_by_yjs(server)
    written_text = edits(WRITER, EDITS, PAGES).text
    if text[: len(written_text)] != written_text:  # ours has had words before
        raise RuntimeError("the text that was opened is not the one that was written")
    return History(kept, sent, size, opened, in_step)


def kept_at_once(start: Callable[[Path], AbstractContextManager[Server]]) -> float:
    """Seconds until all was on the disk of a server that writes the whole document each time, told from the first
    part: the document grows, so that the whole would take longer than that."""
    with tempfile.TemporaryDirectory() as name, start(Path(name)) as server:
        return written(server, FEW) * EDITS / FEW


def masked(payload: bytes) -> bytes:
    """A binary message from a client (RFC 6455), masked with zeros, so that it is ready beforehand."""
    size = len(payload)
    if size < 126:
        return bytes((0x82, 0x80 | size)) + bytes(4) + payload
    if size < 1 << 16:
        return b"\x82\xfe" + size.to_bytes(2, "big") + bytes(4) + payload
    return b"\x82\xff" + size.to_bytes(8, "big") + bytes(4) + payload


def written(server: Server, count: int = EDITS) -> float:
    """Seconds from the first edit until the last is on the disk, as the server tells."""
    done, wrap = edits(WRITER, count, PAGES), server.dialect.wrap
    ready = b"".join(masked(wrap(sync(Sync.UPDATE, update))) for update in done.updates)
    with connect(server.address, max_size=None, compression=None, ping_interval=None, legacy=True) as line:
        for greeting in server.dialect.greeting(WRITER):
            line.send(greeting)
        line.send(wrap(STEP1))
        ear = Ear(server, line)
        line.send(wrap(sync(Sync.STEP2, done.first)))
        time.sleep(1)
        began = time.perf_counter()
        line.socket.sendall(ready)
        while not (ear.kept > count if ear.is_told else server.stored() >= done.letters):
            if time.perf_counter() - began > PATIENCE:
                raise RuntimeError("the edits are not on the disk")
            time.sleep(0.01 if ear.is_told else 0.2)
        return time.perf_counter() - began


class Ear:
    """Hears acknowledgements while somebody writes; ours alone tells what is on the disk."""

    def __init__(self, server: Server, line: ClientConnection) -> None:
        self.kept, self.is_told = 0, server.dialect.tells_what_is_kept
        self._line = line
        threading.Thread(target=self._listen, daemon=True).start()

    def _listen(self) -> None:
        with suppress(ConnectionClosed):
            for message in self._line:
                if self.is_told and message[0] == Kind.ACKNOWLEDGEMENT:
                    self.kept, _ = read_varuint(bytes(message), 1)  # type: ignore[arg-type]


def newcomer(server: Server) -> tuple[float, int, Nodes]:
    """Seconds and bytes until somebody who has nothing has been sent the text, and the text."""
    letters = edits(WRITER, EDITS, PAGES).letters
    began, come, size, doc = time.perf_counter(), 0.0, 0, pycrdt.Doc[object]()
    more: dict[str, int] = {}
    if server.dialect.tells_what_is_kept:
        packed, form, more = _state(server)
        come, size, state = time.perf_counter() - began, len(packed), brotli.decompress(packed)
        doc.apply_update(columns.unpacked(state) if form == "columns" else state)
    with connect(server.address, max_size=None, compression=None, ping_interval=None, legacy=True) as line:
        for greeting in server.dialect.greeting(WRITER + 1, **more):
            line.send(greeting)
        line.send(server.dialect.wrap(sync(Sync.STEP1, doc.get_state())))
        is_told = False
        # y-websocket answers before it has read its disk; ours has told the whole text before
        while not is_told or (not more and read_state(doc.get_state()).get(WRITER, 0) < letters):
            message = bytes(line.recv(timeout=PATIENCE))  # type: ignore[arg-type]
            size += len(message)
            frame = server.dialect.unwrap(message)
            if frame[0] == Kind.SYNC and frame[1] != Sync.STEP1:
                is_told, come = True, come if more else time.perf_counter() - began
                doc.apply_update(read_sync(frame[: sum(reversed(read_varuint(frame, 2)))])[1])
        with suppress(TimeoutError):
            while True:  # what it sends besides
                size += len(line.recv(timeout=1))
    return come, size, document.nodes_of(doc)


def _state(server: Server) -> tuple[bytes, str | None, dict[str, int]]:
    """Load the state as our page does: the bytes, their form, and what the page says of them in its hello."""
    path, _, token = server.dialect.path.partition("?token=")
    headers = {"Authorization": f"Bearer {token}", "Accept-Encoding": "br"}
    address = f"http://127.0.0.1:{server.port}{path}/state?form=columns"
    with urlopen(Request(address, headers=headers), timeout=60) as answer:
        told = {"since": int(answer.headers["X-Live-Number"]), "epoch": int(answer.headers["X-Live-Epoch"])}
        return answer.read(), answer.headers["X-Live-Form"], told


def read_by_yjs(server: Server) -> tuple[float, float]:
    """Seconds until the text stands in a document of Yjs, in Node, and until its line is in step."""
    path, _, token = server.dialect.path.partition("?token=")
    state = f"http://127.0.0.1:{server.port}{path}/state?form=columns"
    told = {
        "address": server.address,
        "state": state if server.dialect.tells_what_is_kept else "",
        "token": token,
        "greeting": [one.hex() for one in server.dialect.greeting(WRITER + 2)],
        "prefix": server.dialect.wrap(b"").hex(),
        "client": WRITER,
        "letters": 0 if server.dialect.tells_what_is_kept else edits(WRITER, EDITS, PAGES).letters,
    }
    command = [node(), str(ROOT / "build/frontend/newcomer.wire.mjs"), json.dumps(told)]
    said = subprocess.run(command, capture_output=True, text=True, check=True, timeout=PATIENCE).stdout
    opened, in_step = (float(number) / 1_000 for number in said.split())
    return opened, in_step
