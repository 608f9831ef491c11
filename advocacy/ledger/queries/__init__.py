"""Reads of the ledger: its entries, its checkpoints and their proofs, and the check of the whole."""

from advocacy.ledger.queries.entries import (
    all_entries,
    entries_of_dossier,
    entry_numbered,
    fact_in,
    first_entry_of,
    head,
    record_of,
    tells_of,
)
from advocacy.ledger.queries.proofs import (
    checkpoint_covering,
    checkpoint_of_size,
    checkpoints,
    consistency,
    how_many_checkpoints,
    inclusion,
    newest_checkpoint,
    short_of,
)
from advocacy.ledger.queries.verifying import Verdict, verify_chain

__all__ = [
    "Verdict",
    "all_entries",
    "checkpoint_covering",
    "checkpoint_of_size",
    "checkpoints",
    "consistency",
    "entries_of_dossier",
    "entry_numbered",
    "fact_in",
    "first_entry_of",
    "head",
    "how_many_checkpoints",
    "inclusion",
    "newest_checkpoint",
    "record_of",
    "short_of",
    "tells_of",
    "verify_chain",
]
