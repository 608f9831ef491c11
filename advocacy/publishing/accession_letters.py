"""The mails of accession: the link, the receipt, that it was taken back, declined, or printed."""

from collections.abc import Callable

from flask_babel import gettext as _

from advocacy import addresses
from advocacy.publishing.models import Issue
from advocacy.signoff.five_lines import text_for
from advocacy.signoff.letters import Letter, in_language, office_mail
from advocacy.signoff.models import Accession, AccessionLink
from advocacy.signoff.recipient_words import naming_of
from papers.dates import moment


def offered(link: AccessionLink, address: str, lang: str, zone: str) -> Letter:
    """The personal link to the page of accession."""
    with in_language(lang) as say:
        body = [
            _("This text has been issued. Your organisation can still accede to it, exactly as it stands."),
            _("Organisation: %(name)s", name=say(link.organisation.name_in(lang))),
            _("Text: %(title)s", title=say(text_for(link.call, lang).title)),
            _("Possible until %(moment)s", moment=say(moment(link.expires_at, zone, lang))),
            _("To read it and to accede, open your personal link:") + f"\n{address}",
            _("Whoever accedes is listed apart from those who signed on the first day, with the day of its accession."),
            _("The link is for you alone: please do not pass it on. Silence is not a signature."),
        ]
        return Letter(lang, _("Your organisation can accede to a text"), "\n\n".join(body) + "\n")


def receipt(accession: Accession, lang: str, zone: str, address: str = "") -> Letter:
    """What was said in the organisation's name; `address` is its own link, which takes it back."""
    with in_language(lang) as say:
        body = [
            _("We received the accession of your organisation - keep this receipt"),
            *_facts(accession, lang, say),
            *naming_of(accession, lang),
            _("Acceded by: %(name)s", name=say(accession.person.name_in(lang))),
            _("When: %(moment)s", moment=say(moment(accession.acceded_at, zone, lang))),
            _("Receipt: %(code)s", code=say(accession.receipt)),
            _("Fingerprint of the text: %(digest)s", digest=say(accession.seal)),
        ]
        if not accession.is_whole:
            body.append(_("Your organisation signs with two people: it holds once a second person says the same."))
        body.append(_("Until a new issue prints it, it can be taken back."))
        if address:
            body.append(_("If it is not so, take it back here:") + f"\n{address}")
        body.append(_("If you did not expect this mail, write to %(mail)s at once.", mail=say(office_mail())))
        return Letter(lang, _("Receipt for your accession"), "\n\n".join(body) + "\n")


def to_decide(accession: Accession, issue: Issue, lang: str) -> Letter:
    """To the coordinator."""
    with in_language(lang) as say:
        address = addresses.public(f"/issues/{issue.id}/accessions")
        body = [
            _("An organisation has acceded to an issued text. It is printed once you make the next issue."),
            _("Text: %(title)s", title=say(text_for(accession.call, lang).title)),
            address,
        ]
        return Letter(lang, _("An organisation has acceded"), "\n\n".join(body) + "\n")


def taken_back(accession: Accession, lang: str, zone: str) -> Letter:
    """It holds no more."""
    with in_language(lang) as say:
        body = [
            _("The accession of your organisation was taken back; no issue prints it."),
            *_facts(accession, lang, say),
            _("Receipt: %(code)s", code=say(accession.receipt)),
        ]
        return Letter(lang, _("Your accession was taken back"), "\n\n".join(body) + "\n")


def declined(accession: Accession, lang: str, zone: str) -> Letter:
    """The coordinator does not put it into an issue, and why."""
    with in_language(lang) as say:
        body = [
            _("The accession of your organisation was not accepted; no issue prints it."),
            *_facts(accession, lang, say),
            _("Reason: %(reason)s", reason=say(accession.decline_reason)),
        ]
        return Letter(lang, _("Your accession was not accepted"), "\n\n".join(body) + "\n")


def accepted(accession: Accession, lang: str, zone: str) -> Letter:
    """The next issue prints it."""
    with in_language(lang) as say:
        body = [
            _(
                "Issue %(number)s of the text prints the accession of your organisation.",
                number=say(accession.issue),
            ),
            *_facts(accession, lang, say),
        ]
        return Letter(lang, _("Your accession is printed"), "\n\n".join(body) + "\n")


def told(issue: Issue, lang: str) -> Letter:
    """To those whom the by-laws name: there is a newer issue. The names stand in it, and nowhere here."""
    with in_language(lang) as say:
        note = issue.editions.get(lang, next(iter(issue.editions.values())))["change_note"]
        page = addresses.public(f"/p/{issue.reference.replace('/', '-')}")
        body = [
            _("A text that your organisation knows was issued anew, because others have acceded to it."),
            _("Text: %(title)s", title=say(text_for(issue.call, lang).title)),
            _("What changed: %(words)s", words=say(note)),
            page,
        ]
        return Letter(lang, _("Others have acceded to a text"), "\n\n".join(body) + "\n")


def _facts(accession: Accession, lang: str, say: Callable[[str], str]) -> list[str]:
    facts = [
        _("Organisation: %(name)s", name=say(accession.organisation.name_in(lang))),
        _("Text: %(title)s", title=say(text_for(accession.call, lang).title)),
    ]
    if accession.reservation:
        facts.append(_("Reservation: %(words)s", words=say(accession.reservation)))
    return facts
