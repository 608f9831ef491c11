"""What an issue holds, for machines: JSON and sources that travel inside the PDF. Specified in docs/manifest.md."""

import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from papers.edition import Edition, Signatory
from papers.proof.note import plain_base64
from papers.seal.attachments import attached

if TYPE_CHECKING:
    from papers.write.press import Enclosed

SCHEMA = 2
NAME, LEDGER = "manifest.json", "ledger.txt"
_UNDATED = date(2000, 1, 1)
"""The file date of a manifest whose edition has no date yet: never the clock."""
_DIGEST = re.compile("[0-9a-f]{64}")


class BadManifest(ValueError):
    """The JSON is no manifest of a schema that this version knows."""


def manifest(edition: Edition, digests: Mapping[str, str], *, ledger: Mapping[str, Any] | None = None) -> bytes:
    """The manifest of an issue. `digests` are the hexadecimal SHA-256 of each language's canonical text; `ledger` holds
    "checkpoint" (the note as it was signed) and whatever proves the issue's line in it, and is carried as given.

    Names that are withheld are counted and committed to, never named; the same issue gives the same bytes.
    """
    record: dict[str, Any] = {
        "schema": SCHEMA,
        "coalition": edition.letterhead.name,
        "reference": edition.reference,
        "issue": edition.issue,
        "date": edition.date.isoformat() if edition.date else None,
        "attribution": edition.attribution,
        "status": edition.status,
        "change_note": edition.change_note,
        "texts": dict(digests),
        "set": edition.set_digest,
        "signatories": _names(edition.members),
        "endorsers": _names(edition.endorsers),
        "withheld": edition.withheld,
        "commitments": sorted(edition.commitments),
        "reservations": [{"name": one.name or None, "text": one.text} for one in edition.reservations],
        "verify": {"url": edition.verify_url, "code": edition.verify_code},
    }
    if edition.only_for:
        record["only_for"] = edition.only_for
    if edition.acceded or edition.acceded_withheld:
        named = [{"name": one.name, "note": one.note} for one in edition.acceded]
        record["acceded"] = {"named": named, "withheld": edition.acceded_withheld}
        if edition.acceded_commitments:
            record["acceded"]["commitments"] = sorted(edition.acceded_commitments)
    if ledger is not None:
        record["ledger"] = dict(ledger)
    return (json.dumps(record, ensure_ascii=False, sort_keys=True, indent=1) + "\n").encode()


def _names(signatories: tuple[Signatory, ...]) -> list[str]:
    return [signatory.name for signatory in signatories]


def source_name(lang: str) -> str:
    """The name under which the canonical text of a language is attached."""
    return f"text.{lang}.json"


def enclosed(
    edition: Edition,
    digests: Mapping[str, str],
    *,
    sources: Mapping[str, bytes] | None = None,
    ledger: Mapping[str, Any] | None = None,
) -> "tuple[Enclosed, ...]":
    """The manifest and what belongs to it as files for `to_pdf(..., enclosed=…)`; the PDF stays PDF/A-3a with them.

    `sources` are the canonical bytes of the languages that this file prints. ValueError when one does not give its
    digest: a file must not contradict itself.
    """
    from papers.write.press import Enclosed

    day = edition.date or _UNDATED
    files = [Enclosed(NAME, "Digests and signatories of this issue", manifest(edition, digests, ledger=ledger), day)]
    for lang, source in (sources or {}).items():
        if hashlib.sha256(source).hexdigest() != digests.get(lang):
            raise ValueError(f"The canonical text in «{lang}» does not give its digest.")
        files.append(Enclosed(source_name(lang), f"Canonical text ({lang})", source, day, "Source"))
    if ledger is not None:
        files.append(
            Enclosed(LEDGER, "Checkpoint of the ledger", str(ledger["checkpoint"]).encode(), day, "Supplement")
        )
    return tuple(files)


@dataclass(frozen=True, slots=True)
class Place:
    """Where the issue's line stands in the ledger: its leaf hash, its index (from 0), the path to the root."""

    index: int
    leaf: bytes
    path: tuple[bytes, ...]


