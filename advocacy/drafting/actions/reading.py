"""From typed Markdown to a paper, and from what cannot be read to words that say what to do."""

from flask_babel import lazy_gettext as _

from advocacy import chance
from advocacy.drafting import rules
from advocacy.drafting.models import Version
from advocacy.errors import BadInput
from advocacy.library.queries import references_in
from papers.errors import BadPaper
from papers.model import Paper
from papers.read.markdown import from_markdown

MESSAGES = {
    "too_long": _("The text is too long. Write it as several papers, or put figures into an annex."),
    "too_deep": _("Lists and marks can be nested three deep at most."),
    "bad_character": _("The text holds a character that cannot be printed. Delete it and write it again."),
    "bad_link": _("A link begins with https:, http: or mailto:."),
    "bad_picture": _("A picture is not PNG or JPEG, or is larger than two million bytes."),
    "nested_footnote": _("A footnote holds no further footnote and no citation."),
    "nested_link": _("A link cannot stand inside a link."),
    "duplicate": _("Two blocks have the same name between braces. Delete one of the two names."),
}


def read_source(source: str, version: Version, base: Paper) -> Paper:
    """The paper that this Markdown writes down; blocks keep the ids that they have in `base`.

    BadInput beside the field `source` says what cannot be read and where.
    """
    if len(source) > rules.MAX_SOURCE:
        raise BadInput({"source": MESSAGES["too_long"]})
    try:
        return from_markdown(
            rules.storable(source),
            kind=version.dossier.kind,
            lang=version.lang,
            references=references_in(version.lang),
            base=base,
            new_id=chance.block_id,
        )
    except BadPaper as refusal:
        raise BadInput({"source": explained(refusal)}) from refusal


def explained(refusal: BadPaper) -> object:
    """Why the engine refused a text, in the reader's language."""
    message = MESSAGES.get(refusal.code, _("The text cannot be read as it stands."))
    return _("%(message)s (%(where)s)", message=message, where=refusal.where) if refusal.where else message
