"""The coordinator's board: per member who was asked, whether the mail left, and what was answered."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from advocacy import clock
from advocacy.accounts.models import Person
from advocacy.coalition.models import Organisation
from advocacy.coalition.queries import members_on, signatories_of
from advocacy.database import session
from advocacy.drafting.models import Dossier
from advocacy.outbox.models import MailState, Message
from advocacy.signoff.models import Answer, Asked, Call, Endorsement, Reminder
from advocacy.signoff.queries.calls import endorsements_of, standing_answers, tally_now
from advocacy.signoff.queries.changes import accepted_seals, is_unconfirmed
from advocacy.signoff.rules import Tally
from papers.arabic import sort_key

LINK = "signoff.link:"


@dataclass(frozen=True, slots=True)
class Row:
    """One member on the board. `mail` is the best state that a mail with its link has reached; None without a mail."""

    asked: Asked
    people: tuple[Person, ...]
    mail: MailState | None
    mailed_at: datetime | None
    reminded_at: datetime | None
    answer: Answer | None
    is_unconfirmed: bool = False  # signed an earlier text; its signature waits to be confirmed

    @property
    def is_waited_for(self) -> bool:
        return self.answer is None or self.is_unconfirmed

    @property
    def organisation(self) -> Organisation:
        return self.asked.organisation


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
        return tuple(row for row in self.rows if row.is_waited_for and row.people)

    @property
    def unreached(self) -> tuple[Row, ...]:
        """Members that nobody may sign for, or whose mail came back: only a telephone helps."""
        return tuple(row for row in self.rows if row.is_waited_for and (not row.people or row.mail is MailState.FAILED))


def board_of(call: Call, lang: str = "ar") -> Board:
    """The board, its members in alphabetical order of a language."""
    answers = {answer.organisation_id: answer for answer in standing_answers(call)}
    mails = _mails_of(call)
    reminders, seals = _last_reminders(call), accepted_seals(call)
    rows = [
        _row(line, answers.get(line.organisation_id), mails, reminders.get(line.organisation_id), seals)
        for line in call.roll
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


_BEST = [
    MailState.SENT,
    MailState.SENDING,
    MailState.WAITING,
    MailState.DOUBTFUL,
    MailState.FAILED,
    MailState.CANCELLED,
]


def _mails_of(call: Call) -> dict[int, Message]:
    keys = [f"{LINK}{invitation.id}" for line in call.roll for invitation in line.invitations]
    found: Iterable[Message] = session.scalars(select(Message).where(Message.key.in_(keys)))
    return {int(message.key.removeprefix(LINK)): message for message in found}


def _last_reminders(call: Call) -> dict[int, datetime]:
    sent = select(Reminder).where(Reminder.call_id == call.id, Reminder.sent_at.is_not(None)).order_by(Reminder.sent_at)
    return {reminder.organisation_id: reminder.sent_at for reminder in session.scalars(sent) if reminder.sent_at}
