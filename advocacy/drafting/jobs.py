"""What the worker does for papers: the weekly list of what waits, for those who wish it."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from advocacy import clock
from advocacy.accounts.models import Person
from advocacy.database import session, transaction
from advocacy.drafting.actions.weekly import post_weekly
from advocacy.drafting.models import WeeklyList
from advocacy.work import Work

_FROM_HOUR = 5
"""In UTC on Sunday, when the week begins where most readers live."""


def week_of(now: datetime) -> str:
    """The day on which the running week began («2026-11-22»): weeks begin on Sunday at `_FROM_HOUR`."""
    shifted = now - timedelta(hours=_FROM_HOUR)
    return (shifted - timedelta(days=(shifted.weekday() + 1) % 7)).date().isoformat()


def lists_due() -> Sequence[int]:
    """Everybody who wishes the list and has not had that of the running week."""
    had = select(WeeklyList.person_id).where(WeeklyList.week == week_of(clock.now()))
    wanted = select(Person.id).where(Person.weekly, Person.active, Person.id.not_in(had))
    return session.scalars(wanted.order_by(Person.id)).all()


def make_list(person_id: int) -> None:
    """Mail the list once. The row of the week claims it: of two workers the second finds it there and does nothing."""
    try:
        with transaction():
            week = week_of(clock.now())
            person = session.get(Person, person_id)
            had = select(WeeklyList.id).where(WeeklyList.person_id == person_id, WeeklyList.week == week)
            if person is None or not person.weekly or session.scalars(had).first() is not None:
                return
            row = WeeklyList(person_id=person.id, week=week, points=0, made_at=clock.now())
            session.add(row)
            session.flush()
            row.points = post_weekly(person, week)
    except IntegrityError:
        return


WORK = (Work("drafting.weekly", lists_due, make_list),)
