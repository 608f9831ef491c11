"""The redline that we send out for comment, read back when it returns."""

import itertools
from dataclasses import replace
from datetime import UTC, datetime

from papers.model import Block, Heading, Item, ListBlock, Paper, Paragraph, Text
from papers.read.docx import read_review
from papers.write.redline import to_redline_docx

AT = datetime(2026, 11, 20, 10, tzinfo=UTC)


def paragraph(identity: str, text: str) -> Paragraph:
    return Paragraph(identity, (Text(text),))


def entries(identity: str, *texts: str) -> ListBlock:
    return ListBlock(identity, True, tuple(Item((Text(text),)) for text in texts))


def bare(blocks: tuple[Block, ...]) -> list[Block]:
    return [replace(block, id="") for block in blocks]


def test_a_redline_is_read_back_as_its_two_texts_and_its_changes() -> None:
    heading, last = Heading("a", 1, (Text("الخلفية"),)), paragraph("e", "الخاتمة كما هي.")
    old = Paper("position_paper", "ar", "حق الأسر", (
        heading,
        paragraph("b", "للأسر الحق في معرفة بعض المصير."),
        paragraph("c", "فقرة تذهب كلها."),
        entries("d", "أول", "ثان"),
        last,
    ))  # fmt: skip
    new = replace(old, blocks=(
        heading,
        paragraph("b", "للأسر كامل الحق في معرفة المصير."),
        entries("d", "أول", "ثالث", "رابع"),
        paragraph("f", "فقرة جديدة."),
        last,
    ))  # fmt: skip
    numbers = itertools.count(1)
    found = read_review(
        to_redline_docx(old, new, author="Omar", date=AT), lang="ar", new_id=lambda: f"b{next(numbers)}"
    )
    assert found.paper_as_is.title == found.paper_before.title == "حق الأسر"
    assert bare(found.paper_as_is.blocks) == bare(new.blocks)
    assert bare(found.paper_before.blocks) == bare(old.blocks)
    assert [block.id for block in found.paper_before.blocks] == ["b1", "b2", "b6", "b3", "b5"]
    assert {(one.author, one.at) for one in found.suggestions} == {("Omar", AT)}
    assert {one.after for one in found.suggestions} == {"", "كامل", "ثالث", "رابع", "فقرة جديدة."}
    assert {one.before for one in found.suggestions} == {"", "بعض", "ثان", "فقرة تذهب كلها."}
