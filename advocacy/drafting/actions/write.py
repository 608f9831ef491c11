"""Writing: a revision from what was typed, never over somebody else's."""

from collections.abc import Collection

from flask_babel import lazy_gettext as _

from advocacy.accounts.models import Person
from advocacy.database import session
from advocacy.drafting import queries
from advocacy.drafting.actions.live import Collision, merge_into_newest, revise_from_live, set_text
from advocacy.drafting.actions.reading import read_source
from advocacy.drafting.actions.revise import add_revision, refuse_unless_drafting
from advocacy.drafting.actions.sheets import discard_sheet
from advocacy.drafting.models import Revision, Version
from advocacy.errors import RuleBroken
from papers.canonical import digest
from papers.model import Paper
from papers.normalise import clean_text, normalise
from papers.parity import mark_aligned


class LostUpdate(RuleBroken):
    """Somebody else saved meanwhile. `mine` is what was typed, `theirs` the newest revision: nothing is thrown away."""

    def __init__(self, mine: str, theirs: Revision) -> None:
        super().__init__(_("Somebody else saved this text meanwhile. Compare the two and save again."))
        self.mine, self.theirs = mine, theirs


def save_revision(
    version: Version,
    source: str,
    *,
    base: int,
    reason: str = "",
    by: Person | None,
    align: Collection[str] | None = (),
) -> Revision:
    """Make a revision from Markdown. `base` is the number of the revision from which the writer began.

    Text that says what the head says already makes no revision. `align` are ids of blocks (None: all) whose
    translation the writer declares to match its source. What was saved is merged into the shared text, and into what
    others saved since `base`. Raises LostUpdate when both changed the same words, or `base` is no revision;
    BadInput for a text that cannot be read.
    """
    session.refresh(version, with_for_update=True)
    refuse_unless_drafting(version.dossier)
    head = queries.get_head(version)
    began = queries.revision_of(version, base)
    if began is None:
        raise LostUpdate(source, head)
    before = queries.paper_of(began)
    paper = normalise(queries.with_references(read_source(source, version, before)))
    if version.live_text is not None or base != version.head:
        try:
            paper = merge_into_newest(version, paper, before, by=by)
        except Collision:
            raise LostUpdate(source, head) from None
    paper = _aligned(version, paper, align)
    discard_sheet(version, by=by)
    if digest(paper) == head.digest and paper.aligned == queries.paper_of(head).aligned:
        return head
    return add_revision(version, paper, reason=clean_text(reason), by=by)


def _aligned(version: Version, paper: Paper, blocks: Collection[str] | None) -> Paper:
    """The translation with these blocks confirmed as made from the source as it stands now."""
    dossier = version.dossier
    if version.lang == dossier.authoritative or blocks == ():
        return paper
    source = queries.newest_paper(dossier, dossier.authoritative)
    return mark_aligned(source, paper, None if blocks is None else tuple(blocks))


def restore_revision(revision: Revision, *, by: Person | None) -> Revision:
    """Make an earlier revision the newest one again, as a new revision; what was only in the shared text is one too."""
    version = revision.version
    session.refresh(version, with_for_update=True)
    refuse_unless_drafting(version.dossier)
    head = queries.get_head(version)
    if head.digest == revision.digest and version.live_text is None:
        raise RuleBroken(_("The newest revision already has these words."))
    reason = str(_("Back to revision %(number)s", number=revision.number))
    revise_from_live(version, reason=reason, by=by)
    return set_text(version, queries.paper_of(revision), reason=reason, by=by)
