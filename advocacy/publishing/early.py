"""Makes early copies: slow, and outside any transaction."""

from dataclasses import dataclass

from flask_babel import force_locale
from flask_babel import gettext as _

from advocacy import blobs, chance, clock
from advocacy.database import session
from advocacy.errors import RuleBroken
from advocacy.leaving import HeldBack, let_file_go
from advocacy.publishing.early_letters import foot_line
from advocacy.publishing.hidden import search_under
from advocacy.publishing.models import Issue
from advocacy.publishing.sealing import sealer
from papers import bounded


@dataclass(frozen=True, slots=True)
class Copy:
    """A sealed copy, the mark on its pages, and the line in which it stands."""

    pdf: bytes
    mark: str
    line: str


def fresh_mark() -> str:
    """A mark that is read out without mistakes («7KQ2-M4XW»)."""
    letters = chance.code(8)
    return f"{letters[:4]}-{letters[4:]}"


def make_copy(issue: Issue, lang: str, recipient: str) -> Copy:
    """The PDF of that language with the foot line of this recipient, sealed. KeyError when the issue has none."""
    file = issue.file(lang, "pdf")
    if file is None:
        raise KeyError(lang)
    data, mark = blobs.read(file.unsealed_sha256 or file.sha256), fresh_mark()
    line, name = foot_line(issue, lang, recipient, mark), file.name
    reference, search = issue.reference, search_under(issue.dossier_id, lang)
    hand = sealer(clock.now().replace(microsecond=0), stamped=False)
    session.rollback()  # no database transaction stays open while a file is made
    marked = bounded.with_foot_line(data, line, lang)
    with force_locale(lang if lang in ("ar", "en", "fr") else "en"):
        field, reason = (
            str(_("Seal of the coalition")),
            str(_("Issued under the number %(reference)s", reference=reference)),
        )
    try:
        let_file_go(marked, name, search)
    except HeldBack as held:
        raise RuleBroken(_("A name that is to be withheld stands in this copy. It was not made.")) from held
    return Copy(hand.seal(marked, lang, name=field, reason=reason), mark, line)
