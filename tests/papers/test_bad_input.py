"""Whatever is put into the doors of the engine: read within its limits, or refused by a code and a place."""

import io
import struct
import zipfile
import zlib
from collections.abc import Callable
from dataclasses import replace

import pytest

from papers import bounded
from papers.bounded import Bounds, OutOfBounds
from papers.compare import compare
from papers.errors import BadPaper
from papers.model import Cell, Link, Paper, Paragraph, Table, Text
from papers.record import from_json, to_json
from papers.write.docx import to_docx
from papers.write.html import to_html
from papers.write.markdown import to_markdown
from papers.write.text import to_text
from tests.papers.read.docx.files import p, packed, r
from tests.papers.samples import t

SOON = Bounds(seconds=8, megabytes=1536)
"""Ours are read in a tenth of it; a machine may be slow."""


def png(width: int, height: int) -> bytes:
    """A picture whose head claims this size."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack("!I", len(data)) + kind + data + struct.pack("!I", zlib.crc32(kind + data))

    head = chunk(b"IHDR", struct.pack("!IIBBBBB", width, height, 8, 0, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + head + chunk(b"IDAT", zlib.compress(b"\0" * 100)) + chunk(b"IEND", b"")


def with_picture(data: bytes) -> bytes:
    drawing = (
        '<w:r><w:drawing><wp:inline xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing">'
        '<wp:docPr id="1" name="x" descr="صورة"/><a:blip xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
        ' xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" r:embed="rId9"/>'
        "</wp:inline></w:drawing></w:r>"
    )
    relationships = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId9" '
        'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/image" Target="media/x.png"/>'
        "</Relationships>"
    )
    return with_entries(
        packed(p(r("نص")) + p(drawing)),
        {"word/_rels/document.xml.rels": relationships.encode(), "word/media/x.png": data},
    )


def with_entries(file: bytes, entries: dict[str, bytes]) -> bytes:
    written = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(file)) as old, zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            if name not in entries:
                new.writestr(name, old.read(name))
        for name, data in entries.items():
            new.writestr(name, data)
    return written.getvalue()


def rows(count: int) -> str:
    return "<w:tbl>" + "".join(f"<w:tr><w:tc>{p(r(str(n * n)))}</w:tc></w:tr>" for n in range(count)) + "</w:tbl>"


ENTITY = b'<?xml version="1.0"?><!DOCTYPE w [<!ENTITY e SYSTEM "file:///etc/passwd">]><w>&e;</w>'
UNREAD: dict[str, tuple[bytes, str, str]] = {
    "nothing": (b"", "file_empty", ""),
    "spaces": (b" \r\n\t \n", "file_empty", ""),
    "bytes of no text": (b"\0\1\2\3", "file_unknown", ""),
    "broken UTF-8": ("نص".encode() + b"\xff\xfe", "file_encoding", ""),
    "a lone surrogate": (b"x \xed\xa0\x80", "file_encoding", ""),
    "half a letter of UTF-16": (b"\xff\xfea\0b", "file_encoding", ""),
    "ten megabytes in one paragraph": ("كلمة ".encode() * 1_100_000, "too_long", ""),
    "ten megabytes in one word": (b"x" * 10_000_000, "too_long", ""),
    "more than a file may have": (b"x" * 20_000_001, "file_too_large", ""),
    "brackets that nobody closes": (b"[" * 100_000, "open_brackets", "line 1"),
    "a list of a thousand levels": (b"".join(b"  " * n + b"- x\n" for n in range(1000)), "too_deep", "line "),
    "a table of ten thousand rows": (b"x\n\n| a |\n|---|\n" + b"| 1 |\n" * 10_000, "too_many", "line 3"),
    "ten thousand paragraphs": (b"x\n\n" * 10_000, "too_many", "line 10001"),
    "an instrument that nobody knows": (b"a\n\nb [@nowhere] c", "unknown_citation", "line 3"),
    "a hundred thousand of them": (b"".join(b"[@k%d]" % n for n in range(100_000)), "unknown_citation", "line 1"),
    "parts of a page nested too deep": (b"<html>" + b"<div>" * 20_000, "html_too_deep", ""),
    "marks of a page that nobody closes": (b"<html>" + b"<b><i>" * 100_000, "html_too_deep", ""),
    "a page of too many characters": (b"<html>" + b"<p></p>" * 1_500_000, "html_too_large", ""),
    "a page with ten thousand rows": (b"<html><table>" + b"<tr><td>1" * 10_000, "too_many", "blocks[0].rows"),
    "XML with entities": (ENTITY, "save_as_docx", ""),
    "a printed file": (b"%PDF-1.7\n%%EOF", "save_as_docx", ""),
    "a file of old Word": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "save_as_docx", ""),
    "rich text": (b"{\\rtf1 x}", "save_as_docx", ""),
    "half an archive": (packed(p(r("نص")))[:-40], "file_unreadable", ""),
    "an archive of something else": (
        with_entries(packed(""), {}).replace(b"word/document.xml", b"word/dokument.xml"),
        "file_unknown",
        "",
    ),
    "an archive that unpacks to a gigabyte": (
        with_entries(packed(""), {"word/document.xml": b"<w>" + b" " * 70_000_000 + b"</w>"}),
        "file_too_large",
        "",
    ),
    "an archive of ten thousand files": (
        with_entries(packed(""), {f"x/{n}": b"" for n in range(10_000)}),
        "file_too_large",
        "",
    ),
    "Word with an entity": (
        with_entries(packed(""), {"word/document.xml": ENTITY}),
        "docx_unreadable",
        "word/document.xml",
    ),
    "Word with a table of ten thousand rows": (packed(rows(10_000)), "too_many", "blocks[0].rows"),
    "Word nested too deep": (
        packed("<w:sdt><w:sdtContent>" * 400 + "</w:sdtContent></w:sdt>" * 400),
        "docx_unreadable",
        "word/document.xml",
    ),
}


@pytest.mark.parametrize("name", UNREAD)
def test_what_cannot_be_read_is_refused_with_its_place(name: str) -> None:
    data, code, place = UNREAD[name]
    for door in (bounded.from_file, bounded.review_file):
        with pytest.raises(BadPaper) as refused:
            door(data, lang="ar", seed="s", bounds=SOON)
        assert refused.value.code == code
        assert refused.value.where.startswith(place)
        assert bool(refused.value.where) == bool(place)


READ: dict[str, tuple[bytes, str]] = {
    "unpaired direction signs": ("\u202e\u2066\u202bنص\u2069\u2069 abc".encode(), "نص"),
    "controls": (b"a\x01\x1b\x07b", "ab"),
    "noncharacters": ("\ufffeس\U0010ffff".encode(), "س"),
    "links to files and scripts": (
        b"[one](file:///etc/passwd) [two](javascript:alert(1)) [three](data:text/html,x)",
        "one",
    ),
    "pictures from elsewhere": (b"x ![one](/etc/passwd) ![two](//x.example/x.png) ![three](x.svg)", "x"),
    "front matter that multiplies itself": (b"---\na: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]\n---\n\nnext", "next"),
    "quotations in quotations": (b"> " * 5_000 + b"x", "x"),
    "stars": (b"*" * 200_000 + b" x", "x"),
    "backticks": (b"`a" * 200_000, "a"),
    "half links": (b"[a](" * 400 + b"x", "x"),
    "ampersands": (b"&" * 500_000, "&"),
    "half comments": (b"<html>x" + b"<!--" * 200_000, "x"),
    "spans beyond every table": (b"<html><table><tr><td colspan=999999999 rowspan=999999999>x</table>", "x"),
    "a script": (b"<html><p>x<script>" + b"x" * 500_000, "x"),
    "a picture of twenty thousand points": (with_picture(png(20_000, 20_000)), "نص"),
    "a picture that is none": (with_picture(b"<svg xmlns='http://www.w3.org/2000/svg'/>"), "نص"),
}


@pytest.mark.parametrize("name", READ)
def test_what_can_be_read_holds_nothing_that_leads_out(name: str) -> None:
    data, words = READ[name]
    paper, _dropped = bounded.from_file(data, lang="ar", seed="s", bounds=SOON)
    stored = str(to_json(paper))
    assert words in stored
    assert "Link(" not in str(paper)
    assert "Figure(" not in str(paper)
    assert not set("\x01\x1b\ufffe\u202e") & set(stored)


def a_paper(*blocks: object) -> Paper:
    return Paper("position_paper", "ar", "عنوان", blocks)  # type: ignore[arg-type]


def big_table(count: int) -> Paper:
    line = tuple(Cell(t(f"خلية {n}")) for n in range(3))
    return a_paper(Table("t", (line,) * count))


WRITERS: dict[str, Callable[[Paper], bytes | str]] = {
    "docx": to_docx,
    "html": to_html,
    "markdown": to_markdown,
    "text": to_text,
}
WIDE = {
    "a table of five thousand rows": big_table(5_000),
    "a paragraph of two million letters": a_paper(Paragraph("p", (Text("كلمة " * 399_000),))),
    "five thousand paragraphs": a_paper(*(Paragraph(f"p{n}", t("كلمة")) for n in range(5_000))),
}


@pytest.mark.parametrize("name", WIDE)
@pytest.mark.parametrize("form", WRITERS)
def test_the_largest_papers_are_written(name: str, form: str) -> None:
    assert from_json(to_json(WIDE[name])) == WIDE[name]
    assert len(WRITERS[form](WIDE[name])) > 5_000


@pytest.mark.parametrize("name", ["a table of five thousand rows", "a paragraph of two million letters"])
def test_a_paper_too_large_for_print_is_stopped_in_time(name: str) -> None:
    with pytest.raises(OutOfBounds) as stopped:
        bounded.to_pdf(WIDE[name], bounds=Bounds(seconds=1))
    assert stopped.value.code == "too_slow"


def test_a_table_of_two_hundred_rows_is_printed() -> None:
    assert bounded.to_pdf(big_table(200)).startswith(b"%PDF-")


@pytest.mark.parametrize("name", WIDE)
def test_the_largest_papers_are_compared(name: str) -> None:
    new = replace(WIDE[name], title="عنوان آخر")
    assert compare(WIDE[name], new).changed
    assert not compare(new, new).changed


STORED: dict[str, tuple[Callable[[dict], object], str, str]] = {
    "another schema": (lambda record: record.update(schema=99), "unknown_schema", ""),
    "no schema": (lambda record: record.pop("schema"), "malformed", "schema"),
    "a list for a title": (lambda record: record.update(title=[]), "malformed", "title"),
    "an unknown field": (lambda record: record.update(script="x"), "unknown_field", ""),
    "an unknown language": (lambda record: record.update(lang="xx"), "malformed", "lang"),
    "a block that is none": (lambda record: record["blocks"].append(7), "malformed", "blocks[1]"),
    "a block twice": (lambda record: record["blocks"].append(record["blocks"][0]), "duplicate", "blocks"),
    "a text with NUL": (lambda record: record.update(title="a\0"), "bad_character", "title"),
    "a text with half a letter": (lambda record: record.update(title="\ud800"), "bad_character", "title"),
    "too many blocks": (lambda record: record.update(blocks=record["blocks"] * 5_001), "too_many", "blocks"),
    "a text too long": (lambda record: record.update(title="x" * 2_000_001), "too_long", "title"),
}


@pytest.mark.parametrize("name", STORED)
def test_a_stored_form_that_we_did_not_write_is_refused_with_its_path(name: str) -> None:
    harm, code, place = STORED[name]
    record = to_json(a_paper(Paragraph("p", t("نص"))))
    harm(record)
    with pytest.raises(BadPaper) as refused:
        from_json(record)
    assert (refused.value.code, refused.value.where[: len(place)]) == (code, place)


@pytest.mark.parametrize(
    "href", ["file:///etc/passwd", "javascript:x", "data:text/html,x", "//x.example", "vbscript:x"]
)
def test_no_stored_link_leads_elsewhere_than_to_the_web_or_a_mailbox(href: str) -> None:
    record = to_json(a_paper(Paragraph("p", (Link("https://x.example/", (Text("x"),)),))))
    record["blocks"][0]["content"][0]["href"] = href
    with pytest.raises(BadPaper) as refused:
        from_json(record)
    assert refused.value.code == "bad_link"
