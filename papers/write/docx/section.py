"""The page: A4, its margins, its direction, what stands above and below the text."""

from papers.words import say
from papers.write.docx import ooxml
from papers.write.docx.runs import ltr_run, text_runs
from papers.write.docx.sheet import Side


def section_xml(side: Side, *, title: str, reference: str = "", code: str = "", marks: tuple[str, ...] = ()) -> str:
    """Section properties, with header and footer added to the package.

    `marks` stand above every page, the title from the second page on.
    """
    package = side.sheet.package
    footer = _footer(side, code)
    notice = "".join(side.paragraph(text_runs(mark, side.voice()), "Notice") for mark in marks)
    header = package.add_header("header1", notice + _header(side, title, reference))
    first = package.add_header("header2", notice or side.paragraph("", "LetterheadLine"))
    page = package.add_footer("footer1", footer)
    opening = package.add_footer("footer2", footer)
    return (
        f'<w:sectPr><w:headerReference w:type="default" r:id="{header}"/>'
        f'<w:headerReference w:type="first" r:id="{first}"/><w:footerReference w:type="default" r:id="{page}"/>'
        f'<w:footerReference w:type="first" r:id="{opening}"/>'
        f'<w:pgSz w:w="{ooxml.PAGE_WIDTH}" w:h="{ooxml.PAGE_HEIGHT}"/>'
        f'<w:pgMar w:top="{ooxml.MARGIN}" w:right="{ooxml.MARGIN}" w:bottom="{ooxml.MARGIN}" w:left="{ooxml.MARGIN}" '
        'w:header="600" w:footer="600" w:gutter="0"/><w:titlePg/>'
        f"{'<w:bidi/>' if side.sheet.look.rtl else ''}</w:sectPr>"
    )


def _header(side: Side, title: str, reference: str) -> str:
    said = text_runs(title, side.voice())
    if reference:
        said += text_runs(" · ", side.voice()) + ltr_run(reference, side.voice())
    return side.paragraph(said, "Header")


def _footer(side: Side, code: str) -> str:
    """Verification code and page x of y; the numbers are fields that Word fills in."""
    said = ""
    if code:
        said = text_runs(f"{say('verification_code', side.lang)}{say('colon', side.lang)} ", side.voice())
        said += ltr_run(code, side.voice()) + text_runs(" · ", side.voice())
    before, _, rest = say("page_of", side.lang, page="\0", pages="\1").partition("\0")
    between, _, after = rest.partition("\1")
    voice = side.voice()
    for words, instruction in ((before, "PAGE"), (between, "NUMPAGES")):
        said += text_runs(words, voice) + ooxml.field(instruction, "1", rtl=voice.rtl)
    return side.paragraph(said + text_runs(after, voice), "Footer", jc="center")
