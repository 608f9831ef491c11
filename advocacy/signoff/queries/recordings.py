"""Reads about answers that were written down on behalf of an organisation."""

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from advocacy.coalition.models import Organisation
from advocacy.database import session
from advocacy.signoff.models import Call, Recording


def waiting_recording(call: Call, organisation: Organisation) -> Recording | None:
    """The recording that waits for its second person; there is at most one."""
    return session.scalars(
        select(Recording).where(
            Recording.call_id == call.id,
            Recording.organisation_id == organisation.id,
            Recording.confirmed_at.is_(None),
            Recording.dropped_at.is_(None),
        )
    ).one_or_none()


def recordings_of(call: Call) -> list[Recording]:
    """All recordings of a call, whatever became of them, the oldest first."""
    with_people = [joinedload(person) for person in (Recording.person, Recording.recorded_by, Recording.confirmed_by)]
    found = select(Recording).where(Recording.call_id == call.id).order_by(Recording.id)
    return list(session.scalars(found.options(*with_people, joinedload(Recording.answer))))


def recorded_in(call: Call) -> dict[int, Recording]:
    """The confirmed recordings by the id of the answer that each became."""
    return {each.answer_id: each for each in recordings_of(call) if each.answer_id is not None}


def last_recording(call: Call, organisation: Organisation) -> Recording | None:
    """The newest recording for this organisation that was not dropped; None without one."""
    return session.scalars(
        select(Recording)
        .where(
            Recording.call_id == call.id,
            Recording.organisation_id == organisation.id,
            Recording.dropped_at.is_(None),
        )
        .order_by(Recording.id.desc())
        .limit(1)
    ).one_or_none()
