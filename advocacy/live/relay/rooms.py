"""A shared text while somebody has it open: the document in memory, and who is there."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from pycrdt import Doc

from advocacy.live import document, rules
from advocacy.live.kept import Entry, Loaded
from advocacy.live.relay import frames
from advocacy.live.relay.connections import Connection, Presence, Refused
from advocacy.live.relay.frames import Hello, Sync
from advocacy.live.relay.run import run_after
from advocacy.live.relay.shadow import Shadow
from advocacy.live.relay.wire import framed
from advocacy.live.rules import Mode
from advocacy.live.update import Contents, Foreign, read_state, read_update, refuse_gaps
from papers.tree.nodes import SCHEMA

RESCUE_SECONDS = 120
"""How long after it was opened a text takes words of somebody else's pen from those who saw them: a relay that died
may have passed them on before they were kept. Later nobody may write with another person's pen."""
TOGETHER = 8
"""Typed updates that the document takes at once: a third of the cost of one by one, and nobody waits for it long."""
NOTHING = b"\x00\x00"
"""An update that says nothing."""
UNMEASURED = 50
"""Nodes that may be added before somebody looks how deep they stand."""


@dataclass
class Pending:
    """An update on its way into the log, and who waits for it: `numbers` are those of what became this update.

    `others` wait as well: what they sent said nothing new, but perhaps only because it is in here or before.
    """

    entry: Entry
    sender: Connection
    numbers: Sequence[int]
    others: list[tuple[Connection, Sequence[int]]] = field(default_factory=list)


Append = Callable[["Room", Pending], None]
Soon = Callable[[Callable[[], None]], object]
"""Does something when what has come in this moment has been read."""


def _at_once(do: Callable[[], None]) -> None:
    do()


