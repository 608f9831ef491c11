"""From a parcel to its letter, its mail and its joined, sealed file.

The engines are imported when the first file is made: they take seconds that the web pages need not wait for.
"""

from flask_babel import force_locale
from flask_babel import gettext as _

from advocacy import blobs, clock
from advocacy.addresses import public
from advocacy.coalition import queries as coalition
from advocacy.coalition.models import Coalition
from advocacy.dispatch import rules
from advocacy.dispatch.models import Parcel
from advocacy.publishing.editions import contact_of, letterhead, place_of
from advocacy.publishing.models import Issue, IssueFile
from advocacy.publishing.rules import dashed
from advocacy.publishing.sealing import sealer
from papers import bounded
from papers.edition import Letter

ISOLATE, POP = "\u2066", "\u2069"
"""Left-to-right isolate and its end, around addresses and references in plain text."""


def house() -> Coalition:
    """The coalition that writes."""
    found = coalition.the_coalition()
    if found is None:
        raise RuntimeError("a package without a coalition")
    return found


def letter_of(parcel: Parcel) -> Letter:
    """The covering letter of a parcel, as it is printed."""
    package, writer = parcel.package, house()
    words = rules.letters_from(package.letters)[parcel.lang]
    name = writer.name_in(parcel.lang)
    return Letter(
        lang=parcel.lang,
        letterhead=letterhead(writer, parcel.lang),
        reference=parcel.number,
        date=(package.released_at or clock.now()).date(),
        place=place_of(writer, parcel.lang),
        addressee=tuple(parcel.addressee),
        subject=words.subject,
        salutation=parcel.salutation,
        body=words.body,
        closing=parcel.closing,
        signature=(_signed_by(parcel.lang), name),
        enclosures=(enclosure_title(package.issue, parcel.text_lang),),
        contact=contact_of(writer),
    )


def _signed_by(lang: str) -> str:
    with force_locale(lang):
        return str(_("For the secretariat"))


def enclosure_title(issue: Issue, lang: str) -> str:
    """What is joined to the letter, by title and reference."""
    return f"{issue.dossier.title_in(lang)} ({issue.reference})"


def statement_of(parcel: Parcel) -> IssueFile:
    """The PDF of the issue that goes with this parcel."""
    files = {file.lang: file for file in parcel.package.issue.files if file.format == "pdf"}
    return files[parcel.text_lang]


def joined(parcel: Parcel) -> bytes:
    """Letter and untouched statement in one file, not yet sealed: for looking at before the release."""
    from papers.seal.join import join

    statement = statement_of(parcel)
    return join(bounded.letter_pdf(letter_of(parcel)), blobs.read(statement.unsealed_sha256 or statement.sha256))


def sealed(parcel: Parcel) -> bytes:
    """The file that leaves the house: joined, then sealed, because a seal certifies that nothing changes after it."""
    package = parcel.package
    at = package.released_at or clock.now()
    name = house().name_in(parcel.lang)
    return sealer(at, stamped=False).seal(joined(parcel), parcel.text_lang, name=name, reason=package.issue.reference)


def file_name(parcel: Parcel) -> str:
    """A neutral name: the reference and the language, nobody's name."""
    return f"{dashed(parcel.number)}-{parcel.lang}.pdf"


def mail_words(parcel: Parcel) -> tuple[str, str]:
    """Subject and body of the mail: the letter itself in plain text, so that nothing must be opened to know it."""
    letter, issue = letter_of(parcel), parcel.package.issue
    with force_locale(parcel.lang):
        reference = _("Reference: %(reference)s", reference=_isolated(parcel.number))
        enclosed = _("Enclosed: %(title)s", title=letter.enclosures[0])
        verify = _("Is it genuine? See %(url)s", url=_isolated(public(f"/verify/{issue.code}")))
        answer = _("Please answer to %(mail)s", mail=_isolated(house().mail))
    parts = [letter.salutation, *letter.body, letter.closing, "\n".join(letter.signature)]
    return letter.subject, "\n\n".join([*parts, "\n".join((reference, enclosed, verify, answer))]) + "\n"


def _isolated(words: str) -> str:
    return f"{ISOLATE}{words}{POP}"
