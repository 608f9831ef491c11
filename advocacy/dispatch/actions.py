"""Preparing, correcting, releasing and handing over packages."""

from collections.abc import Mapping, Sequence

from flask_babel import get_locale
from flask_babel import lazy_gettext as _

from advocacy import clock
from advocacy.accounts.models import Person
from advocacy.contacts import queries as contacts
from advocacy.contacts.models import Office
from advocacy.database import session
from advocacy.dispatch import letters as writing
from advocacy.dispatch import rules
from advocacy.dispatch.models import Package, PackageState, Parcel, ParcelState
from advocacy.dispatch.queries import has_new_holder, is_put_off
from advocacy.dispatch.recipients import address_of
from advocacy.dispatch.rules import LetterText
from advocacy.errors import BadInput, RuleBroken
from advocacy.ledger import actions as ledger
from advocacy.outbox.actions import Enclosure, cancel, post
from advocacy.outbox.models import MailState
from advocacy.publishing.models import Issue, IssueState
from advocacy.publishing.special import want_special


def prepare_package(
    issue: Issue,
    *,
    title: str,
    letters: Mapping[str, LetterText],
    offices: Sequence[Office],
    annexes: Sequence[str] = (),
    by: Person,
) -> Package:
    """Make a package of one issue for these offices: nothing leaves before a second person releases it.

    `annexes` are languages of the issue that stand behind the statement for everybody. `letters` are the covering
    letters by language; every language that an office needs must be there or English must.
    """
    _refuse_unready(issue)
    if not offices:
        raise BadInput({"offices": _("Choose at least one office.")})
    if not set(annexes) <= set(issue.file_langs):
        raise BadInput({"annexes": _("This issue has no edition in that language.")})
    today = clock.now().date()
    silent = [office for office in offices if contacts.is_silent(office, today)]
    if silent:
        raise BadInput({"offices": _("An office that must not be contacted now is among those chosen: take it out.")})
    package = Package(
        issue_id=issue.id,
        title=title,
        letters={lang: {"subject": text.subject, "body": list(text.body)} for lang, text in letters.items()},
        state=PackageState.DRAFT,
        prepared_by_id=by.id,
        prepared_at=clock.now(),
        annexes=list(annexes),
    )
    session.add(package)
    session.flush()
    for position, office in enumerate(offices, 1):
        package.parcels.append(_parcel(package, issue, office, position, letters))
    session.flush()
    ledger.append(
        "dispatch.prepared", package, by=by.id, dossier=issue.dossier_id, issue=issue.id, parcels=len(offices)
    )
    return package


def _refuse_unready(issue: Issue) -> None:
    if issue.state is not IssueState.CURRENT:
        raise RuleBroken(_("Only a current issue is sent. This one is being prepared, was replaced, or was withdrawn."))


def _parcel(package: Package, issue: Issue, office: Office, position: int, letters: Mapping[str, LetterText]) -> Parcel:
    lang = rules.letter_language(office.lang, letters)
    if lang is None:
        raise BadInput({"letters": _("Write the letter in English or Arabic as well: an office needs it.")})
    address = contacts.address_of(office, lang, clock.now().date())
    issued = {file.lang for file in issue.files if file.format == "pdf"}
    holder = contacts.holder_on(office, clock.now().date())
    return Parcel(
        office_id=office.id,
        holder_id=holder.id if holder else None,
        lang=lang,
        text_lang=rules.text_language(lang, issued, issue.dossier.authoritative),
        number=rules.parcel_number(issue.reference, package.id, position),
        salutation=address.salutation,
        addressee=list(address.lines),
        closing=address.closing,
        state=ParcelState.DRAFT,
    )


def correct_parcel(parcel: Parcel, *, salutation: str, addressee: Sequence[str], closing: str, by: Person) -> None:
    """Change how this office is addressed in this letter, before the release."""
    _refuse_released(parcel.package)
    parcel.salutation, parcel.addressee, parcel.closing = salutation, list(addressee), closing
    ledger.append("dispatch.corrected", parcel, by=by.id, dossier=parcel.package.issue.dossier_id)


def renew_address(parcel: Parcel, *, by: Person) -> None:
    """Address the letter to whoever holds the office today: before the release, or before a stopped one is made."""
    package = parcel.package
    session.refresh(package, with_for_update=True)
    if package.state is PackageState.RELEASED and (package.stopped_at is None or parcel.pdf_sha256 is not None):
        raise RuleBroken(_("This package has been released; its letters can no longer change."))
    today = clock.now().date()
    address, holder = contacts.address_of(parcel.office, parcel.lang, today), contacts.holder_on(parcel.office, today)
    parcel.salutation, parcel.addressee, parcel.closing = address.salutation, list(address.lines), address.closing
    parcel.holder_id = holder.id if holder else None
    ledger.append("dispatch.readdressed", parcel, by=by.id, dossier=package.issue.dossier_id, office=parcel.office_id)


def _refuse_changed_holders(package: Package) -> None:
    """RuleBroken while a letter greets somebody who does not hold the office today (HANDBOOK hard case N23)."""
    changed = [parcel for parcel in package.parcels if parcel.pdf_sha256 is None and has_new_holder(parcel)]
    if changed:
        names = "، ".join(parcel.office.name_in(str(get_locale() or "ar")[:2]) for parcel in changed)
        raise RuleBroken(
            _(
                "Somebody else holds an office than when its letter was written: %(names)s. Address it anew.",
                names=names,
            )
        )


