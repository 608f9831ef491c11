"""The pages of the library: search, charter, instruments, glossary."""

import re
from itertools import groupby
from typing import Any

from flask import Blueprint, Flask, abort, flash, g, jsonify, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from advocacy.access import requires
from advocacy.database import transaction
from advocacy.errors import BadInput
from advocacy.library import actions, queries, rules
from advocacy.library.forms import KINDS, InstrumentForm, TermForm
from advocacy.library.models import Clause, Consistency, Instrument, Part, Term
from advocacy.policy import Action
from advocacy.web import form_value, language
from config import Config

bp = Blueprint("library", __name__, url_prefix="/library")


def attach(app: Flask, config: Config) -> None:
    """Open the room."""
    app.register_blueprint(bp)
    app.jinja_env.globals.update(
        clause_name=clause_name, kind_of_instrument=kind_of_instrument, extent=extent, consistency_name=consistency_name
    )
    app.jinja_env.globals.update(citation=rules.citation, articles_in=rules.articles_in)


def clause_name(clause: Clause) -> str:
    """How people call a clause: «الهدف 3», "Objective 3"."""
    match = re.fullmatch(r"[A-Z]+?(\d+)(a*)", clause.code)
    number = match[1] + (" " + _("bis") if match[2] else "") if match else ""
    if clause.part is Part.OBJECTIVE:
        return str(_("Objective %(number)s", number=number))
    if clause.part is Part.VALUE:
        return str(_("Value %(number)s", number=number))
    plain: dict[Part, str] = {
        Part.VISION: _("Vision"),
        Part.MISSION: _("Mission"),
        Part.DEFINITION: _("Definition"),
        Part.REFERENCE: _("Binding reference"),
    }
    return plain[clause.part]


def consistency_name(status: str) -> str:
    """Whether a provision of national law agrees with the conventions, in a few words."""
    names = {
        Consistency.CONSISTENT: _("Agrees with the conventions"),
        Consistency.PARTLY: _("Agrees in part"),
        Consistency.INCONSISTENT: _("Does not agree"),
        Consistency.UNDER_REVIEW: _("Under review"),
    }
    return names[Consistency(status)] if status else _("Not judged yet")


def kind_of_instrument(kind: str) -> str:
    """The name of a kind of instrument, in the plural."""
    names: dict[str, str] = {
        "treaty": _("Treaties"),
        "declaration": _("Declarations"),
        "resolution": _("Resolutions"),
        "principles": _("Principles"),
        "syrian law": _("Syrian legislation"),
        "communique": _("Communiqués"),
        "manual": _("Manuals"),
    }
    return names.get(kind, kind)


def extent(units: str) -> str:
    """How long an instrument is: «53 مادة»."""
    found = re.fullmatch(r"(\d+) (articles|principles)", units)
    if not found:
        return ""
    count = int(found[1])
    if found[2] == "articles":
        return str(ngettext("%(num)s article", "%(num)s articles", count))
    return str(ngettext("%(num)s principle", "%(num)s principles", count))


@bp.get("")
@requires(Action.READ_LIBRARY)
def show_library() -> ResponseReturnValue:
    words = form_value(request.args, "q")[:400]
    shelves = [(kind, [row for row in queries.instruments() if row.kind == kind]) for kind in KINDS]
    return render_template(
        "library/show_library.html",
        words=words,
        found=queries.search(words, language()) if words else None,
        shelves=[(kind, rows) for kind, rows in shelves if rows],
    )


@bp.get("/citations.json")
@requires(Action.READ_LIBRARY)
def find_citations() -> ResponseReturnValue:
    """For the editor: instruments that hold the asked words, with what to write to cite them in `lang`."""
    lang = form_value(request.args, "lang") or "ar"
    found = queries.search_instruments(form_value(request.args, "q"), lang)[:8]
    return jsonify([_offered(row, lang) for row in found])


def _offered(row: Instrument, lang: str) -> dict[str, Any]:
    articles = rules.articles_in(row.note_in("ar" if lang in ("ar", "ckb") else "en"))
    return {
        "title": row.name_in(lang),
        "symbol": row.symbol,
        "check": row.confidence == "C",
        "write": rules.citation(row.key, lang),
        "places": [{"words": words, "write": rules.citation(row.key, lang, number)} for number, words in articles],
    }


@bp.get("/charter")
@requires(Action.READ_LIBRARY)
def show_charter() -> ResponseReturnValue:
    rows = queries.clauses()
    values = [row for row in rows if row.part is Part.VALUE]
    return render_template(
        "library/show_charter.html",
        plain=[row for row in rows if row.part not in (Part.VALUE, Part.OBJECTIVE)],
        values=[(heading, list(group)) for heading, group in groupby(values, lambda row: row.heading_ar)],
        objectives=[row for row in rows if row.part is Part.OBJECTIVE],
    )


@bp.get("/charter/<code>")
@requires(Action.MANAGE_LIBRARY)
def ask_translation(code: str) -> ResponseReturnValue:
    return render_template("library/translate_clause.html", clause=_clause(code))


@bp.post("/charter/<code>")
@requires(Action.MANAGE_LIBRARY)
def translate_clause(code: str) -> ResponseReturnValue:
    clause = _clause(code)
    words = {name: form_value(request.form, name)[:5000] for name in ("text_en", "text_fr")}
    with transaction():
        actions.translate_clause(clause, by=g.person, **words)
    flash(_("The translation is saved."))
    return redirect(url_for("library.show_charter", _anchor=code), 303)


