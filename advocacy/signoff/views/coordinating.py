"""The coordinator's pages: open a call, watch it, remind, call off, note support from outside."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from zoneinfo import ZoneInfo

from flask import Response, flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from advocacy import clock
from advocacy.access import actor, may, requires
from advocacy.accounts.models import Person
from advocacy.coalition.labels import KIND
from advocacy.coalition.models import Organisation
from advocacy.coalition.queries import members_on, partners_on, the_coalition
from advocacy.coalition.rules import WORDING_RULE
from advocacy.database import session, transaction
from advocacy.drafting.models import Dossier
from advocacy.drafting.queries import newest_freeze
from advocacy.errors import BadInput, NotFound, RuleBroken
from advocacy.policy import Action
from advocacy.signoff import actions, letters, queries
from advocacy.signoff.chart import chart_of
from advocacy.signoff.export import csv_of
from advocacy.signoff.five_lines import text_for
from advocacy.signoff.forms import NewCallForm
from advocacy.signoff.models import Call, Outcome, Purpose
from advocacy.signoff.passages import passages_of, tied
from advocacy.signoff.queries import board_of, roll_to_be
from advocacy.signoff.queries.routes import is_clear
from advocacy.signoff.recipient_words import chosen_words, readers_of
from advocacy.signoff.rules import attribution_line, attribution_of, explain
from advocacy.signoff.rules.days import calendar_of, common_day
from advocacy.signoff.rules.more_time import ask_many
from advocacy.signoff.views.blocking import blocks_of
from advocacy.signoff.views.desk import short
from advocacy.signoff.views.room import bp
from advocacy.signoff.words import ANSWERED, CAME_BY, ENDED, MAILED, READ_BY, brief, outlook_words, time_left
from advocacy.web import form_value, language
from papers.dates import ZONES, city_of
from papers.model import direction_of

AT_ONCE = 100
"""How many members one page of the board shows of those who wait, and of those who have answered."""
USUAL, UNTIL_CLOSED = 8, 2
"""Working days until the day that members are told, and from there to the end: two weeks in all (HANDBOOK 1.4)."""


@bp.get("/papers/<int:dossier_id>/call/new")
@requires(Action.OPEN_CALL)
def new_call(dossier_id: int) -> ResponseReturnValue:
    return _form(_dossier(dossier_id), _usual_times())


@bp.post("/papers/<int:dossier_id>/call/new")
@requires(Action.OPEN_CALL)
def open_call(dossier_id: int) -> ResponseReturnValue:
    dossier = _dossier(dossier_id)
    try:
        form = NewCallForm.parse(request.form)
        with transaction():
            call = actions.open_call(
                _dossier(dossier_id),
                soft_at=form.soft_at,
                closes_at=form.closes_at,
                timezone=form.timezone,
                message=form.message,
                purpose=form.purpose,
                embargo=form.embargo,
                by=session.get_one(Person, g.person.id),
            )
    except (BadInput, RuleBroken) as refusal:
        return _form(dossier, request.form, refusal)
    invited = sum(len(line.invitations) for line in call.roll)
    flash(
        ngettext(
            "The call is open; %(num)s personal link is on its way.",
            "The call is open; %(num)s personal links are on their way.",
            invited,
        )
    )
    return redirect(url_for("signoff.show_call", call_id=call.id), 303)


@bp.get("/calls/<int:call_id>")
@requires(Action.READ_CALL)
def show_call(call_id: int) -> ResponseReturnValue:
    return board_page(queries.call_of(call_id))


@bp.get("/calls/<int:call_id>/answers.csv")
@requires(Action.READ_CALL)
def export_answers(call_id: int) -> ResponseReturnValue:
    board = board_of(queries.call_of(call_id), language())
    response = Response(csv_of(board, queries.seen_by(actor(), board), language()), mimetype="text/csv")
    response.headers["Content-Disposition"] = f"attachment; filename=call-{call_id}.csv"
    return response


@bp.post("/calls/<int:call_id>/remind/<int:organisation_id>")
@requires(Action.OPEN_CALL)
def remind_now(call_id: int, organisation_id: int) -> ResponseReturnValue:
    try:
        with transaction():
            sent = actions.remind(
                queries.call_of(call_id),
                _organisation(organisation_id),
                by=session.get_one(Person, g.person.id),
            )
    except RuleBroken as refusal:
        return board_page(queries.call_of(call_id), refusal)
    flash(
        ngettext("%(num)s reminder is on its way.", "%(num)s reminders are on their way.", sent)
        if sent
        else _("Nobody may sign for this organisation; record a mandate first.")
    )
    return redirect(url_for("signoff.show_call", call_id=call_id), 303)


@bp.post("/calls/<int:call_id>/close")
@requires(Action.CLOSE_CALL)
def close_call(call_id: int) -> ResponseReturnValue:
    try:
        with transaction():
            actions.close_call(queries.call_of(call_id), by=session.get_one(Person, g.person.id))
    except RuleBroken as refusal:
        return board_page(queries.call_of(call_id), refusal)
    return redirect(url_for("signoff.show_call", call_id=call_id), 303)


@bp.post("/calls/<int:call_id>/call-off")
@requires(Action.CLOSE_CALL)
def call_off(call_id: int) -> ResponseReturnValue:
    try:
        with transaction():
            actions.call_off(
                queries.call_of(call_id),
                reason=form_value(request.form, "reason")[:600],
                by=session.get_one(Person, g.person.id),
            )
    except (BadInput, RuleBroken) as refusal:
        return board_page(queries.call_of(call_id), refusal)
    flash(_("The call is called off; everybody who was asked is told why."))
    return redirect(url_for("signoff.show_call", call_id=call_id), 303)


@bp.post("/calls/<int:call_id>/endorse")
@requires(Action.OPEN_CALL)
def endorse(call_id: int) -> ResponseReturnValue:
    try:
        with transaction():
            chosen = form_value(request.form, "organisation")
            organisation = session.get(Organisation, int(chosen)) if re.fullmatch(r"\d{1,9}", chosen) else None
            if organisation is None:
                raise BadInput({"organisation": _("Choose one of the entries in the list.")})
            actions.record_endorsement(
                queries.call_of(call_id),
                organisation,
                evidence=form_value(request.form, "evidence")[:600],
                despite_likeness="despite_likeness" in request.form,
                by=session.get_one(Person, g.person.id),
            )
    except (BadInput, RuleBroken) as refusal:
        return board_page(queries.call_of(call_id), refusal)
    flash(_("The support is noted."))
    return redirect(url_for("signoff.show_call", call_id=call_id), 303)


def board_page(call: Call, refusal: BadInput | RuleBroken | None = None) -> ResponseReturnValue:
    """The board of a call, with the refusal of what was tried on it."""
    page = render_template("signoff/show_call.html", **board_context(call, refusal))
    return page, refusal.status if refusal else 200


def board_context(call: Call, refusal: BadInput | RuleBroken | None = None) -> dict[str, Any]:
    """Everything that the board of a call, or a piece of it, shows."""
    now, house, lang = clock.now(), the_coalition(), language()
    board, outages, days = board_of(call, lang), queries.outages_of(call), queries.own_days(call)
    seen = queries.seen_by(actor(), board)
    return {
        "call": call,
        "board": board,
        "seen": seen,
        "now": now,
        "parts": queries.parts_of(board, lang),
        "hides": bool(seen.hidden or seen.hidden_waiting or seen.hidden_contested),
        "named": {
            row.asked.id for row in (*seen.given, *seen.waiting, *seen.unreached, *seen.contested, *seen.instructed)
        },
        "blocks": blocks_of(board, seen),
        "chart": chart_of(
            call, queries.steps_of(call), queries.reminders_of(call), now, is_mirrored=direction_of(lang) == "rtl"
        ),
        "kinds": KIND,
        "brief": brief,
        "waiting": part_of(seen.waiting, "waiting"),
        "given": part_of(seen.given, "given"),
        "hidden": part_of(seen.hidden, "hidden"),
        "page_of": lambda name, number: url_for("signoff.show_call", call_id=call.id, **{name: number}),
        "is_sealed": queries.is_sealed,
        "rule": explain(call.rule, call.rule_values, lang),
        "voice": attribution_line(attribution_of(call.attribution), lang, house.name_in(lang))
        if call.attribution and house
        else "",
        "outlook": outlook_words(queries.outlook_of(call), call.purpose) if call.is_open else [],
        "may_end_early": call.is_open and queries.may_end_early(call),
        "left": time_left(call.closes_at, now),
        "is_over": queries.is_over(call),
        "late": queries.late_objections_of(call),
        "reads_late": lambda objection: queries.reads_late(actor(), objection),
        "partners": [(each.id, each.name_in(lang)) for each in partners_on(now.date(), lang)],
        "chat": lambda line, lang: letters.whatsapp_words(
            line, lang, is_out=line.organisation_id in outages, day=days.get(line.organisation_id)
        ),
        "answered": ANSWERED,
        "read_by": READ_BY,
        "passages": passages_of(text_for(call, lang)),
        "came_by": CAME_BY,
        "tied": tied,
        "said_besides": lambda recording: [*chosen_words(recording, lang), *readers_of(recording)],
        "ended": ENDED,
        "mailed": MAILED,
        "mark": short(call.seal),
        "outages": outages,
        "day_of": lambda line: days.get(line.organisation_id, call.soft_at),
        "embargo": queries.embargo_of(call),
        "regions": [(name, name) for name in queries.regions_of(row.organisation for row in board.rows)],
        "reads_asking": lambda organisation: queries.reads_asking(actor(), organisation),
        "more_time": (asking := queries.more_time_in(call)),
        "many_ask": ask_many(len(asking), board.tally.roll),
        "changes": queries.changes_of(call),
        "may_change": call.purpose is Purpose.SIGNATURE
        and call.outcome in (None, Outcome.ADOPTED)
        and may(Action.FREEZE_PAPER, call.dossier)
        and not queries.is_issued(call),
        "refusal": refusal,
        "typed": request.form,
    }


@dataclass(frozen=True, slots=True)
class Part:
    """As many rows as fit on a telephone, of how many; `before` and `after` are the numbers of the next pages."""

    rows: Sequence[object]
    of: int
    first: int
    before: int | None
    after: int | None


def part_of(rows: Sequence[object], name: str) -> Part:
    """The part of a list that was asked for (`?waiting=2`), else the first."""
    last = max(1, -(-len(rows) // AT_ONCE))
    asked = request.args.get(name, "")
    page = min(int(asked), last) if re.fullmatch(r"[1-9]\d{0,6}", asked) else 1
    first = (page - 1) * AT_ONCE
    shown = rows[first : first + AT_ONCE]
    return Part(shown, len(rows), first + 1, page - 1 if page > 1 else None, page + 1 if page < last else None)


def _form(dossier: Dossier, typed: object, refusal: BadInput | RuleBroken | None = None) -> ResponseReturnValue:
    lang, house = language(), the_coalition()
    roll = roll_to_be(dossier, lang)
    page = render_template(
        "signoff/new_call.html",
        dossier=dossier,
        freeze=newest_freeze(dossier),
        running=queries.open_call_of(dossier),
        may_open=is_clear(dossier),
        roll=roll,
        rule=explain(house.rule, house.rule_values, lang) if house else "",
        wording_rule=explain(WORDING_RULE, house.wording_values if house else {}, lang),
        accepting=sum(member.accepts_silence for member, _people in roll),
        zones=[(zone, city_of(zone, lang)) for zone in ZONES],
        typed=typed,
        refusal=refusal,
        mark=short,
    )
    return page, refusal.status if refusal else 200


def _usual_times() -> dict[str, str]:
    """Two weeks of working days for every member, at six in the evening of the coalition's clock."""
    house = the_coalition()
    zone = house.timezone if house else "Asia/Damascus"
    today = clock.now().astimezone(ZoneInfo(zone)).date()
    calendars = [queries.calendar_for(member) for member in members_on(today)] or [calendar_of(zone)]
    soft = common_day(today, USUAL, calendars)
    hard = common_day(soft, UNTIL_CLOSED, calendars)
    return {
        "soft_at": soft.isoformat(),
        "closes_at": hard.isoformat(),
        "soft_at_time": "18:00",
        "closes_at_time": "18:00",
        "timezone": zone,
    }


def _dossier(dossier_id: int) -> Dossier:
    dossier = session.get(Dossier, dossier_id)
    if dossier is None:
        raise NotFound(_("There is no such paper."))
    return dossier


def _organisation(organisation_id: int) -> Organisation:
    organisation = session.get(Organisation, organisation_id)
    if organisation is None:
        raise NotFound(_("There is no such organisation."))
    return organisation
