"""One door for the files that people send: what it is, is seen from the bytes, never from the name alone."""

import codecs
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Literal

from papers.errors import BadPaper
from papers.model import Paper, Reference
from papers.read import docx, odt
from papers.read.frontmatter import split_front_matter
from papers.read.html import from_html
from papers.read.markdown import from_markdown
from papers.read.review import Review
from papers.read.zipped import MOST_BYTES, Zipped
from papers.record import from_json, to_json

Family = Literal["docx", "odt", "html", "markdown"]

_OLD = (
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "doc"),
    (b"{\\rtf", "rtf"),
    (b"%PDF-", "pdf"),
    (b"\xffWPC", "wpd"),
)
"""What a file of another kind begins with, and what people call it."""
_HTML = re.compile(
    r"\s*(?:Version:\d|<!--|<!doctype html|<(?:html|head|meta|body|p|div|h[1-6]|table|[uo]l|span|b|a)\b)", re.IGNORECASE
)
_CHARSET = re.compile(rb"charset\s*=\s*[\"']?\s*([A-Za-z0-9_.:-]{1,40})", re.IGNORECASE)
_OTHER_XML = re.compile(r"\s*(?:<\?xml|<\?mso-application|<office:document|<w:wordDocument)", re.IGNORECASE)

_MARKS = {codecs.BOM_UTF8: "utf-8-sig", codecs.BOM_UTF16_LE: "utf-16", codecs.BOM_UTF16_BE: "utf-16"}


class _AnyZip(Zipped):
    """A zipped file of which only the names of its entries are looked at."""

    family = "file"
    noun = "a document"


@dataclass(frozen=True, slots=True)
class _Order:
    """How a text shall be read."""

    lang: str
    new_id: Callable[[], str]
    kind: str
    references: Mapping[str, Reference]


def from_file(
    data: bytes,
    *,
    lang: str,
    new_id: Callable[[], str],
    name: str = "",
    kind: str = "position_paper",
    references: Mapping[str, Reference] = docx.NO_REFERENCES,
) -> tuple[Paper, tuple[str, ...]]:
    """The paper in a file (Word, OpenDocument, HTML, Markdown or plain text), and what was left out as "code:count".

    `name` is the file's own; it only decides whether a text is HTML where its first words do not. `references` are the
    instruments that a citation may name. Raises `BadPaper`: save_as_docx for a file of an older or finished kind (its
    `names` say which: doc, rtf, pdf, wpd, xml), file_unknown, file_empty, file_encoding (a text that is not UTF-8),
    file_too_large, file_unreadable (damaged), file_locked, and what the reader of its
    family raises; a paper that is read can be kept (`papers.record`).
    """
    paper, dropped = _read(data, family_of(data, name), _Order(lang, new_id, kind, references))
    return keepable(paper), dropped


def review_file(
    data: bytes,
    *,
    lang: str,
    new_id: Callable[[], str],
    name: str = "",
    kind: str = "position_paper",
    references: Mapping[str, Reference] = docx.NO_REFERENCES,
) -> Review:
    """The same with tracked changes and comments, which Word and OpenDocument files have; other texts have none."""
    review = _reviewed(data, family_of(data, name), _Order(lang, new_id, kind, references))
    for paper in (review.paper_as_is, review.paper_before):
        keepable(paper)
    return review


def family_of(data: bytes, name: str = "") -> Family:
    """What kind of file it is, by its content. Raises `BadPaper` for what cannot be read."""
    if not data.strip():
        raise BadPaper("file_empty", "The file is empty")
    if len(data) > MOST_BYTES:
        raise BadPaper("file_too_large", f"The file is larger than {MOST_BYTES // 1_000_000} MB")
    if data.startswith(b"PK"):
        return _zipped(data)
    for begin, called in _OLD:
        if data.startswith(begin):
            _refuse_old(data, called)
    text = _decoded(data)
    if "\0" in text:
        raise BadPaper("file_unknown", "This is neither a text nor a document")
    if _HTML.match(text) or (name.casefold().endswith((".html", ".htm")) and "<" in text):
        return "html"
    if _OTHER_XML.match(text):
        if re.search(r"<html\b", text[:2000], re.IGNORECASE):
            return "html"
        raise _save_as_docx("xml")
    return "markdown"


def keepable(paper: Paper) -> Paper:
    """The same paper, once it is sure that its stored form is read again; `BadPaper` with the path otherwise."""
    from_json(to_json(paper))
    return paper


def _read(data: bytes, family: Family, order: _Order) -> tuple[Paper, tuple[str, ...]]:
    reader = {"docx": docx.from_docx, "odt": odt.from_odt}.get(family)
    if reader is None:
        return _typed(data, family, order)
    return reader(data, lang=order.lang, new_id=order.new_id, kind=order.kind, references=order.references)


def _reviewed(data: bytes, family: Family, order: _Order) -> Review:
    reader = {"docx": docx.read_review, "odt": odt.read_review}.get(family)
    if reader is None:
        paper, dropped = _typed(data, family, order)
        return Review(paper, paper, (), (), dropped)
    return reader(data, lang=order.lang, new_id=order.new_id, kind=order.kind, references=order.references)


def _zipped(data: bytes) -> Family:
    names = _AnyZip(data).names()
    if "word/document.xml" in names:
        return "docx"
    if "content.xml" in names or "encrypted-package" in names:
        return "odt"
    raise BadPaper("file_unknown", "This is neither a Word file nor an OpenDocument text")


def _refuse_old(data: bytes, called: str) -> None:
    if called == "doc" and "EncryptedPackage".encode("utf-16-le") in data:
        # Word puts a file with a password into an envelope of the old kind
        raise BadPaper("docx_locked", "The file is protected by a password")
    raise _save_as_docx(called)


def _save_as_docx(called: str) -> BadPaper:
    return BadPaper("save_as_docx", "Open this file in the program that made it and save it as .docx", names=(called,))


def _typed(data: bytes, family: Family, order: _Order) -> tuple[Paper, tuple[str, ...]]:
    text = _decoded(data)
    if family == "html":
        return from_html(text, lang=order.lang, new_id=order.new_id, kind=order.kind)
    _, text = split_front_matter(text)
    paper = from_markdown(text, kind=order.kind, lang=order.lang, references=order.references, new_id=order.new_id)
    return paper, ()


def _decoded(data: bytes) -> str:
    """The text in UTF-8, in UTF-16 with its mark, or as an HTML page says itself."""
    for mark, encoding in _MARKS.items():
        if data.startswith(mark):
            return _in(data, encoding)
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        said = _CHARSET.search(data[:2000])
        return _in(data, said[1].decode("ascii") if said else "utf-8")


def _in(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except (UnicodeDecodeError, LookupError, ValueError) as unread:
        raise BadPaper("file_encoding", "The letters of this file cannot be read: save it as UTF-8") from unread
