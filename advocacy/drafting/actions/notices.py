"""The mails of the writing room: one per recipient, a subject that gives nothing away on a shared telephone."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from flask_babel import force_locale
from flask_babel import gettext as _

from advocacy import addresses
from advocacy.accounts.models import Person
from advocacy.drafting.models import Remark, Thread
from advocacy.outbox.actions import post

_MOST_QUOTED = 300


def tell(thread: Thread, person: Person, *, about: str, remark: Remark | None = None) -> None:
    """Post the mail to somebody who was named in a remark ("mentioned") or given a thread ("assigned").

    The same person is told once of one remark, and once of one thread that was given to them.
    """
    said = remark or thread.remarks[-1]
    key = f"drafting.{about}:{said.id if about == 'mentioned' else thread.id}:{person.id}"
    with written_in(person.lang) as say:
        openings = {
            "mentioned": _("Somebody named you in a comment on a text that you work on."),
            "assigned": _("A comment on a text that you work on was given to you."),
        }
        dossier = thread.version.dossier
        body = [
            openings[about],
            "",
            _("Text: %(title)s", title=say(dossier.title_in(person.lang))),
            _("By: %(name)s", name=say(said.author_in(person.lang))),
            say(_cut(said.text)),
            "",
            _("To read it and to answer:"),
            addresses.public(f"/papers/{dossier.id}/text/{thread.version.lang}/comments#thread-{thread.id}"),
        ]
        subject = _("A comment waits for you")
    post(key, to=person.email, lang=person.lang, subject=subject, body="\n".join(body) + "\n")


@contextmanager
def written_in(lang: str) -> Iterator[Callable[[str], str]]:
    """Write in that language; yields what isolates somebody's words from the direction of the line."""
    with force_locale(lang):
        yield lambda words: f"\u2068{words}\u2069"


def _cut(words: str) -> str:
    return words if len(words) <= _MOST_QUOTED else words[:_MOST_QUOTED].rsplit(" ", 1)[0] + " …"
