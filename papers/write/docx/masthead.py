"""The head of a paper: who speaks, reference and date, what kind of document, its title and whose voice it is."""

from papers.dates import long_date
from papers.edition import Edition, Letterhead
from papers.kinds import KINDS
from papers.order import Masthead, SignedBy, Titles
from papers.words import say, signed_in_annex, translated_from
from papers.write.docx import ooxml
from papers.write.docx.figures import drawing
from papers.write.docx.runs import ltr_run, text_runs
from papers.write.docx.sheet import Side

_LOGO_HEIGHT, _LOGO_WIDEST = 1020, 2400
"""18 mm and 42 mm, in twentieths of a point."""
_PNG, _JPEG = b"\x89PNG", b"\xff\xd8"


def masthead(part: Masthead, side: Side) -> str:
    """Letterhead, reference line, and the notices that change how the text must be read."""
    edition = part.edition
    date = side.counted(long_date(edition.date, side.lang)) if edition.date else ""
    notices = "".join(side.paragraph(text_runs(line, side.voice()), "Notice") for line in _notices(edition, side.lang))
    reference = reference_line(edition.reference, edition.place, date, side, edition.issue)
    return letterhead(edition.letterhead, side) + reference + notices


def letterhead(head: Letterhead, side: Side) -> str:
    """Name and lines, beside the logo if it is a PNG or JPEG; Word shows no SVG without a picture to fall back to."""
    lines = side.paragraph(text_runs(head.name, side.voice()), "Letterhead")
    lines += "".join(side.paragraph(text_runs(line, side.voice()), "LetterheadLine") for line in head.lines)
    if head.logo is None or not head.logo.startswith((_PNG, _JPEG)):
        return lines
    picture = side.sheet.package.picture(head.logo, where="letterhead")
    scale = min(_LOGO_HEIGHT / max(picture.height, 1), _LOGO_WIDEST / max(picture.width, 1))
    width, height = round(picture.width * scale), round(picture.height * scale)
    logo = side.paragraph(drawing(picture, width, height, head.short or head.name, side.sheet), "LetterheadLine")
    widths = (width + 240, side.width - width - 240)
    cells = ooxml.cell(logo, widths[0]) + ooxml.cell(lines, widths[1])
    return ooxml.table(ooxml.row(cells), widths, "Grid", rtl=side.rtl)


def reference_line(reference: str, place: str, date: str, side: Side, issue: str = "") -> str:
    """Reference on the reading side, place and date opposite, below a rule in the letterhead's colour."""
    said = ""
    if reference:
        said = text_runs(f"{say('reference', side.lang)}{say('colon', side.lang)} ", side.voice())
        said += ltr_run(reference, side.voice())
    if issue:
        said += text_runs(f" · {say('issue', side.lang)} ", side.voice()) + ltr_run(issue, side.voice())
    when = say("place_and_date", side.lang, place=place, date=date) if place and date else place or date
    half = side.width // 2
    cells = ooxml.cell(side.paragraph(said, "Reference"), half)
    cells += ooxml.cell(side.paragraph(text_runs(when, side.voice()), "Reference", jc="right"), side.width - half)
    return ooxml.table(ooxml.row(cells), (half, side.width - half), "Foot", rtl=side.rtl)


def page_marks(edition: Edition, lang: str) -> tuple[str, ...]:
    """What every page must say while it is true (handbook 1.4): the embargo, a draft, one reader alone."""
    embargo = say("embargo", lang, until=edition.embargo) if edition.embargo else ""
    alone = say("only_for", lang, office=edition.only_for) if edition.only_for else ""
    return tuple(filter(None, (embargo, say("draft", lang) if edition.draft else "", alone)))


def _notices(edition: Edition, lang: str) -> list[str]:
    lines = []
    if edition.translated_from and edition.status != "authoritative":
        lines.append(translated_from(edition.translated_from, lang, unofficial=edition.status == "unofficial"))
    if edition.change_note:
        lines.append(f"{say('change_note', lang)}{say('colon', lang)} {edition.change_note}")
    return lines


def signed(part: SignedBy, side: Side) -> str:
    """How many have signed, where an annex names them."""
    said = side.counted(signed_in_annex(part.organisations, side.lang))
    return side.paragraph(text_runs(said, side.voice()), "Attribution")


def titles(part: Titles, side: Side) -> str:
    """Kind, title, subtitle and the line of attribution."""
    kind = KINDS[part.kind].name(side.lang) if part.kind in KINDS else ""
    lines = ((kind, "Kind"), (part.title, "Title"), (part.subtitle, "Subtitle"), (part.attribution, "Attribution"))
    return "".join(side.paragraph(text_runs(words, side.voice()), style) for words, style in lines if words)
