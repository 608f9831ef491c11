"""The figures of the relay as lines of text."""

import asyncio
import tempfile
import time
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import replace
from functools import partial
from pathlib import Path
from statistics import median
from typing import Any

from advocacy.live import document
from benchmarks.live import dialects, servers
from benchmarks.live.load import Cost, many_editors, updates_of
from papers.canonical import digest
from papers.model import Paper, Paragraph, Text
from papers.normalise import normalise
from papers.tree import as_it_stands, read, to_nodes

EDITORS, UPDATES, RATE = 50, 2_000, 100
WORDS = "حقّ الأسر في معرفة مصير المفقودين and the right of families to know "
Started = Callable[[Path], AbstractContextManager[tuple[str, dialects.Dialect, int]]]


def ways() -> dict[str, Started]:
    """The servers that can be started here."""
    found: dict[str, Started] = {"ours": servers.ours}
    if (servers.HERE / "node_modules" / "yjs").exists():
        found["y-websocket"] = partial(_node, "y_websocket.cjs", dialects.Y_WEBSOCKET)
        found["Hocuspocus"] = partial(_node, "hocuspocus.mjs", dialects.HOCUSPOCUS)
    return found


def _node(script: str, dialect: dialects.Dialect, folder: Path) -> AbstractContextManager[Any]:
    return servers.of_node(script, dialect, folder)


def report(runs: int = 3) -> str:
    """Medians of paired runs."""
    costs: dict[str, list[Cost]] = {way: [] for way in ways()}
    for _ in range(runs):
        for way, start in ways().items():
            with tempfile.TemporaryDirectory() as folder, start(Path(folder)) as (address, dialect, pid):
                load = many_editors(address, dialect, pid, editors=EDITORS, updates=UPDATES, rate=RATE)
                costs[way].append(asyncio.run(load))
    lines = [
        f"{EDITORS} editors on one paper, {RATE} updates a second, medians of {runs} paired runs",
        f"  {'':14}{'CPU s / 1,000':>15}{'p50 ms':>9}{'p99 ms':>9}{'memory MB':>11}",
    ]
    for way, found in costs.items():
        cpu, p50, p99, memory = (
            median(getattr(one, name) for one in found) for name in ("cpu", "p50", "p99", "memory")
        )
        lines.append(f"  {way:14}{cpu:>15.2f}{p50:>9.1f}{p99:>9.1f}{memory:>11.0f}")
    return "\n".join([*lines, "", *alone()])


def alone() -> list[str]:
    """What has no counterpart elsewhere: from the server's state to what is signed, and a cold open."""
    paper = normalise(paper_of_pages(20))
    state = document.first_update(to_nodes(paper), 7)
    doc = document.document([state])

    def to_digest() -> None:
        digest(read(as_it_stands(document.nodes_of(doc)), paper).paper)

    typed = updates_of(1_000, 50_000)
    snapshot = document.document([state, *typed[:-499]]).get_update()
    return [
        f"  state → paper → digest, 20 pages ({len(state):,} bytes): {best(to_digest):.1f} ms",
        f"  cold open with 50,000 updates behind it: snapshot and 499 updates "
        f"{best(lambda: document.document([snapshot, *typed[-499:]])):.0f} ms, "
        f"from the log alone {best(lambda: document.document([state, *typed]), 1):,.0f} ms",
    ]


def best(job: Callable[[], Any], runs: int = 5) -> float:
    """The median of some runs, in milliseconds."""
    taken = []
    for _ in range(runs):
        start = time.perf_counter()
        job()
        taken.append((time.perf_counter() - start) * 1_000)
    return median(taken)


def paper_of_pages(pages: int) -> Paper:
    """A paper of about so many pages, 430 words each, in paragraphs of 70."""
    text = Text(WORDS * 5)
    blocks = tuple(Paragraph(f"b{number}", (text,)) for number in range(pages * 6))
    return replace(Paper("policy_paper", "ar", "عنوان"), blocks=blocks)
