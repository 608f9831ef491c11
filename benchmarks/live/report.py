"""The figures of writing together as lines of text: a table of what was asked and what came out."""

import asyncio
import json
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from statistics import median
from typing import Any

import uvloop

from advocacy.live import document
from advocacy.live.fresh import fresh
from benchmarks.live import etherpad, servers
from benchmarks.live.edits import edits
from benchmarks.live.history import EDITS, PAGES, WRITER, History, history, kept_at_once
from benchmarks.live.load import Cost, many_editors, middle
from benchmarks.live.subject import paper_of_pages
from papers.canonical import digest
from papers.normalise import normalise
from papers.tree import as_it_stands, read, to_nodes

EDITORS, UPDATES, RATE = 50, 2_000, 100
ETHERPAD_UPDATES, ETHERPAD_RATE = 600, 30
WORDS = 2_000
KILLS, KILLED_WRITERS = 5, 10
OTHERS = ("Hocuspocus", "y-websocket")


def report(runs: int = 3) -> str:
    """Everything, as one text; the others are installed from npm the first time."""
    return "\n".join(lines(runs))


def lines(runs: int) -> Iterator[str]:
    """Line after line, as soon as it is known. Ratios are ours to theirs; below 1 ours takes less."""
    servers.fetch_others()
    yield f"Writing together: medians of {runs} paired runs, everybody asks for a token, every update is stored"
    yield f"  {'':44}{'ours':>10}{'Hocuspocus':>12}{'y-websocket':>13}   ratios and what was aimed at"
    yield from loads(runs)
    yield from histories()
    yield from authors()
    yield from pages()
    yield from alone()


def row(what: str, found: dict[str, float], form: str, aims: dict[str, str]) -> str:
    """One line of the table: our figure, theirs, and our figure over theirs."""
    ratios = ", ".join(f"{found['ours'] / found[way]:.2f}× {way} ({aim})" for way, aim in aims.items() if way in found)
    numbers = (f"{found[way]:{form}}" if way in found else "–" for way in ("ours", *OTHERS))
    return "  {:44}{:>10}{:>12}{:>13}   {}".format(what, *numbers, ratios or "; ".join(aims.values()))


def loads(runs: int) -> Iterator[str]:
    """Many editors on one paper."""
    measured: dict[str, list[Cost]] = {way: [] for way in servers.ALL}
    for _ in range(runs):
        for way, start in servers.ALL.items():
            with tempfile.TemporaryDirectory() as folder, start(Path(folder)) as server:
                load = many_editors(server, editors=EDITORS, updates=UPDATES, rate=RATE)
                measured[way].append(uvloop.run(load))
    found = {way: middle(costs) for way, costs in measured.items()}
    aims: dict[str, tuple[str, str, dict[str, str]]] = {
        "cpu": (f"CPU s for 1,000 updates, {EDITORS} editors", ".2f", {"Hocuspocus": "≤ 0.8", "y-websocket": "≤ 0.75"}),
        "p50": (f"relay p50 ms, {RATE} updates a second", ".1f", {"Hocuspocus": "≤ 1.0"}),
        "p99": ("relay p99 ms", ".1f", {"Hocuspocus": "≤ 0.7"}),
        "memory": ("memory of the relay, MB", ".0f", {"Hocuspocus": "≤ 0.6"}),
    }
    for name, (what, form, aim) in aims.items():
        yield row(what, {way: getattr(cost, name) for way, cost in found.items()}, form, aim)
    yield beside_etherpad(runs, [cost.cpu for cost in measured["ours"]])


def beside_etherpad(runs: int, mine: list[float]) -> str:
    """Etherpad speaks another protocol, and hears no more updates a second than it can take: its processor alone."""
    what = f"the same beside Etherpad {etherpad.VERSION}, {ETHERPAD_RATE} a second"
    if not etherpad.fetch():
        return row(what, {}, "", {"": "npm did not install it"})
    theirs = []
    for _ in range(runs):
        with tempfile.TemporaryDirectory() as folder, etherpad.etherpad(Path(folder)) as (port, pid):
            load = etherpad.load(port, pid, editors=EDITORS, updates=ETHERPAD_UPDATES, rate=ETHERPAD_RATE)
            theirs.append(asyncio.run(load))
    ratio = f"{median(mine) / median(theirs):.2f}× Etherpad (≤ 0.35), {median(theirs):.2f}"
    return row(what, {"ours": median(mine)}, ".2f", {"": ratio})


