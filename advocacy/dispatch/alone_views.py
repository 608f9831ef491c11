"""Copies for one recipient alone that must be carried by hand: two release officers who have opened the names fetch
them, and each time is in the ledger.
"""

from flask import Blueprint, Response, g, render_template
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlalchemy import select

from advocacy import blobs
from advocacy.access import actor, requires
from advocacy.accounts.models import Person
from advocacy.database import session, transaction
from advocacy.dispatch.letters import file_name
from advocacy.dispatch.models import Parcel
from advocacy.dispatch.queries import fate_of
from advocacy.dispatch.words import FATES
from advocacy.errors import Forbidden, NotFound
from advocacy.ledger.actions import append
from advocacy.policy import Action, can
from advocacy.publishing.press import MEDIA_TYPES
from advocacy.signoff.models import Call
from advocacy.signoff.queries import standing_of, waiting_opening

bp = Blueprint("alone", __name__, url_prefix="/names/copies")


@bp.get("")
@requires(Action.OPEN_NAMES)
def list_copies() -> ResponseReturnValue:
    made = select(Parcel).where(Parcel.special_id.is_not(None), Parcel.pdf_sha256.is_not(None))
    parcels = session.scalars(made.order_by(Parcel.id.desc())).all()
    return render_template(
        "dispatch/list_copies.html",
        parcels=parcels,
        fates={parcel.id: FATES[fate_of(parcel)] for parcel in parcels},
        is_open=lambda parcel: _is_open(parcel.package.issue.call),
    )


@bp.post("/<int:parcel_id>")
@requires(Action.READ_NAMES)
def fetch_copy(parcel_id: int) -> ResponseReturnValue:
    """The letter with the special edition, as it leaves."""
    parcel = _open_parcel(parcel_id)
    assert parcel.pdf_sha256 is not None
    return _sent(parcel, parcel.pdf_sha256, file_name(parcel), "application/pdf")


@bp.post("/<int:parcel_id>/word")
@requires(Action.READ_NAMES)
def fetch_word(parcel_id: int) -> ResponseReturnValue:
    """The special edition as a Word file, in the language of the statement."""
    parcel = _open_parcel(parcel_id)
    file = parcel.special.file(parcel.text_lang, "docx") if parcel.special is not None else None
    if file is None:
        raise NotFound(_("There is no such file here."))
    return _sent(parcel, file.sha256, file.name, MEDIA_TYPES["docx"])


def _open_parcel(parcel_id: int) -> Parcel:
    parcel = session.get(Parcel, parcel_id)
    if parcel is None or parcel.special is None or parcel.pdf_sha256 is None:
        raise NotFound(_("There is no such letter."))
    if not _is_open(parcel.package.issue.call):
        raise Forbidden(_("Ask first that the withheld names under this text be opened, with a second officer."))
    return parcel


def _is_open(call: Call) -> bool:
    """Whether the asking person is one of two officers who read the names of this call now."""
    opening = waiting_opening(call)
    return opening is not None and standing_of(opening) == "open" and can(actor(), Action.READ_NAMES, opening)


def _sent(parcel: Parcel, sha256: str, name: str, media_type: str) -> Response:
    data = blobs.read(sha256)
    with transaction():
        by = session.get_one(Person, g.person.id)
        append("dispatch.copy_fetched", parcel, by=by.id, dossier=parcel.package.issue.dossier_id, file=sha256)
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "no-store"}
    return Response(data, mimetype=media_type, headers=headers)
