"""What an issue carries of the ledger: a checkpoint that covers it, and the proof that it stands in there."""

import base64
from typing import Any

from advocacy.ledger import actions, queries
from advocacy.ledger.rules import leaf_of
from advocacy.publishing.models import Issue


def take_checkpoint(issue: Issue) -> None:
    """Sign the ledger as it is with this issue in it, and print that on every edition; once its entry is appended."""
    short = queries.short_of(actions.sign_checkpoint())
    issue.editions = {lang: {**edition, "checkpoint": short} for lang, edition in issue.editions.items()}


def proof_of(issue: Issue) -> dict[str, Any] | None:
    """The checkpoint (a signed note), index (from 0), leaf and path (base64) of the entry that says it was issued.

    Always the same for the same issue. None for an issue from before there were checkpoints.
    """
    entry = queries.first_entry_of("publishing.issued", Issue.__tablename__, issue.id)
    covering = queries.checkpoint_covering(entry.number) if entry else None
    if entry is None or covering is None:
        return None
    proof = queries.inclusion(entry.number, covering)
    return {
        "checkpoint": proof.checkpoint,
        "index": proof.index,
        "leaf": base64.b64encode(leaf_of(entry.digest)).decode(),
        "proof": [base64.b64encode(node).decode() for node in proof.path],
    }
