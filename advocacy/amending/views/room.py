"""The room's door: its blueprint, and the way from an address to a row that the asking person may touch."""

from flask import Blueprint, abort

from advocacy import clock
from advocacy.access import actor, authorise, may
from advocacy.amending import queries
from advocacy.amending.models import Amendment, CommentSheet, State, Window
from advocacy.coalition.models import Organisation, Status
from advocacy.coalition.queries import status_on
from advocacy.database import session
from advocacy.drafting.models import Dossier
from advocacy.policy import Action

bp = Blueprint("amending", __name__)


def window_at(dossier_id: int, action: Action = Action.READ_REVIEW, *, number: int | None = None) -> Window:
    """A review of the paper at this address, the newest without a number; 404 for whoever may not read it."""
    dossier = session.get(Dossier, dossier_id) or abort(404)
    found = [one for one in queries.windows_of(dossier) if number in (None, one.number)]
    if not found or not may(Action.READ_REVIEW, found[-1]):
        abort(404)
    authorise(action, found[-1])
    return found[-1]


def amendment_at(amendment_id: int) -> Amendment:
    """The amendment at this address; one that was not moved is known only inside its organisation."""
    found = session.get(Amendment, amendment_id) or abort(404)
    if not may(Action.READ_REVIEW, found.window) or not is_known(found):
        abort(404)
    return found


def is_known(amendment: Amendment) -> bool:
    """Whether the asking person may know of an amendment at all."""
    was_moved = amendment.state is not State.PREPARED and amendment.moved_at is not None
    return was_moved or may(Action.PREPARE_AMENDMENT, amendment)


def sheet_at(sheet_id: int) -> CommentSheet:
    """The comment sheet at this address; one that was not handed in is known only inside its organisation."""
    found = session.get(CommentSheet, sheet_id) or abort(404)
    known = found.handed_in_at is not None or may(Action.PREPARE_AMENDMENT, found)
    if not known or not may(Action.READ_REVIEW, found.window):
        abort(404)
    return found


def own_organisations() -> list[Organisation]:
    """The member organisations for which the asking person may prepare something."""
    today, own = clock.now().date(), actor().belongs | actor().represents
    found = [session.get(Organisation, number) for number in sorted(own)]
    return [one for one in found if one is not None and status_on(one, today) is Status.MEMBER]


def own_organisation(number: int | None) -> Organisation:
    """That one of them, or the only one; 403 for any other."""
    own = own_organisations()
    chosen = [one for one in own if number in (None, one.id)]
    return chosen[0] if chosen else abort(403)
