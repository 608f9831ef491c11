"""From typed Markdown to a paper, and from what cannot be read to words that say what to do."""

import re
from dataclasses import replace

from flask_babel import lazy_gettext as _

from advocacy import chance
from advocacy.drafting import queries, rules
from advocacy.drafting.actions.pairing import with_ids_of
from advocacy.drafting.models import Version
from advocacy.errors import BadInput
from advocacy.library.queries import references_in
from papers.errors import BadPaper
from papers.model import Block, Paper
from papers.read.markdown import from_markdown

MESSAGES = {
    "too_long": _("The text is too long. Write it as several papers, or put figures into an annex."),
    "too_many": _("The text has too many blocks. Write it as several papers."),
    "too_deep": _("Lists and marks can be nested three deep at most."),
    "open_brackets": _("Many brackets are opened here and not closed. Close them or delete them."),
    "bad_character": _("The text holds a character that cannot be printed. Delete it and write it again."),
    "bad_link": _("A link begins with https:, http: or mailto:."),
    "bad_picture": _("A picture is not PNG or JPEG, or is larger than two million bytes."),
    "unknown_figure": _("A picture is named that this text does not have."),
    "unknown_citation": _("A citation names an instrument that the library does not have. Search it by typing @."),
    "nested_footnote": _("A footnote holds no further footnote and no citation."),
    "nested_link": _("A link cannot stand inside a link."),
    "duplicate": _("Two blocks have the same name between braces. Delete one of the two names."),
}
_LINE = re.compile(r"line (\d+)")


def read_source(source: str, version: Version, base: Paper) -> Paper:
    """The paper that this Markdown writes down; blocks keep the ids that they have in `base`.

    BadInput beside the field `source` says what cannot be read and where.
    """
    if len(source) > rules.MAX_SOURCE:
        raise BadInput({"source": MESSAGES["too_long"]})
    try:
        paper = from_markdown(
            rules.storable(source),
            kind=version.dossier.kind,
            lang=version.lang,
            references=references_in(version.lang),
            base=base,
            new_id=chance.block_id,
        )
    except BadPaper as refusal:
        raise BadInput({"source": explained(refusal)}) from refusal
    dossier = version.dossier
    if version.lang == dossier.authoritative:
        return paper
    return with_ids_of(queries.newest_paper(dossier, dossier.authoritative), paper)


def read_blocks(source: str, version: Version, base: Paper) -> tuple[Block, ...]:
    """The blocks that a piece of Markdown writes down, all under new ids; what looks like a title is a heading.

    Footnotes and pictures of the piece are its own. BadInput beside the field `source` as for a whole text.
    """
    fresh = read_source(f"# –\n\nSubtitle: –\n\nPosition: –\n\n{source}", version, base)
    return tuple(replace(block, id=chance.block_id()) for block in fresh.blocks)


def explained(refusal: BadPaper) -> object:
    """Why the engine refused a text and in which line, in the reader's language."""
    message = MESSAGES.get(refusal.code, _("The text cannot be read as it stands."))
    line = _LINE.fullmatch(refusal.where)
    return _("Line %(number)s: %(message)s", number=line[1], message=message) if line else message
