"""Inlines as runs: emphasis, links, foreign words, citations and footnotes."""

from dataclasses import replace

from papers.model import Citation, Emphasis, Footnote, Foreign, Inline, Inlines, Link, Strong, Text
from papers.notes import citation_note, citation_words
from papers.write.docx.footnotes import note
from papers.write.docx.runs import Voice, text_runs
from papers.write.docx.sheet import Side


def inline_runs(content: Inlines, side: Side, voice: Voice | None = None) -> str:
    """The runs of inlines; their notes are taken to the sheet's footnotes."""
    spoken = voice or side.voice()
    if (pieces := side.history.get(content)) is not None:
        return "".join(track(_runs(piece, side, spoken)) for track, piece in pieces)
    return _runs(content, side, spoken)


def _runs(content: Inlines, side: Side, voice: Voice) -> str:
    return "".join(_inline(inline, side, voice) for inline in content)


def _inline(inline: Inline, side: Side, voice: Voice) -> str:
    match inline:
        case Text(text=text):
            return text_runs(text, voice)
        case Strong(content=content):
            return _runs(content, side, replace(voice, bold=True))
        case Emphasis(content=content):
            return _runs(content, side, replace(voice, italic=True))
        case Foreign(lang=lang, content=content):
            return _runs(content, side, voice.in_language(lang))
        case Link(href=href, content=content):
            inner = _runs(content, side, replace(voice, style="Hyperlink"))
            return f'<w:hyperlink r:id="{side.sheet.package.link(href)}" w:history="1">{inner}</w:hyperlink>'
        case Footnote(content=content):
            return note(_runs(content, side, side.voice()), side)
        case Citation():
            return citation_runs(inline, side, voice)


def citation_runs(citation: Citation, side: Side, voice: Voice) -> str:
    """The official title and the place in the line, and one note that adds the symbol."""
    reference = side.paper.reference(citation.key)
    said = text_runs(citation_words(citation, reference, side.lang), voice)
    return said + note(text_runs(citation_note(citation, reference, side.lang), side.voice()), side)
