"""A load of editors on one text: how long an update takes to the others, and what it costs the server."""

import asyncio
import os
import statistics
import time
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pycrdt

from advocacy.live.relay.frames import Kind, Sync, read_varuint, sync
from benchmarks.live.dialects import STEP1
from benchmarks.live.ears import Line, line_to
from benchmarks.live.servers import Server

TICK = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True)
class Cost:
    """Seconds of processor for 1,000 updates, milliseconds to the other editors, memory of the relay in MB."""

    cpu: float
    p50: float
    p99: float
    memory: float


def processor_seconds(pid: int) -> float:
    """What a process has used so far."""
    fields = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / TICK


def megabytes(pid: int) -> float:
    """What a process holds in memory."""
    lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmRSS")) / 1024


def used_by(pids: Iterable[int]) -> float:
    """Seconds of processor of all processes of a server."""
    return sum(map(processor_seconds, pids))


def middle(measured: "list[Cost]") -> Cost:
    """The median of every figure."""
    return Cost(
        *(statistics.median(getattr(one, name) for one in measured) for name in ("cpu", "p50", "p99", "memory"))
    )


def updates_of(client: int, count: int) -> list[bytes]:
    """What one editor types, letter by letter, into a paragraph of its own."""
    doc: pycrdt.Doc[Any] = pycrdt.Doc(client_id=client)
    made: list[bytes] = []
    watch = doc.observe(lambda event: made.append(event.update))
    root = doc.get("text", type=pycrdt.XmlFragment)
    with doc.transaction():
        text = root.children.append(pycrdt.XmlElement("paragraph")).children.append(pycrdt.XmlText("·"))
    for turn in range(count - 1):
        text.insert(len(text), "abcdefgh "[turn % 9])
    doc.unobserve(watch)
    return made


async def many_editors(server: Server, *, editors: int, updates: int, rate: float) -> Cost:
    """Editors that write in turn, `rate` updates a second in all; every update is heard by all the others."""
    sent: dict[bytes, float] = {}
    delays: list[float] = []
    dialect, pids = server.dialect, server.pids

    def hear(line: Line, message: bytes, now: float) -> None:
        frame = dialect.unwrap(message)
        if frame[0] != Kind.SYNC:
            return
        size, start = read_varuint(frame, 2)
        if frame[1] == Sync.STEP1:
            line.send(dialect.wrap(sync(Sync.STEP2, b"\x00\x00")))
        elif (began := sent.get(frame[start : start + size])) is not None:
            delays.append(now - began)

    lines = [await line_to(server.address, hear) for _ in range(editors)]
    for number, line in enumerate(lines):
        for greeting in dialect.greeting(1_000 + number):
            line.send(greeting)
        line.send(dialect.wrap(STEP1))
    await asyncio.sleep(1.5)
    typed = [updates_of(1_000 + number, updates // editors + 1) for number in range(editors)]
    for update, line in zip(
        (mine.pop(0) for mine in typed), lines, strict=True
    ):  # what a server does once, it does here
        line.send(dialect.wrap(sync(Sync.UPDATE, update)))
    await asyncio.sleep(1.5)
    before, began = used_by(pids), time.perf_counter()
    for turn in range(updates // editors):
        for number, line in enumerate(lines):
            update = typed[number][turn]
            due = began + (turn * editors + number) / rate
            if (pause := due - time.perf_counter()) > 0:
                await asyncio.sleep(pause)
            sent[update] = time.perf_counter()
            line.send(dialect.wrap(sync(Sync.UPDATE, update)))
    await asyncio.sleep(1.0)
    used, memory = used_by(pids) - before, megabytes(pids[0])
    for line in lines:
        line.transport.abort()
    expected = updates // editors * editors * (editors - 1)
    if len(delays) < 0.99 * expected:
        raise RuntimeError(f"only {len(delays)} of {expected} deliveries were heard")
    marks = statistics.quantiles(delays, n=100)
    return Cost(used / updates * 1_000, marks[49] * 1_000, marks[98] * 1_000, memory)
