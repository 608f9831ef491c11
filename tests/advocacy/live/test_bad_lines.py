"""Ten people write for two hours over lines of 64 kbit/s that break for five seconds in every minute."""

import heapq
import random
from itertools import count
from typing import Any

from pycrdt import Doc

from advocacy.live import document
from advocacy.live.fresh import fresh
from advocacy.live.kept import Loaded
from advocacy.live.relay import frames
from advocacy.live.relay.connections import Connection, Refused
from advocacy.live.relay.frames import Hello, Sync
from advocacy.live.relay.rooms import Pending, Room
from advocacy.live.rules import Mode
from advocacy.live.tokens import Token
from papers.model import Paper, Paragraph, Text
from papers.tree import to_nodes
from papers.tree.nodes import SCHEMA, words_in

HOURS = 2
BYTES_PER_SECOND = 8_000
LATENCY = 0.4
COMMIT = 0.05


class World:
    """A clock that jumps from one event to the next."""

    def __init__(self) -> None:
        self.now = 0.0
        self._events: list[tuple[float, int, Any]] = []
        self._turn = count()

    def at(self, moment: float, do: Any) -> None:
        heapq.heappush(self._events, (moment, next(self._turn), do))

    def run(self) -> None:
        while self._events:
            self.now, _, do = heapq.heappop(self._events)
            do()


class Writer:
    """A document at the end of a bad line."""

    def __init__(self, world: World, room: Room, number: int, dice: random.Random) -> None:
        self.world, self.room, self.number, self.dice = world, room, number, dice
        self.doc: Doc[Any] = Doc(client_id=100 + number)
        self.doc.observe(self._changed)
        self.line: Connection | None = None
        self.up = self.down = 0.0
        self.is_reading = False
        self.typed: list[str] = []
        self.cuts = 0

    def come(self) -> None:
        connection = Connection(
            Token(1, self.number, Mode.WRITE, 1, 1 << 40), Mode.WRITE, 100 + self.number, lambda: self.world.now
        )
        self.room.admit(Hello(SCHEMA, 1, 100 + self.number), connection)
        self.line = connection
        self.up = self.down = self.world.now
        self.room.welcome(connection)
        self.send(frames.sync(Sync.STEP1, self.doc.get_state()))

    def go(self) -> None:
        if self.line:
            self.room.leave(self.line)
            self.line, self.cuts = None, self.cuts + 1

    def send(self, frame: bytes) -> None:
        """Over the line at its speed; lost if it is cut before."""
        if (line := self.line) is None:
            return
        self.up = max(self.up, self.world.now) + len(frame) / BYTES_PER_SECOND

        def arrive() -> None:
            if line is self.line and line.allowance.spend(len(frame)):
                self.room.sync(frame, line)

        self.world.at(self.up + LATENCY, arrive)

    def poll(self) -> None:
        """Take from the server what waits for this line."""
        if (line := self.line) is None:
            return
        for frame in line.rest():
            self.down = max(self.down, self.world.now) + len(frame) / BYTES_PER_SECOND
            self.world.at(self.down + LATENCY, lambda frame=frame: self.hear(frame) if line is self.line else None)

    def hear(self, frame: bytes) -> None:
        if frame[0] != frames.Kind.SYNC:
            return
        step, payload = frames.read_sync(frame)
        if step is Sync.STEP1:
            self.send(frames.sync(Sync.STEP2, self.doc.get_update(payload)))
            return
        self.is_reading = True
        self.doc.apply_update(payload)
        self.is_reading = False

    def _changed(self, event: Any) -> None:
        if not self.is_reading:
            self.send(frames.sync(Sync.UPDATE, event.update))

    def type(self) -> None:
        blocks = [child for child in document.root(self.doc).children if child.tag == "paragraph"]
        if not blocks:
            return
        text = next(iter(self.dice.choice(blocks).children))
        word = f"{self.dice.choice(['كلمة', 'word', '🕊'])}{self.number}x{len(self.typed)} "
        if not self.typed or self.dice.random() < 0.9:
            self.typed.append(word.strip())
            text.insert(0 if self.dice.random() < 0.5 else len(text), " " + word)


def test_ten_writers_on_bad_lines_lose_nothing_and_end_with_one_text() -> None:
    world, dice, log = World(), random.Random(7), []
    paper = Paper("position_paper", "ar", "عنوان", tuple(Paragraph(f"b{n}", (Text("بداية"),)) for n in range(8)))
    first = fresh(to_nodes(paper), 9)

    def append(room: Room, pending: Pending) -> None:
        log.append(pending.entry.data)
        world.at(world.now + COMMIT, lambda: room.kept([pending], room.seen + 1))

    room = Room.open(Loaded(1, 1, SCHEMA, 1, [first]), {}, append, lambda: world.now)
    writers = [Writer(world, room, number, dice) for number in range(10)]
    end = HOURS * 3_600.0
    for writer in writers:
        schedule(world, writer, dice, end)
    world.run()
    texts = {str(document.nodes_of(writer.doc)) for writer in writers}
    assert texts == {str(document.nodes_of(document.document([first, *log])))}, "the log says what everybody reads"
    words = {word for node in document.nodes_of(room.doc) for word in words_in(node).split()}
    typed = [word for writer in writers for word in writer.typed]
    assert set(typed) <= words
    assert len(typed) > 5_000 and all(writer.cuts >= 115 for writer in writers)


def schedule(world: World, writer: Writer, dice: random.Random, end: float) -> None:
    """When this one types, when its line breaks and comes back, and a quiet time at the end."""
    offset = dice.uniform(1, 50)
    world.at(0, writer.come)
    for minute in range(int(end / 60)):
        world.at(minute * 60 + offset, writer.go)
        world.at(minute * 60 + offset + 5, writer.come)
    moment = 5.0
    while moment < end:
        world.at(moment, writer.type)
        moment += dice.expovariate(1 / 12)
    for step in range(int((end + 120) * 2)):
        world.at(step / 2, writer.poll)


def test_somebody_who_is_cut_off_for_flooding_is_told_why() -> None:
    connection = Connection(Token(1, 1, Mode.WRITE, 1, 1 << 40), Mode.WRITE, 5, lambda: 0.0)
    connection.cut(Refused("too_many"))
    assert connection.rest() == [frames.notice("too_many")]
    assert connection.rest() == []
