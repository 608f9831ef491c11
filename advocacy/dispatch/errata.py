"""Telling exactly those who received an issue that a newer one stands in its place (HANDBOOK 1.8, hard case N03)."""

from collections.abc import Sequence
from dataclasses import dataclass

from flask_babel import force_locale
from flask_babel import gettext as _
from flask_babel import lazy_gettext as __
from sqlalchemy import select

from advocacy.accounts.models import Person
from advocacy.addresses import public
from advocacy.contacts.models import Office
from advocacy.database import session
from advocacy.dispatch.letters import house
from advocacy.dispatch.models import Package, Parcel
from advocacy.dispatch.queries import fate_of
from advocacy.dispatch.recipients import address_of
from advocacy.errors import RuleBroken
from advocacy.ledger import actions as ledger
from advocacy.outbox.actions import post
from advocacy.outbox.models import Message
from advocacy.publishing.actions.early import Holder
from advocacy.publishing.models import Issue, IssueState
from advocacy.publishing.queries import changed_languages
from advocacy.publishing.special import names_wanted
from advocacy.signoff.queries import recipients_of

ARRIVED = frozenset({"sent", "doubtful", "handed_over"})
"""Fates after which an office has the file, or may have it: a mail in doubt counts, because an erratum harms nobody."""


@dataclass(frozen=True, slots=True)
class Receiver:
    """An office that has an earlier issue. `address` is where the erratum goes, empty when only a hand can bring it;
    `message` the erratum on its way, None before it was posted. `has_own`: somebody who stands, withheld, in the newer
    issue has chosen this office, so that it needs a package, which brings the copy for it alone; a note does not.
    """

    office: Office
    parcel: Parcel
    address: str
    message: Message | None
    has_own: bool


def receivers_of_earlier(issue: Issue) -> list[Receiver]:
    """The offices that received an earlier issue of this paper and not this one, each once, as they were written to.

    Only those whose language of it is no longer what this issue says: a corrected translation concerns its readers.
    """
    has_this = {parcel.office_id for parcel in _parcels(issue) if fate_of(parcel) in ARRIVED}
    found: dict[int, Parcel] = {}
    for earlier in _earlier(issue):
        changed = changed_languages(earlier, issue)
        for parcel in _parcels(earlier):
            concerns = not changed.isdisjoint(parcel.text_lang.split("-"))
            if concerns and fate_of(parcel) in ARRIVED and parcel.office_id not in has_this:
                found.setdefault(parcel.office_id, parcel)
    return [_receiver(issue, parcel) for parcel in sorted(found.values(), key=lambda parcel: parcel.id)]


def send_errata(issue: Issue, *, by: Person) -> list[Receiver]:
    """Mail a short note to everybody who received an earlier issue: what changed, and where the newer one is.

    Each once, however often it is pressed. Returns those to whom only a hand can bring it. RuleBroken when the issue
    does not hold or nobody may see it yet.
    """
    session.refresh(issue, with_for_update=True)
    if issue.state is not IssueState.CURRENT or not issue.is_published:
        raise RuleBroken(__("Only an issue that holds and is public stands in the place of an earlier one."))
    receivers = [one for one in receivers_of_earlier(issue) if one.message is None]
    posted = [one for one in receivers if one.address]
    for one in posted:
        subject, body = erratum(issue, one.parcel)
        post(_key(issue, one.office), to=one.address, lang=one.parcel.lang, subject=subject, body=body)
    if posted:
        ledger.append(
            "dispatch.errata",
            issue,
            by=by.id,
            dossier=issue.dossier_id,
            number=issue.number,
            offices=[one.office.id for one in posted],
        )
    return [one for one in receivers if not one.address]


def erratum(issue: Issue, parcel: Parcel) -> tuple[str, str]:
    """Subject and body of the note, in the language in which the office was written to; it names no signatory."""
    lang, old = parcel.lang, parcel.package.issue
    with force_locale(lang):
        parts = [
            parcel.salutation,
            _(
                "Under the number %(number)s we sent you issue %(old)s of “%(title)s”. "
                "Issue %(new)s has taken its place.",
                number=_apart(parcel.number),
                old=_apart(old.number),
                title=issue.dossier.title_in(lang),
                new=_apart(issue.number),
            ),
            _("What changed: %(note)s", note=_note(issue, lang)),
            _("Please use the newer issue: %(url)s", url=_apart(public(f"/verify/{issue.code}"))),
            _("The file that you have remains genuine; its verification says that it was replaced."),
            parcel.closing,
            "\n".join((_("For the secretariat"), house().name_in(lang))),
        ]
        return str(_("Erratum: %(reference)s", reference=issue.reference)), "\n\n".join(map(str, parts)) + "\n"


def early_holders(issue: Issue) -> list[Holder]:
    """The offices that have the issue before its time, where a mail reaches them."""
    early = [parcel for parcel in _parcels(issue) if fate_of(parcel) in ARRIVED and parcel.office.mail]
    return [Holder(f"office:{parcel.office_id}", _receiver(issue, parcel).address, parcel.lang) for parcel in early]


def _note(issue: Issue, lang: str) -> str:
    """What changed, in that language or in the nearest one that the issue has."""
    editions = issue.editions
    chosen = next(code for code in (lang, "en", *editions) if code in editions)
    return str(editions[chosen]["change_note"])


def _receiver(issue: Issue, parcel: Parcel) -> Receiver:
    known = session.scalars(select(Message).where(Message.key == _key(issue, parcel.office))).one_or_none()
    address = parcel.message.recipient if parcel.message else parcel.office.mail
    office, offered = parcel.office, {one.office_id for one in recipients_of(issue.call)}
    has_own = office.id in offered and names_wanted(issue, office.id, address_of(office)) > 0
    return Receiver(office, parcel, address, known, has_own)


def _earlier(issue: Issue) -> list[Issue]:
    """The issues before this one, the newest first."""
    own = select(Issue).where(Issue.reference == issue.reference, Issue.id < issue.id)
    return list(session.scalars(own.order_by(Issue.id.desc())))


def _parcels(issue: Issue) -> Sequence[Parcel]:
    return session.scalars(select(Parcel).join(Package).where(Package.issue_id == issue.id).order_by(Parcel.id)).all()


def _key(issue: Issue, office: Office) -> str:
    return f"dispatch.erratum:{issue.id}:{office.id}"


def _apart(words: str) -> str:
    return f"\u2066{words}\u2069"
