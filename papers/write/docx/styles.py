"""The styles part: real, named styles, so that whoever receives the file can restyle it in one click."""

from papers.model import direction_of
from papers.write.docx.look import ARABIC_FACE, LANGUAGE_TAGS, Look, language_style, language_tag
from papers.write.docx.ooxml import DECLARATION, NAMESPACES, words

INK, SOFT, RULE, PALE = "1F2328", "5B626B", "C9CED4", "F5F6F7"
"""Text, secondary text, thin rules and the ground of a quotation."""


def styles_xml(look: Look) -> str:
    """word/styles.xml. Arabic is set a quarter larger than Latin, as its letters are smaller on the same body."""
    return (
        f"{DECLARATION}<w:styles {NAMESPACES}>{_defaults(look)}{_basics(look)}"
        f"{_titles(look)}{_text(look)}{_edges()}{_characters(look)}{_tables(look)}</w:styles>"
    )


def _defaults(look: Look) -> str:
    latin, arabic = ("en-GB", look.tag) if look.rtl else (look.tag, "ar-SY")
    return (
        "<w:docDefaults><w:rPrDefault><w:rPr>"
        f'<w:rFonts w:ascii="{look.face}" w:hAnsi="{look.face}" w:eastAsia="{look.face}" w:cs="{ARABIC_FACE}"/>'
        f'<w:color w:val="{INK}"/>{_size(11)}<w:lang w:val="{latin}" w:eastAsia="{latin}" w:bidi="{arabic}"/>'
        "</w:rPr></w:rPrDefault><w:pPrDefault><w:pPr>"
        f"<w:widowControl/>{_spacing(0, 8, 1.2)}</w:pPr></w:pPrDefault></w:docDefaults>"
    )


def _basics(look: Look) -> str:
    bidi = "<w:pPr><w:bidi/></w:pPr>" if look.rtl else ""
    return (
        f'<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/>{bidi}'
        '</w:style><w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont">'
        '<w:name w:val="Default Paragraph Font"/><w:uiPriority w:val="1"/><w:semiHidden/></w:style>'
        '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/><w:semiHidden/>'
        '<w:tblPr><w:tblInd w:w="0" w:type="dxa"/><w:tblCellMar><w:top w:w="0" w:type="dxa"/>'
        '<w:left w:w="0" w:type="dxa"/><w:bottom w:w="0" w:type="dxa"/><w:right w:w="0" w:type="dxa"/></w:tblCellMar>'
        '</w:tblPr></w:style><w:style w:type="numbering" w:default="1" w:styleId="NoList"><w:name w:val="No List"/>'
        "<w:semiHidden/></w:style>"
    )


def _titles(look: Look) -> str:
    accent = _ink(look.colour)
    return "".join(
        (
            _style("Letterhead", "Letterhead", _spacing(0, 1, 1.0), f"{_BOLD}{accent}{_size(15)}"),
            _style("LetterheadLine", "Letterhead Line", _spacing(0, 0, 1.1), f"{_ink(SOFT)}{_size(9)}"),
            _style("Reference", "Reference Line", _spacing(0, 0, 1.1), f"{_ink(SOFT)}{_size(10)}"),
            _style("Notice", "Notice", _KEEP + _spacing(4, 0, 1.1), f"{_BOLD}{_ink('9A3412')}{_size(10)}"),
            _style("Kind", "Kind of Document", _KEEP + _spacing(20, 2, 1.0), f"{_BOLD}{accent}{_size(11)}"),
            _style("Title", "Title", _KEEP + _spacing(0, 4, 1.1), f"{_BOLD}{_size(22)}", following="Normal"),
            _style("Subtitle", "Subtitle", _KEEP + _spacing(0, 4, 1.1), f"{_ink(SOFT)}{_size(14)}", following="Normal"),
            _style("Attribution", "Attribution", _spacing(2, 10, 1.15), f"{_ink(SOFT)}{_size(11)}"),
            _heading(1, 15, 16, accent),
            _heading(2, 13, 13, accent),
            _heading(3, 11.5, 10, ""),
            _style("TOCHeading", "TOC Heading", _KEEP + _spacing(12, 4, 1.0), f"{_BOLD}{_size(11)}"),
            *(
                _style(f"TOC{level}", f"toc {level}", f'{_spacing(0, 2, 1.1)}<w:ind w:left="{284 * (level - 1)}"/>', "")
                for level in (1, 2, 3)
            ),
        )
    )


