"""Letting a draft stand still while the members read it, and laying upon it what they agreed."""

from flask_babel import lazy_gettext as _

from advocacy.accounts.models import Person
from advocacy.database import session
from advocacy.drafting.actions.live import revise_from_live, set_text
from advocacy.drafting.actions.revise import refuse_unless_drafting
from advocacy.drafting.models import Dossier, Revision, Stage, Version
from advocacy.errors import RuleBroken
from papers.model import Paper


def begin_review(dossier: Dossier, *, by: Person | None) -> Dossier:
    """From now on members read the draft and nobody writes in it. Whoever calls this tells the ledger why.

    What is written together is read as it stands then: each language gets a revision of it.
    """
    session.refresh(dossier, with_for_update=True)
    refuse_unless_drafting(dossier)
    for version in dossier.versions:
        revise_from_live(version, reason=str(_("As it was put before the members")), by=by)
    dossier.stage = Stage.REVIEW
    session.flush()
    return dossier


def end_review(dossier: Dossier) -> Dossier:
    """Back to writing, so that the text can be frozen or worked on."""
    _refuse_unless_in_review(dossier)
    dossier.stage = Stage.DRAFTING
    session.flush()
    return dossier


def lay_merged(version: Version, paper: Paper, *, reason: str, by: Person | None) -> Revision:
    """The text into which amendments were merged, as the next revision of a paper in review."""
    _refuse_unless_in_review(version.dossier)
    session.refresh(version, with_for_update=True)
    return set_text(version, paper, reason=reason, by=by)


def _refuse_unless_in_review(dossier: Dossier) -> None:
    session.refresh(dossier, with_for_update=True)
    if dossier.stage is not Stage.REVIEW:
        raise RuleBroken(_("This paper is not in review."))
