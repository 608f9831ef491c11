"""Words as runs: every run holds one script, because Word asks each run for its direction, face and language."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from papers.bidi import isolate_spans
from papers.model import direction_of
from papers.write.docx.look import language_style, language_tag
from papers.write.docx.ooxml import words

LRM, RLM = "\u200e", "\u200f"


@dataclass(frozen=True, slots=True)
class Voice:
    """How words are said: in which language and direction, how heavy, and whether the language must be named.

    `foreign` is set when the language differs from the file's, so that the run names it.
    """

    lang: str
    rtl: bool
    foreign: bool = False
    bold: bool = False
    italic: bool = False
    style: str = ""

    def in_language(self, lang: str) -> "Voice":
        return replace(
            self, lang=lang, rtl=direction_of(lang) == "rtl", foreign=True, style=self.style or language_style(lang)
        )


def split(text: str, rtl: bool) -> Iterator[tuple[str, bool]]:
    """Pieces of one direction each, with whether they read from right to left (`papers.bidi` finds them)."""
    for piece, side in isolate_spans(text, "rtl" if rtl else "ltr"):
        yield piece, rtl if side is None else side == "rtl"


def text_runs(text: str, voice: Voice) -> str:
    """Plain text as runs; a line break becomes w:br."""
    pieces = list(split(text, voice.rtl))
    if voice.rtl:
        last = len(pieces) - 1
        pieces = [(_held(piece, rtl, 0 < at < last), rtl) for at, (piece, rtl) in enumerate(pieces)]
    return "".join(_run(piece, rtl, voice) for piece, rtl in pieces)


def ltr_run(text: str, voice: Voice) -> str:
    """A reference, address, phone or digest: one run from left to right whatever stands around it."""
    return _run(_held(text, False, False) if voice.rtl else text, False, voice)


def special_run(element: str, voice: Voice) -> str:
    """A run that holds an element instead of text (a tab, a footnote mark)."""
    return f"<w:r>{_properties(voice.rtl, voice)}{element}</w:r>"


def _held(piece: str, rtl: bool, between: bool) -> str:
    """A piece of a right-to-left line with marks where its edge has no direction of its own.

    Word goes by the run; LibreOffice, phones and web viewers order the line by the characters alone. `between` is set
    for a piece that stands between two others.
    """
    if rtl:
        return RLM + piece if between and not any(letter.isalpha() for letter in piece) else piece
    before = "" if piece[0].isalpha() else LRM
    return f"{before}{piece}{'' if piece[-1].isalnum() and not before else LRM}"


def _run(text: str, rtl: bool, voice: Voice) -> str:
    lines = "<w:br/>".join(f'<w:t xml:space="preserve">{words(line)}</w:t>' for line in text.split("\n"))
    return f"<w:r>{_properties(rtl, voice)}{lines}</w:r>"


def _properties(rtl: bool, voice: Voice) -> str:
    properties = f'<w:rStyle w:val="{voice.style}"/>' if voice.style else ""
    if voice.bold or (voice.italic and rtl):
        properties += "<w:b/><w:bCs/>"
    if voice.italic:  # Arabic type has no slant: emphasis there is weight, and Word goes by w:iCs, not by w:i
        properties += "<w:i/>"
    if rtl:
        properties += "<w:rtl/>"
    if voice.foreign:
        slot = "bidi" if rtl else "val"
        if rtl == (direction_of(voice.lang) == "rtl"):
            properties += f'<w:lang w:{slot}="{language_tag(voice.lang)}"/>'
    return f"<w:rPr>{properties}</w:rPr>" if properties else ""
