"""The one byte string of a text and its fingerprint: what organisations sign. Specified in docs/canonical-text.md."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from papers.model import Block, Paper
from papers.normalise import normalise
from papers.record import block_to_json, to_json


def canonical_bytes(paper: Paper) -> bytes:
    """The normalised paper as canonical JSON in UTF-8, without `aligned`: that is work in progress, not text."""
    record = to_json(normalise(paper))
    del record["aligned"]
    return _encode(record)


def digest(paper: Paper) -> str:
    """Hexadecimal SHA-256 of the canonical bytes."""
    return hashlib.sha256(canonical_bytes(paper)).hexdigest()


def block_digest(block: Block, lang: str = "") -> str:
    """Hexadecimal SHA-256 of one block as it stands: its words and marks, not its id, so that a moved text keeps it."""
    record = block_to_json(block)
    del record["id"]
    return hashlib.sha256(_encode(record)).hexdigest()


def line_digest(words: str) -> str:
    """Hexadecimal SHA-256 of a title, subtitle or position."""
    return hashlib.sha256(words.encode("utf-8")).hexdigest()


def short_digest(digest: str) -> str:
    """The first 32 of 64 hexadecimal digits in groups of four: enough to compare by eye."""
    return " ".join(digest[at : at + 4] for at in range(0, min(len(digest), 32), 4))


def set_digest(digests: Mapping[str, str]) -> str:
    """The fingerprint of all language versions together: {"ar": digest, "en": digest} in any order."""
    return hashlib.sha256(_encode(dict(digests))).hexdigest()


def _encode(record: dict[str, Any]) -> bytes:
    """RFC 8785 for our values: keys are ASCII, numbers are whole, so sorted compact JSON is already canonical."""
    text = json.dumps(record, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)
    return text.encode("utf-8")


def frozen(paper: Paper) -> Paper:
    """The paper as it is signed: normalised and without its working state."""
    return replace(normalise(paper), aligned=())
