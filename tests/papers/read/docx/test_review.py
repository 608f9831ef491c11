"""A Word file that went round, read with its tracked changes and comments."""

import io
import itertools
import zipfile
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from papers.errors import BadPaper
from papers.model import Footnote, Heading, Paper, Paragraph, Strong, Table, Text, plain
from papers.read.docx import read_review
from papers.read.review import Comment, Review, Suggestion
from papers.write.docx import to_docx
from tests.papers.read.docx.files import NAMESPACES, W, by, gone, p, packed, r

Pieces = list[tuple[str, str]]
TEN = datetime(2026, 11, 20, 10, tzinfo=UTC)


def review(body: str, lang: str = "ar", **parts: str) -> Review:
    numbers = itertools.count(1)
    return read_review(packed(body, **parts), lang=lang, new_id=lambda: f"b{next(numbers)}")


def said(paper: Paper) -> list[tuple[str, str]]:
    return [(block.id, plain(block.content)) for block in paper.blocks if isinstance(block, Paragraph | Heading)]


def test_an_insertion_and_a_deletion_are_suggestions_between_two_texts() -> None:
    found = review(
        p(r("للأسر "), by("ins", r("كامل ")), r("الحق في "), by("del", gone("بعض "), author="Omar"), r("المعرفة."))
    )
    assert said(found.paper_as_is) == [("b1", "للأسر كامل الحق في المعرفة.")]
    assert said(found.paper_before) == [("b1", "للأسر الحق في بعض المعرفة.")]
    assert found.suggestions == (
        Suggestion("insertion", "ليلى", TEN, "b1", "", "كامل", "كامل"),
        Suggestion("deletion", "Omar", TEN, "b1", "بعض", "", "للأسر كامل الحق في"),
    )
    assert found.dropped == ()


def test_runs_of_one_author_are_one_suggestion_and_another_author_is_another() -> None:
    one, other = by("ins", r("أولى "), at="2026-11-20T10:00:00Z"), by("ins", r("ثانية "), at="2026-11-20T10:01:00Z")
    found = review(p(one, other, by("ins", r("ثالثة"), author="Omar")))
    assert [(s.author, s.after, s.at) for s in found.suggestions] == [
        ("ليلى", "أولى ثانية", TEN),
        ("Omar", "ثالثة", TEN),
    ]


def test_a_paragraph_that_was_inserted_is_not_in_the_text_before() -> None:
    new = p(by("ins", r("جديدة")), properties=f"<w:rPr>{by('ins')}</w:rPr>")
    found = review(p(r("أولى")) + new + p(r("أخيرة")))
    assert said(found.paper_as_is) == [("b1", "أولى"), ("b2", "جديدة"), ("b3", "أخيرة")]
    assert said(found.paper_before) == [("b1", "أولى"), ("b3", "أخيرة")]
    assert [(s.kind, s.block_id, s.after) for s in found.suggestions] == [("insertion", "b2", "جديدة")]


def test_a_paragraph_that_was_deleted_stands_in_the_text_before_under_an_id_of_its_own() -> None:
    old = p(by("del", gone("قديمة")), properties=f"<w:rPr>{by('del')}</w:rPr>")
    found = review(p(r("أولى")) + old + p(r("أخيرة")))
    assert said(found.paper_as_is) == [("b1", "أولى"), ("b2", "أخيرة")]
    assert said(found.paper_before) == [("b1", "أولى"), ("b3", "قديمة"), ("b2", "أخيرة")]
    assert [(s.kind, s.block_id, s.before) for s in found.suggestions] == [("deletion", "b3", "قديمة")]


def test_two_paragraphs_that_were_joined_are_two_before() -> None:
    found = review(p(r("أولى "), properties=f"<w:rPr>{by('del')}</w:rPr>") + p(r("ثانية")))
    assert said(found.paper_as_is) == [("b1", "أولى ثانية")]
    assert said(found.paper_before) == [("b1", "أولى"), ("b2", "ثانية")]
    assert [(s.kind, s.before, s.after, s.block_id) for s in found.suggestions] == [("deletion", "\n", "", "b1")]


