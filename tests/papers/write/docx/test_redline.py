"""The redline as Word reads it: all changes accepted it is the new text, all rejected the old one."""

import datetime
import io
import random
import re
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import docx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from papers.model import Ask, Cell, Inlines, Item, Link, ListBlock, PageBreak, Paper, Paragraph, Strong, Table, Text
from papers.normalise import normalise
from papers.record import from_json, to_json
from papers.write.docx.blocks import blocks_xml
from papers.write.docx.look import look_of
from papers.write.docx.ooxml import NAMESPACES
from papers.write.docx.sheet import Sheet, Side
from papers.write.redline import to_redline_docx
from tests.make.papers import papers
from tests.papers.write.docx.opened import W, part, raw
from tests.papers.write.docx.samples import arabic, words

WHEN = datetime.datetime(2026, 11, 23, 18, 30, tzinfo=datetime.timezone(datetime.timedelta(hours=3)))
GONE = {"accepted": ("del", "moveFrom"), "rejected": ("ins", "moveTo")}


def redline(old: Paper, new: Paper) -> bytes:
    return to_redline_docx(old, new, author="لجنة الصياغة", date=WHEN)


def paragraph(id_: str, text: str) -> Paragraph:
    return Paragraph(id_, (Text(text),))


def paper(*blocks: object) -> Paper:
    return Paper("position_paper", "ar", "", blocks)  # type: ignore[arg-type]


def lines(body: etree._Element, how: str = "accepted") -> list[str]:
    """The words of each paragraph when all changes are accepted or rejected; a paragraph that goes joins the next."""
    gone = GONE[how]
    found, said = [], ""
    for line in body.iter(f"{W}p"):
        said += "".join(_kept(line, gone))
        if not any(line.find(f"{W}pPr/{W}rPr/{W}{op}") is not None for op in gone):
            found.append(said)
            said = ""
    plain = (re.sub(r"[\u200e\u200f]", "", line) for line in (*found, said))
    return [" ".join(line.split()) for line in plain if line.strip()]


def _kept(line: etree._Element, gone: tuple[str, ...]) -> Iterator[str]:
    for run in line.iter(f"{W}r"):
        parent = run.getparent()
        if parent is not None and parent.tag in [f"{W}{op}" for op in gone]:
            continue
        for element in run:
            if element.tag in (f"{W}t", f"{W}delText"):
                yield element.text or ""
            elif element.tag == f"{W}br":
                yield "\n"


def untracked(text: Paper) -> list[str]:
    """The words of each paragraph of a text written plainly, in the order of a redline."""
    text = normalise(text)
    side = Side(Sheet(look_of(text.lang, "")), text)
    body = etree.fromstring(f"<w:body {NAMESPACES}>{blocks_xml(text.blocks, side)}</w:body>")
    return lines(body)


def changes(data: bytes, op: str) -> list[str]:
    """The words of each tracked stretch."""
    found = part(data).iter(f"{W}{op}")
    return ["".join(element.itertext()).strip("\u200e\u200f ") for element in found if len(element)]


def test_words_are_inserted_and_deleted_under_a_name_and_a_time() -> None:
    data = redline(paper(paragraph("p", "خلال سنة واحدة")), paper(paragraph("p", "خلال ستة أشهر واحدة")))
    assert (changes(data, "del"), changes(data, "ins")) == (["سنة"], ["ستة أشهر"])
    (inserted,) = (element for element in part(data).iter(f"{W}ins") if len(element))
    assert inserted.get(f"{W}author") == "لجنة الصياغة"
    assert inserted.get(f"{W}date") == "2026-11-23T15:30:00Z"


def test_words_in_a_link_are_tracked_inside_it() -> None:
    def linked(text: str) -> Paper:
        return paper(Paragraph("p", (Text("انظر "), Link("https://example.org/", words(text)))))

    data = redline(linked("ميثاق التحالف القديم"), linked("ميثاق التحالف الجديد"))
    assert part(data).find(f".//{W}hyperlink/{W}ins") is not None
    assert part(data).find(f".//{W}ins/{W}hyperlink") is None


def test_a_moved_block_is_a_move_with_two_ends() -> None:
    a, b, c = (paragraph(id_, f"نص الفقرة {id_} كما هو") for id_ in "abc")
    body = part(redline(paper(a, b, c), paper(b, c, a)))
    names = [body.find(f".//{W}{end}RangeStart").get(f"{W}name") for end in ("moveFrom", "moveTo")]  # type: ignore[union-attr]
    assert names[0] == names[1]
    assert lines(body, "rejected") == ["نص الفقرة a كما هو", "نص الفقرة b كما هو", "نص الفقرة c كما هو"]


def test_an_entry_comes_into_a_list_and_the_others_stay() -> None:
    def listed(*texts: str) -> Paper:
        return paper(ListBlock("l", True, tuple(Item(words(text)) for text in texts)))

    data = redline(listed("تمثيل دائم", "قناة آمنة"), listed("تمثيل دائم", "تمويل كافٍ", "قناة آمنة واحدة"))
    assert (changes(data, "ins"), changes(data, "del")) == (["تمويل كافٍ", "واحدة"], [])
    assert lines(part(data), "rejected") == ["تمثيل دائم", "قناة آمنة"]
    assert lines(part(data)) == ["تمثيل دائم", "تمويل كافٍ", "قناة آمنة واحدة"]


