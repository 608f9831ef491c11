"""The coordinator's first ten minutes: a list of organisations pasted from a spreadsheet, looked over, admitted."""

from flask import Blueprint, flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext, ngettext

from advocacy.access import requires
from advocacy.coalition import actions, queries
from advocacy.coalition.sheet import MOST_CHARACTERS, Row, rows_of
from advocacy.database import transaction
from advocacy.errors import BadInput, Refusal
from advocacy.policy import Action


def attach(bp: Blueprint) -> None:
    """Add these pages to the room."""
    bp.get("/import")(import_organisations)
    bp.post("/import")(look_over)


@requires(Action.MANAGE_COALITION)
def import_organisations() -> ResponseReturnValue:
    return render_template("coalition/import_organisations.html", rows=None, pasted="", refusal=None)


@requires(Action.MANAGE_COALITION)
def look_over() -> ResponseReturnValue:
    """Show what would be admitted; admit it only when every row is right and the button for it was pressed."""
    pasted = request.form.get("pasted", "")
    try:
        rows = _rows(pasted)
        if "admit" not in request.form or any(row.wrong for row in rows):
            return render_template("coalition/import_organisations.html", rows=rows, pasted=pasted, refusal=None)
        with transaction():
            for row in rows:
                actions.admit_organisation(
                    name_ar=row.name_ar, name_en=row.name_en, kind=row.kind_value, mail=row.mail, by=g.person
                )
    except Refusal as refusal:
        kept = pasted[:MOST_CHARACTERS]
        page = render_template("coalition/import_organisations.html", rows=None, pasted=kept, refusal=refusal)
        return page, refusal.status
    count = len(rows)
    flash(ngettext("%(num)d organisation was admitted.", "%(num)d organisations were admitted.", count))
    return redirect(url_for("coalition.show_coalition"), 303)


def _rows(pasted: str) -> list[Row]:
    if len(pasted) > MOST_CHARACTERS:
        raise BadInput({"pasted": lazy_gettext("That is too much at once. Paste at most a few hundred rows.")})
    rows = rows_of(pasted)
    if not rows:
        raise BadInput({"pasted": lazy_gettext("Paste at least one row.")})
    for row in rows:
        known = queries.organisation_named_like(row.name_ar) if row.name_ar else None
        if known is not None:
            row.wrong.append(lazy_gettext("Is in the list already, as no. %(number)s.", number=known.number))
    return rows
