"""The page of the coalition's settings: names, places, contacts, letterhead, by-laws."""

import io
from collections.abc import Iterator, Mapping
from typing import Any

from flask import Blueprint, flash, g, redirect, render_template, request, send_file, url_for
from flask.typing import ResponseReturnValue
from flask_babel import get_locale, lazy_gettext
from flask_babel import gettext as _

from advocacy import blobs
from advocacy.access import requires
from advocacy.accounts.zones import zone_choices
from advocacy.coalition import actions, queries
from advocacy.coalition.actions.settings import LOGO_BYTES
from advocacy.coalition.forms import SettingsForm, by_law_field
from advocacy.coalition.labels import BY_LAW_CHOICE
from advocacy.coalition.models import Coalition
from advocacy.coalition.rules import BY_LAW_RULES, WORDING_RULE, WORDING_VALUES, OneOf, Value, YesOrNo, logo_type
from advocacy.database import transaction
from advocacy.errors import BadInput, NotFound, Refusal
from advocacy.policy import Action


def attach(bp: Blueprint) -> None:
    """Add these pages to the room."""
    bp.get("/settings")(settings)
    bp.post("/settings")(save_settings)
    bp.post("/settings/logo")(save_logo)
    bp.get("/logo")(show_logo)


@requires(Action.MANAGE_SETTINGS)
def settings() -> ResponseReturnValue:
    return _page()


@requires(Action.MANAGE_SETTINGS)
def save_settings() -> ResponseReturnValue:
    house = _house()
    try:
        form = SettingsForm.parse(request.form)
        with transaction():
            actions.edit_settings(
                house,
                rule=form.rule,
                rule_values=form.rule_values,
                grace_minutes=form.grace_minutes,
                accession_days=form.accession_days,
                accession_told=form.accession_told,
                wording=form.wording,
                by=g.person,
                **form.fields,
            )
    except Refusal as refusal:
        return _page(refusal, request.form)
    flash(_("Saved. Calls that are open keep the rule under which they were opened."))
    return redirect(url_for("coalition.settings"), 303)


@requires(Action.MANAGE_SETTINGS)
def save_logo() -> ResponseReturnValue:
    house = _house()
    file = request.files.get("logo")
    data = file.stream.read(LOGO_BYTES + 1) if file is not None and file.filename else None
    try:
        if data is None and "remove" not in request.form:
            raise BadInput({"logo": lazy_gettext("Choose a file.")})
        with transaction():
            actions.set_logo(house, data, by=g.person)
    except Refusal as refusal:
        return _page(refusal)
    flash(_("Saved."))
    return redirect(url_for("coalition.settings"), 303)


@requires(Action.OPEN_TO_ALL)
def show_logo() -> ResponseReturnValue:
    """The logo, as it stands on public pages too."""
    house = queries.the_coalition()
    if house is None or house.logo_sha256 is None:
        raise NotFound(lazy_gettext("There is no logo."))
    data = blobs.read(house.logo_sha256)
    answer = send_file(io.BytesIO(data), mimetype=logo_type(data) or "application/octet-stream", max_age=3600)
    answer.headers["Content-Security-Policy"] = "default-src 'none'; style-src 'unsafe-inline'; sandbox"
    return answer


def _house() -> Coalition:
    house = queries.the_coalition()
    if house is None:
        raise NotFound(lazy_gettext("The coalition has not been set up yet."))
    return house


def _by_law_fields(
    rule: str, values: Mapping[str, Value], in_force: Mapping[str, Any], typed: Mapping[str, str] | None
) -> Iterator[dict[str, Any]]:
    """The fields of one rule with what stands in them: as typed, as it is in force, or as is usual."""
    for name, value in values.items():
        field = by_law_field(rule, name)
        now = in_force.get(name, value.default)
        if typed is not None:
            now = field in typed if isinstance(value, YesOrNo) else typed.get(field, now)
        choices = [(key, BY_LAW_CHOICE[key]) for key in value.choices] if isinstance(value, OneOf) else []
        yield {"name": name, "field": field, "now": now, "choices": choices, "is_switch": isinstance(value, YesOrNo)}


def _page(refusal: Refusal | None = None, typed: Mapping[str, str] | None = None) -> ResponseReturnValue:
    house = _house()
    page = render_template(
        "coalition/settings.html",
        house=house,
        typed=typed or house,
        by_laws={
            rule: list(_by_law_fields(rule, values, house.rule_values if rule == house.rule else {}, typed))
            for rule, values in BY_LAW_RULES.items()
        },
        wording=list(_by_law_fields(WORDING_RULE, WORDING_VALUES, house.wording_values, typed)),
        zones=zone_choices(str(get_locale()), house.timezone),
        refusal=refusal,
    )
    return (page, refusal.status) if refusal else page
