"""Acceding to an issued text, taking that back, declining it, and offering it (HANDBOOK 1.2, decision 0026)."""

from collections.abc import Callable, Collection, Iterable

from flask_babel import lazy_gettext as _

from advocacy import addresses, chance, clock
from advocacy.accounts.models import Person
from advocacy.coalition.models import Organisation, Status, Visibility
from advocacy.coalition.queries import members_on, status_on, the_coalition
from advocacy.database import session
from advocacy.errors import BadInput, RuleBroken
from advocacy.ledger.actions import append
from advocacy.outbox.actions import post
from advocacy.publishing import accession_letters as letters
from advocacy.publishing.accession import open_until, refuse_closed, refuse_who_stands_there, who_could
from advocacy.publishing.accession_preview import withheld_besides
from advocacy.publishing.models import Issue
from advocacy.signoff.actions.answering import MOST_WORDS
from advocacy.signoff.actions.refusing import without_mandate
from advocacy.signoff.actions.showing import choosable, is_shown_to, show_to
from advocacy.signoff.letters import Letter
from advocacy.signoff.models import Accession, AccessionLink, Call, Choice
from advocacy.signoff.preview import FEW
from advocacy.signoff.queries import (
    accession_of,
    accessions_in,
    coordinators,
    mandate_to_accede,
    outages_of,
    signatures_of,
    token_hash,
    who_may_accede,
)
from papers.normalise import clean_text

Write = Callable[[Accession, str, str], Letter]


def offer_accession(call: Call, organisations: Iterable[Organisation], *, by: Person | None) -> int:
    """Mail a personal link to everybody who may accede for these organisations; returns how many mails were posted."""
    refuse_closed(call)
    count = 0
    for organisation in organisations:
        people = who_may_accede(organisation, call.dossier, clock.now().date())
        for person in people:
            _mail_link(call, organisation, person)
        count += len(people)
        append(
            "signoff.accession_offered",
            call,
            by=by.id if by else None,
            dossier=call.dossier_id,
            organisation=organisation.id,
            mails=len(people),
        )
    return count


def offer_to_those_in_the_dark(issue: Issue) -> None:
    """Whoever could not answer for want of power or network gets a link at once, when the text is public."""
    dark = outages_of(issue.call)
    offer = [one for one in who_could(issue.call, "ar") if one.id in dark]
    if offer:
        offer_accession(issue.call, offer, by=None)


def accede(
    call: Call,
    organisation: Organisation,
    *,
    seal: str,
    visibility: Visibility,
    reservation: str = "",
    knows_few: bool = False,
    shown_to: Collection[int] = (),
    by: Person,
) -> Accession:
    """The organisation accedes to the very text that was issued; the same again is the same, with the same receipt.

    `shown_to` are recipients (by id) whose edition alone has the withheld name. Where two people sign, the second says
    the same. BadInput names what is missing or not known; RuleBroken when
    accession is closed, the page showed another text, or the organisation stands there anyway; AnswerRefused, to be
    noted, for somebody without a mandate.
    """
    reservation = clean_text(reservation)
    if len(reservation) > MOST_WORDS:
        raise BadInput({"reservation": _("That is too long: at most %(count)s characters.", count=MOST_WORDS)})
    session.refresh(call, with_for_update=True)
    issue, now = refuse_closed(call), clock.now()
    if seal != issue.freeze.seal or seal != call.seal:
        raise RuleBroken(_("This page showed another version of the text. Read this one, then answer."))
    mandate = mandate_to_accede(by, organisation, call.dossier, now.date())
    if mandate is None:
        raise without_mandate()
    refuse_who_stands_there(call, organisation, issue)
    recipients = choosable(call, Choice.SIGN, visibility, shown_to)
    known = accession_of(call, organisation)
    if known is not None:
        is_same = (known.visibility, known.reservation) == (visibility, reservation) and is_shown_to(known, recipients)
        return _said_again(known, by, is_same=is_same)
    _refuse_few(call, organisation, visibility, knows_few)
    accession = Accession(
        call_id=call.id,
        organisation_id=organisation.id,
        is_member=status_on(organisation, now.date()) is Status.MEMBER,
        person_id=by.id,
        mandate_id=mandate.id,
        seal=seal,
        visibility=visibility,
        reservation=reservation,
        acceded_at=now,
        receipt=chance.code(10),
        needs_second=organisation.signatures_needed == 2,
    )
    session.add(accession)
    session.flush()
    show_to(accession, recipients)
    _send_receipts(accession)
    chosen = {"shown_to": len(recipients)} if recipients else {}
    _note("signoff.acceded", accession, by=by, seal=seal, mandate=mandate.id, **chosen)
    if accession.is_whole:
        _tell_the_secretariat(accession, issue)
    else:
        others = who_may_accede(organisation, call.dossier, now.date())
        for person in others:
            if person.id != by.id:
                _mail_link(call, organisation, person)
    return accession


