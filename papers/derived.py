"""Shorter papers from one adopted text: a brief, a note for an ally, a press release (a message: `papers.message`).

They add no claim: every sentence is the text's own, asks keep their ids and words, the last line names the text.
"""

from collections.abc import Collection, Iterator
from dataclasses import replace

from papers.canonical import digest, short_digest
from papers.edition import Edition
from papers.errors import BadPaper
from papers.message import MESSAGE_LIMIT, message
from papers.model import Ask, Block, Foreign, Heading, PageBreak, Paper, Paragraph, Quote, Text
from papers.notes import running_words
from papers.words import say

__all__ = [
    "DERIVED_KINDS",
    "MESSAGE_LIMIT",
    "brief",
    "briefing_note",
    "message",
    "press_text",
    "source_line",
    "unsigned",
]

DERIVED_KINDS = {"briefing_note": "brief", "press_release": "statement"}
"""Kinds that are only made from another paper, with their style sheet; nobody drafts them: no `papers.kinds.KINDS`."""


def unsigned(edition: Edition) -> Edition:
    """The edition in which a derived paper is printed: no organisation signed these words, so none stands below them.

    Reservations stay: whoever reads the asks must see who does not share them. The address leads to the adopted text.
    """
    bare = replace(
        edition, members=(), endorsers=(), withheld=0, acceded=(), acceded_withheld=0, acceded_commitments=()
    )
    return replace(bare, digest="", set_digest="")


def brief(paper: Paper, edition: Edition | None = None, chosen: Collection[str] | None = None) -> Paper:
    """The policy brief: position, asks and the blocks with the chosen ids, all in the order of the text.

    None chooses the first paragraph. Raises `BadPaper` ("unknown_block") for an id that the text does not have.
    """
    unknown = sorted(set(chosen or ()) - {block.id for block in paper.blocks})
    if unknown:
        raise BadPaper(
            "unknown_block", f"The text has no block «{unknown[0]}».", where=unknown[0], names=tuple(unknown)
        )
    wanted = {block.id for block in _first_paragraph(paper)} if chosen is None else set(chosen)
    blocks = [block for block in paper.blocks if block.id in wanted or isinstance(block, Ask)]
    return _derived(paper, edition, "policy_brief", paper.subtitle, blocks)


def briefing_note(paper: Paper, edition: Edition | None = None) -> Paper:
    """The note for an ally who will speak: position, asks as speaking points, words to quote, answers of the text.

    Answers are the sections whose heading is a question; a heading with nothing below it is never written.
    """
    blocks = [
        *_section(paper, "speaking_points", paper.asks),
        *_section(paper, "to_quote", [block for block in paper.blocks if isinstance(block, Quote)]),
        *_answers(paper),
    ]
    return _derived(paper, edition, "briefing_note", say("briefing_note", paper.lang), blocks)


def press_text(paper: Paper, edition: Edition | None = None) -> Paper:
    """The press release: position, first paragraph, quotes, asks, and who we are as a note to editors.

    Embargo, contact and verification stand in the edition (`unsigned`) with which it is printed.
    """
    blocks = [
        *_first_paragraph(paper),
        *(block for block in paper.blocks if isinstance(block, Quote)),
        *paper.asks,
        _heading(paper, "notes_to_editors"),
        *_about(paper, edition),
    ]
    return _derived(paper, edition, "press_release", say("press_release", paper.lang), blocks)


def _about(paper: Paper, edition: Edition | None) -> Iterator[Block]:
    """Who speaks, in the words of the letterhead: only a name in the plain text would say too little."""
    if edition and edition.letterhead.lines:
        name, lines = edition.letterhead.name, " · ".join(edition.letterhead.lines)
        yield Paragraph(_new_id(paper, "about"), (Text(f"{name}{say('colon', paper.lang)} {lines}"),))


def _derived(paper: Paper, edition: Edition | None, kind: str, subtitle: str, blocks: Collection[Block]) -> Paper:
    return replace(paper, kind=kind, subtitle=subtitle, blocks=(*blocks, source_line(paper, edition)), aligned=())


def source_line(paper: Paper, edition: Edition | None) -> Paragraph:
    """«مأخوذة من RY/2026/011، بصمة النص 3f9a …»: the adopted text by its reference, else its title, and its digest.

    Reference and digest are marked as foreign: in a paper with Arabic digits theirs must stay as they are compared.
    """
    lang = paper.lang
    found = edition.reference if edition else ""
    named = Foreign("en", (Text(found),)) if found else Text(f"«{paper.title}»")
    words = (
        Text(f"{say('taken_from', lang)} "),
        named,
        Text(f"{say('comma', lang)} {say('its_fingerprint', lang)} "),
        Foreign("en", (Text(short_digest(digest(paper))),)),
    )
    return Paragraph(_new_id(paper, "taken-from"), words)


def _first_paragraph(paper: Paper) -> tuple[Block, ...]:
    return next(((block,) for block in paper.blocks if isinstance(block, Paragraph)), ())


def _section(paper: Paper, key: str, blocks: Collection[Block]) -> Iterator[Block]:
    if blocks:
        yield _heading(paper, key)
        yield from blocks


def _heading(paper: Paper, key: str) -> Heading:
    return Heading(_new_id(paper, key.replace("_", "-")), 1, (Text(say(key, paper.lang)),))


def _new_id(paper: Paper, wanted: str) -> str:
    """An id that no block of the text has."""
    taken = {block.id for block in paper.blocks}
    while wanted in taken:
        wanted += "-x"
    return wanted


def _answers(paper: Paper) -> Iterator[Block]:
    answering = False
    question: tuple[Block, ...] = ()
    for block in paper.blocks:
        if isinstance(block, Heading):
            answering, question = running_words(block.content, paper).rstrip().endswith(("?", "؟")), (block,)
        elif answering and not isinstance(block, Ask | Quote | PageBreak):
            yield from question
            yield block
            question = ()
