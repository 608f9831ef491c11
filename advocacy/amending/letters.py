"""The mails of a review: plain text, a subject that gives nothing away on a shared telephone, one mail a person."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from flask_babel import force_locale
from flask_babel import gettext as _

from advocacy import addresses, clock
from advocacy.accounts.models import Person
from advocacy.amending.models import Amendment, BackingKind, Window
from advocacy.coalition.models import Organisation
from advocacy.coalition.queries import signatories_of
from advocacy.outbox.actions import post
from papers.dates import moment


@dataclass(frozen=True, slots=True)
class Reader:
    """To whom a mail goes: an address, and in which language and on whose clock it is read."""

    key: str
    mail: str
    lang: str
    timezone: str


Letter = Callable[[Window, Reader], str]


def tell_members(window: Window, members: Iterable[Organisation], letter: Letter, *, round_: int = 0) -> int:
    """Mail everybody who may sign this text, each once; an organisation without such a person at its own address.

    Returns how many mails were posted.
    """
    told = {reader.mail: reader for member in members for reader in _readers(member, window)}
    for reader in told.values():
        with force_locale(reader.lang):
            post(
                f"amending.{letter.__name__}:{window.id}:{round_}:{reader.key}",
                to=reader.mail,
                lang=reader.lang,
                subject=_("A text awaits your reading"),
                body=letter(window, reader),
            )
    return len(told)


def _readers(organisation: Organisation, window: Window) -> list[Reader]:
    people = [person for person, _mandate in signatories_of(organisation, window.dossier, clock.now().date())]
    if people:
        return [_reader(person) for person in people]
    own = Reader(f"o{organisation.id}", organisation.mail, organisation.lang, organisation.timezone)
    return [own] if organisation.mail else []


def _reader(person: Person) -> Reader:
    return Reader(f"p{person.id}", person.email, person.lang, person.timezone)


def opened(window: Window, reader: Reader) -> str:
    """The draft is before the members."""
    return _asking(window, reader, _("a draft is before the members for comments and amendments:"))


def reopened(window: Window, reader: Reader) -> str:
    """There is time again."""
    return _asking(window, reader, _("the window for comments and amendments is open again:"))


def _asking(window: Window, reader: Reader, opening: str) -> str:
    title = isolated(window.dossier.title_in(reader.lang))
    until = window.soft_at if clock.now() < window.soft_at else window.closes_at
    parts = [
        _("Greetings,"),
        opening,
        _("Text: %(title)s", title=title)
        + "\n"
        + _("Until: %(moment)s", moment=moment(until, reader.timezone, reader.lang)),
        isolated(window.message) if window.message else "",
        _("To read it and to answer, sign in here:") + "\n" + addresses.public(f"/papers/{window.dossier_id}/review"),
        _("Nothing of this is a signature; you will be asked for that later."),
    ]
    return "\n\n".join(part for part in parts if part) + "\n"


def tell_movers(amendment: Amendment, key: str) -> None:
    """Something became of their amendment: the mover and the co-sponsors read it in the house, not in the mail."""
    behind = [amendment.organisation]
    behind += [backing.organisation for backing in amendment.backings if backing.kind is BackingKind.COSPONSOR]
    told = {reader.mail: reader for one in behind for reader in _readers(one, amendment.window)}
    for reader in told.values():
        with _in(reader.lang):
            post(
                f"amending.{key}:{amendment.id}:{reader.key}",
                to=reader.mail,
                lang=reader.lang,
                subject=_("Something has changed for you"),
                body="\n\n".join(_news(amendment, key)) + "\n",
            )


def tell_commenters(window: Window) -> None:
    """The review has ended: whoever handed in a sheet reads in the house what became of each comment."""
    for sheet in (one for one in window.sheets if one.handed_in_at is not None):
        for reader in _readers(sheet.organisation, window):
            with _in(reader.lang):
                post(
                    f"amending.answered:{sheet.id}:{reader.key}",
                    to=reader.mail,
                    lang=reader.lang,
                    subject=_("Something has changed for you"),
                    body="\n\n".join(
                        [
                            _("Greetings,"),
                            _("a review has ended. What became of each of your comments stands on your comment sheet:"),
                            addresses.public(f"/sheets/{sheet.id}"),
                        ]
                    )
                    + "\n",
                )


def _news(amendment: Amendment, key: str) -> list[str]:
    said = {
        "proposed": _(
            "the working group proposes what to do with an amendment of yours. Please say whether you agree."
        ),
        "decided": _("an amendment of yours has been decided."),
        "carried": _(
            "the text has moved on. An amendment of yours no longer fits it in every place; please look at it."
        ),
    }
    return [_("Greetings,"), said[key.split(".")[0]], addresses.public(f"/amendments/{amendment.id}")]


@contextmanager
def _in(lang: str) -> Iterator[None]:
    with force_locale(lang):
        yield


def isolated(words: str) -> str:
    """Somebody's words, kept from turning the direction of the line they stand in."""
    return f"\u2068{words}\u2069"
