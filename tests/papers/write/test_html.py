from html.parser import HTMLParser

import pytest
from hypothesis import given, settings

from papers.model import (
    Ask,
    Cell,
    Citation,
    Footnote,
    Foreign,
    Heading,
    Inlines,
    Item,
    Link,
    ListBlock,
    Paper,
    Paragraph,
    Quote,
    Reference,
    Sublist,
    Table,
    Text,
)
from papers.write.html import to_html
from tests.make.papers import papers

ICCPR = Reference("ICCPR", "العهد الدولي الخاص بالحقوق المدنية والسياسية", "A/RES/2200A(XXI)")


def paper(*blocks: object, lang: str = "ar", kind: str = "joint_statement", **values: object) -> Paper:
    return Paper(kind, lang, "عنوان", blocks, references=(ICCPR,), **values)  # type: ignore[arg-type]


def body(*content: object) -> str:
    return to_html(paper(Paragraph("p1", content)), header=False)  # type: ignore[arg-type]


class Tags(HTMLParser):
    """Which tags are open, which ids exist and which are pointed at."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.ids: list[str] = []
        self.targets: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in ("img", "hr"):
            if tag in ("a", "p"):
                assert tag not in self.open
            self.open.append(tag)
        for name, value in attrs:
            if name == "id":
                self.ids.append(str(value))
            if name == "href" and str(value).startswith("#"):
                self.targets.append(str(value)[1:])

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


@given(papers())
@settings(max_examples=80, deadline=None)
def test_every_paper_is_well_formed_and_every_note_is_linked_both_ways(text: Paper) -> None:
    tags = Tags(to_html(text))
    assert not tags.open
    assert len(set(tags.ids)) == len(tags.ids)
    assert set(tags.targets) <= set(tags.ids)


def test_markup_in_the_words_is_words() -> None:
    assert "&lt;b&gt;" in to_html(paper(Paragraph("p", (Text("<b>"),)), lang="en"))
    assert 'href="https://riwaq.example/?a=1&amp;b=&#x27;2&#x27;"' in body(
        Link("https://riwaq.example/?a=1&b='2'", (Text("x"),))
    )


def test_the_fragment_says_its_language_and_direction() -> None:
    assert '<article class="paper paper-joint_statement" lang="ar" dir="rtl">' in to_html(paper())


def test_foreign_words_and_numbers_are_isolated() -> None:
    assert '<bdi dir="ltr">+963 11 000 0000</bdi>' in body(Text("هاتف +963 11 000 0000"))
    assert '<bdi lang="en" dir="ltr">rule of law</bdi>' in body(Foreign("en", (Text("rule of law"),)))


def test_a_paragraph_in_the_other_direction_says_so() -> None:
    html = to_html(paper(Paragraph("p1", (Text("Text"),), "ltr")))
    assert '<p id="ar-p1" dir="ltr">Text</p>' in html


def test_a_list_in_the_other_direction_says_so_and_its_words_stand_in_it() -> None:
    below = Sublist(True, (Item((Text("قرار A/RES/77/301"),)),))
    html = to_html(paper(ListBlock("l1", False, (Item((Text("Annex"),), below),), "ltr")))
    assert '<ul id="ar-l1" dir="ltr"><li>Annex<ol><li><bdi dir="rtl">قرار' in html


def test_a_citation_prints_its_title_and_one_note() -> None:
    html = body(Text("وفق "), Citation("ICCPR", "المادة 22"))
    assert "<cite>المادة 22 من العهد الدولي الخاص بالحقوق المدنية والسياسية</cite>" in html
    assert 'role="doc-noteref" aria-label="حاشية 1">1</a></sup>' in html
    symbol = '<bdi dir="ltr"><span class="symbol">A/RES/2200A(XXI)</span></bdi>'
    assert f'السياسية، {symbol}، المادة 22 <a href="#ar-ref-1" role="doc-backlink"' in html


def test_two_notes_side_by_side_do_not_read_as_one_number() -> None:
    html = body(Citation("ICCPR"), Footnote((Text("ب"),)))
    assert '>1</a></sup><sup>، </sup><sup><a id="ar-ref-2"' in html


def test_asks_are_numbered_through_the_text_in_place() -> None:
    asks = [Ask(f"a{n}", (Text("تخصيص مقاعد"),), addressee="الحكومة", due="خلال شهر") for n in (1, 2)]
    html = to_html(paper(asks[0], Paragraph("p1", (Text("ثم"),)), asks[1]))
    assert '<ol class="asks" start="1">' in html
    assert '<ol class="asks" start="2">' in html
    assert "<p><strong>نطالب الحكومة</strong> بتخصيص مقاعد</p>" in html
    assert '<p class="ask-due"><strong>المهلة:</strong> خلال شهر</p>' in html


def test_a_position_paper_has_its_asks_in_one_box_before_the_text() -> None:
    blocks = (Paragraph("p1", (Text("سياق"),)), Ask("a1", (Text("تخصيص"),), basis=(Citation("ICCPR"),)))
    html = to_html(paper(*blocks, kind="position_paper", position="موقف"))
    assert html.index("paper-position") < html.index("paper-asks") < html.index("سياق")
    assert '<p class="ask-basis"><strong>السند:</strong> العهد' in html


def test_headings_can_be_lowered() -> None:
    text = paper(Heading("h1", 1, (Text("السياق"),)))
    assert '<h2 id="ar-h1">السياق</h2>' in to_html(text)
    assert '<h3 id="ar-h1">السياق</h3>' in to_html(text, heading_offset=1)


def test_lists_tables_and_quotes_keep_their_shape() -> None:
    words: Inlines = (Text("أ"),)
    items = (Item(words, Sublist(True, (Item(words),))),)
    table = Table("t", ((Cell(words, colspan=2),), (Cell(words), Cell(words))), caption=words)
    html = to_html(paper(ListBlock("l", False, items), table, Quote("q", words, words)))
    assert '<ul id="ar-l"><li>أ<ol><li>أ</li></ol></li></ul>' in html
    assert '<caption>أ</caption><thead><tr><th scope="col" colspan="2">أ</th></tr></thead><tbody><tr><td>أ</td>' in html
    assert "<footer>— أ</footer></blockquote>" in html


@pytest.mark.parametrize(("digits", "mark"), [("western", ">1</a>"), ("arabic", ">١</a>")])
def test_note_numbers_follow_the_digits_of_the_paper(digits: str, mark: str) -> None:
    assert mark in to_html(paper(Paragraph("p", (Text("أ"), Footnote((Text("ب"),)))), digits=digits))


def test_print_style_sheets_get_the_note_where_it_hangs() -> None:
    html = to_html(paper(Paragraph("p", (Text("أ"), Footnote((Text("ب"),))))), footnotes="inline")
    assert '<p id="ar-p">أ<span class="footnote" data-n="1">ب</span></p>' in html
    assert "paper-notes" not in html