def test_a_table_of_another_grid_goes_and_comes_with_its_rows() -> None:
    def table(*rows: str) -> Paper:
        return paper(Table("t", tuple((Cell(words(row)),) for row in rows)))

    data = redline(table("العدد", "120"), table("العدد", "120", "64"))
    rows = list(part(data).iter(f"{W}tr"))
    assert [row.find(f"{W}trPr/{W}ins") is not None for row in rows] == [False, False, True, True, True]


def test_the_file_keeps_the_names_that_every_other_file_hides() -> None:
    data = redline(paper(), paper(paragraph("p", "نص")))
    kept = raw(data, "word/settings.xml").decode()
    assert "trackRevisions" in kept and "removePersonalInformation" not in kept
    assert docx.Document(io.BytesIO(data)).core_properties.author == "لجنة الصياغة"


def test_the_same_two_texts_give_the_same_bytes() -> None:
    old, new = arabic(), changed(arabic())
    assert redline(old, new) == redline(old, new)


def changed(text: Paper) -> Paper:
    """A revision of the sample in which every kind of block changes."""
    blocks = []
    for block in text.blocks:
        match block:
            case Ask():
                block = replace(block, content=(*block.content, Text(" دون تأخير")), due=block.due and "خلال سنة")
            case Paragraph():
                block = replace(block, content=(*block.content, Strong(words(" في أقرب وقت"))))
            case ListBlock():
                block = replace(block, items=(*block.items[1:], Item(words("مطلب جديد"))))
            case Table():
                block = replace(block, rows=(*block.rows[:-1], (Cell(words("المجموع الكلّي"), 2), *block.rows[-1][1:])))
        blocks.append(block)
    first, *rest = blocks
    return replace(text, title=f"{text.title} الكاملة", blocks=(*rest, PageBreak("x"), first))


def test_every_kind_of_block_is_accepted_and_rejected_whole() -> None:
    old, new = replace(arabic(), title="", subtitle="", position=""), changed(arabic())
    new = replace(new, title="", subtitle="", position="")
    body = part(redline(old, new))
    assert lines(body) == untracked(new)
    assert lines(body, "rejected") == untracked(old)


def test_what_an_emptied_cell_said_is_struck_there_and_in_no_place_that_a_short_row_leaves_empty() -> None:
    def rows(first: Inlines) -> Table:
        short, tall = (Cell(first),), (Cell(words("ب")), Cell(words("ج")), Cell(words("هـ"), rowspan=2))
        return Table("t", (short, tall, (Cell(words("د")),)), caption=words("جدول"))

    body = part(redline(paper(rows(words("أ"))), paper(rows(()))))
    assert lines(body) == ["جدول", "ب", "ج", "هـ", "د"]
    assert lines(body, "rejected") == ["جدول", "أ", "ب", "ج", "هـ", "د"]


@given(papers("ar"), papers("ar"))
@settings(max_examples=30, deadline=None)
def test_any_two_papers_are_accepted_and_rejected_whole(old: Paper, new: Paper) -> None:
    old, new = (replace(text, title="", subtitle="", position="", digits="western") for text in (old, new))
    body = part(redline(old, new))
    assert "".join(lines(body)).replace(" ", "") == "".join(untracked(new)).replace(" ", "")
    assert "".join(lines(body, "rejected")).replace(" ", "") == "".join(untracked(old)).replace(" ", "")


def revised(stored: Any, chance: random.Random) -> Any:
    """A stored paper with words added and dropped, and with blocks and entries in another order."""
    if isinstance(stored, list):
        return [revised(inner, chance) for inner in stored]
    if not isinstance(stored, dict):
        return stored
    new = {name: revised(inner, chance) for name, inner in stored.items()}
    if isinstance(text := new.get("text"), str):
        said = text.split(" ")
        said[chance.randrange(len(said) + 1) : chance.randrange(len(said) + 1)] = ["جديد"] * chance.randrange(2)
        new["text"] = " ".join(said)
    for name in ("blocks", "items"):
        if name in new and chance.random() < 0.3:
            chance.shuffle(new[name])
    return new


@given(papers("ar"), st.integers(0, 1000))
@settings(max_examples=40, deadline=None)
def test_a_revision_of_any_paper_is_accepted_and_rejected_whole(old: Paper, seed: int) -> None:
    old = normalise(replace(old, title="", subtitle="", position="", digits="western"))
    new = normalise(from_json(revised(to_json(old), random.Random(seed))))
    body = part(redline(old, new))
    assert "".join(lines(body)).replace(" ", "") == "".join(untracked(new)).replace(" ", "")
    assert "".join(lines(body, "rejected")).replace(" ", "") == "".join(untracked(old)).replace(" ", "")


@pytest.mark.libreoffice
@pytest.mark.skipif(not shutil.which("soffice"), reason="needs LibreOffice")
@pytest.mark.timeout(300)
def test_libreoffice_reads_the_changes_with_their_author(tmp_path: Path) -> None:
    source = tmp_path / "redline.docx"
    source.write_bytes(redline(arabic(), changed(arabic())))
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = ["soffice", profile, "--headless", "--convert-to", "fodt", "--outdir", str(tmp_path), str(source)]
    subprocess.run(command, check=True, capture_output=True)
    read = (tmp_path / "redline.fodt").read_text(encoding="utf-8")
    regions = re.findall(r"<text:changed-region.*?</text:changed-region>", read, re.DOTALL)
    assert any("<text:insertion>" in region for region in regions)
    assert any("<text:deletion>" in region for region in regions)
    assert all("<dc:creator>لجنة الصياغة</dc:creator>" in region for region in regions)
