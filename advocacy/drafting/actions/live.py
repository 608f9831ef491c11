"""Writing together: opening the shared text of a language version, and making revisions from it."""

from advocacy.accounts.models import Person
from advocacy.database import session
from advocacy.drafting import queries
from advocacy.drafting.actions.revise import add_revision, refuse_unless_drafting, with_references
from advocacy.drafting.models import Revision, Version
from advocacy.ledger.actions import append
from advocacy.live import actions as live
from advocacy.live.models import LiveText
from papers.canonical import digest
from papers.normalise import clean_text, normalise


def open_live(version: Version, *, by: Person | None) -> LiveText:
    """The shared text of a language version, begun from its newest revision if nobody has begun it yet."""
    session.refresh(version, with_for_update=True)
    if version.live_text is not None:
        return version.live_text
    refuse_unless_drafting(version.dossier)
    version.live_text = live.begin_text(queries.paper_of(queries.get_head(version)), by=by)
    session.flush()
    append(
        "drafting.live_opened",
        version,
        by=by.id if by else None,
        dossier=version.dossier_id,
        lang=version.lang,
        text=version.live_text.id,
    )
    return version.live_text


def revise_from_live(version: Version, *, reason: str = "", by: Person | None) -> Revision:
    """Make a revision of the shared text as it stands; text that says what the head says makes none."""
    session.refresh(version, with_for_update=True)
    refuse_unless_drafting(version.dossier)
    head = queries.get_head(version)
    reading = queries.live_paper(version)
    if reading is None:
        return head
    paper = normalise(with_references(reading.paper))
    return head if digest(paper) == head.digest else add_revision(version, paper, reason=clean_text(reason), by=by)