def _clause(code: str) -> Clause:
    return queries.clause_by_code(code) or abort(404)


@bp.get("/glossary")
@requires(Action.READ_LIBRARY)
def show_glossary() -> ResponseReturnValue:
    words = form_value(request.args, "q")[:400]
    rows = queries.search(words, language()).terms if words else queries.terms()
    return render_template("library/show_glossary.html", words=words, terms=rows)


@bp.get("/glossary/new")
@requires(Action.MANAGE_LIBRARY)
def ask_term() -> ResponseReturnValue:
    return render_template("library/edit_term.html", term=None, typed={})


@bp.post("/glossary/new")
@requires(Action.MANAGE_LIBRARY)
def add_term() -> ResponseReturnValue:
    try:
        form = TermForm.parse(request.form)
        with transaction():
            term = actions.add_term(field=form.field_of(), by=g.person, **form.words)
    except BadInput as refusal:
        return _typed_again("library/edit_term.html", refusal, term=None)
    flash(_("The term is in the glossary."))
    return redirect(url_for("library.show_glossary", _anchor=f"term-{term.id}"), 303)


@bp.get("/glossary/<int:term_id>")
@requires(Action.MANAGE_LIBRARY)
def ask_term_correction(term_id: int) -> ResponseReturnValue:
    term = _term(term_id)
    typed = {lang: getattr(term, lang) for lang in rules.TERM_LANGUAGES}
    return render_template("library/edit_term.html", term=term, typed=typed | {"is_party": term.field == rules.PARTY})


@bp.post("/glossary/<int:term_id>")
@requires(Action.MANAGE_LIBRARY)
def edit_term(term_id: int) -> ResponseReturnValue:
    term = _term(term_id)
    try:
        form = TermForm.parse(request.form)
        with transaction():
            actions.edit_term(term, form.field_of(term.field), by=g.person, **form.words)
    except BadInput as refusal:
        return _typed_again("library/edit_term.html", refusal, term=term)
    flash(_("Saved."))
    return redirect(url_for("library.show_glossary", _anchor=f"term-{term_id}"), 303)


def _term(term_id: int) -> Term:
    return queries.term_by_id(term_id) or abort(404)


@bp.get("/instruments/new")
@requires(Action.MANAGE_LIBRARY)
def ask_instrument() -> ResponseReturnValue:
    return render_template("library/edit_instrument.html", instrument=None, typed={}, kinds=KINDS)


@bp.post("/instruments/new")
@requires(Action.MANAGE_LIBRARY)
def add_instrument() -> ResponseReturnValue:
    try:
        form = InstrumentForm.parse(request.form)
        with transaction():
            actions.add_instrument(
                form.key, adopted_on=form.adopted_on, consistency=form.consistency, by=g.person, **form.words
            )
    except BadInput as refusal:
        return _typed_again("library/edit_instrument.html", refusal, instrument=None, kinds=KINDS)
    flash(_("The instrument is in the library."))
    return redirect(url_for("library.show_instrument", key=form.key), 303)


@bp.get("/instruments/<key>")
@requires(Action.READ_LIBRARY)
def show_instrument(key: str) -> ResponseReturnValue:
    return render_template("library/show_instrument.html", instrument=_instrument(key))


@bp.get("/instruments/<key>/edit")
@requires(Action.MANAGE_LIBRARY)
def ask_correction(key: str) -> ResponseReturnValue:
    instrument = _instrument(key)
    return render_template(
        "library/edit_instrument.html", instrument=instrument, typed=as_typed(instrument), kinds=KINDS
    )


@bp.post("/instruments/<key>/edit")
@requires(Action.MANAGE_LIBRARY)
def edit_instrument(key: str) -> ResponseReturnValue:
    instrument = _instrument(key)
    try:
        form = InstrumentForm.parse(request.form, key=key)
        with transaction():
            actions.edit_instrument(
                instrument, adopted_on=form.adopted_on, consistency=form.consistency, by=g.person, **form.words
            )
    except BadInput as refusal:
        return _typed_again("library/edit_instrument.html", refusal, instrument=instrument, kinds=KINDS)
    flash(_("The instrument is corrected. Papers carry the new title from their next revision on."))
    return redirect(url_for("library.show_instrument", key=key), 303)


def as_typed(instrument: Instrument) -> dict[str, str]:
    """The instrument as its form shows it."""
    names = ("key", "name_ar", "name_en", "name_fr", "kind", "symbol", "note", "note_ar")
    day = instrument.adopted_on
    shown = {name: str(getattr(instrument, name)) for name in names}
    return shown | {
        "adopted_on": f"{day:%d/%m/%Y}" if day else "",
        "sure": "yes" if instrument.confidence == "S" else "",
        "consistency": instrument.consistency.value if instrument.consistency else "",
    }


def _instrument(key: str) -> Instrument:
    return queries.instrument_by_key(key) or abort(404)


def _typed_again(template: str, refusal: BadInput, **shown: object) -> ResponseReturnValue:
    return render_template(template, typed=request.form, refusal=refusal, **shown), refusal.status
