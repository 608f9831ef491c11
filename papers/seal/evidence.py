"""What a sealed file proves by itself, and what it cannot: from its bytes and the coalition's certificate alone."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from cryptography import x509

from papers.canonical import set_digest
from papers.proof.note import Verifier
from papers.seal.attachments import UnreadableFiles, attached
from papers.seal.in_ledger import fault_of
from papers.seal.manifest import BadManifest, Manifest, manifest_in, source_name
from papers.seal.verdict import Verdict, verify

Contradiction = Literal[
    "unreadable",
    "text_differs",
    "set_differs",
    "commitments_differ",
    "text_unreadable",
    "checkpoint_unreadable",
    "checkpoint_forged",
    "ledger_differs",
]
Unproven = Literal[
    "current", "time", "time_service", "key", "signatures", "withheld", "counted", "text", "ledger", "ledger_key",
    "no_ledger",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Text:
    """A text whose canonical source is attached; `sha256` is computed here, from those bytes."""

    lang: str
    title: str
    sha256: str


@dataclass(frozen=True, slots=True)
class Evidence:
    """The verdict on the seal; and of a genuine file what stands under the seal. Of any other the contents prove
    nothing, and nothing of them is told.

    `contradictions` are parts of one sealed file that do not fit each other: the seal holds, and still something is
    wrong.
    `unproven` are the questions that the file alone cannot answer.
    """

    verdict: Verdict
    manifest: Manifest | None = None
    texts: tuple[Text, ...] = ()
    contradictions: tuple[Contradiction, ...] = ()
    unproven: tuple[Unproven, ...] = ()

    @property
    def holds(self) -> bool:
        """Genuine, and in one piece."""
        return self.verdict.is_genuine and not self.contradictions


def examine(
    pdf: bytes,
    authority: x509.Certificate,
    *,
    at: datetime | None = None,
    time_authorities: Sequence[x509.Certificate] = (),
    ledger_key: Verifier | None = None,
) -> Evidence:
    """Judge the seal, and read what it covers. Never raises for a broken or foreign file.

    `ledger_key` is whose signature the checkpoint inside must bear; None judges only that the issue stands below it.
    """
    verdict = verify(pdf, authority, at=at, time_authorities=time_authorities)
    if not verdict.is_genuine:
        return Evidence(verdict)
    try:
        files = attached(pdf)
        manifest = manifest_in(files)
    except (UnreadableFiles, BadManifest):
        return Evidence(verdict, contradictions=("unreadable",))
    texts, contradictions = _texts(files, manifest)
    contradictions += _contradictions(manifest, ledger_key)
    told = _unproven(verdict, manifest, texts, knows_ledger=ledger_key is not None)
    return Evidence(verdict, manifest, texts, contradictions, told)


def _texts(files: Mapping[str, bytes], manifest: Manifest | None) -> tuple[tuple[Text, ...], tuple[Contradiction, ...]]:
    found: list[Text] = []
    wrong: list[Contradiction] = []
    for lang, digest in (manifest.texts if manifest else {}).items():
        source = files.get(source_name(lang))
        if source is None:
            continue
        text = _text(lang, source)
        if text is None:
            wrong.append("text_unreadable")
        elif text.sha256 != digest:
            wrong.append("text_differs")
        else:
            found.append(text)
    return tuple(found), tuple(dict.fromkeys(wrong))


def _text(lang: str, source: bytes) -> Text | None:
    try:
        title = json.loads(source)["title"]
        title.encode()
    except (ValueError, RecursionError, KeyError, TypeError, AttributeError):
        return None
    return Text(lang, title, hashlib.sha256(source).hexdigest())


def _contradictions(manifest: Manifest | None, ledger_key: Verifier | None) -> tuple[Contradiction, ...]:
    wrong: list[Contradiction] = []
    if manifest and (fault := fault_of(manifest, ledger_key)):
        wrong.append(fault)
    if manifest and manifest.set and manifest.set != set_digest(manifest.texts):
        wrong.append("set_differs")
    if manifest and any(there and there != withheld for there, withheld in _committed(manifest)):
        wrong.append("commitments_differ")
    return tuple(wrong)


def _committed(manifest: Manifest) -> tuple[tuple[int, int], tuple[int, int]]:
    """How many commitments there are, and how many names are withheld: of who signed, and of who acceded later."""
    signed = len(manifest.commitments), manifest.withheld
    return signed, (len(manifest.acceded_commitments), manifest.acceded_withheld)


def _unproven(
    verdict: Verdict, manifest: Manifest | None, texts: tuple[Text, ...], *, knows_ledger: bool
) -> tuple[Unproven, ...]:
    told: list[Unproven] = ["current", "key"]
    if verdict.stamp is None:
        told.append("time")
    elif not verdict.stamp.trusted:
        told.append("time_service")
    if manifest is None or not texts:
        told.append("text")
    if manifest is not None:
        told.append("signatures")
        told += ["withheld" if manifest.commitments else "counted"] if manifest.withheld else []
        told.append("ledger" if manifest.checkpoint else "no_ledger")
        told += ["ledger_key"] if manifest.checkpoint and not knows_ledger else []
    return tuple(told)
