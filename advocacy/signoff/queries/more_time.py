"""Reads about members that ask for more time, and until when each is asked."""

from datetime import datetime

from sqlalchemy import select

from advocacy.coalition.models import Organisation
from advocacy.database import session
from advocacy.signoff.models import Call, MoreTime
from advocacy.signoff.queries.times import outage_of, outages_of


def more_time_of(call: Call, organisation: Organisation) -> MoreTime | None:
    """What this member asked for; None when it did not."""
    own = select(MoreTime).where(MoreTime.call_id == call.id, MoreTime.organisation_id == organisation.id)
    return session.scalars(own).one_or_none()


def more_time_in(call: Call) -> list[MoreTime]:
    """All who asked, the first first."""
    return list(session.scalars(select(MoreTime).where(MoreTime.call_id == call.id).order_by(MoreTime.id)))


def own_day(call: Call, organisation: Organisation) -> datetime:
    """Until when this member is asked: the call's day, later after an outage or a grant, never after the end."""
    if outage_of(call, organisation) is not None:
        return call.closes_at
    asked = more_time_of(call, organisation)
    return _granted(call, asked)


def own_days(call: Call) -> dict[int, datetime]:
    """The same for all members whose day was moved, by their ids."""
    granted = {asked.organisation_id: _granted(call, asked) for asked in more_time_in(call) if asked.granted_until}
    return granted | dict.fromkeys(outages_of(call), call.closes_at)


def _granted(call: Call, asked: MoreTime | None) -> datetime:
    until = asked.granted_until if asked else None
    return min(max(call.soft_at, until or call.soft_at), call.closes_at)