@pytest.mark.parametrize("named", [True, False])
def test_a_move_is_one_suggestion_with_both_places(named: bool) -> None:
    def whole(side: str) -> str:
        start = f'<w:move{side}RangeStart w:id="7" w:name="m1"/>' if named else ""
        end = f'<w:move{side}RangeEnd w:id="7"/>' if named else ""
        moved = p(by(f"move{side}", r("المنقولة")), properties=f"<w:rPr>{by(f'move{side}')}</w:rPr>")
        return start + moved + end

    found = review(p(r("أ")) + whole("From") + p(r("ب")) + whole("To") + p(r("ج")))
    assert [words for _, words in said(found.paper_as_is)] == ["أ", "ب", "المنقولة", "ج"]
    assert [words for _, words in said(found.paper_before)] == ["أ", "المنقولة", "ب", "ج"]
    assert found.suggestions == (Suggestion("move", "ليلى", TEN, "b3", "المنقولة", "المنقولة", "المنقولة"),)


def test_half_a_move_is_a_deletion_or_an_insertion() -> None:
    found = review(p(by("moveFrom", r("ذهبت")), by("moveTo", r("جاءت"))))
    assert [(s.kind, s.before, s.after) for s in found.suggestions] == [
        ("deletion", "ذهبت", ""),
        ("insertion", "", "جاءت"),
    ]


def test_formats_that_a_paper_has_are_suggestions_and_others_are_named() -> None:
    bold = r("مهمة", "<w:b/>" + by("rPrChange", "<w:rPr/>"))
    red = r(" حمراء", '<w:color w:val="FF0000"/>' + by("rPrChange", "<w:rPr/>"))
    heading = '<w:pStyle w:val="H1"/>' + by("pPrChange", "<w:pPr/>")
    found = review(p(bold, red) + p(r("عنوان"), properties=heading))
    assert found.paper_as_is.blocks[0] == Paragraph("b1", (Strong((Text("مهمة"),)), Text(" حمراء")))
    assert [type(block) for block in found.paper_as_is.blocks] == [Paragraph, Heading]
    assert found.paper_before.blocks == (Paragraph("b1", (Text("مهمة حمراء"),)), Paragraph("b2", (Text("عنوان"),)))
    assert found.suggestions == (
        Suggestion("format", "ليلى", TEN, "b1", "", "strong", "مهمة"),
        Suggestion("format", "ليلى", TEN, "b2", "", "heading 1", "عنوان"),
    )
    assert found.dropped == ("format_changes:1",)


def test_what_one_inserted_and_another_deleted_is_in_neither_text_and_in_both_suggestions() -> None:
    found = review(p(r("نص"), by("ins", by("del", gone(" ملغى"), author="Omar"))))
    assert said(found.paper_as_is) == said(found.paper_before) == [("b1", "نص")]
    assert [(s.kind, s.author, s.before, s.after) for s in found.suggestions] == [
        ("insertion", "ليلى", "", "ملغى"),
        ("deletion", "Omar", "ملغى", ""),
    ]


def test_rows_that_came_and_went_are_suggestions_even_where_their_words_are_not_marked() -> None:
    def row(words: str, mark: str = "") -> str:
        cells = "".join(f"<w:tc>{p(r(word))}</w:tc>" for word in words.split())
        return f"<w:tr><w:trPr>{mark}</w:trPr>{cells}</w:tr>"

    found = review(f"<w:tbl>{row('أ ب')}{row('ج د', by('ins'))}{row('ه و', by('del'))}</w:tbl>")
    (now,), (before,) = found.paper_as_is.blocks, found.paper_before.blocks
    assert isinstance(now, Table) and isinstance(before, Table) and now.id == before.id == "b1"
    assert [plain(row[0].content) for row in now.rows] == ["أ", "ج"]
    assert [plain(row[0].content) for row in before.rows] == ["أ", "ه"]
    assert [(s.kind, s.before or s.after) for s in found.suggestions] == [
        ("insertion", "ج"),
        ("insertion", "د"),
        ("deletion", "ه"),
        ("deletion", "و"),
    ]


