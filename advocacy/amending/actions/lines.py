"""Red lines: recorded by an organisation once, in one place, and ended by it."""

from collections.abc import Sequence

from flask_babel import lazy_gettext as _

from advocacy import clock
from advocacy.accounts.models import Person
from advocacy.amending.actions.guards import needed
from advocacy.amending.models import RedLine
from advocacy.amending.rules import MAX_KEYWORDS
from advocacy.coalition.models import Organisation
from advocacy.database import session
from advocacy.errors import BadInput
from advocacy.ledger.actions import append
from advocacy.library.models import Term
from advocacy.library.rules import TERM_LANGUAGES
from papers.arabic import fold_loose
from papers.normalise import clean_text


def record_red_line(
    organisation: Organisation, theme: str, keywords: Sequence[str], *, term: Term | None = None, by: Person | None
) -> RedLine:
    """Record what the organisation can never sign, and the words that touch it.

    `term` is a term of the glossary whose names in all languages are keywords too.
    """
    words = [
        clean_text(word) for word in (*keywords, *((getattr(term, lang) for lang in TERM_LANGUAGES) if term else ()))
    ]
    words = [word for word in dict.fromkeys(words) if len(fold_loose(word)) >= 2]
    if not words:
        raise BadInput({"keywords": _("Write at least one word by which a text touches this.")})
    if len(words) > MAX_KEYWORDS:
        raise BadInput({"keywords": _("Forty words at most; make two red lines of it.")})
    line = RedLine(
        organisation_id=organisation.id,
        theme=needed("theme", theme, _("Say in a line what your organisation can never sign.")),
        keywords=words,
        recorded_by_id=by.id if by else None,
        recorded_at=clock.now(),
    )
    session.add(line)
    session.flush()
    append("amending.red_line_recorded", line, by=by.id if by else None, organisation=organisation.id)
    return line


def end_red_line(line: RedLine, *, by: Person | None) -> None:
    """From now on it holds no more; the row stays."""
    if line.ended_at is None:
        line.ended_at = clock.now()
        append("amending.red_line_ended", line, by=by.id if by else None, organisation=line.organisation_id)
