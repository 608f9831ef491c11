"""The register of offices."""

from flask import Blueprint, Flask, flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from advocacy import clock
from advocacy.access import requires
from advocacy.contacts import actions, forms, queries, words
from advocacy.contacts.models import FormOfAddress, Office
from advocacy.database import session, transaction
from advocacy.errors import BadInput, NotFound, RuleBroken
from advocacy.policy import Action
from advocacy.web import language
from config import Config
from papers.dates import ZONES, city_of

bp = Blueprint("contacts", __name__, url_prefix="/offices")


def attach(app: Flask, config: Config) -> None:
    """Open the room."""
    app.register_blueprint(bp)


def choices() -> dict[str, object]:
    """What the forms of this room offer."""
    return {
        "ways": [(way.value, label) for way, label in words.WAYS.items()],
        "genders": [(gender.value, label) for gender, label in words.GENDERS.items()],
        "languages": list(words.LANGUAGES.items()),
        "forms": [(form.key, f"{form.ar_m} · {form.en_salutation.rstrip(',')}") for form in queries.forms_of_address()],
        "zones": [(zone, city_of(zone, language())) for zone in ZONES],
    }


def found(office_id: int) -> Office:
    """The office of that id, or the page that says that there is none."""
    office = queries.get_office(office_id)
    if office is None:
        raise NotFound(_("There is no such office."))
    return office


@bp.get("")
@requires(Action.READ_OFFICES)
def list_offices() -> ResponseReturnValue:
    today, asked = clock.now().date(), request.args
    offices = queries.offices(
        asked.get("q", ""), lang=asked.get("reads", ""), way=asked.get("way", ""), in_lang=language()
    )
    return render_template(
        "contacts/list_offices.html",
        offices=offices,
        silent={office.id for office in offices if queries.is_silent(office, today)},
        stale={office.id for office in offices if queries.is_stale(office, today)},
        way_words={way.value: label for way, label in words.WAYS.items()},
        language_words=words.LANGUAGES,
        **choices(),
    )


@bp.get("/<int:office_id>")
@requires(Action.READ_OFFICES)
def show_office(office_id: int) -> ResponseReturnValue:
    return page_of(found(office_id))


def page_of(office: Office, refusal: object = None, status: int = 200) -> ResponseReturnValue:
    """The page of one office, after a refusal with what was typed."""
    today = clock.now().date()
    return render_template(
        "contacts/show_office.html",
        office=office,
        addresses=[(lang, label, queries.address_of(office, lang, today)) for lang, label in words.LANGUAGES.items()],
        holder=queries.holder_on(office, today),
        is_silent=queries.is_silent(office, today),
        is_stale=queries.is_stale(office, today),
        way=words.WAYS[office.way],
        refusal=refusal,
        typed=request.form,
        **choices(),
    ), status


@bp.get("/new")
@requires(Action.MANAGE_OFFICES)
def new_office() -> ResponseReturnValue:
    return render_template("contacts/edit_office.html", office=None, typed={}, refusal=None, **choices())


@bp.post("/new")
@requires(Action.MANAGE_OFFICES)
def register_office() -> ResponseReturnValue:
    try:
        values = forms.office_form(request.form, [form.key for form in queries.forms_of_address()])
        with transaction():
            office = actions.register_office(**values, by=g.person)
    except BadInput as refusal:
        return render_template(
            "contacts/edit_office.html", office=None, typed=request.form, refusal=refusal, **choices()
        ), refusal.status
    flash(_("The office is in the register."))
    return redirect(url_for("contacts.show_office", office_id=office.id), 303)


@bp.get("/<int:office_id>/edit")
@requires(Action.MANAGE_OFFICES)
def edit_office(office_id: int) -> ResponseReturnValue:
    office = found(office_id)
    return render_template(
        "contacts/edit_office.html", office=office, typed=typed_of(office), refusal=None, **choices()
    )


def typed_of(office: Office) -> dict[str, object]:
    """An office as its form shows it."""
    parts = ("code", "name_ar", "name_en", "name_fr", "form_key", "gender", "lang", "way", "mail", "timezone")
    return {
        part: getattr(office, part) or "" for part in (*parts, "other_mail", "address", "note", "tags", "silent_until")
    }


@bp.post("/<int:office_id>/edit")
@requires(Action.MANAGE_OFFICES)
def save_office(office_id: int) -> ResponseReturnValue:
    office = found(office_id)
    try:
        values = forms.office_form(request.form, [form.key for form in queries.forms_of_address()])
        with transaction():
            actions.edit_office(office, values, by=g.person)
    except BadInput as refusal:
        session.expire_all()
        return render_template(
            "contacts/edit_office.html", office=office, typed=request.form, refusal=refusal, **choices()
        ), refusal.status
    flash(_("Saved, and marked as checked today."))
    return redirect(url_for("contacts.show_office", office_id=office.id), 303)


@bp.post("/<int:office_id>/holders")
@requires(Action.MANAGE_OFFICES)
def record_holder(office_id: int) -> ResponseReturnValue:
    office = found(office_id)
    try:
        values = forms.holder_form(request.form)
        with transaction():
            actions.record_holder(office, **values, by=g.person)
    except (BadInput, RuleBroken) as refusal:
        return page_of(office, refusal, refusal.status)
    flash(_("The new holder is recorded."))
    return redirect(url_for("contacts.show_office", office_id=office.id), 303)


@bp.get("/forms-of-address")
@requires(Action.READ_OFFICES)
def show_forms() -> ResponseReturnValue:
    return render_template("contacts/show_forms.html", forms=queries.forms_of_address())


@bp.get("/forms-of-address/<key>")
@requires(Action.MANAGE_OFFICES)
def edit_form(key: str) -> ResponseReturnValue:
    form = found_form(key)
    parts = ("ar_m", "ar_f", "en_salutation", "en_envelope", "fr_m", "fr_f", "note")
    typed = {part: getattr(form, part) for part in parts}
    return render_template("contacts/edit_form.html", form=form, typed=typed, refusal=None)


def found_form(key: str) -> FormOfAddress:
    """The form of address of that key, or the page that says that there is none."""
    form = session.get(FormOfAddress, key)
    if form is None:
        raise NotFound(_("There is no such form of address."))
    return form


@bp.post("/forms-of-address/<key>")
@requires(Action.MANAGE_OFFICES)
def save_form(key: str) -> ResponseReturnValue:
    form = found_form(key)
    try:
        values = forms.address_form(request.form)
        with transaction():
            actions.edit_form_of_address(form, values, by=g.person)
    except BadInput as refusal:
        return render_template(
            "contacts/edit_form.html", form=form, typed=request.form, refusal=refusal
        ), refusal.status
    flash(_("The form of address is saved."))
    return redirect(url_for("contacts.show_forms"), 303)