def test_changes_in_the_title_and_in_a_footnote_have_their_place() -> None:
    note = p(r("انظر "), by("ins", r("القرار")))
    notes = f'<w:footnotes {NAMESPACES}><w:footnote w:id="2">{note}</w:footnote></w:footnotes>'
    found = review(
        p(r("حق "), by("ins", r("الأسر")), properties='<w:pStyle w:val="T"/>')
        + p(r("نص"), '<w:r><w:footnoteReference w:id="2"/></w:r>'),
        footnotes=notes,
    )
    assert (found.paper_as_is.title, found.paper_before.title) == ("حق الأسر", "حق")
    assert found.paper_as_is.blocks == (Paragraph("b1", (Text("نص"), Footnote((Text("انظر القرار"),)))),)
    assert found.paper_before.blocks == (Paragraph("b1", (Text("نص"), Footnote((Text("انظر"),)))),)
    assert [(s.block_id, s.after, s.quote) for s in found.suggestions] == [
        ("title", "الأسر", "الأسر"),
        ("b1", "القرار", "القرار"),
    ]


def comment(number: int, text: str, author: str = "Omar") -> str:
    body = f'<w:p w14:paraId="0000000{number}"><w:r><w:t>{text}</w:t></w:r></w:p>'
    return f'<w:comment w:id="{number}" w:author="{author}" w:date="2026-11-20T10:00:00">{body}</w:comment>'


def anchored(number: int, *content: str) -> str:
    start, end = (f'<w:commentRange{side} w:id="{number}"/>' for side in ("Start", "End"))
    return f'{start}{"".join(content)}{end}<w:r><w:commentReference w:id="{number}"/></w:r>'


def test_comments_have_their_words_their_thread_and_whether_they_are_settled() -> None:
    extended = (
        f'<w15:commentsEx {NAMESPACES}><w15:commentEx w15:paraId="00000001" w15:done="1"/>'
        '<w15:commentEx w15:paraId="00000002" w15:paraIdParent="00000001" w15:done="1"/></w15:commentsEx>'
    )
    listed = comment(1, "من أين؟") + comment(2, "من التقرير.", "ليلى") + comment(3, "في الرأس")
    found = review(
        p(r("قبل")) + p(r("عدد "), anchored(1, r("المفقودين "), by("del", gone("كلهم")), by("ins", r("120"))), r(".")),
        comments=f"<w:comments {NAMESPACES}>{listed}</w:comments>",
        commentsExtended=extended,
    )
    assert found.comments == (
        Comment("Omar", TEN, "b2", "المفقودين 120", "من أين؟", True, None),
        Comment("ليلى", TEN, "b2", "المفقودين 120", "من التقرير.", True, 0),
        Comment("Omar", TEN, "", "", "في الرأس", False, None),
    )


def test_a_comment_that_begins_between_paragraphs_hangs_on_the_next() -> None:
    ranged = anchored(1, p(r("ثانية")), p(r("ثالثة"))).rpartition("<w:r>")[0]
    body = p(r("أولى")) + ranged
    found = review(body, comments=f"<w:comments {NAMESPACES}>{comment(1, 'معًا')}</w:comments>")
    assert [(c.block_id, c.quote) for c in found.comments] == [("b2", "ثانية\nثالثة")]


def test_what_cannot_be_kept_is_named() -> None:
    drawing, box = "<w:r><w:drawing/></w:r>", "<w:r><mc:AlternateContent xmlns:mc='x'/></w:r>"
    table = f"<w:tbl><w:tblPr>{by('tblPrChange')}</w:tblPr><w:tr><w:tc>{p(r('خلية'))}</w:tc></w:tr></w:tbl>"
    found = review(p(r("نص"), drawing, box) + table, header1=f"<w:hdr {NAMESPACES}>{p(r('مسودة'))}</w:hdr>")
    assert found.dropped == ("headers_and_footers:1", "layout_changes:1", "pictures:1", "text_boxes:1")