@dataclass(frozen=True, slots=True)
class Manifest:
    """A manifest as read, of any schema. `withheld` signatories are counted; since schema 2 they are committed to.

    Who acceded after the first issue stands in `acceded`, and is none of the `signed`.
    """

    schema: int
    coalition: str
    reference: str
    issue: str
    date: str
    texts: Mapping[str, str]
    set: str
    signatories: tuple[str, ...]
    endorsers: tuple[str, ...]
    withheld: int
    commitments: tuple[str, ...] = ()
    reservations: int = 0
    change_note: str = ""
    checkpoint: str = ""
    place: "Place | None" = None
    only_for: str = ""
    acceded: tuple[str, ...] = ()
    acceded_withheld: int = 0
    acceded_commitments: tuple[str, ...] = ()

    @property
    def signed(self) -> int:
        """How many organisations signed, named or not."""
        return len(self.signatories) + self.withheld


def read(pdf: bytes) -> dict[str, Any] | None:
    """The manifest inside a PDF as it stands there; None when it carries none. UnreadableFiles, BadManifest.

    Check the seal first: anybody can attach a file.
    """
    files = attached(pdf)
    return _record(files[NAME]) if NAME in files else None


def manifest_in(files: Mapping[str, bytes]) -> Manifest | None:
    """The manifest among attached files; None when there is none. BadManifest when it is not one."""
    if NAME not in files:
        return None
    record = _record(files[NAME])
    try:
        return _read(record)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise BadManifest(f"The manifest is not as it should be: {error!s:.100}") from error


def _record(content: bytes) -> dict[str, Any]:
    try:
        record = json.loads(content)
    except (ValueError, RecursionError) as error:
        raise BadManifest("The manifest is no JSON.") from error
    if not isinstance(record, dict) or record.get("schema") not in (1, SCHEMA):
        raise BadManifest("The manifest has a schema that this version does not know.")
    return record


def _read(record: Mapping[str, Any]) -> Manifest:
    return Manifest(
        schema=record["schema"],
        coalition=_text(record["coalition"]),
        reference=_text(record["reference"]),
        issue=_text(record["issue"]),
        date=_text(record["date"] or ""),
        texts={_text(lang): _digest(digest) for lang, digest in record["texts"].items()},
        set=_digest(record["set"]) if record["set"] else "",
        signatories=tuple(map(_text, record["signatories"])),
        endorsers=tuple(map(_text, record["endorsers"])),
        withheld=_count(record["withheld"]),
        commitments=tuple(map(_digest, record.get("commitments", ()))),
        reservations=len(record["reservations"]),
        change_note=_text(record.get("change_note", "")),
        checkpoint=_text(record.get("ledger", {}).get("checkpoint", "")),
        place=_place(record.get("ledger", {})),
        only_for=_text(record.get("only_for", "")),
        acceded=tuple(_text(one["name"]) for one in record.get("acceded", {}).get("named", ())),
        acceded_withheld=_count(record.get("acceded", {}).get("withheld", 0)),
        acceded_commitments=tuple(map(_digest, record.get("acceded", {}).get("commitments", ()))),
    )


def _place(ledger: Mapping[str, Any]) -> Place | None:
    """The proof of the issue's line; None where only a checkpoint is carried. BadNote is a ValueError."""
    if "leaf" not in ledger:
        return None
    path = tuple(plain_base64(_text(node), 32) for node in ledger["proof"])
    return Place(_count(ledger["index"], most=1 << 60), plain_base64(_text(ledger["leaf"]), 32), path)


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError("words were expected")
    value.encode()  # a lone surrogate can be said in JSON and printed nowhere
    return value


def _digest(value: Any) -> str:
    if not _DIGEST.fullmatch(_text(value)):
        raise ValueError("a SHA-256 was expected")
    return str(value)


def _count(value: Any, most: int = 100_000) -> int:
    if type(value) is not int or not 0 <= value < most:
        raise ValueError("a count was expected")
    return value