def drop_parcel(parcel: Parcel, *, by: Person) -> None:
    """Take an office out of a package, before the release."""
    _refuse_released(parcel.package)
    if len(parcel.package.parcels) == 1:
        raise RuleBroken(_("A package needs at least one office."))
    dossier_id = parcel.package.issue.dossier_id
    ledger.append("dispatch.dropped", parcel, by=by.id, dossier=dossier_id, office=parcel.office_id)
    parcel.package.parcels.remove(parcel)
    session.delete(parcel)


def _refuse_released(package: Package) -> None:
    session.refresh(package, with_for_update=True)
    if package.state is PackageState.RELEASED:
        raise RuleBroken(_("This package has been released; its letters can no longer change."))


def release_package(package: Package, *, by: Person) -> None:
    """Let a package go: by another person than the one who prepared it. Twice is the same as once."""
    session.refresh(package, with_for_update=True)  # of two who press at once, the second finds it released
    if package.state is PackageState.RELEASED:
        return
    if package.prepared_by_id == by.id:
        raise RuleBroken(_("Whoever prepared a package does not release it: ask a second person."))
    _refuse_unready(package.issue)
    _refuse_changed_holders(package)
    package.state, package.released_by_id, package.released_at = PackageState.RELEASED, by.id, clock.now()
    for parcel in package.parcels:
        parcel.state = ParcelState.WAITING
        parcel.special = want_special(package.issue, parcel.office_id, address_of(parcel.office))
    session.flush()
    ledger.append(
        "dispatch.released",
        package,
        by=by.id,
        dossier=package.issue.dossier_id,
        issue=package.issue_id,
        parcels=len(package.parcels),
    )


def stop_package(package: Package, *, by: Person) -> None:
    """Make nothing more of a released package; what was made stays and goes its way. Twice is the same as once."""
    session.refresh(package, with_for_update=True)
    if package.state is not PackageState.RELEASED:
        raise RuleBroken(_("This package has not been released."))
    if package.stopped_at is None:
        package.stopped_at = clock.now()
        for parcel in package.parcels:
            parcel.lease_until = None  # what is being made now comes too late, and nothing waits when it goes on
        ledger.append("dispatch.stopped", package, by=by.id, dossier=package.issue.dossier_id)


def continue_package(package: Package, *, by: Person) -> None:
    """Go on with a package that was stopped, where it stopped."""
    session.refresh(package, with_for_update=True)
    if package.stopped_at is not None:
        _refuse_unready(package.issue)
        _refuse_changed_holders(package)
        package.stopped_at = None
        ledger.append("dispatch.continued", package, by=by.id, dossier=package.issue.dossier_id)


def hand_over(parcel: Parcel, *, note: str, by: Person) -> None:
    """Record that a parcel was handed over by other ways than mail; `note` says to whom, or the register number."""
    session.refresh(parcel, with_for_update=True)
    if parcel.state not in (ParcelState.READY, ParcelState.HANDED_OVER):
        raise RuleBroken(_("This parcel is not waiting to be handed over."))
    if not note:
        raise BadInput({"note": _("Say who received it, or the number in their register.")})
    parcel.state, parcel.handed_at, parcel.handed_note = ParcelState.HANDED_OVER, clock.now(), note
    ledger.append("dispatch.handed_over", parcel, by=by.id, dossier=parcel.package.issue.dossier_id)


def send_again(parcel: Parcel, *, to: str, by: Person) -> None:
    """Send a letter that came back to another address: the same file, so the same digest (HANDBOOK hard case N06).

    One that a server puts off need not be waited for: its mail is taken out of the queue first.
    """
    _give_up_mail(parcel)
    assert parcel.pdf_sha256 is not None
    if parcel.special is not None and to.casefold() != parcel.special.mail.casefold():
        raise RuleBroken(_("This copy is for one address alone: that which the signatories were told."))
    subject, body = writing.mail_words(parcel)
    enclosure = Enclosure(parcel.pdf_sha256, writing.file_name(parcel), "application/pdf")
    key = f"dispatch.parcel:{parcel.id}:{parcel.message_id}"
    message = post(key, to=to, lang=parcel.lang, subject=subject, body=body, enclosures=[enclosure])
    ledger.append(
        "dispatch.sent_again", parcel, by=by.id, dossier=parcel.package.issue.dossier_id, file=parcel.pdf_sha256
    )
    parcel.message_id = message.id


def carry_instead(parcel: Parcel, *, by: Person) -> None:
    """Take a letter whose mail came back or is put off by hand or through a portal instead: the same file."""
    _give_up_mail(parcel)
    parcel.state = ParcelState.READY
    ledger.append("dispatch.by_hand", parcel, by=by.id, dossier=parcel.package.issue.dossier_id, file=parcel.pdf_sha256)


def _give_up_mail(parcel: Parcel) -> None:
    """RuleBroken unless the mail of this letter came back or is put off; of two who press, the second finds it gone."""
    session.refresh(parcel, with_for_update=True)
    mail = parcel.message
    if parcel.state is not ParcelState.POSTED or mail is None or parcel.pdf_sha256 is None:
        raise RuleBroken(_("This letter has not come back."))
    if mail.state is MailState.FAILED:
        return
    if not is_put_off(parcel):
        raise RuleBroken(_("This letter has not come back."))
    cancel(mail)