def _text(look: Look) -> str:
    ask_indent = '<w:ind w:left="454" w:hanging="454"/>'
    return "".join(
        (
            _style(
                "PositionLabel",
                "Position Label",
                _KEEP + _framed(look.tint) + _spacing(8, 2, 1.0) + _sides(160),
                f"{_BOLD}{_ink(look.colour)}{_size(10)}",
            ),
            _style(
                "Position",
                "Position",
                _framed(look.tint) + _spacing(0, 14, 1.25) + _sides(160),
                f"{_BOLD}{_size(12.5)}",
            ),
            _style("AskHeading", "Ask Heading", _KEEP + _spacing(2, 4, 1.0), f"{_BOLD}{_ink(look.colour)}{_size(12)}"),
            _style("Ask", "Ask", f"{_spacing(0, 5, 1.2)}{ask_indent}", ""),
            _style("Basis", "Ask Basis", f'{_spacing(0, 6, 1.1)}<w:ind w:left="454"/>', f"{_ink(SOFT)}{_size(9.5)}"),
            _style("Quote", "Quote", f"{_framed(PALE)}{_spacing(8, 0, 1.25)}{_sides(400)}", _ink("3A4048")),
            _style(
                "QuoteSource",
                "Quote Source",
                f"{_framed(PALE)}{_spacing(0, 12, 1.1)}{_sides(400)}",
                f"{_ink(SOFT)}{_size(9.5)}",
            ),
            _style("ListParagraph", "List Paragraph", _spacing(0, 4, 1.2), ""),
            _style("Caption", "caption", _KEEP + _spacing(8, 4, 1.1), f"{_BOLD}{_ink(SOFT)}{_size(9.5)}"),
            _style("TableText", "Table Text", _spacing(0, 0, 1.1), _size(10)),
            _style("Signatory", "Signatory", _spacing(1, 1, 1.0), _size(10.5)),
            _style("Method", "Method", _spacing(12, 0, 1.2), f"{_ink(SOFT)}{_size(10)}"),
            _style("SignatoryNote", "Signatory Note", _spacing(0, 0, 1.0), f"{_ink(SOFT)}{_size(9)}"),
            _style("Reservation", "Reservation", _spacing(0, 8, 1.2), ""),
            _style("ClosingHeading", "Closing Heading", "", "", following="Normal", above="Heading2"),
            _style("Verification", "Verification", _spacing(0, 2, 1.1), _size(9)),
            _style("Addressee", "Addressee", _KEEP + _spacing(0, 0, 1.2), _BOLD),
            _style("Subject", "Subject", _KEEP + _spacing(14, 12, 1.2), f"{_BOLD}{_ink(look.colour)}{_size(12)}"),
            _style("Closing", "Closing", _spacing(10, 24, 1.2), ""),
            _style("Signature", "Signature", _KEEP + _spacing(0, 0, 1.2), ""),
            _style("LetterEnd", "Letter End", _spacing(10, 0, 1.1), _size(10)),
            _style("LetterNote", "Letter Note", _spacing(0, 0, 1.1), _size(10)),
            _style("CellEnd", "Cell End", '<w:spacing w:after="0" w:line="20" w:lineRule="exact"/>', _size(1)),
        )
    )


def _edges() -> str:
    rule = f'<w:pBdr><w:bottom w:val="single" w:sz="4" w:space="4" w:color="{RULE}"/></w:pBdr>'
    return "".join(
        (
            _style("Header", "header", rule + _spacing(0, 0, 1.0), f"{_ink(SOFT)}{_size(9)}"),
            _style("Footer", "footer", _spacing(0, 0, 1.0), f"{_ink(SOFT)}{_size(9)}"),
            _style("FootnoteText", "footnote text", _spacing(0, 2, 1.05), _size(9)),
        )
    )


def _characters(look: Look) -> str:
    def character(style_id: str, name: str, run: str) -> str:
        return (
            f'<w:style w:type="character" w:styleId="{style_id}"><w:name w:val="{name}"/>'
            f'<w:basedOn w:val="DefaultParagraphFont"/><w:rPr>{run}</w:rPr></w:style>'
        )

    return (
        character("FootnoteReference", "footnote reference", '<w:vertAlign w:val="superscript"/>')
        + character("Hyperlink", "Hyperlink", f'{_ink(look.colour)}<w:u w:val="single"/>')
        + "".join(character(language_style(lang), f"Language {lang}", _language(lang)) for lang in LANGUAGE_TAGS)
        + character("Code", "Code", '<w:rFonts w:ascii="Consolas" w:hAnsi="Consolas" w:cs="Consolas"/>')
    )


