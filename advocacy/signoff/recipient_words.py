"""How the name of a signatory appears, with the recipients for whom alone it is printed."""

from flask_babel import gettext as _

from advocacy.signoff.models import Answer
from advocacy.signoff.queries.recipients import shown_to
from advocacy.signoff.words import naming


def naming_of(answer: Answer, lang: str) -> list[str]:
    """One sentence, or two where one recipient is told more than all others."""
    said = [naming(answer.visibility)]
    if names := [one.name_in(lang) for one in shown_to(answer)]:
        joined = ("، " if lang in ("ar", "ckb") else ", ").join(f"\u2068{name}\u2069" for name in names)
        said.append(str(_("Except in the copy for this recipient alone: %(names)s", names=joined)))
    return said
