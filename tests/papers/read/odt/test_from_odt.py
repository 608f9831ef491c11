"""An OpenDocument text read as a paper."""

import base64
import io
import itertools
import zipfile

import pytest

from papers.errors import BadPaper
from papers.model import (
    Cell,
    Emphasis,
    Figure,
    Footnote,
    Foreign,
    Heading,
    Item,
    Link,
    ListBlock,
    PageBreak,
    Paper,
    Paragraph,
    Quote,
    Strong,
    Sublist,
    Table,
    Text,
    inlines_of,
    plain,
)
from papers.read.odt import from_odt
from tests.make.papers import PIXEL
from tests.papers.read.odt.files import NAMESPACES, p, packed

LISTS = (
    '<text:list-style style:name="N"><text:list-level-style-number text:level="1" style:num-format="1"/>'
    '<text:list-level-style-bullet text:level="2" text:bullet-char="-"/></text:list-style>'
)
COMMON = (
    "<office:styles>"
    '<style:default-style style:family="paragraph"><style:text-properties fo:language="en" '
    'style:language-complex="ar"/></style:default-style>'
    '<style:style style:name="Heading_20_1" style:display-name="Heading 1" style:family="paragraph">'
    '<style:text-properties fo:font-weight="bold"/></style:style>'
    '<style:style style:name="Quotations" style:family="paragraph"/>'
    '<style:style style:name="Strong_20_Emphasis" style:family="text"><style:text-properties fo:font-weight="bold"/>'
    "</style:style></office:styles>"
)


def read(data: bytes, lang: str = "ar") -> tuple[Paper, tuple[str, ...]]:
    numbers = itertools.count(1)
    return from_odt(data, lang=lang, new_id=lambda: f"b{next(numbers)}")


def words(text: str) -> tuple[Text, ...]:
    return (Text(text),)


def test_headings_titles_quotes_and_marks_are_read_by_their_styles() -> None:
    styles = (
        '<style:style style:name="P1" style:family="paragraph" style:parent-style-name="Quotations"/>'
        '<style:style style:name="T1" style:family="text"><style:text-properties style:font-style-complex="italic"/>'
        '</style:style><style:style style:name="T2" style:family="text" '
        'style:parent-style-name="Strong_20_Emphasis"/>'
        '<style:style style:name="T3" style:family="text"><style:text-properties fo:language="fr"/></style:style>'
    )
    body = (
        p("حقّ الأسر", style="Title")
        + '<text:h text:style-name="Heading_20_1" text:outline-level="1">الخلفية</text:h>'
        + p(
            'نصّ <text:span text:style-name="T1">مائل</text:span> و<text:s text:c="3"/>'
            '<text:span text:style-name="T2">عريض</text:span> و <text:span text:style-name="T3">droits</text:span>'
            ' <text:a xlink:href="https://example.org/a">رابط</text:a> '
            '<text:a xlink:href="javascript:x">لا</text:a>.'
        )
        + p("قول", style="P1")
    )
    paper, dropped = read(packed(body, styles, COMMON))
    assert (paper.title, dropped) == ("حقّ الأسر", ())
    assert paper.blocks == (
        Heading("b1", 1, words("الخلفية")),
        Paragraph(
            "b2",
            (
                Text("نصّ "),
                Emphasis(words("مائل")),
                Text(" و "),
                Strong(words("عريض")),
                Text(" و "),
                Foreign("fr", words("droits")),
                Text(" "),
                Link("https://example.org/a", words("رابط")),
                Text(" لا."),
            ),
        ),
        Quote("b3", words("قول")),
    )


def test_lists_nest_go_on_and_begin_anew() -> None:
    inner = f"<text:list><text:list-item>{p('فرعي')}</text:list-item></text:list>"
    first = f"<text:list-item>{p('أول')}{inner}{p('تتمة')}</text:list-item>"
    body = (
        f'<text:list xml:id="a" text:style-name="N">{first}</text:list>'
        f'<text:list text:continue-list="a" text:style-name="N"><text:list-item>{p("ثان")}</text:list-item></text:list>'
        f'<text:list text:style-name="N"><text:list-item>{p("جديد")}</text:list-item></text:list>'
    )
    assert read(packed(body, LISTS))[0].blocks == (
        ListBlock("b1", True, (Item(words("أول تتمة"), Sublist(False, (Item(words("فرعي")),))), Item(words("ثان")))),
        ListBlock("b2", True, (Item(words("جديد")),)),
    )


