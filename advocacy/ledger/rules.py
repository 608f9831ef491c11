"""What an entry's digest covers, and what erasing it empties: published, so that anybody can check (docs/ledger.md)."""

from collections.abc import Mapping
from datetime import UTC, datetime

from papers.proof.entries import GENESIS, entry_digest, leaf_of

__all__ = ["ERASABLE", "GENESIS", "entry_digest", "fact_of", "leaf_of"]

ERASABLE = ("subject_id", "person_id", "facts", "salt")
"""Columns of an entry that erasing empties. Without the salt nobody can find by trial what stood there."""


def fact_of(
    number: int,
    at: datetime,
    kind: str,
    subject: tuple[str, int | None],
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
