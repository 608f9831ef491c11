"""The coalition of the random acts, and what was acknowledged to whom, written down beside the database."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from email.message import EmailMessage
from itertools import count
from typing import TypeVar

from flask import Flask
from sqlalchemy import event, func, select

from advocacy import clock, outside
from advocacy.accounts.models import Person
from advocacy.clock import SetClock
from advocacy.coalition.models import Mandate, Organisation, Visibility
from advocacy.database import db, session, transaction
from advocacy.errors import Refusal
from advocacy.ledger.models import Head
from advocacy.mail import KeptMail
from advocacy.outbox.models import Message
from advocacy.policy import Office
from advocacy.signoff.actions import AnswerRefused, note_refusal
from advocacy.signoff.models import Answer, Call, Choice
from tests.conftest import Browser, empty_the_database, open_fresh_doors
from tests.make import coalition as make
from tests.make import contacts

NAMES = (
    ("عصفور الخفاء الكنهبلي", "Kryptopasser Hideaway"),
    ("مرساة الضفة الوارفة", "Anchorbank Leafshade"),
    ("قنديل السهل البعيد", "Lampfield Farplain"),
    ("سنابل العقيق الأخضر", "Agatespike Greenstalk"),
)
"""Names that stand in no other word; the first one is never to be seen."""

Found = TypeVar("Found")


class PowerCut(Exception):
    """The machine stopped between two statements."""


@dataclass
class Said:
    """An answer that was acknowledged."""

    call: int
    organisation: int
    person: int
    choice: Choice
    visibility: Visibility
    seal: str
    receipt: str
    had_mandate: bool
    is_undone: bool = False
    by_consent: bool = False


@dataclass
class Consent:
    """What an organisation said beforehand: by whom, confirmed by whom (None: by its own mailbox) and when."""

    row: int
    organisation: int
    given_by: int
    confirmed_by: int | None = None
    confirmed_at: datetime | None = None
    revoked_at: datetime | None = None


@dataclass
class Acceded:
    """An accession that was acknowledged; `needed` is how many people sign for the organisation."""

    call: int
    organisation: int
    person: int
    seal: str
    visibility: Visibility
    receipt: str
    had_mandate: bool
    needed: int
    is_for_one: bool = False
    second: int | None = None
    is_undone: bool = False
    is_declined: bool = False

    @property
    def is_whole(self) -> bool:
        return self.needed == 1 or self.second is not None


@dataclass
class Held:
    """A mandate as its organisation gave it."""

    row: int
    organisation: int
    person: int
    until: date | None
    revoked_on: date | None = None


@dataclass
class Step:
    """A text that took the place of another one under a call."""

    call: int
    old: str
    new: str
    is_editorial: bool
    row: int


class World:
    """Four organisations with two people each, one of them signing by two and one never to be named; the offices."""

    def __init__(self, app: Flask) -> None:
        open_fresh_doors()
        empty_the_database()
        app.config["WTF_CSRF_ENABLED"] = False
        app.test_client_class = Browser
        self.app = app
        self.said: list[Said] = []
        self.mandates: list[Held] = []
        self.consents: list[Consent] = []
        self.acceded: list[Acceded] = []
        self.readings = 0
        self.steps: list[Step] = []
        self.refusals: list[Refusal] = []
        self.pages_of_refusal: list[tuple[str, str]] = []
        self.ended: dict[int, tuple[object, ...]] = {}
        self.needed: dict[int, int] = {}
        self.statuses: list[tuple[int, date, bool]] = []
        self.people: dict[int, list[int]] = {}
        self.calls: list[int] = []
        self.cut_at: int | None = None
        self._read: dict[str, int] = {}
        self.turn = count()
        make.coalition()
        for number, (arabic, english) in enumerate(NAMES):
            self._admit(arabic, english, number)
        self.hidden = next(iter(self.people))
        self.coordinator = make.holder_of(Office.COORDINATOR).id
        self.colleague = make.holder_of(Office.COORDINATOR).id
        self.arbiter = make.holder_of(Office.ARBITRATION).id
        self.officers = [make.holder_of(Office.RELEASE).id for _officer in range(2)]
        self.outsider = make.person().id
        self.desk = contacts.office().id

    def _admit(self, arabic: str, english: str, number: int) -> None:
        house = make.organisation(arabic, visibility=Visibility.PUBLIC if number else Visibility.WITHHELD)
        house.name_en, house.mail = english, f"house{house.number}@houses.example"
        house.signatures_needed = 2 if number == 1 else 1
        house.accepts_silence, house.region = number % 2 == 0, "حلب"
        make.kept(house)
        self.needed[house.id], self.people[house.id] = house.signatures_needed, []
        for _person in range(2):
            person = make.signatory(house)
            self.people[house.id].append(person.id)
            mandate = session.scalars(select(Mandate).where(Mandate.person_id == person.id)).one()
            self.mandates.append(Held(mandate.id, house.id, person.id, None))

    @property
    def clock(self) -> SetClock:
        found = outside.current().clock
        assert isinstance(found, SetClock)
        return found

    @property
    def mail(self) -> KeptMail:
        found = outside.current().mailer
        assert isinstance(found, KeptMail)
        return found

    def browser(self, person: int | None = None) -> Browser:
        """Somebody's telephone."""
        client = self.app.test_client()
        assert isinstance(client, Browser)
        return client.sign_in(session.get_one(Person, person)) if person else client

    def act(self, work: Callable[[], Found]) -> Found | None:
        """One request: done wholly, or refused in words (None). A power cut that was asked for comes in the middle."""
        if self.cut_at is not None:
            done, result = self._until_the_cut(work)
            if done:
                return result
        before = self.state()
        try:
            with transaction():
                return work()
        except Refusal as refusal:
            assert self.state() == before, "refused, and yet something changed"
            self.refusals.append(refusal)
            return None

    def note(self, refusal: Refusal | None, call: int, organisation: int, person: int) -> None:
        """What a page does with a refusal that must be noted."""
        if isinstance(refusal, AnswerRefused):
            with transaction():
                note_refusal(
                    refusal,
                    session.get_one(Call, call),
                    session.get_one(Organisation, organisation),
                    by=session.get_one(Person, person),
                )

    def _until_the_cut(self, work: Callable[[], Found]) -> tuple[bool, Found | None]:
        """Whether the work ended before the cut; if not, nothing of it may be there."""
        left, before = self.cut_at or 0, self.state()
        self.cut_at = None
        remaining = [left]

        def cut(*_: object) -> None:
            remaining[0] -= 1
            if remaining[0] < 0:
                raise PowerCut

        event.listen(db.engine, "before_cursor_execute", cut)
        try:
            with transaction():
                return True, work()
        except PowerCut:
            pass
        except Refusal as refusal:
            self.refusals.append(refusal)
            return True, None
        finally:
            event.remove(db.engine, "before_cursor_execute", cut)
        assert self.state() == before, f"cut at statement {left}, and half of it is there"
        return False, None

    def state(self) -> tuple[object, ...]:
        """What tells whether anything has changed."""
        session.rollback()
        session.expire_all()
        head = session.scalars(select(Head)).one_or_none()
        counts = [session.scalar(select(func.count()).select_from(table)) for table in (Answer, Message, Mandate)]
        standing = session.scalars(select(Answer.id).where(Answer.standing).order_by(Answer.id)).all()
        return head.digest if head else "", *counts, tuple(standing)

    def may_sign(self, organisation: int, person: int, at: datetime | None = None) -> bool:
        """Whether somebody has authorised this person, by what the organisations said, on the day of that moment."""
        day = (at or clock.now()).date()
        held = (one for one in self.mandates if (one.organisation, one.person) == (organisation, person))
        holds = any(
            (one.revoked_on is None or day < one.revoked_on) and (one.until is None or day <= one.until) for one in held
        )
        since = [is_member for house, from_, is_member in self.statuses if house == organisation and from_ <= day]
        return holds and (not since or since[-1])

    def remember(self, answer: Answer) -> None:
        """Somebody was told that this answer is kept."""
        if any(one.receipt == answer.receipt for one in self.said):
            return
        fields = (answer.call_id, answer.organisation_id, answer.person_id, answer.choice, answer.visibility)
        may = self.may_sign(answer.organisation_id, answer.person_id)
        self.said.append(Said(*fields, answer.seal, answer.receipt, may))
        assert may, "an answer of somebody whom nobody has authorised"

    def said_by(self, call: int, organisation: int) -> list[Said]:
        """Everything that this organisation was told is kept, in order."""
        return [one for one in self.said if (one.call, one.organisation) == (call, organisation)]

    def texts_as_good_as(self, call: int, seal: str) -> set[str]:
        """The texts whose signatures hold for this one: those from which only matters of form lead to it."""
        found, now = {seal}, seal
        for step in reversed([one for one in self.steps if one.call == call]):
            if step.new != now or not step.is_editorial:
                break
            now = step.old
            found.add(now)
        return found

    def new_mails(self, reader: str) -> list[EmailMessage]:
        """The mails that have left since this reader looked."""
        seen = self._read.get(reader, 0)
        self._read[reader] = len(self.mail.sent)
        return self.mail.sent[seen:]

    def mails_of(self, organisation: int) -> set[str]:
        """The addresses of an organisation and of its people."""
        house = session.get_one(Organisation, organisation)
        return {house.mail} | {session.get_one(Person, person).email for person in self.people[organisation]}

    def mails_of_the_offices(self) -> set[str]:
        """The addresses of those who may read withheld names."""
        return {session.get_one(Person, person).email for person in (self.coordinator, self.colleague, self.arbiter)}

    def call(self, number: int) -> Call:
        return session.get_one(Call, self.calls[number % len(self.calls)])

    def move(self, hours: float) -> None:
        self.clock.move(timedelta(hours=hours))

    def now(self) -> datetime:
        return clock.now()
