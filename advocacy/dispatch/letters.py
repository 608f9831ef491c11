"""From a parcel to its letter, its mail and its joined, sealed file.

The engine loads in processes of its own when the first file is made: the web pages need not wait for it.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from flask_babel import force_locale
from flask_babel import gettext as _

from advocacy import blobs, clock, outside
from advocacy.addresses import public
from advocacy.coalition import queries as coalition
from advocacy.coalition.models import Coalition
from advocacy.dispatch import rules
from advocacy.dispatch.models import Package, Parcel
from advocacy.publishing.early_letters import foot_line
from advocacy.publishing.editions import contact_of, letterhead, place_of
from advocacy.publishing.models import Issue, IssueFile
from advocacy.publishing.rules import dashed
from advocacy.publishing.sealing import sealer
from advocacy.publishing.special_models import SpecialFile
from papers import bounded
from papers.bounded import OutOfBounds
from papers.edition import Letter
from papers.package import Failed, Order, Seal, Wanted, make_packages

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
        enclosures=tuple(enclosure_title(package.issue, lang) for lang in languages_of(parcel)),
        contact=contact_of(writer),
    )


def _signed_by(lang: str) -> str:
    with force_locale(lang):
        return str(_("For the secretariat"))


def enclosure_title(issue: Issue, lang: str) -> str:
    """What is joined to the letter, by title and reference; of the bilingual file («ar-en») both titles."""
    titles = " / ".join(issue.dossier.title_in(one) for one in lang.split("-"))
    return f"{titles} ({issue.reference})"


def languages_of(parcel: Parcel) -> tuple[str, ...]:
    """The editions that stand behind the letter: the statement, then the annexes of the package."""
    return (parcel.text_lang, *(lang for lang in parcel.package.annexes if lang != parcel.text_lang))


def statement_of(parcel: Parcel) -> IssueFile:
    """The PDF of the issue that goes with this parcel."""
    return _printed(parcel.package.issue)[parcel.text_lang]


def _printed(issue: Issue) -> dict[str, IssueFile]:
    return {file.lang: file for file in issue.files if file.format == "pdf"}


def is_early(issue: Issue) -> bool:
    """Whether a letter that leaves now reaches its office before the public may see the text."""
    return not issue.is_published and issue.embargo_until is not None


def foot_line_of(parcel: Parcel) -> str:
    """What an early copy says on every page: to which office alone it went, under the number of the letter."""
    office = parcel.office.name_in(parcel.text_lang)
    return foot_line(parcel.package.issue, parcel.text_lang, office, parcel.number)


def order_of(parcels: Sequence[Parcel], *, is_sealed: bool = True) -> Order:
    """What the engine needs to make these parcels of one package, by their ids. Reads everything at once."""
    package = parcels[0].package
    named = {name: file for parcel in parcels for name, file in _documents_of(parcel).items()}
    documents = {name: blobs.read(file.unsealed_sha256 or file.sha256) for name, file in named.items()}
    wanted = [_wanted(parcel) for parcel in parcels]
    if is_early(package.issue):
        lines = [foot_line_of(parcel) for parcel in parcels]
        wanted, documents = _marked(wanted, lines, documents)
    return Order(wanted, documents, _seal_of(package, wanted) if is_sealed else None)


def _documents_of(parcel: Parcel) -> dict[str, IssueFile | SpecialFile]:
    """What stands behind the letter, by the names that the engine is given: those of everybody, or of this office."""
    if parcel.special is None:
        printed = _printed(parcel.package.issue)
        return {lang: printed[lang] for lang in languages_of(parcel)}
    found = {lang: parcel.special.file(lang, "pdf") for lang in languages_of(parcel)}
    return {f"{lang}:{parcel.special.code}": file for lang, file in found.items() if file is not None}


def _marked(
    wanted: Sequence[Wanted], lines: Sequence[str], documents: Mapping[str, bytes]
) -> tuple[list[Wanted], dict[str, bytes]]:
    """Every letter before copies of its own, which bear its line on every page."""
    found: list[Wanted] = []
    marked: dict[str, bytes] = {}
    for one, line in zip(wanted, lines, strict=True):
        names = {lang: f"{lang}:{one.id}" for lang in one.documents}
        marked |= {
            name: bounded.with_foot_line(documents[lang], line, re.split("[:-]", lang)[0])
            for lang, name in names.items()
        }
        found.append(replace(one, documents=tuple(names.values())))
    return found, marked


def _seal_of(package: Package, wanted: Sequence[Wanted]) -> Seal:
    """The seal of a package, with its face for every statement. No stranger is asked for the time (decision 0011)."""
    hand = sealer(package.released_at or clock.now(), stamped=False)
    faces = {name: hand.face(name.partition(":")[0]) for name in {one.documents[0] for one in wanted}}
    return Seal(hand.key, hand.at, package.issue.reference, faces)


def _wanted(parcel: Parcel) -> Wanted:
    return Wanted(str(parcel.id), letter_of(parcel), tuple(_documents_of(parcel)), house().name_in(parcel.lang))


def joined(parcel: Parcel) -> bytes:
    """Letter, untouched statement and annexes in one file, not yet sealed: for looking at before the release."""
    (made,) = make_packages(order_of([parcel], is_sealed=False), workers=1, store=outside.current().shelf)
    if isinstance(made, Failed):
        raise OutOfBounds(made.code, made.message)
    return made.pdf


def file_name(parcel: Parcel) -> str:
    """A neutral name: the reference and the language, nobody's name."""
    return f"{dashed(parcel.number)}-{parcel.lang}.pdf"


def mail_words(parcel: Parcel) -> tuple[str, str]:
    """Subject and body of the mail: the letter itself in plain text, so that nothing must be opened to know it."""
    letter, issue = letter_of(parcel), parcel.package.issue
    with force_locale(parcel.lang):
        reference = _("Reference: %(reference)s", reference=_isolated(parcel.number))
        enclosed = "\n".join(_("Enclosed: %(title)s", title=title) for title in letter.enclosures)
        code = parcel.special.code if parcel.special is not None else issue.code
        verify = _("Is it genuine? See %(url)s", url=_isolated(public(f"/verify/{code}")))
        answer = _("Please answer to %(mail)s", mail=_isolated(house().mail))
    parts = [letter.salutation, *letter.body, letter.closing, "\n".join(letter.signature)]
    return letter.subject, "\n\n".join([*parts, "\n".join((reference, enclosed, verify, answer))]) + "\n"


def _isolated(words: str) -> str:
    return f"{ISOLATE}{words}{POP}"
