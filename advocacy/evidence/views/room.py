"""The room's door: its blueprint, and the way from an address to a source that the asking person may touch."""

from flask import Blueprint, abort

from advocacy.access import authorise, may
from advocacy.database import session
from advocacy.evidence.models import Source
from advocacy.policy import Action

bp = Blueprint("evidence", __name__)


def source_at(source_id: int, action: Action = Action.READ_SOURCE) -> Source:
    """The source at this address; whoever may not read it does not learn that it exists."""
    source = session.get(Source, source_id)
    if source is None or not may(Action.READ_SOURCE, source):
        abort(404)
    authorise(action, source)
    return source
