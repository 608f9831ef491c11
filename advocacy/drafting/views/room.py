"""The room's door: its blueprint, and the way from an address to a row that the asking person may touch."""

from flask import Blueprint, abort

from advocacy.access import authorise, may
from advocacy.database import session
from advocacy.drafting import queries
from advocacy.drafting.models import Dossier, Revision, Version
from advocacy.policy import Action

bp = Blueprint("drafting", __name__, url_prefix="/papers")


def dossier_at(dossier_id: int, action: Action = Action.READ_PAPER) -> Dossier:
    """The paper at this address. Whoever may not read it learns nothing, not even that it exists: 404.

    Who may read it and not do what they ask gets 403.
    """
    dossier = session.get(Dossier, dossier_id)
    if dossier is None or not may(Action.READ_PAPER, dossier):
        abort(404)
    authorise(action, dossier)
    return dossier


def version_at(dossier_id: int, lang: str, action: Action = Action.READ_PAPER) -> Version:
    """The language version at this address; 404 when the paper does not exist in that language."""
    version = dossier_at(dossier_id, action).version_in(lang)
    return version or abort(404)


def revision_at(version: Version, number: int | None) -> Revision:
    """The revision with that number; 404 when there is none."""
    found = queries.revision_of(version, number) if number else None
    return found or abort(404)
