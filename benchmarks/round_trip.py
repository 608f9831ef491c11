"""What survives when a Word file goes out, is saved again by LibreOffice, and comes in: ours, and pandoc's own.

Each program is measured on its own terms: the blocks that it wrote against the blocks that it reads back, in the same
order and of the same shape (type, level, nesting, grid, notes; with us citations and asks too).
"""

import itertools
import json
import os
import shutil
import signal
import subprocess
from collections import Counter
from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, given, settings

from advocacy.assembly.demo.book import DATA
from benchmarks import pandoc
from benchmarks.marked import tracked_file
from benchmarks.shapes import of_pandoc, shapes_of, words_of
from benchmarks.subject import SHELF
from papers.model import Ask, Block, Heading, Paper, Reference
from papers.normalise import normalise
from papers.order import asks_in_place
from papers.read import from_file, review_file
from papers.read.markdown import from_markdown
from papers.read.review import Review
from papers.write.docx import to_docx
from papers.write.html import to_html
from tests.make.papers import papers

PATIENCE = 60
"""Seconds for one start of LibreOffice."""
DRAWN = 60
"""Papers drawn at random, with everything in them that a paper may hold."""


@dataclass(frozen=True, slots=True)
class Kept:
    """What came back of what went out."""

    way: str
    kept: int
    of: int
    words_lost: int
    words: int

    @property
    def share(self) -> float:
        return self.kept / self.of if self.of else 1.0


def report(folder: Path) -> str:
    """Two tables: blocks and words, and tracked changes and comments."""
    if shutil.which("soffice") is None:
        return "Round trip: LibreOffice is not there"
    lines = ["Round trip of Word files through LibreOffice", f"  {'':44}{'kept':>16}{'share':>9}{'words lost':>18}"]
    for one in [*texts(folder), *reviews(folder)]:
        kept, lost = f"{one.kept:,} of {one.of:,}", f"{one.words_lost:,} of {one.words:,}" if one.words else "–"
        lines.append(f"  {one.way:44}{kept:>16}{one.share:>8.1%}{lost:>19}")
    return "\n".join(lines)


# --- texts ------------------------------------------------------------------------------------------------------------


def texts(folder: Path) -> Iterator[Kept]:
    """The demo papers in every language, and papers drawn at random."""
    for name, subjects in (("demo papers", demo_papers()), ("drawn papers", drawn_papers(DRAWN))):
        files = {f"{name[:2]}{number}": to_docx(paper) for number, paper in enumerate(subjects)}
        saved = save_again(files, folder / name)
        yield _ours(f"blocks of {len(subjects)} {name}, ours", subjects, list(saved.values()))
        if pandoc.program() and name == "demo papers":
            yield _pandocs(f"blocks of {len(subjects)} {name}, pandoc", subjects, folder / "pandoc")


def demo_papers() -> list[Paper]:
    """Every text of the demo coalition."""
    entries = json.loads(SHELF.read_text("utf-8"))
    found = []
    for path in sorted((DATA / "papers").glob("*.md")):
        lang = path.suffixes[0].removeprefix(".")
        known = {one["key"]: Reference(one["key"], one.get(lang) or one["en"], one["symbol"]) for one in entries}
        numbers = itertools.count()
        found.append(
            from_markdown(
                path.read_text("utf-8"),
                kind="position_paper",
                lang=lang,
                references=known,
                new_id=lambda numbers=numbers: f"b{next(numbers)}",  # type: ignore[misc]
            )
        )
    return found


def drawn_papers(count: int) -> list[Paper]:
    """The same papers at random, every time."""
    found: list[Paper] = []

    @settings(max_examples=count, derandomize=True, database=None, suppress_health_check=list(HealthCheck))
    @given(papers())
    def collect(paper: Paper) -> None:
        found.append(normalise(paper))

    collect()
    return found[:count]


def _ours(way: str, subjects: Sequence[Paper], files: Sequence[bytes]) -> Kept:
    kept = of = lost = words = 0
    for paper, data in zip(subjects, files, strict=True):
        found = read_again(paper, data)
        before, after = printed_order(paper), found.blocks
        kept += matched(shapes_of(before), shapes_of(after))
        of += len(before)
        said, back = words_of(replace(paper, blocks=before)), words_of(found)
        lost += (said - back).total()
        words += said.total()
    return Kept(way, kept, of, lost, words)


def read_again(paper: Paper, data: bytes) -> Paper:
    numbers = itertools.count()
    known = {reference.key: reference for reference in paper.references}
    found, _ = from_file(data, lang=paper.lang, new_id=lambda: f"b{next(numbers)}", kind=paper.kind, references=known)
    return found


def printed_order(paper: Paper) -> tuple[Block, ...]:
    """The blocks as a Word file has them: asks in a box at the top, and no heading under which only asks stood."""
    blocks = normalise(paper).blocks
    if asks_in_place(paper):
        return blocks
    asks = [block for block in blocks if isinstance(block, Ask)]
    return (*asks, *(block for at, block in enumerate(blocks) if not _boxed(blocks, at)))


def _boxed(blocks: tuple[Block, ...], at: int) -> bool:
    if not isinstance(blocks[at], Heading):
        return isinstance(blocks[at], Ask)
    under = list(itertools.takewhile(lambda block: not isinstance(block, Heading), blocks[at + 1 :]))
    return bool(under) and all(isinstance(block, Ask) for block in under)