@dataclass
class Room:
    """One text and epoch. `seen` is the number of the newest update of the log that the document holds.

    The document holds what was accepted, and what was merely `typed` when it is asked for; `pending` is what is not yet
    in the log, in its order. An update reaches the others at once and is acknowledged when it is kept: if the process
    dies between, its author still has it. `is_dead` once something could not be kept: nothing that may rest on it is.
    """

    text_id: int
    epoch: int
    schema: int
    seen: int
    held: "Doc[Any]"
    pens: dict[int, int | None]
    append: Append
    now: Callable[[], float]
    soon: Soon = _at_once
    opened: float = 0
    touched: float = 0
    connections: set[Connection] = field(default_factory=set)
    pending: list[Pending] = field(default_factory=list)
    known: dict[int, int] = field(default_factory=dict)
    size: int = 0
    unmeasured: int = 0
    since_snapshot: int = 0
    tidied: int = -1
    is_dead: bool = False
    news: list[tuple[bytes, int | None]] = field(default_factory=list)
    typed: list[bytes] = field(default_factory=list)
    shadow: Shadow = field(init=False)

    def __post_init__(self) -> None:
        self.shadow = Shadow(lambda: self.doc.get_update())

    @classmethod
    def open(
        cls,
        loaded: Loaded,
        pens: dict[int, int | None],
        append: Append,
        now: Callable[[], float],
        soon: Soon = _at_once,
    ) -> "Room":
        doc = document.document(loaded.updates)
        room = cls(loaded.text_id, loaded.epoch, loaded.schema, loaded.head, doc, pens, append, now, soon, now())
        room.known = read_state(doc.get_state())
        room.size = sum(map(len, loaded.updates))
        room.since_snapshot = len(loaded.updates)
        return room

    @property
    def doc(self) -> "Doc[Any]":
        """The document, with everything that was typed. Raises Refused("broken"): then make it anew."""
        self._settle()
        return self.held

    def _settle(self) -> None:
        typed, self.typed = self.typed, []
        try:
            document.apply_all(self.held, typed)
        except document.Unreadable:
            raise Refused("broken", 1007) from None

    # --- people -----------------------------------------------------------------------------------------------------

    def admit(self, hello: Hello, whose: Connection) -> None:
        """Let an editor in, or raise Refused with what it must do first."""
        if hello.schema != SCHEMA or self.schema != SCHEMA:
            raise Refused("schema")
        if hello.epoch != self.epoch:
            raise Refused("epoch")
        if self.pens.get(hello.client, whose.person) != whose.person:
            raise Refused("client")
        if len(self.connections) >= rules.CONNECTIONS_PER_TEXT:
            raise Refused("full", 1013)
        for other in [one for one in self.connections if one.client == hello.client]:
            if other.person != whose.person:
                raise Refused("client")
            self.leave(other)
            other.cut(Refused("elsewhere"))  # the same editor has come back before its old line was found dead
        self.connections.add(whose)

    def welcome(self, whose: Connection) -> None:
        """What a newcomer gets first: what we know, so that it sends what we lack, and who else is here."""
        if whose.mode is not Mode.READ:
            whose.is_early = True
            whose.send(frames.sync(Sync.STEP1, self.doc.get_state()))
        for other in self.connections:
            if other is not whose and other.presence:
                whose.send(frames.awareness(other.client, other.presence.clock, other.presence.state))

    def leave(self, whose: Connection) -> None:
        """Forget a connection, and tell the others that its editor has gone."""
        self.touched = self.now()
        if whose in self.connections:
            self.connections.discard(whose)
            if whose.presence:
                self.tell(frames.awareness(whose.client, whose.presence.clock + 1, "null"), but=whose)
        if not any(one.mode is Mode.SUGGEST for one in self.connections):
            self.shadow.forget()

    def tell(self, frame: bytes, *, but: Connection | None = None) -> None:
        """Send a frame to everybody here, with what else comes in this moment: under load that is much."""
        self.news.append((frame, but.client if but else None))
        if len(self.news) == 1:
            self.soon(self._spread)

    def _spread(self) -> None:
        news, self.news = self.news, []
        senders = {sender for _, sender in news}
        for_all = [frame for frame, _ in news]
        whole = b"".join(map(framed, for_all))
        for one in list(self.connections):
            if one.client not in senders:
                one.send_all(for_all, whole)
            elif theirs := [frame for frame, sender in news if sender != one.client]:
                one.send_all(theirs, b"".join(map(framed, theirs)))

    def close(self, why: Refused) -> None:
        """Cut everybody off, and those who wait for their update."""
        waiting = [one for pending in self.pending for one in (pending.sender, *(other for other, _ in pending.others))]
        for one in [*self.connections, *waiting]:
            one.cut(why)
        self.connections.clear()
        self.pending.clear()

    # --- frames -----------------------------------------------------------------------------------------------------

    def sync(self, frame: bytes, sender: Connection) -> None:
        """Answer a question about the state, or take an update in."""
        step, payload = frames.read_sync(frame)
        if step is Sync.STEP1:
            self.answer(payload, sender)
            return
        number = sender.received()
        if sender.run is not None and self._is_typing(payload, sender):
            self._pass_on(payload, sender, [number], ())
            return
        if sender.is_early and step is Sync.UPDATE:
            self._hold(payload, sender, number)
            return
        sender.is_early = False
        self.take(payload, sender, [number])
        held, sender.held = sender.held, []
        for update, its_number in held:
            self.take(update, sender, [its_number])

    def sync_together(self, updates: Sequence[bytes], sender: Connection) -> None:
        """Take frames of updates that came together as one update, where they go on from one another."""
        if sender.is_early or sender.mode is not Mode.WRITE:
            for frame in updates:
                self.sync(frame, sender)
            return
        payloads = [frames.read_sync(frame)[1] for frame in updates]
        numbers = [sender.received() for _ in payloads]
        contents = list(map(_understood, payloads))
        try:
            whole = document.merged(payloads) if all(map(contents[0].add, contents[1:])) else None
        except document.Unreadable:
            whole = None
        if whole is not None:
            self._take(whole, contents[0], sender, numbers)
            return
        for update, number in zip(payloads, numbers, strict=True):
            self.take(update, sender, [number])

    def _hold(self, update: bytes, sender: Connection, number: int) -> None:
        """Who types while the greeting is under way sends what rests on words that come with the second step."""
        sender.held.append((update, number))
        if sum(len(update) for update, _ in sender.held) > rules.MAX_UPDATE:
            raise Refused("too_large", 1009)

    def answer(self, vector: bytes, to: Connection) -> None:
        """Send what the asking editor lacks; deletions are always told in full, but to whom they were told already."""
        try:
            there = read_state(vector)
            has_all = to.holds is not None and all(there.get(client, 0) >= end for client, end in to.holds.items())
            missing = NOTHING if has_all else self.doc.get_update(vector)
        except (Foreign, ValueError):
            raise Refused("undecodable", 1007) from None
        to.send(frames.sync(Sync.STEP2, missing))

    def aware(self, frame: bytes, sender: Connection) -> None:
        """Pass on what an editor tells about itself, and keep it for those who come later."""
        if len(frame) > rules.MAX_AWARENESS:
            raise Refused("too_large")
        client, clock, state = frames.read_awareness(frame)
        if client != sender.client:
            raise Refused("client")
        sender.presence = None if state == "null" else Presence(clock, state)
        self.tell(frame, but=sender)

    # --- updates ----------------------------------------------------------------------------------------------------

    def take(self, update: bytes, sender: Connection, numbers: Sequence[int]) -> None:
        """Take an update into the document, pass it on, and send it on its way into the log. Raises Refused."""
        self._take(update, _understood(update), sender, numbers)

    def _take(self, update: bytes, contents: Contents, sender: Connection, numbers: Sequence[int]) -> None:
        if contents.is_empty:
            self._known_already(sender, numbers)
            return
        if sender.mode is Mode.READ:
            raise Refused("read_only")
        new = self._new_pens(contents, sender)
        if self.size + len(update) > rules.MAX_TEXT:
            raise Refused("full", 1013)
        self._refuse(contents)
        if sender.mode is Mode.SUGGEST:
            self._refuse_unless_suggested(update, sender)
        else:
            self.shadow.note(update)
        if not self._apply(update, contents):
            self._known_already(sender, numbers)
            return
        self.pens.update(dict.fromkeys(new, sender.person))
        self._pass_on(update, sender, numbers, new)
        if sender.mode is Mode.WRITE and contents.clients.keys() == {sender.client}:
            sender.run = run_after(update)

    def _is_typing(self, update: bytes, sender: Connection) -> bool:
        """Whether it only goes on where its author was; then it is known here, and the document takes it with others.
        Anything else ends the run."""
        run, sender.run = sender.run, None
        if run is None or sender.mode is not Mode.WRITE or self.known.get(run.client) != run.clock:
            return False
        if self.size + len(update) > rules.MAX_TEXT or not run.takes(update):
            return False
        self.known[run.client], sender.run = run.clock, run
        self.typed.append(update)
        self.size += len(update)
        self.shadow.note(update)
        if len(self.typed) == TOGETHER:
            self._settle()
        return True

    def _pass_on(self, update: bytes, sender: Connection, numbers: Sequence[int], new: tuple[int, ...]) -> None:
        """Send an update to the others and on its way into the log."""
        pending = Pending(Entry(update, sender.person, new), sender, numbers)
        self.pending.append(pending)
        self.tell(frames.sync(Sync.UPDATE, update), but=sender)
        self.append(self, pending)

    def _known_already(self, sender: Connection, numbers: Sequence[int]) -> None:
        """Acknowledge what says nothing new once all is kept that the document holds: somebody else may have brought
        these very words a moment before, and they are still on their way into the log."""
        if self.pending:
            self.pending[-1].others.append((sender, numbers))
        else:
            sender.kept(*numbers)

    def _refuse(self, contents: Contents) -> None:
        try:
            refuse_gaps(contents, self.known)
        except Foreign as found:
            raise Refused(found.code) from None
        if len(contents.made) > rules.MAX_DEPTH and contents.depth > rules.MAX_DEPTH:
            raise Refused("foreign")

    def _new_pens(self, contents: Contents, sender: Connection) -> tuple[int, ...]:
        """Client ids that are nobody's yet. What was written with another person's pen is for that person to send."""
        new = []
        for client, (_start, end) in contents.clients.items():
            if end <= self.known.get(client, 0):
                continue
            if client not in self.pens:
                new.append(client)
            if client != sender.client and not self._may_carry(client, sender):
                raise Refused("client")
        return tuple(new)

    def _may_carry(self, client: int, sender: Connection) -> bool:
        """Whether somebody may bring words of this pen: not when its owner is here and has told all of theirs."""
        owner = next((one for one in self.connections if one.client == client), None)
        if owner and not (owner.is_early and self.pens.get(client) == owner.person):
            return False
        if self.pens.get(client, sender.person) == sender.person:
            return True
        return sender.mode is Mode.WRITE and self.now() - self.opened < RESCUE_SECONDS

    def _refuse_unless_suggested(self, update: bytes, sender: Connection) -> None:
        try:
            is_suggestion = self.shadow.takes(update, str(sender.person))
        except document.Unreadable:
            raise Refused("undecodable", 1007) from None
        if not is_suggestion:
            raise Refused("suggest_only")

    def _apply(self, update: bytes, contents: Contents) -> bool:
        """Bring it into the document; False if it says nothing new. Raises Refused("broken"): then make it anew."""
        is_new = any(end > self.known.get(client, 0) for client, (_start, end) in contents.clients.items())
        changes: list[bool] = [True] if is_new else []
        watch = None if is_new else self.doc.observe(lambda _event: changes.append(True))
        try:
            document.apply(self.doc, update)
        except document.Unreadable:
            raise Refused("broken", 1007) from None
        finally:
            if watch is not None:
                self.doc.unobserve(watch)
        for client, (_start, end) in contents.clients.items():
            self.known[client] = max(self.known.get(client, 0), end)
        self._measure(len(contents.made))
        self.size += len(update)
        return bool(changes)

    def _measure(self, nodes: int) -> None:
        self.unmeasured += nodes
        if self.unmeasured > UNMEASURED:
            self.unmeasured = 0
            if document.depth_of(self.doc) > rules.MAX_DEPTH:
                raise Refused("broken", 1007)

    def receive(self, updates: Sequence[bytes], number: int, pens: dict[int, int | None]) -> None:
        """Bring in what another process has put into the log, up to that number."""
        for update in updates:
            document.apply(self.doc, update)
            self.shadow.note(update)
            self.size += len(update)
            self.tell(frames.sync(Sync.UPDATE, update))
        self.known = read_state(self.doc.get_state())
        self.pens.update(pens)
        self.seen = max(self.seen, number)
        self.since_snapshot += len(updates)

    def kept(self, pending: list[Pending], number: int) -> None:
        """These are in the log now: their senders may forget them. Raises Refused, as `doc`."""
        done = set(map(id, pending))
        self.pending = [one for one in self.pending if id(one) not in done]
        self.seen, self.since_snapshot = max(self.seen, number), self.since_snapshot + len(pending)
        numbers: dict[Connection, list[int]] = {}
        for one in pending:
            for sender, its_numbers in ((one.sender, one.numbers), *one.others):
                numbers.setdefault(sender, []).extend(its_numbers)
        for sender, theirs in numbers.items():
            sender.kept(*theirs)
        self._settle()


def _understood(update: bytes) -> Contents:
    if len(update) > rules.MAX_UPDATE:
        raise Refused("too_large", 1009)
    try:
        return read_update(update)
    except Foreign as found:
        raise Refused(found.code, 1007) from None
