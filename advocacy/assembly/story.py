"""The decision file: everything that happened to a paper, read from the ledger and told in order.

An organisation that withheld its name, or withholds it from every text and has not said otherwise for this one, is
nowhere named, not even to those who may read the file: a file is printed, carried and lost. Its answer is told and
counted all the same; words in which it names itself are not.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask_babel import gettext as _
from flask_babel import ngettext
from sqlalchemy import select

from advocacy.accounts.models import Person
from advocacy.assembly.telling import TELLINGS, WORDS_OF_CHOICES
from advocacy.assembly.telling_acts import ACT_TELLINGS
from advocacy.assembly.telling_changes import CHANGE_TELLINGS
from advocacy.assembly.telling_early import EARLY_TELLINGS
from advocacy.assembly.telling_evidence import EVIDENCE_TELLINGS
from advocacy.assembly.telling_links import LINK_TELLINGS
from advocacy.assembly.telling_members import MEMBER_TELLINGS
from advocacy.assembly.telling_names import NAME_TELLINGS
from advocacy.assembly.telling_reviews import REVIEW_TELLINGS
from advocacy.assembly.telling_routes import ROUTE_TELLINGS
from advocacy.coalition.models import Organisation
from advocacy.coalition.queries import the_coalition
from advocacy.contacts.models import Office
from advocacy.database import session
from advocacy.dispatch import queries as dispatch
from advocacy.dispatch.models import Package, Parcel
from advocacy.drafting.models import Dossier, Waiver
from advocacy.ledger.models import Entry
from advocacy.ledger.queries import entries_of_dossier
from advocacy.outbox.models import MailState, Message
from advocacy.publishing.hidden import hidden_under
from advocacy.publishing.models import Issue
from advocacy.publishing.rules import names_within
from advocacy.signoff.models import (
    Accession,
    Answer,
    Asked,
    Call,
    Dispute,
    Instruction,
    Invitation,
    LateObjection,
    MoreTime,
    Opening,
    Recording,
    SetAside,
)
from advocacy.signoff.queries import half_signed_in, open_disputes
from advocacy.signoff.words import CAME_BY
from papers.arabic import sort_key
from papers.dates import long_date

ALL_TELLINGS = {
    **TELLINGS,
    **REVIEW_TELLINGS,
    **ACT_TELLINGS,
    **CHANGE_TELLINGS,
    **EARLY_TELLINGS,
    **EVIDENCE_TELLINGS,
    **LINK_TELLINGS,
    **MEMBER_TELLINGS,
    **NAME_TELLINGS,
    **ROUTE_TELLINGS,
}


@dataclass(frozen=True, slots=True)
class Event:
    """One thing that happened: when (UTC), what, the particulars, how it is marked, and its number in the ledger."""

    at: datetime
    heading: str
    lines: tuple[str, ...] = ()
    tone: str = "plain"
    number: int | None = None


class Names:
    """Who and what the ids of the ledger are, in the reader's language; withheld organisations have no name here."""

    def __init__(self, dossier: Dossier, lang: str) -> None:
        self.lang = lang
        house = the_coalition()
        self.coalition = house.name_in(lang) if house else ""
        self._people = {person.id: person for person in session.scalars(select(Person))}
        self._organisations = {one.id: one for one in session.scalars(select(Organisation))}
        self._offices = {office.id: office for office in session.scalars(select(Office))}
        self._hidden = hidden_under(dossier.id)

    def person(self, entry: Entry) -> str:
        """Who did it; the system itself when nobody did. Whoever acts for a withheld organisation is not named."""
        if entry.organisation_id in self._hidden or entry.facts.get("withheld"):
            return ""
        person = self._people.get(entry.person_id) if entry.person_id else None
        return person.name_in(self.lang) if person else str(_("the system"))

    def organisation(self, entry: Entry) -> str:
        """Which organisation acted or was acted for."""
        organisation = self._organisations.get(entry.organisation_id) if entry.organisation_id else None
        if organisation is None:
            return ""
        if organisation.id in self._hidden or entry.facts.get("withheld"):
            return str(_("An organisation whose name is withheld"))
        return str(organisation.name_in(self.lang))

    def organisations(self, numbers: Iterable[Any]) -> list[str]:
        """The names of organisations by their ids, in alphabetical order; withheld ones are left out."""
        found = [self._organisations[one] for one in numbers if one in self._organisations and one not in self._hidden]
        return sorted((str(one.name_in(self.lang)) for one in found), key=lambda name: sort_key(name, self.lang))

    def office(self, office_id: Any) -> str:
        """The name of an office."""
        office = self._offices.get(office_id)
        return office.name_in(self.lang) if office else ""

    def words(self, entry: Entry) -> list[str]:
        """What was said with the answer that an entry tells of; not what would give a withheld name away."""
        answer = session.get(Answer, entry.subject_id)
        said = [answer.reservation, answer.reason, answer.proposal] if answer else []
        return [self._without_names(words) for words in said if words]

    def reason_of_waiver(self, entry: Entry) -> list[str]:
        """Why something was left open when the text was frozen; not what would give a withheld name away."""
        waiver = session.get(Waiver, entry.subject_id)
        return [self._without_names(waiver.reason)] if waiver else []

    def recording(self, entry: Entry) -> list[str]:
        """How an answer came that somebody else wrote down; nobody is named who acts for a withheld organisation."""
        found = session.get(Recording, entry.facts["recording"]) if entry.facts.get("recording") else None
        if found is None:
            return []
        lines = [_("Came %(way)s, written down by somebody else", way=str(CAME_BY[found.channel]))]
        if entry.organisation_id not in self._hidden:
            confirmed = found.confirmed_by.name_in(self.lang) if found.confirmed_by else ""
            lines += [
                _("Given by: %(name)s", name=found.person.name_in(self.lang)),
                self._without_names(found.evidence),
            ]
            lines += [_("Confirmed by: %(name)s", name=confirmed)]
        return lines

    def reasons(self, entry: Entry) -> list[str]:
        """Why a dispute was settled so, or an objection set aside; not what would give a withheld name away."""
        if entry.kind == "signoff.set_aside":
            found = session.scalars(select(SetAside.reason).where(SetAside.answer_id == entry.subject_id))
        else:
            found = session.scalars(select(Dispute.reason).where(Dispute.id == entry.subject_id))
        return [self._without_names(words) for words in found if words]

    def someone(self, person_id: Any) -> str:
        """The name of a person by their id."""
        person = self._people.get(person_id)
        return str(person.name_in(self.lang)) if person else ""

    def plain(self, words: str) -> str:
        """Words that somebody typed; not what would give a withheld name away."""
        return self._without_names(words) if words else ""

    def late_words(self, entry: Entry) -> list[str]:
        """What was said with an objection that came late; not what would give a withheld name away."""
        found = session.get(LateObjection, entry.subject_id)
        return [self._without_names(words) for words in (found.reason, found.proposal)] if found else []

    def officer(self, person_id: Any) -> str:
        """The name of somebody who acted for the coalition."""
        person = self._people.get(person_id)
        return person.name_in(self.lang) if person else ""

    def reason_of_opening(self, entry: Entry) -> list[str]:
        """Why withheld names were to be opened; not what would give one of them away."""
        found = session.get(Opening, entry.subject_id)
        return [self._without_names(found.reason)] if found else []

    def instruction(self, entry: Entry) -> list[str]:
        """By which standing instruction something was signed; nobody is named who acts for a withheld organisation."""
        number = entry.facts.get("instruction")
        found = session.get(Instruction, number) if number else None
        if found is None:
            return []
        day = long_date((found.confirmed_at or found.given_at).date(), self.lang)
        if entry.organisation_id in self._hidden:
            return [_("By standing instruction of %(day)s", day=day)]
        by_itself = str(_("the organisation itself, by its own mail"))
        second = found.confirmed_by.name_in(self.lang) if found.confirmed_by else by_itself
        first = found.given_by.name_in(self.lang)
        said = _(
            "By standing instruction of %(day)s, given by %(first)s and confirmed by %(second)s",
            day=day,
            first=first,
            second=second,
        )
        return [said]

    def more_time_words(self, entry: Entry) -> list[str]:
        """Why more time was asked for, or declined; not what would give a withheld name away."""
        found = session.get(MoreTime, entry.subject_id)
        if found is None:
            return []
        words = found.reason if entry.kind == "signoff.more_time_asked" else found.decline_reason
        return [self._without_names(words)] if words else []

    def accession_words(self, entry: Entry) -> list[str]:
        """The reservation of an accession, or why it was declined; not what would give a withheld name away."""
        found = session.get(Accession, entry.subject_id)
        if found is None:
            return []
        words = found.decline_reason if entry.kind == "signoff.accession_declined" else found.reservation
        return [self._without_names(words)] if words else []

    def _without_names(self, words: str) -> str:
        hidden = (self._organisations[number] for number in self._hidden)
        if any(names_within(words, {"ar": one.name_ar, "en": one.name_en, "fr": one.name_fr}) for one in hidden):
            return str(_("Words that contain a withheld name are not told here; they stand on the page of the call."))
        return words


