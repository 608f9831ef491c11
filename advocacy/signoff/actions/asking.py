"""Opening a call: who is asked, about which sealed text, under which rule, until when."""

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import Any

from flask_babel import lazy_gettext as _
from sqlalchemy import select

from advocacy import clock
from advocacy.accounts.models import Person
from advocacy.clock import time_zones
from advocacy.coalition.models import Organisation
from advocacy.coalition.queries import members_on, the_coalition
from advocacy.coalition.rules import WORDING_RULE
from advocacy.database import session
from advocacy.drafting.models import Dossier, Freeze, Stage
from advocacy.drafting.queries import newest_freeze
from advocacy.errors import BadInput, RuleBroken
from advocacy.ledger.actions import append
from advocacy.signoff.actions.embargo import place_embargo
from advocacy.signoff.actions.routes import refuse_before_route
from advocacy.signoff.actions.standing import apply_or_invite
from advocacy.signoff.models import Asked, Call, Purpose, Reminder
from advocacy.signoff.queries import calendar_for, open_call_of, own_day
from advocacy.signoff.rules import RULES, BadValues
from advocacy.signoff.rules.days import decent

REMIND_BEFORE = (timedelta(hours=72), timedelta(hours=24), timedelta(hours=3))
"""How long before the soft deadline those who have not answered are reminded."""
URGENT = timedelta(hours=48)
"""A call as short as this is about hours: its reminders go out at any hour."""
LONGEST = timedelta(days=120)


def open_call(
    dossier: Dossier,
    *,
    soft_at: datetime,
    closes_at: datetime,
    timezone: str,
    message: str = "",
    by: Person,
    purpose: Purpose = Purpose.SIGNATURE,
    rule: str | None = None,
    values: Mapping[str, Any] | None = None,
    embargo: datetime | None = None,
) -> Call:
    """Put the newest frozen text before the members of this day and mail every authorised signatory.

    `soft_at` and `closes_at` are moments, `timezone` the IANA name of the zone in which they were set. None for `rule`
    takes the by-law of the coalition's settings; a call on the wording is settled by silence. Members without anybody
    who may sign are asked all the same: the board shows them. Until `embargo` the text is behind a second factor, and
    in no mail: it is placed before the first mail is written.
    """
    session.refresh(dossier, with_for_update=True)
    freeze = _text_to_sign(dossier)
    now = clock.now()
    _refuse_impossible_times(now, soft_at, closes_at, timezone)
    rule, chosen = _by_law(purpose, rule, values)
    house = the_coalition()
    members = members_on(now.date())
    if not members:
        raise RuleBroken(_("There is no member organisation to ask. Admit members first."))
    call = Call(
        dossier_id=dossier.id,
        freeze_id=freeze.id,
        seal=freeze.seal,
        purpose=purpose,
        grace_minutes=house.grace_minutes if house and purpose is Purpose.WORDING else 0,
        rule=rule,
        rule_values=chosen,
        opened_at=now,
        opened_by_id=by.id,
        soft_at=soft_at,
        closes_at=closes_at,
        timezone=timezone,
        message=message.strip(),
    )
    session.add(call)
    session.flush()
    if embargo is not None:
        place_embargo(call, embargo, by=by)
    plan_reminders(call, members)
    dossier.stage = Stage.CALLING
    call.roll.extend(
        Asked(organisation_id=member.id, votes=member.votes, accepts_silence=member.accepts_silence)
        for member in members
    )
    session.flush()  # the whole roll before the first mail, which says how many are asked
    invited = sum(len(apply_or_invite(line)) for line in call.roll)
    append(
        "signoff.opened",
        call,
        by=by.id,
        dossier=dossier.id,
        seal=call.seal,
        purpose=purpose.value,
        rule=rule,
        values=chosen,
        soft_at=soft_at.isoformat(),
        closes_at=closes_at.isoformat(),
        asked=[member.id for member in members],
        invited=invited,
    )
    return call


def _text_to_sign(dossier: Dossier) -> Freeze:
    if open_call_of(dossier) is not None:
        raise RuleBroken(_("A call for this paper is already open."))
    freeze = newest_freeze(dossier)
    if dossier.stage is not Stage.FROZEN or freeze is None:
        raise RuleBroken(_("Freeze the text first: members sign only what can no longer change."))
    refuse_before_route(dossier)
    return freeze


def _refuse_impossible_times(now: datetime, soft_at: datetime, closes_at: datetime, timezone: str) -> None:
    wrong: dict[str, object] = {}
    if timezone not in time_zones():
        wrong["timezone"] = _("Choose one of the time zones in the list.")
    if soft_at <= now:
        wrong["soft_at"] = _("This moment has passed. Give the members time to read.")
    if closes_at <= now:
        wrong["closes_at"] = _("This moment has passed. Give the members time to read.")
    elif closes_at < soft_at:
        wrong["closes_at"] = _("The last moment must not come before the day that members are told first.")
    elif closes_at > now + LONGEST:
        wrong["closes_at"] = _("A call stays open for 120 days at most.")
    if wrong:
        raise BadInput(wrong)


def _by_law(purpose: Purpose, rule: str | None, values: Mapping[str, Any] | None) -> tuple[str, dict[str, Any]]:
    house = the_coalition()
    if purpose is Purpose.WORDING and rule is None:
        # silence must have its whole time
        rule, values = (
            WORDING_RULE,
            {"close_early": "never", **(house.wording_values if house else {}), **(values or {})},
        )
    if rule is None:
        rule = house.rule if house else "opt_in"
        values = (house.rule_values if house else {}) if values is None else values
    if rule not in RULES or (RULES[rule].agrees_by == "no_objection") is not (purpose is Purpose.WORDING):
        raise BadInput({"rule": _("Choose one of the rules in the list.")})
    try:
        return rule, dict(RULES[rule].check(values or {}))
    except BadValues as wrong:
        raise BadInput({wrong.name: _("This number does not fit the rule.")}) from wrong


def plan_reminders(call: Call, members: Iterable[Organisation]) -> None:
    """Plan what is still ahead of each member's day; what was planned and skipped before its time is planned again."""
    rows = session.scalars(select(Reminder).where(Reminder.call_id == call.id))
    planned = {(row.organisation_id, row.due_at): row for row in rows}
    for member in members:
        for due_at in reminder_times(call, member):
            if due_at <= clock.now():
                continue
            if (known := planned.get((member.id, due_at))) is None:
                session.add(Reminder(call_id=call.id, organisation_id=member.id, due_at=due_at))
            elif known.sent_at is None:
                known.skipped_at = None
    session.flush()


def reminder_times(call: Call, member: Organisation) -> list[datetime]:
    """When a member is reminded: before its own day, neither at night nor at its weekend, unless hours count."""
    until = own_day(call, member)
    times = [until - before for before in REMIND_BEFORE]
    if until - call.opened_at > URGENT:
        calendar = calendar_for(member)
        times = [decent(at, until, calendar) for at in times]
    return sorted(set(times))
