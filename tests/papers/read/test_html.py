"""What people paste from Google Docs, Word and pages, read as a paper."""

import itertools

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from papers.errors import BadPaper
from papers.model import (
    Cell,
    Emphasis,
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
from papers.read.html import MOST_CHARACTERS, from_html

PIECES = (
    *("<p>", "</p>", "<ul>", "</ul>", "<ol>", "<li>", "</li>", "<b>", "</b>", "<h2>", "</h2>", "<br>", "<blockquote>"),
    *("<table>", "<tr>", "<td>", "<th colspan=2>", "</table>", "<caption>", "<a href='https://e.example/'>", "</a>"),
    *("<p style='mso-list:l1 level3'>", "<p class=MsoTitle>", "w", "w w", " ", "&nbsp;w", "<hr>", "</div>", "<div>"),
)


def read(source: str, lang: str = "ar") -> tuple[Paper, tuple[str, ...]]:
    numbers = itertools.count(1)
    return from_html(source, lang=lang, new_id=lambda: f"b{next(numbers)}")


def words(text: str) -> tuple[Text, ...]:
    return (Text(text),)


def test_a_paste_from_google_docs_keeps_headings_marks_links_and_nested_lists() -> None:
    paper, dropped = read(
        '<meta charset="utf-8"><b style="font-weight:normal;" id="docs-internal-guid-1">'
        '<h1 dir="rtl"><span>الخلفية</span></h1>'
        '<p dir="rtl"><span>نص </span><span style="font-weight:700">عريض</span><span> و</span>'
        '<a href="https://www.google.com/url?q=https://riwaq.example/a%3Fb&amp;sa=D"><span>رابط</span></a></p><br>'
        '<ol><li dir="rtl" aria-level="1"><p role="presentation"><span>أول</span></p></li>'
        '<ul><li aria-level="2"><p><span>فرع</span></p></li></ul><li><p><span>آخر</span></p></li></ol></b>'
    )
    assert paper.blocks == (
        Heading("b1", 1, words("الخلفية")),
        Paragraph(
            "b2", (Text("نص "), Strong(words("عريض")), Text(" "), Link("https://riwaq.example/a?b", words("ورابط")))
        ),
        ListBlock("b3", True, (Item(words("أول"), Sublist(False, (Item(words("فرع")),))), Item(words("آخر")))),
    )
    assert dropped == ()


def test_a_paste_from_word_keeps_its_lists_and_names_its_junk() -> None:
    def line(level: int, mark: str, said: str) -> str:
        ignored = f"<![if !supportLists]><span style='mso-list:Ignore'>{mark}<span>&nbsp;&nbsp;</span></span><![endif]>"
        style = f"mso-list:l0 level{level} lfo1"
        return f"<p class=MsoListParagraph style='{style}'>{ignored}<span>{said}<o:p></o:p></span></p>"

    paper, dropped = read(
        "<html xmlns:o='urn:schemas-microsoft-com:office:office'><head><style>p{color:red}</style></head><body>"
        "<!--StartFragment--><p class=MsoTitle>عنوان<o:p></o:p></p><h2>قسم</h2>"
        "<p class=MsoNormal>نص<a href='#_ftn1' name='_ftnref1'><span class=MsoFootnoteReference>[1]</span></a>."
        "<ins>زيادة</ins><del>حذف</del><span style='display:none'>سر</span><img src='file:///c:/a.png'></p>"
        + line(1, "1.", "أول")
        + line(2, "·", "فرع")
        + line(1, "2.", "آخر")
        + "<p class=MsoQuote>قول</p><br style='page-break-before:always'><script>alert(1)</script>"
        "<div style='mso-element:footnote-list'><p><a href='#_ftnref1'>[1]</a> انظر</p></div>"
        "<!--EndFragment--></body></html>"
    )
    assert paper.title == "عنوان"
    assert paper.blocks == (
        Heading("b1", 2, words("قسم")),
        Paragraph("b2", words("نص[1].زيادة")),
        ListBlock("b3", True, (Item(words("أول"), Sublist(False, (Item(words("فرع")),))), Item(words("آخر")))),
        Quote("b4", words("قول")),
        PageBreak("b5"),
        Paragraph("b6", words("[1] انظر")),
    )
    assert dropped == ("deletions:1", "footnotes:1", "hidden:1", "insertions:1", "pictures:1", "scripts:1", "styles:1")


def test_tables_have_heads_spans_and_a_caption_and_frames_are_their_words() -> None:
    paper, _ = read(
        "<table><caption>الحالات</caption><thead><tr><th>أ</th><th>ب</th></tr></thead><tbody>"
        "<tr><td rowspan=9><p>ج</p><p><i>د</i></p></td><td colspan=x>ه</td></tr><tr><td>و</td></tr></tbody></table>"
        "<table><tr><td><p>إطار</p><p>ثان</p></td></tr></table>"
    )
    rows = (
        (Cell(words("أ")), Cell(words("ب"))),
        (Cell((Text("ج "), Emphasis(words("د"))), 1, 2), Cell(words("ه"))),
        (Cell(words("و")),),
    )
    assert paper.blocks == (
        Table("b1", rows, 1, words("الحالات")),
        Paragraph("b2", words("إطار")),
        Paragraph("b3", words("ثان")),
    )


def test_words_in_no_cell_of_a_table_stand_before_it_and_cells_in_cells_stay_apart() -> None:
    paper, _ = read("<table><div>x</div><tr><td>a<td>b<table><tr><td>c<td>d</table></table>", "en")
    row = (Cell(words("a")), Cell(words("b c d")))
    assert paper.blocks == (Paragraph("b1", words("x")), Table("b2", (row,), 0))


def test_a_link_that_could_run_something_is_read_as_words_and_named() -> None:
    paper, dropped = read('<p onclick="x()"><a href="javascript:alert(1)">here</a> <a href="#top">up</a></p>', "en")
    assert paper.blocks == (Paragraph("b1", words("here up")),)
    assert dropped == ("links:1",)


def test_one_break_is_a_space_and_two_end_the_paragraph() -> None:
    assert read("a<br>b<br><br>c", "en")[0].blocks == (Paragraph("b1", words("a b")), Paragraph("b2", words("c")))


def test_two_lists_one_after_the_other_stay_two_and_a_paragraph_of_an_item_stays_in_it() -> None:
    paper, _ = read("<ul><li><p>a</p><p>b</p></li></ul><ol><li>c</li></ol>d", "en")
    assert paper.blocks == (
        ListBlock("b1", False, (Item(words("a b")),)),
        ListBlock("b2", True, (Item(words("c")),)),
        Paragraph("b3", words("d")),
    )


def test_the_clipboard_of_windows_is_read_without_its_head() -> None:
    source = "Version:0.9\r\nStartHTML:0000\r\n<html><body><!--StartFragment--><p>x</p><!--EndFragment--></body></html>"
    assert read(source, "en")[0].blocks == (Paragraph("b1", words("x")),)


@pytest.mark.parametrize("source", ["", " ", "<!--x-->", "\x00", "<", "\ud800", "<table></table>", "<!DOCTYPE html>"])
def test_what_says_nothing_gives_an_empty_paper(source: str) -> None:
    assert [block for block in read(source)[0].blocks if block != Paragraph("b1", words("<"))] == []


def refusal(source: str) -> str:
    with pytest.raises(BadPaper) as refused:
        read(source)
    return refused.value.code


def test_too_much_is_refused() -> None:
    assert refusal("x" * (MOST_CHARACTERS + 1)) == "html_too_large"
    assert refusal("<p>" + "x " * 1_100_000) == "html_too_large"


@pytest.mark.parametrize("tag", ["div", "b", "span", "blockquote", "table><tr><td"])
def test_parts_nested_without_end_are_refused_and_not_cut_off(tag: str) -> None:
    assert refusal(f"<{tag}>" * 20_000 + "x") == "html_too_deep"


@example("<table>w<tr>w<td>w<td>w<td><table><td>w<td>w</table></tr>w<p>w</p><caption>w</caption><caption>w</caption>")
@example("<ul><li>w<table><caption>w</caption><tr><td>w<td><ul><li>w</ul></table>w")
@given(st.lists(st.sampled_from(PIECES), max_size=30).map("".join))
@settings(max_examples=100, deadline=None)
def test_whatever_is_pasted_is_read_with_all_its_words(source: str) -> None:
    paper, _ = read(source, "en")
    said = paper.title + "".join(plain(content) for block in paper.blocks for content in inlines_of(block))
    assert said.count("w") == source.count("w")
    assert len({block.id for block in paper.blocks}) == len(paper.blocks)


def test_an_outside_entity_is_not_read() -> None:
    paper, _ = read('<!DOCTYPE p [<!ENTITY e SYSTEM "file:///etc/hostname">]><p>a&e;b</p>', "en")
    assert "a&e;b" in str(paper.blocks)
