"""The doors through which input comes, each with what must hold whatever comes."""

import json
import re
from collections.abc import Callable
from random import Random

from papers.canonical import canonical_bytes
from papers.errors import BadPaper
from papers.model import Paper
from papers.normalise import normalise
from papers.read import review_file
from papers.read.markdown import from_markdown
from papers.record import from_json, to_json
from papers.seal import told
from papers.seal.attachments import UnreadableFiles, attached
from papers.seal.evidence import examine
from papers.seal.manifest import NAME as MANIFEST
from papers.seal.manifest import BadManifest, manifest_in
from papers.write.docx import to_docx
from papers.write.html import to_html
from papers.write.markdown import to_markdown
from papers.write.text import to_text
from tests.fuzz.harm import harmed, harmed_tree
from tests.fuzz.seeds import key, seeds
from tests.papers.samples import POSITION_AR

ISOLATES = dict.fromkeys(map(ord, "\u2066\u2068\u2069"))
KNOWN = {reference.key: reference for reference in POSITION_AR.references}


def try_file(data: bytes) -> None:
    """A file is refused, or its two states can be kept and written."""
    review = review_file(data, lang="ar", new_id=counted(), references=KNOWN)
    for paper in {review.paper_before, review.paper_as_is}:
        writable(paper)
    for suggestion in review.suggestions:
        assert suggestion.before or suggestion.after or suggestion.kind


def try_markdown(data: bytes) -> None:
    """A typed text is refused, or it is the same after it has been written and read again."""
    paper = from_markdown(
        data.decode(errors="replace"), kind="position_paper", lang="ar", references=KNOWN, new_id=counted()
    )
    again = from_markdown(to_markdown(paper), kind="position_paper", lang="ar", references=KNOWN, new_id=counted())
    assert canonical_bytes(normalise(again)) == canonical_bytes(normalise(paper))


def try_stored(data: bytes) -> None:
    """A stored form is refused, or it holds a paper that everything can be done with."""
    writable(from_json(json.loads(data)))


def try_sealed(data: bytes) -> None:
    """Whatever the file is: an answer, and never that a changed file is genuine.

    Not every bit of the seal itself bears on what it proves; what it covers is the rest of the file.
    """
    evidence = examine(data, key().chain[-1])
    covered = _covered(data)  # a file whose later proofs were cut off is what it was before it had them
    assert not evidence.verdict.is_genuine or any(_covered(seed).startswith(covered) for seed in seeds()["sealed"])
    for lang in told.LANGUAGES:
        assert all(line.translate(ISOLATES).isprintable() for line in told.lines(evidence, lang))
    json.dumps(told.to_json(evidence))


def try_attached(data: bytes) -> None:
    """A file of any kind gives its attachments or is refused, whoever sealed it."""
    try:
        attached(data)
    except UnreadableFiles as refused:
        raise BadPaper("unreadable_files", str(refused)) from refused


def try_manifest(data: bytes) -> None:
    """Whatever lies in the place of a manifest is one, or is refused."""
    try:
        manifest_in({MANIFEST: data})
    except BadManifest as refused:
        raise BadPaper("bad_manifest", str(refused)) from refused


def _covered(data: bytes) -> bytes:
    return re.sub(rb"/Contents <[0-9A-Fa-f]{2000,}>", b"", data)


def writable(paper: Paper) -> None:
    assert from_json(to_json(paper)) == paper
    canonical_bytes(normalise(paper))
    for write in (to_html, to_text, to_docx):
        write(paper)


def counted() -> Callable[[], str]:
    numbers = iter(range(10**9))
    return lambda: f"b{next(numbers)}"


DOORS: dict[str, Callable[[bytes], None]] = {
    "file": try_file,
    "markdown": try_markdown,
    "stored": try_stored,
    "sealed": try_sealed,
    "attached": try_attached,
    "manifest": try_manifest,
}


def harm(door: str, number: int) -> bytes:
    """The input of this number; the same number is always the same harm to the same seed."""
    chance = Random(f"{door}:{number}")
    good = seeds()[door]
    data = chance.choice(good)
    if door in ("stored", "manifest") and chance.random() < 0.8:
        return harmed_tree(data, chance)
    return harmed(data, good, chance)


def knock(door: str, data: bytes) -> str:
    """What came of it: "taken" or the code of the refusal. Every other outcome is an error of ours and is raised."""
    try:
        DOORS[door](data)
    except BadPaper as refused:
        return refused.code
    except (json.JSONDecodeError, UnicodeDecodeError):
        if door != "stored":
            raise
        return "no_json"
    return "taken"
