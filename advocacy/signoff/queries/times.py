"""Reads about the time of a call: until when which member is asked, and in which regions members live."""

from collections.abc import Iterable

from sqlalchemy import select

from advocacy.coalition.models import Organisation
from advocacy.database import session
from advocacy.signoff.models import Call, Outage
from advocacy.signoff.rules.days import Calendar, calendar_of
from papers.arabic import fold_strict


def outages_of(call: Call) -> dict[int, Outage]:
    """The reports of a call by the organisation that they are about."""
    found = session.scalars(select(Outage).where(Outage.call_id == call.id).order_by(Outage.id))
    return {outage.organisation_id: outage for outage in found}


def outage_of(call: Call, organisation: Organisation) -> Outage | None:
    """The report about this organisation; None when its lights are on."""
    own = select(Outage).where(Outage.call_id == call.id, Outage.organisation_id == organisation.id)
    return session.scalars(own).one_or_none()


def calendar_for(organisation: Organisation) -> Calendar:
    """On whose clock an organisation works, and when it does not."""
    return calendar_of(organisation.timezone, organisation.weekend)


def regions_of(organisations: Iterable[Organisation]) -> list[str]:
    """The regions in which these organisations are, each once, however it is spelt."""
    named: dict[str, str] = {}
    for organisation in organisations:
        if organisation.region:
            named.setdefault(fold_strict(organisation.region), organisation.region)
    return sorted(named.values())