def story_of(dossier: Dossier, lang: str) -> list[Event]:
    """Everything that happened to the paper, the oldest first, in the language of the reader (and of gettext now)."""
    names = Names(dossier, lang)
    events = [event for entry in entries_of_dossier(dossier.id) if (event := _told(entry, names)) is not None]
    events += _notices(dossier)
    events += _sendings(dossier, names)
    return sorted(events, key=lambda event: (event.at, event.number or 0))


def _told(entry: Entry, names: Names) -> Event | None:
    telling = ALL_TELLINGS.get(entry.kind)
    if telling is None:
        return None
    if entry.erased_at is not None:
        return Event(entry.at, _("What happened here was erased; its digest is kept"), (), "quiet", entry.number)
    told = telling(entry, names)
    if told is None:
        return None
    lines = tuple(line for line in told.lines if line)
    return Event(entry.at, told.heading, lines, told.tone, entry.number)


def _notices(dossier: Dossier) -> list[Event]:
    """When the letters of each call were handed over: proof that everybody was asked."""
    events: list[Event] = []
    for call in session.scalars(select(Call).where(Call.dossier_id == dossier.id)):
        invitations = select(Invitation.id).join(Asked).where(Asked.call_id == call.id)
        keys = [f"signoff.link:{number}" for number in session.scalars(invitations)]
        mails = session.scalars(select(Message).where(Message.key.in_(keys))).all()
        sent = sorted(mail.sent_at for mail in mails if mail.sent_at is not None)
        failed = sum(1 for mail in mails if mail.state is MailState.FAILED)
        if sent:
            heading = ngettext(
                "%(num)s letter to signatories was handed to the mail server",
                "%(num)s letters to signatories were handed to the mail server",
                len(sent),
            )
            bad = ngettext("%(num)s letter came back", "%(num)s letters came back", failed) if failed else ""
            events.append(Event(sent[-1], heading, (bad,) if bad else (), "bad" if bad else "quiet"))
    return events


