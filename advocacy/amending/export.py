"""Amendments and comment sheets as papers, from which the engine makes Word and PDF files.

A file is printed, carried and lost: a withheld name stands in none, whoever asked for it.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from flask_babel import force_locale, ngettext
from flask_babel import gettext as _

from advocacy.amending import queries
from advocacy.amending.models import Amendment, CommentSheet, Handling, SheetComment, Window, Wording
from advocacy.amending.rules import names_organisation
from advocacy.amending.words import HANDLINGS, LINES, OUTCOMES, STATES, UNNAMED, movers_word
from advocacy.coalition.models import Organisation
from advocacy.coalition.queries import the_coalition
from advocacy.drafting.queries import paper_of
from advocacy.policy import NOBODY
from papers.compare import Words
from papers.edition import Edition, Letterhead
from papers.model import Block, Cell, Heading, Inlines, Paper, Paragraph, Strong, Table, Text
from papers.normalise import normalise

KIND = "working_paper"
"""None of the kinds of statement: a reader must not take a table of amendments for one."""


def named(organisation: Organisation, visibility: str, lang: str) -> str:
    """The name in a file; of who withholds it, only that it is a member."""
    shown = names_organisation(NOBODY, organisation, visibility)
    return organisation.name_in(lang) if shown else str(UNNAMED)


def edition_of(lang: str) -> Edition:
    """The letterhead of a working paper of the coalition."""
    house = the_coalition()
    short = ((house.short_ar if lang in ("ar", "ckb") else house.short_en) or "") if house else ""
    head = Letterhead(house.name_in(lang) if house else "", short, (), None, house.colour if house else "#14532d")
    return Edition(head, draft=True)


def interface_lang(lang: str) -> str:
    """The language of labels for a text in that language."""
    return lang if lang in ("ar", "en", "fr") else "ar"


def amendments_paper(window: Window, amendments: Sequence[Amendment]) -> Paper:
    """Every amendment in the order of the text: its words beside the draft's, who moved it, why, its handling."""
    version = window.base.version
    lang = interface_lang(version.lang)
    with force_locale(lang):
        title = _("Amendments to: %(title)s", title=version.title)
        blocks = [block for one in queries.in_text_order(amendments) for block in _amendment(one, lang)]
        return _paper(lang, title, blocks or [_paragraph(_("No amendment has been moved."))])


def _amendment(amendment: Amendment, lang: str) -> Iterator[Block]:
    wording = queries.movers_wording(amendment)
    heading = _("Amendment %(number)s: %(subject)s", number=amendment.number, subject=amendment.subject)
    yield Heading("", 2, (Text(heading),))
    yield _paragraph(movers_line(amendment, lang))
    yield _changes(wording, _("Would read"))
    yield _paragraph(_("Reason: %(reason)s", reason=amendment.reason))
    yield from _handling(amendment)


def _changes(wording: Wording, would: str) -> Table:
    """Each place beside what it would read, in a column of that name."""
    head = (_cell(_("Where")), _cell(_("Reads now")), _cell(would))
    rows = [
        (_cell(where_of(found, wording)), Cell(_marked(found.old, "removed")), Cell(_marked(found.new, "added")))
        for found in queries.differences_of(wording)
    ]
    return Table("", (head, *rows), 1)


def movers_line(amendment: Amendment, lang: str) -> str:
    """Who moved it, who joined, how many support it, whether it came late."""
    parts = [_("Moved by: %(name)s", name=named(amendment.organisation, amendment.visibility, lang))]
    joined = [named(backing.organisation, backing.visibility, lang) for backing in amendment.cosponsors]
    if joined:
        parts.append(_("With: %(names)s", names=_(", ").join(joined)))
    if amendment.supporters:
        number = len(amendment.supporters)
        parts.append(ngettext("%(num)s member supports it", "%(num)s members support it", number))
    if amendment.is_late:
        parts.append(_("Late"))
    return " · ".join(parts)


def _handling(amendment: Amendment) -> Iterator[Block]:
    _shape, state, _tone = STATES[amendment.state]
    yield Paragraph("", (Strong((Text(str(state)),)), *_said(movers_word(amendment))))
    if amendment.proposal is not None:
        yield _paragraph(
            _(
                "The group: %(handling)s. %(reason)s",
                handling=HANDLINGS[amendment.proposal],
                reason=amendment.proposal_reason,
            )
        )
        modified = queries.group_wording(amendment)
        if amendment.proposal is Handling.ADOPT_MODIFIED and modified is not None:
            yield _changes(modified, _("In other words"))
    if amendment.movers_reason:
        yield _paragraph(_("The movers: %(reason)s", reason=amendment.movers_reason))


def _said(words: object) -> Inlines:
    return (Text(f" · {words}"),) if str(words) else ()


def where_of(found: queries.Difference, wording: Wording) -> str:
    """The place of a change in words: a line's name, or which block of the text, counted from 1."""
    if found.place in LINES:
        return str(LINES[found.place])
    places = [block.id for block in paper_of(wording.base).blocks]
    if found.place in places:
        return _("Block %(number)s", number=places.index(found.place) + 1)
    return _("New block")


def _marked(words: Words, op: str) -> Inlines:
    return tuple(Strong((Text(part.text),)) if part.op == op else Text(part.text) for part in words)


def _paragraph(words: str) -> Paragraph:
    return Paragraph("", (Text(words),) if words else ())


def _cell(words: object) -> Cell:
    return Cell((Text(str(words)),) if str(words) else ())


def sheet_paper(sheet: CommentSheet) -> Paper:
    """One organisation's comments as a table: where, what, and what the group answered."""
    version = sheet.window.base.version
    lang = interface_lang(version.lang)
    with force_locale(lang):
        title = _("Comment sheet: %(title)s", title=version.title)
        who = named(sheet.organisation, sheet.visibility, lang)
        late = [_("Late")] if sheet.is_late else []
        head = tuple(_cell(label) for label in (_("No."), _("Where"), _("Comment"), _("Answer of the group")))
        rows = [_comment(comment) for comment in sheet.comments]
        return _paper(lang, title, [_paragraph(" · ".join([who, *late])), Table("", (head, *rows), 1)])


def _comment(comment: SheetComment) -> tuple[Cell, ...]:
    words = (Strong((Text(comment.subject),)), Text(f" – {comment.words}"))
    return (_cell(comment.number), _cell(comment.quote or _("The whole text")), Cell(words), Cell(_answer(comment)))


def _answer(comment: SheetComment) -> Inlines:
    if comment.outcome is None:
        return (Text(_("No answer yet")),)
    _shape, outcome, _tone = OUTCOMES[comment.outcome]
    return (Strong((Text(str(outcome)),)), *((Text(f" – {comment.answer}"),) if comment.answer else ()))


def _paper(lang: str, title: str, blocks: Sequence[Block]) -> Paper:
    named_blocks = tuple(replace(block, id=f"x{number}") for number, block in enumerate(blocks))
    return normalise(Paper(KIND, lang, title, named_blocks))
