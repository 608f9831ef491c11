import pytest

from papers.model import (
    Ask,
    Citation,
    Footnote,
    Item,
    ListBlock,
    Paper,
    Paragraph,
    Reference,
    Strong,
    Sublist,
    Text,
    plain,
)
from papers.notes import citation_note, citation_words, numbered

ICCPR = Reference("ICCPR", "العهد الدولي الخاص بالحقوق المدنية والسياسية", "A/RES/2200A(XXI)")
ARTICLE_22 = Citation("ICCPR", "المادة 22")


def paper(*blocks: object) -> Paper:
    return Paper("position_paper", "ar", "ع", blocks, references=(ICCPR,))  # type: ignore[arg-type]


def test_notes_are_numbered_through_the_paper_in_reading_order() -> None:
    note = Footnote((Text("حاشية"),))
    text = paper(
        Paragraph("p1", (Text("أ"), note, Strong((Text("ب"), ARTICLE_22)))),
        ListBlock("l1", False, (Item((ARTICLE_22,), Sublist(False, (Item((note,)),))),)),
        Ask("a1", (Text("تخصيص"),), basis=(ARTICLE_22,)),
    )
    assert [(found.number, found.block, found.inline) for found in numbered(text).all] == [
        (1, "p1", note),
        (2, "p1", ARTICLE_22),
        (3, "l1", ARTICLE_22),
        (4, "l1", note),
    ]


def test_the_notes_of_asks_in_a_box_come_before_those_of_the_text() -> None:
    block, ask = Paragraph("p1", (ARTICLE_22,)), Ask("a1", (Text("تخصيص"), ARTICLE_22))
    assert [note.block for note in numbered(paper(block, ask)).all] == ["a1", "p1"]


def test_equal_citations_in_one_block_are_handed_out_in_order_and_once() -> None:
    block = Paragraph("p1", (ARTICLE_22, Text(" و"), ARTICLE_22))
    taker = numbered(paper(block)).taker()
    assert [taker.take(block, ARTICLE_22).number, taker.take(block, ARTICLE_22).number] == [1, 2]
    with pytest.raises(IndexError):
        taker.take(block, ARTICLE_22)


def test_a_citation_prints_the_official_title_and_its_note_adds_the_symbol() -> None:
    assert citation_words(ARTICLE_22, ICCPR, "ar") == "المادة 22 من العهد الدولي الخاص بالحقوق المدنية والسياسية"
    (note,) = numbered(paper(Paragraph("p1", (ARTICLE_22,)))).all
    assert plain(note.content) == "العهد الدولي الخاص بالحقوق المدنية والسياسية، A/RES/2200A(XXI)، المادة 22"


def test_a_citation_of_the_whole_instrument_has_no_pinpoint() -> None:
    rome = Reference("ROME", "Rome Statute")
    assert citation_words(Citation("ROME"), rome, "en") == citation_note(Citation("ROME"), rome, "en") == "Rome Statute"
    assert citation_words(Citation("ROME", "art. 8"), rome, "fr") == "Rome Statute, art. 8"
