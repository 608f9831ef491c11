"""Real Word footnotes: a mark in the line, the note in its own part."""

from dataclasses import replace

from papers.write.docx.runs import RLM, Voice, special_run, text_runs
from papers.write.docx.sheet import Sheet, Side

_SEPARATORS = (
    '<w:footnote w:type="separator" w:id="-1"><w:p><w:pPr><w:spacing w:after="0"/></w:pPr>'
    "<w:r><w:separator/></w:r></w:p></w:footnote>"
    '<w:footnote w:type="continuationSeparator" w:id="0"><w:p><w:pPr><w:spacing w:after="0"/></w:pPr>'
    "<w:r><w:continuationSeparator/></w:r></w:p></w:footnote>"
)


def note(content: str, side: Side) -> str:
    """Take a note (as runs) and return the mark that hangs on the word before it. Word numbers notes itself."""
    notes = side.sheet.notes
    voice = side.voice()
    notes.append(side.paragraph(_mark("<w:footnoteRef/>", voice) + text_runs(" ", voice) + content, "FootnoteText"))
    return _mark(f'<w:footnoteReference w:id="{len(notes)}"/>', voice)


def _mark(element: str, voice: Voice) -> str:
    """The mark; in a right-to-left line held apart from a figure before it («المادة 22»), which would swallow it."""
    apart = f"<w:t>{RLM}</w:t>" if voice.rtl else ""
    return special_run(apart + element, replace(voice, style="FootnoteReference"))


def footnotes_xml(sheet: Sheet) -> str:
    """The content of w:footnotes: Word's two separators, then the notes from 1."""
    listed = "".join(
        f'<w:footnote w:id="{number}">{content}</w:footnote>' for number, content in enumerate(sheet.notes, start=1)
    )
    return _SEPARATORS + listed