def take_back_accession(accession: Accession, *, by: Person | None) -> Accession:
    """Take it back before an issue prints it; `by` None is the organisation itself. Twice is once."""
    session.refresh(accession.call, with_for_update=True)
    session.refresh(accession)
    if accession.undone_at is not None:
        return accession
    if by is not None and by.id not in (accession.person_id, accession.seconded_by_id):
        raise RuleBroken(_("Only whoever acceded takes it back, or the organisation by the link in its own mail."))
    if accession.accepted_at is not None or accession.declined_at is not None:
        raise RuleBroken(_("An issue prints it already, or it was declined. To withdraw, write to the coordinator."))
    accession.undone_at = clock.now()
    session.flush()
    _mail_both(accession, "undone", letters.taken_back)
    _note("signoff.accession_undone", accession, by=by)
    return accession


def decline_accession(accession: Accession, *, reason: str, by: Person) -> Accession:
    """Leave it out of the text, for a reason that the organisation is told. Twice is once."""
    session.refresh(accession.call, with_for_update=True)
    session.refresh(accession)
    if accession.declined_at is not None:
        return accession
    reason = clean_text(reason)
    if not reason:
        raise BadInput({f"reason-{accession.id}": _("Say why: the organisation will read it.")})
    if accession.undone_at is not None or accession.accepted_at is not None:
        raise RuleBroken(_("This has been decided already. Reload the page."))
    accession.declined_at, accession.declined_by_id, accession.decline_reason = clock.now(), by.id, reason[:600]
    session.flush()
    _mail_both(accession, "declined", letters.declined)
    _note("signoff.accession_declined", accession, by=by)
    return accession


def accept_into(issue: Issue, number: str, acceding: Collection[Accession], *, by: Person | None) -> None:
    """From now on the issue of that number prints them; called by `reissue`, under its lock."""
    if acceding:
        refuse_closed_to_acceptance(issue, acceding)
    now = clock.now()
    for accession in acceding:
        accession.accepted_at, accession.accepted_by_id, accession.issue = now, by.id if by else None, number
        session.flush()
        _mail_both(accession, "accepted", letters.accepted)
        _note("signoff.accession_accepted", accession, by=by, number=number)


def refuse_closed_to_acceptance(issue: Issue, acceding: Collection[Accession]) -> None:
    """RuleBroken unless each of them waits, and was given to the very text of this issue, in time."""
    for accession in acceding:
        session.refresh(accession)
        is_same_text = accession.call_id == issue.call_id and accession.seal == issue.freeze.seal
        if not accession.is_waiting or not is_same_text:
            raise RuleBroken(_("An accession was taken back or decided meanwhile. Reload the page."))


def tell_of_accessions(issue: Issue) -> None:
    """When an issue that prints accessions is public: tell whom the by-laws name, each once."""
    call, house = issue.call, the_coalition()
    fresh = [one for one in accessions_in(call) if one.issue == issue.number]
    if not fresh or house is None or house.accession_told not in ("signatories", "members"):
        return
    own = {one.organisation_id for one in fresh}
    stand_there = [answer.organisation for answer in signatures_of(call) if answer.organisation_id not in issue.without]
    told = stand_there if house.accession_told == "signatories" else members_on(clock.now().date())
    for organisation in told:
        if organisation.mail and organisation.id not in own:
            letter = letters.told(issue, organisation.lang)
            _post(f"publishing.acceded:{issue.id}:{organisation.id}", organisation.mail, letter)


