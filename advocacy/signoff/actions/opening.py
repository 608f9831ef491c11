"""Opening the withheld names of a call: two release officers, a reason, a short time, and a word to those concerned."""

from flask_babel import lazy_gettext as _

from advocacy import clock
from advocacy.accounts.models import Person
from advocacy.coalition.models import Organisation
from advocacy.database import session
from advocacy.errors import BadInput, RuleBroken
from advocacy.ledger.actions import append
from advocacy.outbox.actions import post
from advocacy.signoff import opening_letters as letters
from advocacy.signoff.models import Accession, Answer, Call, Opening
from advocacy.signoff.queries.openings import (
    hidden_organisations,
    opened_acts,
    release_officers,
    standing_of,
    waiting_opening,
    withheld_in,
)
from advocacy.signoff.rules.openings import CONFIRM_WITHIN, OPEN_FOR
from papers.leaks import Search, Secret

MOST_WORDS = 600


def ask_opening(call: Call, *, reason: str, by: Person) -> Opening:
    """Ask that the withheld names of this call be opened; the other officers are told, and nothing opens yet.

    `reason` is read by the organisations concerned and stands in the decision file, so it must name none of them.
    """
    session.refresh(call, with_for_update=True)
    reason = reason.strip()
    _refuse_reason(call, reason)
    if not withheld_in(call):
        raise RuleBroken(_("No name is withheld under this text."))
    if waiting_opening(call) is not None:
        raise RuleBroken(_("A request for these names waits already, or is open. Use that one."))
    now = clock.now()
    opening = Opening(
        call_id=call.id, reason=reason, asked_by_id=by.id, asked_at=now, confirm_until=now + CONFIRM_WITHIN
    )
    opening.answer_ids, opening.accession_ids = [], []
    session.add(opening)
    session.flush()
    session.refresh(opening)
    for officer in release_officers(now.date()):
        if officer.id != by.id:
            letter = letters.second_officer_wanted(opening, officer.lang, officer.timezone)
            key = f"signoff.opening_asked:{opening.id}:{officer.id}"
            post(key, to=officer.email, lang=letter.lang, subject=letter.subject, body=letter.body)
    append("signoff.names_asked", opening, by=by.id, dossier=call.dossier_id, call=call.id)
    return opening


def confirm_opening(opening: Opening, *, by: Person) -> Opening:
    """The second officer agrees: both may read for a short time. Every organisation concerned is told in this moment.

    Twice by the same officer is the same as once.
    """
    session.refresh(opening, with_for_update=True)
    if opening.confirmed_by_id == by.id:
        return opening
    if opening.asked_by_id == by.id:
        raise RuleBroken(_("Whoever asked does not confirm: a second release officer does."))
    if standing_of(opening) != "waiting":
        raise RuleBroken(_("This request no longer waits: it was confirmed, or 24 hours have passed. Ask anew."))
    now, acts = clock.now(), withheld_in(opening.call)
    opening.confirmed_by_id, opening.confirmed_at, opening.open_until = by.id, now, now + OPEN_FOR
    opening.answer_ids = [act.id for act in acts if isinstance(act, Answer)]
    opening.accession_ids = [act.id for act in acts if isinstance(act, Accession)]
    session.flush()
    session.refresh(opening)
    for act in acts:
        _tell(opening, act)
    append(
        "signoff.names_opened",
        opening,
        by=by.id,
        dossier=opening.call.dossier_id,
        call=opening.call_id,
        asked_by=opening.asked_by_id,
        names=len(acts),
        until=opening.open_until.isoformat(),
    )
    return opening


def read_names(opening: Opening, *, by: Person) -> list[Answer | Accession]:
    """The acts whose names are shown, for one of the two officers; the ledger has it each time."""
    session.refresh(opening, with_for_update=True)
    if by.id not in (opening.asked_by_id, opening.confirmed_by_id) or standing_of(opening) != "open":
        raise RuleBroken(_("These names are not open now."))
    append("signoff.names_read", opening, by=by.id, dossier=opening.call.dossier_id, call=opening.call_id)
    return opened_acts(opening)


def shut_opening(opening: Opening, *, by: Person) -> Opening:
    """End it before its time: a request that waits lapses, an open one is shut. Twice is the same as once."""
    session.refresh(opening, with_for_update=True)
    now, was = clock.now(), standing_of(opening)
    if was == "waiting":
        opening.confirm_until = now
    elif was == "open":
        opening.open_until = now
    else:
        return opening
    append("signoff.names_shut", opening, by=by.id, dossier=opening.call.dossier_id, call=opening.call_id, was=was)
    return opening


def _refuse_reason(call: Call, reason: str) -> None:
    if not reason:
        raise BadInput({"reason": _("Say why: the organisations concerned will read it.")})
    if len(reason) > MOST_WORDS:
        raise BadInput({"reason": _("That is too long: at most %(count)s characters.", count=MOST_WORDS)})
    hidden = hidden_organisations(call)
    if Search(Secret(str(one.id), _names(one)) for one in hidden).finds(reason):
        raise BadInput({"reason": _("Say it without the name of an organisation: the reason stands in the file.")})


def _names(organisation: Organisation) -> tuple[str, ...]:
    return tuple(filter(None, (organisation.name_ar, organisation.name_en, organisation.name_fr)))


def _tell(opening: Opening, act: Answer | Accession) -> None:
    """To the organisation's own address and to whoever signed for it: that the name was opened, by whom, and why."""
    house, person = act.organisation, act.person
    which = f"accession-{act.id}" if isinstance(act, Accession) else str(act.id)
    told = {person.email.casefold(): (person.email, person.lang, person.timezone)}
    if house.mail:
        told[house.mail.casefold()] = (house.mail, house.lang, house.timezone)
    for number, (to, lang, zone) in enumerate(told.values()):
        letter = letters.name_opened(opening, act, lang, zone)
        key = f"signoff.opened:{opening.id}:{which}:{number}"
        post(key, to=to, lang=letter.lang, subject=letter.subject, body=letter.body)