def histories() -> Iterator[str]:
    """One editor's long history, written and opened again."""
    node(servers.ROOT, "frontend/build.mjs", "--tests")
    found: dict[str, History] = {way: history(start) for way, start in servers.ALL.items()}
    kept = {way: one.kept for way, one in found.items()}
    theirs_at_rest = kept["Hocuspocus"]
    kept["Hocuspocus"] = kept_at_once(servers.hocuspocus_at_once)
    aims = {"Hocuspocus": "≤ 0.03", "y-websocket": "≤ 0.5"}
    yield row(f"{EDITS:,} edits, each of them on the disk, s", kept, ".1f", aims)
    at_rest = {**kept, "Hocuspocus": theirs_at_rest}
    yield row("beside one write when Hocuspocus is at rest", at_rest, ".1f", {"Hocuspocus": "no aim"})
    aim = {"Hocuspocus": "≤ 0.15"}
    sent = {way: one.sent * 1_000 for way, one in found.items()}
    yield row(
        f"{PAGES} pages with that history sent to a newcomer, ms", sent, ".0f", {"Hocuspocus": "no aim of its own"}
    )
    yield row("first load of it, KB", {way: one.size / 1_000 for way, one in found.items()}, ".0f", aim)
    opened = {way: one.opened * 1_000 for way, one in found.items()}
    yield row("opened: until it stands in a document of Yjs, ms", opened, ".0f", aim)
    in_step = {way: one.in_step * 1_000 for way, one in found.items()}
    yield row("and the line of that is in step, ms", in_step, ".0f", aim)


def authors() -> Iterator[str]:
    """What an author sends; our own line and Hocuspocus' provider, the same letters."""
    node(servers.ROOT, "frontend/build.mjs", "--tests")
    theirs = float(node(servers.HERE, "author.mjs", json.dumps({"words": WORDS}))) / 1_000
    for others, what in ((True, "somebody else there"), (False, "alone")):
        asked = json.dumps({"words": WORDS, "others": others})
        mine = float(node(servers.ROOT, "build/frontend/author.wire.mjs", asked)) / 1_000
        sent = {"ours": mine, "Hocuspocus": theirs}
        yield row(f"an author sends for {WORDS:,} words, {what}, KB", sent, ".0f", {"Hocuspocus": "≤ 0.2"})


def pages() -> Iterator[str]:
    """The editor's script, and one of TipTap's parts packed in the same way."""
    node(servers.ROOT, "frontend/build.mjs")
    mine = (servers.ROOT / "advocacy/static/editor/editor.js.br").stat().st_size / 1_000
    bundle = str(servers.HERE / "bundle.mjs")
    parts, page = (float(node(servers.ROOT, bundle, name)) / 1_000 for name in ("tiptap.js", "tiptap_page.js"))
    ratio = f"{mine / page:.2f}× TipTap's parts with our page around them (≤ 0.7), {page:.0f} KB"
    ratio += f"; {mine / parts:.2f}× the parts alone, {parts:.0f} KB"
    yield row("script of the editor page, brotli, KB", {"ours": mine}, ".0f", {"aim": ratio})


def alone() -> Iterator[str]:
    """What has no counterpart elsewhere."""
    paper = normalise(paper_of_pages(PAGES))
    state = fresh(to_nodes(paper), 7)
    doc = document.document([state])
    signed = best(lambda: digest(read(as_it_stands(document.nodes_of(doc)), paper).paper))
    yield row(f"state → paper → digest, {PAGES} pages, ms", {"ours": signed}, ".0f", {"": "≤ 20"})
    done = edits(WRITER, EDITS, PAGES)
    log = best(lambda: document.document([done.first, *done.updates]), 3)
    yield row(f"the log of {EDITS:,} edits without a snapshot, ms", {"ours": log}, ".0f", {"": "no aim"})
    yield killed()
    for what, command in PROVEN.items():
        yield row(what, {"ours": proven(command)}, ".0f", {"": "holds; seconds that the proof took"})


def killed() -> str:
    """A short run of `make crash`."""
    options = ["--kills", str(KILLS), "--writers", str(KILLED_WRITERS)]
    command = [sys.executable, "-m", "tests.crash.live", *options]
    said = subprocess.run(command, cwd=servers.ROOT, capture_output=True, text=True, check=True).stdout
    words, lost, slowest = re.findall(r"[\d.]+", said)[1:4]
    what = f"kill -9 × {KILLS} while {KILLED_WRITERS} write: words lost"
    return row(what, {"ours": float(lost)}, ".0f", {"": f"0 of {words}; back within {slowest} s (1 s)"})


PYTEST = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider"]
PROVEN = {
    "ten writers, two hours of bad lines": [*PYTEST, "tests/advocacy/live/test_bad_lines.py"],
    "two people at one caret": ["node", "--test", "build/frontend/together.test.mjs"],
}


def proven(command: list[str]) -> float:
    """Seconds that a test takes, which must pass."""
    start = time.perf_counter()
    command = [servers.node(), *command[1:]] if command[0] == "node" else command
    subprocess.run(command, cwd=servers.ROOT, check=True, stdout=subprocess.DEVNULL)
    return time.perf_counter() - start


def node(folder: Path, *words: str) -> str:
    """What a script prints."""
    return subprocess.run([servers.node(), *words], cwd=folder, capture_output=True, text=True, check=True).stdout


def best(job: Callable[[], Any], runs: int = 5) -> float:
    """The median of some runs, in milliseconds of processor."""
    taken = []
    for _ in range(runs):
        start = time.process_time()
        job()
        taken.append((time.process_time() - start) * 1_000)
    return median(taken)