def test_a_table_keeps_its_head_and_its_spans() -> None:
    def cell(text: str, spans: str = "") -> str:
        return f"<table:table-cell {spans}>{p(text)}</table:table-cell>"

    covered = "<table:covered-table-cell/>"
    body = (
        '<table:table><table:table-column table:number-columns-repeated="3"/><table:table-header-rows><table:table-row>'
        + cell("أ", 'table:number-columns-spanned="2" table:number-rows-spanned="2"')
        + f"{covered}{cell('ب')}</table:table-row></table:table-header-rows><table:table-row>{covered}{covered}"
        + f"{cell('ج')}</table:table-row><table:table-row>{cell('د')}{cell('هـ')}{cell('و')}</table:table-row>"
        + "</table:table>"
    )
    (table,) = read(packed(body))[0].blocks
    assert table == Table(
        "b1",
        (
            (Cell(words("أ"), 2, 2), Cell(words("ب"))),
            (Cell(words("ج")),),
            (Cell(words("د")), Cell(words("هـ")), Cell(words("و"))),
        ),
    )


def test_notes_are_read_where_they_hang_and_endnotes_are_named() -> None:
    def note(kind: str, text: str) -> str:
        return (
            f'<text:note text:note-class="{kind}"><text:note-citation>1</text:note-citation>'
            f"<text:note-body>{p(text)}</text:note-body></text:note>"
        )

    paper, dropped = read(packed(p("كلمة", note("footnote", "حاشية"), " وأخرى", note("endnote", "ختام"), ".")))
    assert paper.blocks == (
        Paragraph("b1", (Text("كلمة"), Footnote(words("حاشية")), Text(" وأخرى"), Footnote(words("ختام")), Text("."))),
    )
    assert dropped == ("endnotes:1",)


def test_a_picture_with_its_caption_and_a_page_break_are_blocks() -> None:
    styles = (
        '<style:style style:name="B" style:family="paragraph"><style:paragraph-properties fo:break-before="page"/>'
        "</style:style>"
    )
    image = (
        '<draw:frame><draw:image xlink:href="Pictures/a.png"/><svg:title>t</svg:title><svg:desc>خريطة</svg:desc>'
        "</draw:frame>"
    )
    box = f"<draw:frame><draw:text-box>{p(image, 'الشكل 1', style='Illustration')}</draw:text-box></draw:frame>"
    data = packed(p("قبل", box) + p("بعد", style="B"), styles, **{"Pictures/a.png": base64.b64decode(PIXEL)})
    paper, dropped = read(data)
    assert paper.blocks == (
        Paragraph("b1", words("قبل")),
        Figure("b2", "image/png", PIXEL, "خريطة", words("الشكل 1")),
        PageBreak("b3"),
        Paragraph("b4", words("بعد")),
    )
    assert dropped == ("text_boxes:1",)


def test_what_is_left_out_is_named() -> None:
    body = (
        p(
            "<draw:frame><draw:object/><draw:image xlink:href='x'/></draw:frame>",
            "كلمة",
            '<draw:frame><draw:image xlink:href="../../etc/passwd"/></draw:frame>',
        )
        + '<text:table-of-content><text:index-body><text:p text:style-name="Contents_20_1">الخلفية 3</text:p>'
        + "</text:index-body></text:table-of-content>"
    )
    contents = (
        '<office:styles><style:style style:name="Contents_20_1" style:display-name="Contents 1" '
        'style:family="paragraph"/></office:styles>'
    )
    paper, dropped = read(packed(body, "", contents))
    assert paper.blocks == (Paragraph("b1", words("كلمة")),)
    assert dropped == ("contents:1", "objects:1", "pictures:1")