def test_a_file_without_changes_is_the_same_before_and_now() -> None:
    paper = Paper("position_paper", "ar", "عنوان", (Paragraph("b1", (Text("نصّ"),)),))
    numbers = itertools.count(1)
    found = read_review(to_docx(paper), lang="ar", new_id=lambda: f"b{next(numbers)}")
    assert found.paper_as_is == found.paper_before == paper
    assert (found.suggestions, found.comments) == ((), ())


KINDS = ("", "ins", "del", "moveFrom", "moveTo")
PIECES = st.lists(st.tuples(st.sampled_from(KINDS), st.sampled_from("ab")), min_size=1, max_size=4)
PARAGRAPHS = st.lists(st.tuples(st.sampled_from(KINDS), PIECES), min_size=1, max_size=5)


@given(PARAGRAPHS)
@settings(max_examples=150, deadline=None)
def test_every_changed_word_is_in_its_texts_and_in_a_suggestion(paragraphs: list[tuple[str, Pieces]]) -> None:
    numbers = itertools.count(1)
    body, now, before, changed = "", [], [], []
    for ending, pieces in paragraphs:
        content = ""
        for kind, author in pieces:
            word = f"w{next(numbers)}w"
            run = gone(f"{word} ") if kind == "del" else r(f"{word} ")
            content += by(kind, run, author=author) if kind else run
            now += [word] if kind not in ("del", "moveFrom") else []
            before += [word] if kind not in ("ins", "moveTo") else []
            changed += [word] if kind else []
        body += p(content, properties=f"<w:rPr>{by(ending)}</w:rPr>" if ending else "")
    found = review(body, "en")
    assert " ".join(words for _, words in said(found.paper_as_is)).split() == now
    assert " ".join(words for _, words in said(found.paper_before)).split() == before
    assert sorted(" ".join(s.before + s.after for s in found.suggestions).split()) == sorted(changed)
    blocks = dict(said(found.paper_as_is))
    for one in found.suggestions:
        assert one.block_id in {*blocks, *dict(said(found.paper_before)), *([] if now or before else [""])}
        if one.kind == "insertion" and one.after.strip():
            assert one.quote in blocks[one.block_id]


def test_a_file_saved_as_strict_open_xml_is_read() -> None:
    strict = NAMESPACES.replace(W, "http://purl.oclc.org/ooxml/wordprocessingml/main")
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as archive:
        archive.writestr("word/document.xml", f"<w:document {strict}><w:body>{p(r('x'))}</w:body></w:document>")
    found = read_review(written.getvalue(), lang="en", new_id=lambda: "b1")
    assert found.paper_as_is.blocks == (Paragraph("b1", (Text("x"),)),)


def refusal(data: bytes) -> str:
    with pytest.raises(BadPaper) as refused:
        read_review(data, lang="ar", new_id=lambda: "x")
    return refused.value.code


def test_changes_without_end_are_refused() -> None:
    change = by("ins", "<w:r><w:t>x</w:t></w:r>") + "<w:r><w:t>y</w:t></w:r>"
    assert refusal(packed(p(change * 20_001))) == "docx_too_large"


def test_an_outside_entity_in_the_comments_is_refused() -> None:
    hostile = '<!DOCTYPE c [<!ENTITY e SYSTEM "file:///etc/passwd">]>' + f"<w:comments {NAMESPACES}>&e;</w:comments>"
    assert refusal(packed(p(r("x")), comments=hostile)) == "docx_unreadable"


def test_dates_that_are_none_and_ids_that_are_missing_are_read_as_nothing() -> None:
    found = review(p(by("ins", r("x"), at="yesterday")) + "<w:p><w:commentRangeEnd/></w:p>", "en")
    assert [(s.at, s.after) for s in found.suggestions] == [(None, "x")]


def test_thousands_of_joined_paragraphs_and_open_comments_are_read_in_good_time() -> None:
    opened = "".join(f'<w:commentRangeStart w:id="{number}"/>' for number in range(2_000))
    joined = p(r("كلمة "), properties=f"<w:rPr>{by('del')}</w:rPr>") * 2_000
    found = review(opened + joined + p(r("آخر")))
    assert len(found.paper_as_is.blocks) == 1 and len(found.paper_before.blocks) == 2_001
    assert len(found.suggestions) == 2_000
