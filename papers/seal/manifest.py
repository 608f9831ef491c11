"""What an issue holds, for machines: digests, signatories, reservations, as JSON that travels inside the PDF."""

import json
from collections.abc import Mapping
from datetime import date
from io import BytesIO
from typing import Any

import pikepdf

from papers.edition import Edition, Signatory
from papers.write.press import Enclosed

SCHEMA = 1
NAME = "manifest.json"
_UNDATED = date(2000, 1, 1)
"""The file date of a manifest whose edition has no date yet: never the clock."""


def manifest(edition: Edition, digests: Mapping[str, str], *, ledger: Mapping[str, Any] | None = None) -> bytes:
    """The manifest of an issue. `digests` are the hexadecimal SHA-256 of each language's canonical text; `ledger`,
    taken over as it is, proves that the issue stands in the ledger: checkpoint, index, leaf, proof (docs/ledger.md).

    Names that are withheld are counted and never named; the same issue gives the same bytes.
    """
    record: dict[str, Any] = {
        "schema": SCHEMA,
        "coalition": edition.letterhead.name,
        "reference": edition.reference,
        "issue": edition.issue,
        "date": edition.date.isoformat() if edition.date else None,
        "attribution": edition.attribution,
        "status": edition.status,
        "texts": dict(digests),
        "set": edition.set_digest,
        "signatories": _names(edition.members),
        "endorsers": _names(edition.endorsers),
        "withheld": edition.withheld,
        "reservations": [{"name": one.name or None, "text": one.text} for one in edition.reservations],
        "verify": {"url": edition.verify_url, "code": edition.verify_code},
    }
    if ledger is not None:
        record["ledger"] = dict(ledger)
    return (json.dumps(record, ensure_ascii=False, sort_keys=True, indent=1) + "\n").encode()


def _names(signatories: tuple[Signatory, ...]) -> list[str]:
    return [signatory.name for signatory in signatories]


def enclosed(
    edition: Edition, digests: Mapping[str, str], *, ledger: Mapping[str, Any] | None = None
) -> tuple[Enclosed, ...]:
    """The manifest as a file for `to_pdf(..., enclosed=…)`; the PDF stays PDF/A-3a with it."""
    words = "Digests and signatories of this issue"
    return (Enclosed(NAME, words, manifest(edition, digests, ledger=ledger), edition.date or _UNDATED),)


def read(pdf: bytes) -> dict[str, Any] | None:
    """The manifest inside a PDF; None when it carries none. Check the seal first: anybody can attach a file."""
    with pikepdf.open(BytesIO(pdf)) as opened:
        if NAME not in opened.attachments:
            return None
        found: dict[str, Any] = json.loads(opened.attachments[NAME].get_file().read_bytes())
        return found
