"""The coordinator's board: per member who was asked, whether the mail left, and what was answered."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import String, cast, select
from sqlalchemy.orm import joinedload
from sqlalchemy.orm.attributes import set_committed_value

from advocacy import clock
from advocacy.accounts.models import Person
from advocacy.coalition.models import Group, Mandate, Organisation, OrganisationKind
from advocacy.coalition.queries import members_on, signatories_of
from advocacy.database import session
from advocacy.drafting.models import Dossier
from advocacy.outbox.models import MailState, Message
from advocacy.signoff.models import (
    Answer,
    Asked,
    Call,
    Dispute,
    Endorsement,
    Invitation,
    JointAnswer,
    Recording,
    Reminder,
    StandingUse,
)
from advocacy.signoff.queries.calls import endorsements_of, tally_now
from advocacy.signoff.queries.changes import accepted_seals, is_unconfirmed
from advocacy.signoff.queries.disputes import open_disputes
from advocacy.signoff.queries.instructions import counted_uses, counts_from, waiting_uses
from advocacy.signoff.queries.joint import half_signed_in, seconded_in
from advocacy.signoff.queries.progress import groups_in, kinds_in, opened_of, taken_back_in
from advocacy.signoff.queries.recordings import recordings_of
from advocacy.signoff.rules import Tally
from papers.arabic import sort_key

LINK = "signoff.link:"


@dataclass(frozen=True, slots=True)
class Row:
    """One member on the board. `mail` is the best state that a mail with its link has reached; None without a mail.

    `half` is a first signature that waits for the second, `first` the first of two under the answer that stands,
    `recording` what was written down for this answer, or waits for its second person while there is none.
    """

    asked: Asked
    people: tuple[Person, ...]
    mail: MailState | None
    mailed_at: datetime | None
    reminded_at: datetime | None
    answer: Answer | None
    is_unconfirmed: bool = False  # signed an earlier text; its signature waits to be confirmed
    dispute: Dispute | None = None
    half: JointAnswer | None = None
    first: Answer | None = None
    recording: Recording | None = None
    opened_at: datetime | None = None  # when somebody of it first did something on its page; nothing else tells
    taken_back_at: datetime | None = None  # its last answer was taken back, and no other came
    use: StandingUse | None = None  # the standing instruction behind the answer, or one that does not count yet
    counts_from: datetime | None = None

    @property
    def is_reached(self) -> bool:
        """A mail with its link has left, or somebody has acted, which says more."""
        return self.mail is MailState.SENT or self.opened_at is not None

    @property
    def is_bounced(self) -> bool:
        return self.mail is MailState.FAILED and self.opened_at is None

    @property
    def has_answered(self) -> bool:
        """An answer stands, and it is about the text as it is now."""
        return self.answer is not None and not self.is_unconfirmed

    @property
    def organisation(self) -> Organisation:
        return self.asked.organisation

    @property
    def is_instructed(self) -> bool:
        """A standing instruction will count, unless it is stopped."""
        return self.use is not None and self.use.is_waiting

    @property
    def is_awaited(self) -> bool:
        """Nothing has come from this member yet that counts, or that would if it were settled."""
        return (self.answer is None or self.is_unconfirmed) and self.dispute is None


@dataclass(frozen=True, slots=True)
class Board:
    """Everything that the coordinator sees of a call."""

    call: Call
    tally: Tally
    rows: tuple[Row, ...]
    endorsements: tuple[Endorsement, ...]

    @property
    def waiting(self) -> tuple[Row, ...]:
        """Members with a signatory who have not answered, or not about the text as it is now."""
        return tuple(row for row in self.rows if row.is_awaited and row.people and not row.is_instructed)

    @property
    def by_instruction(self) -> tuple[Row, ...]:
        """Members that sign by standing instruction, whose 24 hours are running."""
        return tuple(row for row in self.rows if row.is_instructed)

    @property
    def recordings(self) -> tuple[Recording, ...]:
        """What was written down and waits for its second person."""
        return tuple(row.recording for row in self.rows if row.recording is not None and row.recording.is_waiting)

    @property
    def unreached(self) -> tuple[Row, ...]:
        """Members that nobody may sign for, or whose mail came back: only a telephone helps."""
        return tuple(row for row in self.rows if row.is_awaited and (not row.people or row.mail is MailState.FAILED))


@dataclass(frozen=True, slots=True)
class Part:
    """How far some of the members have come. `of` is a working group, a kind of organisation, or None for all."""

    of: Group | OrganisationKind | None
    asked: int
    reached: int
    bounced: int
    opened: int
    answered: int


def parts_of(board: Board, lang: str = "ar") -> tuple[Part, list[Part], list[Part]]:
    """All members; the working groups, in which a member may sit twice; the kinds of organisations.

    Not by region: where a member is, is sealed with its name (decision 0021).
    """
    call, everybody = board.call, frozenset(row.asked.organisation_id for row in board.rows)
    groups = [_part(board, group, members) for group, members in groups_in(call, lang)]
    kinds = [_part(board, kind, members) for kind, members in kinds_in(call)]
    return _part(board, None, everybody), groups, kinds


def _part(board: Board, of: Group | OrganisationKind | None, members: Collection[int]) -> Part:
    rows = [row for row in board.rows if row.asked.organisation_id in members]
    return Part(
        of,
        asked=len(rows),
        reached=sum(row.is_reached for row in rows),
        bounced=sum(row.is_bounced for row in rows),
        opened=sum(row.opened_at is not None for row in rows),
        answered=sum(row.has_answered for row in rows),
    )


def board_of(call: Call, lang: str = "ar") -> Board:
    """The board, its members in alphabetical order of a language."""
    answers = {answer.organisation_id: answer for answer in _answers_with_people(call)}
    roll, mails = _roll_with_people(call), _mails_of(call)
    reminders, seals = _last_reminders(call), accepted_seals(call)
    more = _more_about(call)
    rows = [
        replace(
            _row(line, answers.get(line.organisation_id), mails, reminders.get(line.organisation_id), seals),
            **more.get(line.organisation_id, {}),
        )
        for line in roll
    ]
    rows.sort(key=lambda row: sort_key(row.organisation.name_in(lang), lang))
    return Board(call, tally_now(call), tuple(rows), tuple(endorsements_of(call)))


def roll_to_be(dossier: Dossier, lang: str = "ar") -> list[tuple[Organisation, list[Person]]]:
    """Who would be asked if the call were opened now, and who may sign for each; nobody for some."""
    today = clock.now().date()
    return [
        (member, [person for person, _mandate in signatories_of(member, dossier, today)])
        for member in sorted(members_on(today), key=lambda member: sort_key(member.name_in(lang), lang))
    ]


def _row(
    line: Asked,
    answer: Answer | None,
    mails: dict[int, Message],
    reminded_at: datetime | None,
    seals: Collection[str],
) -> Row:
    sent = [mails[invitation.id] for invitation in line.invitations if invitation.id in mails]
    best = min(sent, key=lambda mail: _BEST.index(mail.state), default=None)
    return Row(
        asked=line,
        people=tuple(dict.fromkeys(invitation.person for invitation in line.invitations)),
        mail=best.state if best else None,
        mailed_at=best.sent_at if best else None,
        reminded_at=reminded_at,
        answer=answer,
        is_unconfirmed=answer is not None and is_unconfirmed(answer, seals),
    )


def _more_about(call: Call) -> dict[int, dict[str, Any]]:
    """What keeps members from being counted or how their answers came, by the id of the organisation."""
    more: dict[int, dict[str, Any]] = defaultdict(dict)
    for dispute in open_disputes(call):
        more[dispute.organisation_id]["dispute"] = dispute
    for half in half_signed_in(call):
        more[half.organisation_id]["half"] = half
    for first in seconded_in(call).values():
        more[first.organisation_id]["first"] = first
    for recording in recordings_of(call):
        if recording.is_waiting or (recording.answer is not None and recording.answer.standing):
            more[recording.organisation_id]["recording"] = recording
    for organisation_id, opened_at in opened_of(call).items():
        more[organisation_id]["opened_at"] = opened_at
    for organisation_id, taken_back_at in taken_back_in(call).items():
        more[organisation_id]["taken_back_at"] = taken_back_at
    for use in counted_uses(call).values():
        if use.answer is not None and use.answer.standing:
            more[use.organisation_id]["use"] = use
    for use in waiting_uses(call):
        more[use.organisation_id] |= {"use": use, "counts_from": counts_from(use)}
    return more


_BEST = [
    MailState.SENT,
    MailState.SENDING,
    MailState.WAITING,
    MailState.DOUBTFUL,
    MailState.FAILED,
    MailState.CANCELLED,
]


def _roll_with_people(call: Call) -> list[Asked]:
    """The roll with its organisations and links, read at once: a long roll takes as many statements as a short one."""
    roll = session.scalars(
        select(Asked).where(Asked.call_id == call.id).order_by(Asked.id).options(joinedload(Asked.organisation))
    ).all()
    links: dict[int, list[Invitation]] = defaultdict(list)
    made = select(Invitation).join(Asked).where(Asked.call_id == call.id).options(joinedload(Invitation.person))
    for link in session.scalars(made.order_by(Invitation.id)):
        links[link.asked_id].append(link)
    for line in roll:
        set_committed_value(line, "invitations", links[line.id])
    return list(roll)


def _answers_with_people(call: Call) -> list[Answer]:
    standing = select(Answer).where(Answer.call_id == call.id, Answer.standing)
    return list(
        session.scalars(
            standing.options(joinedload(Answer.person), joinedload(Answer.mandate).joinedload(Mandate.alternate_for))
        )
    )


def _mails_of(call: Call) -> dict[int, Message]:
    """The mails that carried the links of this call, by the id of the link."""
    carried = (
        select(Invitation.id, Message)
        .join(Asked, Invitation.asked_id == Asked.id)
        .join(Message, Message.key == LINK + cast(Invitation.id, String))
        .where(Asked.call_id == call.id)
    )
    return {row.id: row.Message for row in session.execute(carried)}


def _last_reminders(call: Call) -> dict[int, datetime]:
    sent = select(Reminder).where(Reminder.call_id == call.id, Reminder.sent_at.is_not(None)).order_by(Reminder.sent_at)
    return {reminder.organisation_id: reminder.sent_at for reminder in session.scalars(sent) if reminder.sent_at}
