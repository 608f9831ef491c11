"""Writing together: opening the shared text of a language version, and making revisions from it."""

from collections.abc import Collection
from dataclasses import replace

from advocacy.accounts.models import Person
from advocacy.database import session
from advocacy.drafting import queries
from advocacy.drafting.actions.revise import add_revision, refuse_unless_drafting, with_references
from advocacy.drafting.models import Revision, Version
from advocacy.ledger.actions import append
from advocacy.live import actions as live
from advocacy.live.models import LiveText
from papers.canonical import digest
from papers.merge import amended, merge
from papers.model import Paper
from papers.normalise import clean_text, normalise


class Collision(Exception):
    """What was typed and what is written together changed the same words."""


def open_live(version: Version, *, by: Person | None) -> LiveText:
    """The shared text of a language version, begun from its newest revision if nobody has begun it yet."""
    session.refresh(version, with_for_update=True)
    if version.live_text is not None:
        return version.live_text
    refuse_unless_drafting(version.dossier)
    version.live_text = live.begin_text(queries.paper_of(queries.get_head(version)), by=None)
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
    paper = _as_it_stands(version)
    if paper is None or digest(paper) == head.digest:
        return head
    return add_revision(version, paper, reason=clean_text(reason), by=by)


def set_text(version: Version, paper: Paper, *, reason: str, by: Person | None) -> Revision:
    """Make this paper the newest revision, and the shared text say the same."""
    if version.live_text is not None:
        live.replace_with(version.live_text, normalise(with_references(paper)), by=by)
    return add_revision(version, paper, reason=reason, by=by)


def merge_into_live(version: Version, mine: Paper, base: Paper, *, by: Person | None) -> Paper:
    """Bring what somebody made of `base` into the shared text, and return how it stands then.

    Nothing that was typed there is lost. Raises Collision when both changed the same words.
    """
    theirs = _as_it_stands(version)
    if theirs is None or version.live_text is None:
        return mine
    merged = merge(base, [amended(base, mine, "mine"), amended(base, theirs, "theirs")])
    if merged.conflicts:
        raise Collision
    paper = replace(merged.paper, aligned=mine.aligned)
    live.replace_with(version.live_text, paper, by=by)
    return replace(_as_it_stands(version) or paper, aligned=mine.aligned)


def _as_it_stands(version: Version) -> Paper | None:
    """The shared text as a revision would keep it."""
    reading = queries.live_paper(version)
    return normalise(with_references(reading.paper)) if reading else None


def settle_suggestions(
    version: Version, *, accept: bool, ids: Collection[str] = (), of_person: int | None = None, by: Person | None
) -> bool:
    """Accept or reject suggestions in the shared text while others write in it; False if there are none of these."""
    refuse_unless_drafting(version.dossier)
    if version.live_text is None:
        return False
    settled = live.settle_suggestions(version.live_text, accept=accept, ids=ids, of_person=of_person, by=by)
    if settled:
        append(
            "drafting.suggestions_settled",
            version,
            by=by.id if by else None,
            dossier=version.dossier_id,
            lang=version.lang,
            accepted=accept,
        )
    return settled


def begin_anew(version: Version, paper: Paper) -> None:
    """After a freeze: go on with the frozen words, and delete what was deleted on the way to them."""
    if version.live_text is not None:
        live.begin_epoch(version.live_text, paper, by=None)
        live.purge(version.live_text)
