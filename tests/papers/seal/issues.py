"""A sealed issue with everything inside, and the same with something wrong."""

import base64
import hashlib
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from functools import lru_cache
from typing import Any

from papers.canonical import canonical_bytes, set_digest
from papers.edition import Edition
from papers.proof.texts import read_inclusion
from papers.seal.commitments import commit
from papers.seal.manifest import enclosed
from papers.write.press import Enclosed
from tests.papers.pdfs import pressed_with
from tests.papers.proof.samples import entries, leaves, stands
from tests.papers.samples import EDITION_AR, POSITION_AR, POSITION_EN
from tests.papers.seal.test_pades import sealed

SALTS = {"دار السلام": bytes(range(16)), "بيت الورد": bytes(range(16, 32))}
SOURCES = {"ar": canonical_bytes(POSITION_AR), "en": canonical_bytes(POSITION_EN)}
DIGESTS = {lang: hashlib.sha256(source).hexdigest() for lang, source in SOURCES.items()}
SET = set_digest(DIGESTS)


def in_ledger(number: int = 42, size: int = 50) -> dict[str, Any]:
    """What a manifest carries of the entry with that number in a ledger of that size."""
    proof, leaf = read_inclusion(stands(number, size)), leaves(entries(size))[number - 1]
    path = [base64.b64encode(node).decode() for node in proof.path]
    return {
        "checkpoint": proof.checkpoint,
        "leaf": base64.b64encode(leaf).decode(),
        "index": number - 1,
        "proof": path,
    }


LEDGER = in_ledger()


def edition() -> Edition:
    made = tuple(commit(salt, SET, name) for name, salt in SALTS.items())
    return replace(EDITION_AR, digest=DIGESTS["ar"], set_digest=SET, commitments=made)


@lru_cache(maxsize=1)
def whole() -> bytes:
    """The issue as it should be."""
    return with_files(enclosed(edition(), DIGESTS, sources=SOURCES, ledger=LEDGER))


def with_files(files: tuple[Enclosed, ...]) -> bytes:
    """A genuine file of ours that carries these, whatever they are."""
    return sealed(pressed_with(files))


def with_contents(contents: Mapping[str, bytes]) -> bytes:
    """The issue, sealed with other bytes in some of its files."""
    files = enclosed(edition(), DIGESTS, sources=SOURCES)
    new = {name: Enclosed(name, "x", content, date(2026, 1, 1)) for name, content in contents.items()}
    return with_files(tuple(new.pop(file.name, file) for file in files) + tuple(new.values()))
