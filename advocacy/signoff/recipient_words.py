"""How the name of a signatory appears, with the recipients for whom alone it is printed; who reads its reservation."""

from collections.abc import Sequence

from flask_babel import gettext as _

from advocacy.signoff.models import Accession, Answer, Recipient, Recording
from advocacy.signoff.queries.recipients import recipients_of, shown_to
from advocacy.signoff.words import READ_BY, naming, naming_later


def naming_of(act: Answer | Recording | Accession, lang: str) -> list[str]:
    """One sentence, or two where one recipient is told more than all others."""
    named = naming_later(act.visibility) if isinstance(act, Accession) else naming(act.visibility)
    return [named, *chosen_words(act, lang)]


def chosen_words(act: Answer | Recording | Accession, lang: str) -> list[str]:
    """A line that names the recipients whose copy alone has the withheld name; none where none was chosen."""
    said = []
    if names := [one.name_in(lang) for one in _chosen(act)]:
        joined = ("، " if lang in ("ar", "ckb") else ", ").join(f"\u2068{name}\u2069" for name in names)
        said.append(str(_("Except in the copy for this recipient alone: %(names)s", names=joined)))
    return said


def readers_of(answer: Answer | Recording) -> list[str]:
    """A line that says who reads the reservation; none without one."""
    if not answer.reservation:
        return []
    return [str(_("Who reads the reservation: %(words)s", words=str(READ_BY[answer.reservation_for])))]


def _chosen(act: Answer | Recording | Accession) -> Sequence[Recipient]:
    if isinstance(act, Recording):
        return [one for one in recipients_of(act.call) if one.id in act.shown_to]
    return shown_to(act)
