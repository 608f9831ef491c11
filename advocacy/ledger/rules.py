"""What an entry's digest covers: published, so that anybody can compute it (docs/ledger.md)."""

import hashlib
import json
from collections.abc import Mapping
from datetime import UTC, datetime

GENESIS = "0" * 64
"""The digest before the first entry."""


def entry_digest(before: str, salt: bytes, fact: Mapping[str, object]) -> str:
    """SHA-256 over the digest before, the salt and the fact as JSON (sorted keys, UTF-8, no spaces); hexadecimal."""
    body = json.dumps(fact, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(bytes.fromhex(before) + salt + body.encode()).hexdigest()


def fact_of(
    number: int,
    at: datetime,
    kind: str,
    subject: tuple[str, int],
    dossier_id: int | None,
    person_id: int | None,
    organisation_id: int | None,
    facts: Mapping[str, object],
) -> dict[str, object]:
    """The members of an entry that its digest covers; the moment in UTC to the microsecond."""
    return {
        "number": number,
        "at": at.astimezone(UTC).isoformat(timespec="microseconds"),
        "kind": kind,
        "subject": list(subject),
        "dossier": dossier_id,
        "person": person_id,
        "organisation": organisation_id,
        "facts": facts,
    }