def _said_again(known: Accession, by: Person, *, is_same: bool) -> Accession:
    """The same again is the same, and makes it whole when the second of two says it; other words are refused."""
    if not is_same:
        raise RuleBroken(
            _("Your organisation has acceded in other words already. Take that back first, then accede anew.")
        )
    if known.is_whole or known.person_id == by.id:
        return known
    known.seconded_by_id, known.seconded_at = by.id, clock.now()
    session.flush()
    _send_receipts(known, "seconded", to=by)
    _note("signoff.accession_seconded", known, by=by)
    _tell_the_secretariat(known, refuse_closed(known.call))
    return known


def _refuse_few(call: Call, organisation: Organisation, visibility: Visibility, knows_few: bool) -> None:
    is_few = withheld_besides(call, organisation) + 1 < FEW
    if visibility is Visibility.WITHHELD and is_few and not knows_few:
        message = _(
            "Fewer than three names are withheld so far: their number alone may tell that yours is among them. Tick "
            "the box if your organisation accepts this, choose not to be counted, or wait until there are three."
        )
        raise BadInput({"knows_few": message})


def _mail_link(call: Call, organisation: Organisation, person: Person) -> None:
    link, address = _link(call, organisation, person)
    letter = letters.offered(link, address, person.lang, person.timezone)
    _post(f"signoff.accession_link:{link.id}", person.email, letter)


def _link(call: Call, organisation: Organisation, person: Person | None) -> tuple[AccessionLink, str]:
    token = chance.token()
    link = AccessionLink(
        call_id=call.id,
        organisation_id=organisation.id,
        person_id=person.id if person else None,
        token_hash=token_hash(token),
        made_at=clock.now(),
        expires_at=open_until(call) or clock.now(),
        call=call,
        organisation=organisation,
    )
    session.add(link)
    session.flush()
    return link, addresses.public(f"/a/{token}")


def _send_receipts(accession: Accession, what: str = "given", *, to: Person | None = None) -> None:
    """To whoever acted, and to the organisation's own address with the link that takes it back."""
    house, person = accession.organisation, to or accession.person
    _post(
        f"signoff.accession:{accession.id}:{what}:person",
        person.email,
        letters.receipt(accession, person.lang, person.timezone),
    )
    if house.mail and house.mail.casefold() != person.email.casefold():
        _own, address = _link(accession.call, house, None)
        letter = letters.receipt(accession, house.lang, house.timezone, address)
        _post(f"signoff.accession:{accession.id}:{what}:house", house.mail, letter)


def _mail_both(accession: Accession, what: str, write: Write) -> None:
    house, person = accession.organisation, accession.person
    key = f"signoff.accession:{accession.id}:{what}"
    _post(f"{key}:person", person.email, write(accession, person.lang, person.timezone))
    if house.mail and house.mail.casefold() != person.email.casefold():
        _post(f"{key}:house", house.mail, write(accession, house.lang, house.timezone))


def _tell_the_secretariat(accession: Accession, issue: Issue) -> None:
    for person in coordinators(clock.now().date()):
        letter = letters.to_decide(accession, issue, person.lang)
        _post(f"signoff.accession:{accession.id}:decide:{person.id}", person.email, letter)


def _post(key: str, to: str, letter: Letter) -> None:
    post(key, to=to, lang=letter.lang, subject=letter.subject, body=letter.body)


def _note(kind: str, accession: Accession, *, by: Person | None, **facts: object) -> None:
    append(
        kind,
        accession,
        by=by.id if by else None,
        dossier=accession.call.dossier_id,
        organisation=accession.organisation_id,
        call=accession.call_id,
        **facts,
    )
