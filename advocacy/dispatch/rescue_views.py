"""What helps a letter that cannot leave as it is: a new address, another way, a sheet for whoever carries it."""

from flask import Blueprint, flash, g, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from advocacy import blobs
from advocacy.access import requires
from advocacy.accounts.models import Person
from advocacy.contacts.words import WAYS
from advocacy.database import session, transaction
from advocacy.dispatch import actions, letters, queries, views
from advocacy.dispatch.models import Parcel, ParcelState
from advocacy.errors import NotFound, RuleBroken
from advocacy.leaving import HeldBack, let_file_go
from advocacy.policy import Action
from advocacy.publishing.hidden import search_under

bp = Blueprint("rescue", __name__, url_prefix="/packages/letters/<int:parcel_id>")


@bp.post("/renew")
@requires(Action.PREPARE_PACKAGE)
def renew_address(parcel_id: int) -> ResponseReturnValue:
    parcel = views.found_parcel(parcel_id)
    try:
        with transaction():
            actions.renew_address(parcel, by=session.get_one(Person, g.person.id))
    except RuleBroken as refusal:
        return views.parcel_page(parcel, refusal)
    flash(_("The letter greets whoever holds the office today. Look at it once more."))
    return redirect(url_for("dispatch.show_parcel", parcel_id=parcel_id), 303)


@bp.post("/by-hand")
@requires(Action.PREPARE_PACKAGE)
def carry_instead(parcel_id: int) -> ResponseReturnValue:
    parcel = views.found_parcel(parcel_id)
    try:
        refuse_leak(parcel)
        with transaction():
            actions.carry_instead(parcel, by=session.get_one(Person, g.person.id))
    except RuleBroken as refusal:
        return views.parcel_page(parcel, refusal)
    flash(_("To be handed over: print the sheet, and record who received it."))
    return redirect(url_for("dispatch.show_parcel", parcel_id=parcel_id), 303)


def refuse_leak(parcel: Parcel) -> None:
    """What is carried passes no mail gate: RuleBroken when the file tells a name that is to be withheld."""
    if parcel.pdf_sha256 is None:
        return
    search, name = search_under(parcel.package.issue.dossier_id), letters.file_name(parcel)
    try:
        let_file_go(blobs.read(parcel.pdf_sha256), name, search)
    except HeldBack as held:
        raise RuleBroken(_("A name that is to be withheld stands in this file. It must not leave.")) from held


@bp.get("/sheet")
@requires(Action.READ_PACKAGES)
def show_sheet(parcel_id: int) -> ResponseReturnValue:
    """The delivery sheet: what is handed over, to whom, and a place for who received it and when."""
    parcel = views.found_parcel(parcel_id)
    if parcel.pdf_sha256 is None or parcel.state not in (ParcelState.READY, ParcelState.HANDED_OVER):
        raise NotFound(_("This parcel is not waiting to be handed over."))
    return render_template(
        "dispatch/delivery_sheet.html",
        parcel=parcel,
        letter=letters.letter_of(parcel),
        way=WAYS[parcel.office.way],
        tries=queries.tries_of(parcel),
    )
