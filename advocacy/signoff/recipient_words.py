"""How the name of a signatory appears, with the recipients for whom alone it is printed; who reads its reservation."""

from collections.abc import Sequence

from flask_babel import gettext as _

from advocacy.signoff.models import Answer, Recipient, Recording
from advocacy.signoff.queries.recipients import recipients_of, shown_to
from advocacy.signoff.words import READ_BY, naming


def naming_of(answer: Answer | Recording, lang: str) -> list[str]:
    """One sentence, or two where one recipient is told more than all others."""
    return [naming(answer.visibility), *chosen_words(answer, lang)]


def chosen_words(answer: Answer | Recording, lang: str) -> list[str]:
    """A line that names the recipients whose copy alone has the withheld name; none where none was chosen."""
    said = []
    if names := [one.name_in(lang) for one in _chosen(answer)]:
        joined = ("، " if lang in ("ar", "ckb") else ", ").join(f"\u2068{name}\u2069" for name in names)
        said.append(str(_("Except in the copy for this recipient alone: %(names)s", names=joined)))
    return said


def readers_of(answer: Answer | Recording) -> list[str]:
    """A line that says who reads the reservation; none without one."""
    if not answer.reservation:
        return []
    return [str(_("Who reads the reservation: %(words)s", words=str(READ_BY[answer.reservation_for])))]


def _chosen(answer: Answer | Recording) -> Sequence[Recipient]:
    if isinstance(answer, Answer):
        return shown_to(answer)
    return [one for one in recipients_of(answer.call) if one.id in answer.shown_to]
