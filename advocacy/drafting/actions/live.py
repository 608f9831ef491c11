"""Writing together: opening the shared text of a language version, and making revisions from it."""

from collections.abc import Collection
from dataclasses import replace

from flask_babel import gettext as _

from advocacy.accounts.models import Person
from advocacy.database import session
from advocacy.drafting import queries
from advocacy.drafting.actions.revise import add_revision, refuse_unless_drafting
from advocacy.drafting.models import Revision, Stage, Version
from advocacy.ledger.actions import append
from advocacy.live import actions as live
from advocacy.live.models import LiveText
from papers.anchor import has_passage
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
    paper = queries.live_now(version)
    if paper is None or digest(paper) == head.digest:
        return head
    return add_revision(version, paper, reason=clean_text(reason), by=by)


def revision_holding(version: Version, block: str, quote: str) -> Revision:
    """The newest revision; one made of the shared text now, if only that has the passage of which somebody speaks."""
    head = queries.get_head(version)
    if version.live_text is None or version.dossier.stage is not Stage.DRAFTING:
        return head
    if has_passage(queries.paper_of(head), block, quote) or not has_passage(queries.paper_now(version), block, quote):
        return head
    return revise_from_live(version, reason=str(_("As it stood when somebody spoke of a passage")), by=None)


def set_text(version: Version, paper: Paper, *, reason: str, by: Person | None) -> Revision:
    """Make this paper the newest revision, and the shared text say the same."""
    if version.live_text is not None:
        live.replace_with(version.live_text, normalise(queries.with_references(paper)), by=by)
    return add_revision(version, paper, reason=reason, by=by)


def merge_into_newest(version: Version, mine: Paper, base: Paper, *, by: Person | None) -> Paper:
    """Bring what somebody made of `base` into the shared text, or where there is none into what others saved since.

    Returns how the text stands then; nothing of theirs is lost. Raises Collision when both changed the same words.
    """
    shared, head = queries.live_now(version), queries.paper_of(queries.get_head(version))
    merged = merge(base, [amended(base, mine, "mine"), amended(base, shared or head, "theirs")])
    if merged.conflicts:
        raise Collision
    if version.live_text is None:
        return replace(normalise(queries.with_references(merged.paper)), aligned=head.aligned)
    paper = replace(merged.paper, aligned=mine.aligned)
    live.replace_with(version.live_text, paper, by=by)
    return replace(queries.live_now(version) or paper, aligned=mine.aligned)


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
    """After a freeze: go on with the frozen words; what was deleted on the way is deleted, who wrote them is kept."""
    if version.live_text is not None:
        version.whose = [list(one) for one in queries.passages_by_author(version)]
        live.begin_epoch(version.live_text, paper, by=None)
        live.purge(version.live_text)
