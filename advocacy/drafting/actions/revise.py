"""Laying one more revision upon a language version: the one place where a text is written into a table."""

from flask_babel import lazy_gettext as _

from advocacy import clock
from advocacy.accounts.models import Person
from advocacy.database import session
from advocacy.drafting.models import Dossier, Revision, Stage, Version
from advocacy.drafting.queries import with_references
from advocacy.errors import RuleBroken
from advocacy.ledger.actions import append
from advocacy.library.actions import record_uses
from papers.canonical import digest
from papers.model import Paper
from papers.normalise import normalise
from papers.record import to_json


def add_revision(version: Version, paper: Paper, *, reason: str, by: Person | None) -> Revision:
    """The text as the next revision. The instruments it cites are written into it as the library names them now."""
    paper = normalise(with_references(paper))
    revision = Revision(
        number=version.head + 1,
        content=to_json(paper),
        digest=digest(paper),
        author_id=by.id if by else None,
        reason=reason,
        created_at=clock.now(),
    )
    version.revisions.append(revision)
    version.head, version.title = revision.number, paper.title
    session.flush()
    dossier = version.dossier
    record_uses(dossier.id, [reference.key for reference in paper.references])
    append(
        "drafting.revised",
        revision,
        by=by.id if by else None,
        dossier=dossier.id,
        lang=version.lang,
        number=revision.number,
        digest=revision.digest,
    )
    return revision


def refuse_unless_drafting(dossier: Dossier) -> None:
    """Refuse to touch the words of a paper that has been frozen; says how to get back to writing."""
    if dossier.stage is Stage.DRAFTING:
        return
    if dossier.stage is Stage.REVIEW:
        raise RuleBroken(_("This text is in review; it stands still until the review ends."))
    if dossier.stage in (Stage.FROZEN, Stage.NOT_ADOPTED):
        raise RuleBroken(_("This text is frozen. Reopen the paper to go on writing."))
    raise RuleBroken(_("This text is before the members or issued; its words can no longer change."))