def test_fields_and_ruby_keep_the_words_that_a_reader_sees() -> None:
    ruby = "<text:ruby><text:ruby-base>كلمة</text:ruby-base><text:ruby-text>شرح</text:ruby-text></text:ruby>"
    assert read(packed(p(ruby, " <text:date>2026</text:date> <text:page-number>3</text:page-number>")))[0].blocks == (
        Paragraph("b1", words("كلمة 2026 3")),
    )


def refused(data: bytes) -> str:
    with pytest.raises(BadPaper) as refusal:
        read(data)
    return refusal.value.code


def test_a_file_with_a_password_is_refused_as_locked() -> None:
    manifest = (
        f'<manifest:manifest {NAMESPACES}><manifest:file-entry manifest:full-path="content.xml">'
        "<manifest:encryption-data/></manifest:file-entry></manifest:manifest>"
    )
    assert refused(packed(p("x"), **{"META-INF/manifest.xml": manifest})) == "odt_locked"
    assert refused(packed(p("x"), **{"encrypted-package": "x"})) == "odt_locked"


def test_what_is_no_opendocument_text_is_refused() -> None:
    sheet = io.BytesIO()
    with zipfile.ZipFile(sheet, "w") as archive:
        archive.writestr(
            "content.xml", f"<office:document-content {NAMESPACES}><office:body/></office:document-content>"
        )
    for data in (b"", b"PK\x03\x04", sheet.getvalue(), packed(p("x"))[:300]):
        assert refused(data) == "odt_unreadable"


def test_entities_and_bombs_are_refused() -> None:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as archive:
        archive.writestr("content.xml", '<!DOCTYPE d [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><d>&b;</d>')
    assert refused(written.getvalue()) == "odt_unreadable"
    assert refused(packed("<!--" + " " * 30_000_000 + "-->")) == "odt_too_large"


def test_numbers_that_would_multiply_the_text_are_bounded() -> None:
    cell = f'<table:table-cell table:number-columns-repeated="99999">{p("x")}</table:table-cell>'
    spans = 'table:number-columns-spanned="99999" table:number-rows-spanned="99999"'
    wide = f"<table:table-cell {spans}>{p('y')}</table:table-cell>"
    body = (
        p('x<text:s text:c="999999999"/>y')
        + f"<table:table><table:table-row>{cell}</table:table-row>"
        + (f"<table:table-row>{wide}</table:table-row></table:table>")
    )
    paper, _ = read(packed(body), "en")
    assert paper.blocks[0] == Paragraph("b1", words("x y"))
    table = paper.blocks[1]
    assert isinstance(table, Table) and [len(row) for row in table.rows] == [63, 1]


def test_parts_nested_as_deep_as_a_file_may_are_read() -> None:
    body = p("<text:span>" * 240 + "x" + "</text:span>" * 240)
    assert read(packed(body), "en")[0].blocks == (Paragraph("b1", words("x")),)


def test_a_damaged_byte_gives_a_paper_or_a_refusal_and_nothing_else() -> None:
    good = packed(p("نصّ") * 20)
    for at in range(0, len(good), 7):
        try:
            read(good[:at] + bytes([good[at] ^ 0xFF]) + good[at + 1 :])
        except BadPaper as refusal:
            assert refusal.code.startswith("odt_")


@pytest.mark.parametrize(
    ("opening", "closing"),
    [
        ("<text:list><text:list-item>", "</text:list-item></text:list>"),
        ("<table:table><table:table-row><table:table-cell>", "</table:table-cell></table:table-row></table:table>"),
        ("<text:p><draw:frame><draw:text-box>", "</draw:text-box></draw:frame></text:p>"),
        ("<text:section>", "</text:section>"),
    ],
)
def test_blocks_nested_as_deep_as_a_file_may_are_read(opening: str, closing: str) -> None:
    depth = 240 // opening.count("<")
    paper, _ = read(packed(opening * depth + p("x") + closing * depth), "en")
    assert [plain(content) for block in paper.blocks for content in inlines_of(block) if content] == ["x"]
