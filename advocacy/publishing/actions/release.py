"""Making an issue public, and telling the person who issued it."""

from flask_babel import force_locale
from flask_babel import gettext as _

from advocacy import addresses, clock
from advocacy.accounts.models import Person
from advocacy.database import session
from advocacy.ledger.actions import append
from advocacy.outbox.actions import post
from advocacy.publishing.actions.acceding import offer_to_those_in_the_dark, tell_of_accessions
from advocacy.publishing.models import Issue, IssueState
from advocacy.publishing.rules import FIRST
from papers.dates import moment


def publish(issue: Issue) -> None:
    """Let everybody see the issue. Does nothing when it is public already, or no longer holds."""
    if issue.is_published or issue.state is not IssueState.CURRENT:
        return
    issue.published_at = clock.now()
    if issue.number == FIRST:
        offer_to_those_in_the_dark(issue)
    tell_of_accessions(issue)
    append("publishing.published", issue, by=None, dossier=issue.dossier_id, number=issue.number)


def tell_issuer(issue: Issue) -> None:
    """Tell whoever issued it that the files exist; once, however often the files are made."""
    person = session.get(Person, issue.issued_by_id) if issue.issued_by_id else None
    if person is None:
        return
    reference = _ltr(issue.reference)
    with force_locale(person.lang):
        lines = [
            _("The files of %(reference)s, issue %(number)s, are ready.", reference=reference, number=issue.number),
            f"«{issue.dossier.title_in(person.lang)}»",
            _("Verification code: %(code)s", code=_ltr(issue.code)),
        ]
        if issue.embargo_until is not None and issue.embargo_until > clock.now():
            until = moment(issue.embargo_until, person.timezone, person.lang)
            lines.append(_("Nobody outside sees it before the embargo ends: %(until)s.", until=until))
        lines.append(addresses.public(f"/issues/{issue.id}"))
        subject = _("Ready: %(reference)s", reference=issue.reference)
    post(
        f"publishing.ready:{issue.id}",
        to=person.email,
        lang=person.lang,
        subject=subject,
        body="\n\n".join(lines) + "\n",
    )


def _ltr(words: str) -> str:
    """Words that run from left to right, isolated in plain text."""
    return f"\u2066{words}\u2069"