def matched(before: Sequence[Hashable], after: Sequence[Hashable]) -> int:
    """How many came back in their order."""
    return sum(size for _, _, size in SequenceMatcher(None, before, after, autojunk=False).get_matching_blocks())


def _pandocs(way: str, subjects: Sequence[Paper], folder: Path) -> Kept:
    folder.mkdir()
    trees = [_pandoc(to_html(paper).encode(), "html", "json") for paper in subjects]
    files = {f"pandoc{number}": _pandoc(tree, "json", "docx") for number, tree in enumerate(trees)}
    saved = save_again(files, folder / "saved")
    kept = of = lost = words = 0
    for name, tree in zip(files, trees, strict=True):
        if name not in saved:
            continue
        before, after = (of_pandoc(json.loads(one)) for one in (tree, _pandoc(saved[name], "docx", "json")))
        kept, of = kept + matched(before.shapes, after.shapes), of + len(before.shapes)
        lost, words = lost + (before.words - after.words).total(), words + before.words.total()
    missing = f" ({len(files) - len(saved)} never saved)" if len(saved) < len(files) else ""
    return Kept(way + missing, kept, of, lost, words)


def _pandoc(data: bytes, reads: str, writes: str, *more: str) -> bytes:
    command = [pandoc.program(), f"--from={reads}", f"--to={writes}", "--output=-", *more]
    return subprocess.run(command, input=data, check=True, capture_output=True).stdout


def save_again(files: dict[str, bytes], folder: Path) -> dict[str, bytes]:
    """The files as LibreOffice saves them, by name; those that it never finishes are missing. One start for all."""
    (folder / "out").mkdir(parents=True)
    for name, data in files.items():
        (folder / f"{name}.docx").write_bytes(data)
    if not _converted(list(files), folder, PATIENCE):
        # one of them holds it up for ever
        for name in files:
            _converted([name], folder, PATIENCE // 4)
    made = {name: folder / "out" / f"{name}.docx" for name in files}
    return {name: path.read_bytes() for name, path in made.items() if path.exists()}


def _converted(names: list[str], folder: Path, seconds: int) -> bool:
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = ["soffice", profile, "--headless", "--convert-to", "docx", "--outdir", str(folder / "out")]
    command += [str(folder / f"{name}.docx") for name in names if not (folder / "out" / f"{name}.docx").exists()]
    started = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True)
    try:
        return started.wait(seconds) == 0
    except subprocess.TimeoutExpired:
        # the program that was started is only the starter of the one that works
        os.killpg(started.pid, signal.SIGKILL)
        started.wait()
        return False


# --- tracked changes and comments -------------------------------------------------------------------------------------


def reviews(folder: Path) -> Iterator[Kept]:
    """Redlines of the demo papers with comments in them, by kind, author, day and words."""
    subjects = demo_papers()
    files = {f"redline{number}": tracked_file(paper) for number, paper in enumerate(subjects)}
    saved = save_again(files, folder / "redlines")
    pairs = [
        (_review(paper, files[name]), _review(paper, saved[name])) for paper, name in zip(subjects, files, strict=True)
    ]
    yield _counted("tracked changes, ours", [(_changes(one), _changes(two)) for one, two in pairs])
    yield _counted("comments with their words, ours", [(_comments(one), _comments(two)) for one, two in pairs])
    if pandoc.program():
        theirs = {name: _pandoc(data, "docx", "docx", "--track-changes=all") for name, data in files.items()}
        again = save_again(theirs, folder / "pandoc redlines")
        both = [(_spans(files[name]), _spans(again[name])) for name in again]
        for what in ("insertion", "deletion", "comment-start"):
            counted = [tuple(Counter({k: n for k, n in one.items() if k[0] == what}) for one in pair) for pair in both]
            yield _counted(f"{what.removesuffix('-start')}s, pandoc", counted)  # type: ignore[arg-type]


def _counted(way: str, pairs: Sequence[tuple[Counter[Any], Counter[Any]]]) -> Kept:
    kept = sum((before & after).total() for before, after in pairs)
    return Kept(way, kept, sum(before.total() for before, _ in pairs), 0, 0)


def _review(paper: Paper, data: bytes) -> Review:
    numbers = itertools.count()
    return review_file(data, lang=paper.lang, new_id=lambda: f"b{next(numbers)}", kind=paper.kind)


def _changes(review: Review) -> Counter[Hashable]:
    return Counter((one.kind, one.author, one.at, one.before, one.after) for one in review.suggestions)


def _comments(review: Review) -> Counter[Hashable]:
    return Counter((one.author, one.at, one.text, one.quote) for one in review.comments)


def _spans(data: bytes) -> Counter[tuple[str, str, str, str]]:
    """Insertions, deletions and comments as pandoc reads them: what, whose, when, which words."""
    tree = json.loads(_pandoc(data, "docx", "json", "--track-changes=all"))
    return Counter(_marked(tree["blocks"]))


def _marked(node: Any) -> Iterator[tuple[str, str, str, str]]:
    if isinstance(node, list):
        for one in node:
            yield from _marked(one)
    elif isinstance(node, dict):
        if node.get("t") == "Span":
            (_, classes, pairs), content = node["c"]
            said = dict(pairs)
            for what in {"insertion", "deletion", "comment-start"} & set(classes):
                words = " ".join(of_pandoc({"blocks": [{"t": "Plain", "c": content}]}).words)
                yield what, said.get("author", ""), said.get("date", ""), words
        yield from _marked(node.get("c"))
