"""Reads about how far a call has come: who acted, answers over time, reminders, and the same by group."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import or_, select

from advocacy.coalition.models import Group, GroupSeat, OrganisationKind, Visibility
from advocacy.database import session
from advocacy.ledger.models import Entry
from advocacy.signoff.models import Answer, Asked, Call, Reminder
from advocacy.signoff.rules.curve import Act, Step, curve
from papers.arabic import sort_key

ACTED = (
    "signoff.answered",
    "signoff.half_signed",
    "signoff.undone",
    "signoff.late_noted",
    "signoff.change_raised",
    "signoff.outage",
    "signoff.more_time",
    "signoff.opened_page",
)
"""Kinds of entries after which somebody of the organisation has had the page before them: they pressed something.

Nothing else is known of opening: no mail and no page of ours tells on its reader.
"""
TRIED = "signoff.refused_"


def opened_of(call: Call) -> dict[int, datetime]:
    """When somebody of an organisation first did something on the page of this call, by the organisation's id.

    What was written down on its behalf, and an outage reported for its region, are nobody's act of its own.
    """
    found = session.execute(
        select(Entry.organisation_id, Entry.at, Entry.facts)
        .where(
            Entry.dossier_id == call.dossier_id,
            Entry.at >= call.opened_at,
            Entry.organisation_id.is_not(None),
            or_(Entry.kind.in_(ACTED), Entry.kind.like(f"{TRIED}%")),
        )
        .order_by(Entry.number)
    )
    opened: dict[int, datetime] = {}
    for organisation_id, at, facts in found:
        if "recording" not in facts and not facts.get("by_region"):
            opened.setdefault(organisation_id, at)
    return opened


def taken_back_in(call: Call) -> dict[int, datetime]:
    """Who took its last answer back and gave no other, by the id; nobody whose name was withheld in it."""
    last: dict[int, Answer] = {}
    for answer in _answers(call):
        last[answer.organisation_id] = answer
    return {
        key: answer.undone_at
        for key, answer in last.items()
        if answer.undone_at and not answer.standing and answer.visibility is Visibility.PUBLIC
    }


def steps_of(call: Call) -> tuple[Step, ...]:
    """How many organisations had answered, from each moment on at which that changed."""
    acts: list[Act] = []
    for answer in _answers(call):
        acts.append(Act(answer.answered_at, answer.organisation_id))
        if answer.undone_at is not None:
            acts.append(Act(answer.undone_at, answer.organisation_id, gives=False))
    return curve(acts)


def _answers(call: Call) -> Iterable[Answer]:
    return session.scalars(select(Answer).where(Answer.call_id == call.id).order_by(Answer.id))


@dataclass(frozen=True, slots=True)
class Reminded:
    """At one moment so many organisations were reminded, or will be (`is_planned`) if they have not answered."""

    at: datetime
    organisations: int
    is_planned: bool


def reminders_of(call: Call) -> tuple[Reminded, ...]:
    """The reminders that went out, and those that are planned, by moment."""
    counted: Counter[tuple[datetime, bool]] = Counter()
    rows = select(Reminder).where(Reminder.call_id == call.id, Reminder.skipped_at.is_(None))
    for row in session.scalars(rows):
        counted[(row.sent_at or row.due_at, row.sent_at is None)] += 1
    return tuple(Reminded(at, number, planned) for (at, planned), number in sorted(counted.items()))


def groups_in(call: Call, lang: str) -> list[tuple[Group, frozenset[int]]]:
    """The working groups in which members of this call had a seat when it was opened, and the ids of those members."""
    day = call.opened_at.date()
    seats = session.scalars(
        select(GroupSeat)
        .join(Asked, Asked.organisation_id == GroupSeat.organisation_id)
        .where(Asked.call_id == call.id, GroupSeat.since <= day, or_(GroupSeat.until.is_(None), GroupSeat.until >= day))
        .where(or_(GroupSeat.ended_at.is_(None), GroupSeat.ended_at > call.opened_at))
    )
    sitting: dict[Group, set[int]] = defaultdict(set)
    for seat in seats:
        sitting[seat.group].add(seat.organisation_id)
    named = sorted(sitting, key=lambda group: sort_key(group.name_in(lang), lang))
    return [(group, frozenset(sitting[group])) for group in named]


def kinds_in(call: Call) -> list[tuple[OrganisationKind, frozenset[int]]]:
    """The kinds of organisations that were asked, and the ids of the members of each."""
    found: dict[OrganisationKind, set[int]] = defaultdict(set)
    for line in call.roll:
        found[line.organisation.kind].add(line.organisation_id)
    return [(kind, frozenset(found[kind])) for kind in OrganisationKind if kind in found]