def _language(lang: str) -> str:
    slot = "bidi" if direction_of(lang) == "rtl" else "val"
    return f'<w:lang w:{slot}="{language_tag(lang)}"/>'


def _tables(look: Look) -> str:
    def rule(edge: str, size: int, colour: str) -> str:
        return f'<w:{edge} w:val="single" w:sz="{size}" w:space="0" w:color="{colour}"/>'

    def style(style_id: str, name: str, borders: str, padding: tuple[int, int], after: str = "") -> str:
        vertical, side = padding
        margins = "".join(
            f'<w:{edge} w:w="{size}" w:type="dxa"/>'
            for edge, size in (("top", vertical), ("left", side), ("bottom", vertical), ("right", side))
        )
        return (
            f'<w:style w:type="table" w:styleId="{style_id}"><w:name w:val="{name}"/><w:basedOn w:val="TableNormal"/>'
            f"<w:tblPr>{f'<w:tblBorders>{borders}</w:tblBorders>' if borders else ''}"
            f"<w:tblCellMar>{margins}</w:tblCellMar></w:tblPr>{after}</w:style>"
        )

    tinted = f'<w:tcPr><w:shd w:val="clear" w:color="auto" w:fill="{look.tint}"/></w:tcPr>'
    first = f'<w:tblStylePr w:type="firstRow"><w:rPr>{_BOLD}</w:rPr>{tinted}</w:tblStylePr>'
    lines = rule("top", 8, look.colour) + rule("bottom", 4, RULE) + rule("insideH", 4, RULE)
    return (
        style("Grid", "Plain Grid", "", (0, 0))
        + style("Ruled", "Ruled Table", lines, (60, 90), first)
        + style("Names", "Names", rule("bottom", 4, RULE) + rule("insideH", 4, RULE), (45, 60))
        + style("Box", "Box", rule("top", 18, look.colour), (140, 200), tinted)
        + style("Pair", "Two Languages", "", (0, 140))
        + style("Foot", "Verification Block", rule("top", 8, look.colour), (120, 0))
    )


_BOLD = "<w:b/><w:bCs/>"
_KEEP = "<w:keepNext/><w:keepLines/>"


def _ink(colour: str) -> str:
    return f'<w:color w:val="{colour}"/>'


def _size(points: float) -> str:
    """Latin and Arabic size; Word counts half points."""
    return f'<w:sz w:val="{round(points * 2)}"/><w:szCs w:val="{round(points * 2.45)}"/>'


def _spacing(before: float, after: float, line: float) -> str:
    return (
        f'<w:spacing w:before="{round(before * 20)}" w:after="{round(after * 20)}" '
        f'w:line="{round(line * 240)}" w:lineRule="auto"/>'
    )


def _sides(indent: int) -> str:
    return f'<w:ind w:left="{indent}" w:right="{indent}"/>'


def _framed(tint: str) -> str:
    # border and shading of one colour make padding; a side bar would land on different sides in different programs
    edges = "".join(
        f'<w:{edge} w:val="single" w:sz="4" w:space="{space}" w:color="{tint}"/>'
        for edge, space in (("top", 8), ("left", 8), ("bottom", 8), ("right", 8))
    )
    return f'<w:pBdr>{edges}</w:pBdr><w:shd w:val="clear" w:color="auto" w:fill="{tint}"/>'


def _heading(level: int, points: float, before: float, colour: str) -> str:
    outline = f'<w:outlineLvl w:val="{level - 1}"/>'
    return _style(
        f"Heading{level}",
        f"heading {level}",
        _KEEP + _spacing(before, 4, 1.1) + outline,
        f"{_BOLD}{colour}{_size(points)}",
        following="Normal",
    )


def _style(style_id: str, name: str, paragraph: str, run: str, *, following: str = "", above: str = "Normal") -> str:
    return (
        f'<w:style w:type="paragraph" w:styleId="{style_id}"><w:name w:val="{words(name)}"/>'
        f'<w:basedOn w:val="{above}"/>'
        f"{f'<w:next w:val={chr(34)}{following}{chr(34)}/>' if following else ''}<w:qFormat/>"
        f"{f'<w:pPr>{paragraph}</w:pPr>' if paragraph else ''}{f'<w:rPr>{run}</w:rPr>' if run else ''}</w:style>"
    )
