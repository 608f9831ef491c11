"""Red lines: an organisation's own, and for those who lead the drafting, all that they may read."""

from flask import abort, flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from advocacy.access import actor, authorise, requires
from advocacy.amending import actions, queries
from advocacy.amending.forms import RedLineForm
from advocacy.amending.models import RedLine
from advocacy.amending.views.room import bp, own_organisation, own_organisations
from advocacy.coalition.models import Organisation
from advocacy.database import session, transaction
from advocacy.drafting.forms import number_in
from advocacy.errors import Refusal
from advocacy.library.queries import terms
from advocacy.policy import Action
from advocacy.web import language


@bp.get("/red-lines")
@requires(Action.READ_RED_LINES)
def list_red_lines() -> ResponseReturnValue:
    return _page()


@bp.post("/red-lines")
@requires(Action.KEEP_RED_LINES)
def record_red_line() -> ResponseReturnValue:
    organisation = own_organisation(number_in(request.form, "organisation"))
    try:
        form = RedLineForm.parse(request.form)
        with transaction():
            own = session.get_one(Organisation, organisation.id)
            actions.record_red_line(own, form.theme, form.keywords, term=form.term, by=g.person)
    except Refusal as refusal:
        return _page(refusal)
    flash(_("Recorded. Whoever writes a text that touches it gets a hint."))
    return redirect(url_for("amending.list_red_lines"), 303)


@bp.post("/red-lines/<int:line_id>/end")
@requires(Action.KEEP_RED_LINES)
def end_red_line(line_id: int) -> ResponseReturnValue:
    line = session.get(RedLine, line_id) or abort(404)
    authorise(Action.KEEP_RED_LINES, line)
    with transaction():
        actions.end_red_line(session.get_one(RedLine, line_id), by=g.person)
    flash(_("It holds no longer."))
    return redirect(url_for("amending.list_red_lines"), 303)


def _page(refusal: Refusal | None = None) -> ResponseReturnValue:
    lang = language()
    page = render_template(
        "amending/list_red_lines.html",
        lines=queries.red_lines_seen(actor()),
        own=own_organisations(),
        terms=[(term.id, getattr(term, lang) or term.ar) for term in terms()],
        typed=request.form,
        refusal=refusal,
    )
    return page, refusal.status if refusal else 200