def _sendings(dossier: Dossier, names: Names) -> list[Event]:
    """What left the house, to which office, with which file."""
    parcels: Sequence[Parcel] = session.scalars(
        select(Parcel).join(Package).join(Issue).where(Issue.dossier_id == dossier.id)
    ).all()
    events: list[Event] = []
    for parcel in parcels:
        message = parcel.message
        if message is not None and message.sent_at is not None:
            heading = _("Sent to %(office)s", office=names.office(parcel.office_id))
            lines = (parcel.number, _("File: %(digest)s", digest=(parcel.pdf_sha256 or "")[:16]))
            events.append(Event(message.sent_at, heading, lines, "good"))
        elif dispatch.fate_of(parcel) == "bounced" and message is not None and message.tries:
            heading = _("The letter to %(office)s came back", office=names.office(parcel.office_id))
            events.append(Event(message.tries[-1].at, heading, (parcel.number,), "bad"))
    return events


def figures_of(dossier: Dossier) -> list[tuple[str, str]]:
    """The numbers at the head of the file, from the newest call: value and label."""
    call = session.scalars(select(Call).where(Call.dossier_id == dossier.id).order_by(Call.id.desc()).limit(1)).first()
    if call is None:
        return []
    standing = [answer for answer in call.answers if answer.standing]
    counted = {choice: sum(1 for answer in standing if answer.choice.value == choice) for choice in WORDS_OF_CHOICES}
    figures = [(str(len(call.roll)), _("asked"))]
    figures += [(str(number), str(WORDS_OF_CHOICES[choice])) for choice, number in counted.items() if number]
    contested = len(open_disputes(call))
    figures += [(str(contested), _("contested"))] if contested else []
    half = len(half_signed_in(call))
    figures += [(str(half), _("await a second signature"))] if half else []
    silent = len(call.roll) - len(standing) - contested - half
    return [*figures, (str(silent), _("no answer"))] if silent else figures
