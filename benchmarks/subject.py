"""The paper that every tool has to print: long, Arabic, with lists, a table, notes, asks and 120 signatories."""

import datetime
import itertools
import json
import re
from pathlib import Path

from advocacy.assembly.demo.book import DATA
from papers.edition import Edition, Letterhead, Signatory
from papers.length import word_count
from papers.model import (
    Ask,
    Block,
    Cell,
    Citation,
    Footnote,
    Heading,
    Inlines,
    Item,
    ListBlock,
    Paper,
    Paragraph,
    Reference,
    Table,
    Text,
)
from papers.read.markdown import from_markdown

CHARTER = Path(__file__).resolve().parent.parent / "advocacy" / "library" / "data" / "charter.ar.txt"
SHELF = CHARTER.with_name("references.json")
CHAPTERS = 2
"""The charter stands in it so often that the paper has some twelve pages."""
SIGNATORIES = 120


def _words(text: str) -> Inlines:
    return (Text(text),)


def long_paper() -> Paper:
    """A policy paper made of the coalition's charter."""
    blocks: list[Block] = []
    for chapter in range(CHAPTERS):
        blocks += _chapter(chapter)
    return Paper(
        "policy_paper",
        "ar",
        "ميثاق العمل المدني: قراءة في القيم والأهداف",
        tuple(blocks),
        subtitle="ورقة سياسات",
        position="ترى المنظمات الموقّعة أنّ العمل المدني حقّ تحميه المواثيق ولا تقيّده الإجراءات.",
        references=(Reference("ICCPR", "العهد الدولي الخاص بالحقوق المدنية والسياسية", "A/RES/2200(XXI)[A]"),),
    )


def _chapter(chapter: int) -> list[Block]:
    blocks: list[Block] = []
    items: list[Item] = []
    for number, line in enumerate(line.strip() for line in CHARTER.read_text("utf-8").splitlines()):
        name = f"c{chapter}n{number}"
        listed = re.match(r"\d+\. (.*)", line)
        if listed:
            items.append(Item(_words(listed[1])))
            continue
        if items:
            blocks.append(ListBlock(f"{name}l", True, tuple(items)))
            items = []
        if line:
            blocks.append(Heading(name, 2, _words(line)) if len(line) < 40 else _paragraph(name, line))
    cells = tuple((Cell(_words(f"المحافظة {row}")), Cell(_words(str(row * 17)))) for row in range(1, 9))
    blocks.append(Table(f"c{chapter}t", ((Cell(_words("المكان")), Cell(_words("الحالات"))), *cells)))
    blocks.append(Ask(f"c{chapter}a", _words("حماية الحقّ في تأسيس المنظمات"), basis=(Citation("ICCPR", "المادة 22"),)))
    return blocks


def _paragraph(name: str, line: str) -> Paragraph:
    note = Footnote(_words("انظر القرار S/RES/2254 (2015)."))
    return Paragraph(name, (Text(line), note, Text(" وهو ما يكفله "), Citation("ICCPR", "المادة 22"), Text(".")))


def edition_of(signatories: int) -> Edition:
    """Signed by so many organisations."""
    return Edition(
        Letterhead("تحالف رواق الياسمين المدني"),
        reference="RY/2026/014",
        issue="1.0",
        date=datetime.date(2026, 11, 23),
        place="دمشق",
        attribution=f"باسم {signatories} منظمة عضوًا",
        members=tuple(Signatory(f"جمعية الياسمين للتنمية رقم {number}") for number in range(1, signatories + 1)),
        digest="9f2b7c41d0e86a35" * 4,
        verify_url="https://verify.example.org/v/RY26-7KQ4-M2XD",
        verify_code="RY26-7KQ4-M2XD",
        contact="office@example.org",
    )


def demo_paper() -> Paper:
    """The longest paper of the demo coalition, in Arabic."""
    entries = json.loads(SHELF.read_text("utf-8"))
    references = {entry["key"]: Reference(entry["key"], entry["ar"], entry["symbol"]) for entry in entries}
    numbers = itertools.count()
    papers = [
        from_markdown(
            path.read_text("utf-8"),
            kind="policy_paper",
            lang="ar",
            references=references,
            new_id=lambda: f"b{next(numbers)}",
        )
        for path in sorted((DATA / "papers").glob("*.ar.md"))
    ]
    return max(papers, key=word_count)


SUBJECTS = {
    "demo": "the longest paper of the demo coalition",
    "long": f"twelve pages in Arabic, {SIGNATORIES} signatories",
}


def subject_of(name: str) -> tuple[Paper, Edition]:
    """A paper and its edition by its name in SUBJECTS."""
    return {"demo": demo_paper, "long": long_paper}[name](), edition_of(20 if name == "demo" else SIGNATORIES)
