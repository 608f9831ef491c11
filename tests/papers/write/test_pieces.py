"""A long paper is printed in pieces: whoever reads it must not notice."""

import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from functools import lru_cache
from hashlib import sha256
from io import BytesIO
from typing import Any

import pikepdf
import pytest
import weasyprint.pdf
from hypothesis import given, settings
from hypothesis import strategies as st

from papers.edition import Edition
from papers.model import Heading, Paper
from papers.seal.join import join
from papers.seal.keys import make_authority, make_certificate
from papers.seal.pades import seal
from papers.write.bind import _moved
from papers.write.pdf import letter_pdf, to_pdf
from papers.write.press import Enclosed
from papers.write.printed import Shelf
from tests.papers.pdfs import copied, faults
from tests.papers.samples import EDITION_AR, EDITION_EN, LETTER_EN, POSITION_AR, POSITION_EN, STATEMENT_AR, t
from tests.papers.seal.test_pades import AT
from tests.papers.write.looks import long_paper, signed_by_many

LONG, MANY = replace(long_paper(POSITION_EN), kind="policy_paper"), signed_by_many(EDITION_EN)


def next_issue(edition: Edition) -> Edition:
    """The same edition with another signatory, under a new number, code and digest."""
    members = (*edition.members[:-1], replace(edition.members[-1], name="Yarmouk Women’s Forum"))
    return replace(edition, members=members, issue="1.1", verify_code="9Q2W-77AB-K3", digest="77" * 32)


@lru_cache(maxsize=1)
def printed() -> tuple[bytes, Shelf]:
    shelf: Shelf = {}
    return to_pdf(LONG, MANY, shelf=shelf), shelf


def test_a_paper_of_pieces_is_valid_before_and_after_it_is_sealed_and_sent() -> None:
    pdf, _ = printed()
    assert faults(pdf) == []
    authority = make_authority("Coalition", AT)
    package = join(letter_pdf(LETTER_EN), pdf)
    assert faults(package) == []
    key = make_certificate(authority, "Coalition", AT)
    assert faults(seal(package, key, at=AT, name="Seal", reason="Issued")) == []


def test_what_the_document_says_of_itself_and_encloses_is_the_bindings() -> None:
    manifest = Enclosed("manifest.json", "Digests", b'{"schema": 1}', date(2026, 11, 23))
    pdf = to_pdf(LONG, MANY, enclosed=(manifest,), shelf=dict(printed()[1]))
    assert faults(pdf) == []
    with pikepdf.open(BytesIO(pdf)) as opened:
        assert opened.attachments["manifest.json"].get_file().read_bytes() == b'{"schema": 1}'
        assert str(opened.docinfo["/Title"]) == LONG.title
        assert str(opened.docinfo["/Author"]) == MANY.letterhead.name
        assert str(opened.Root.Lang) == "en"


def test_the_arabic_ones_are_valid_too() -> None:
    assert faults(to_pdf(long_paper(POSITION_AR), signed_by_many(EDITION_AR))) == []
    assert faults(to_pdf(STATEMENT_AR, signed_by_many(EDITION_AR))) == []


def test_what_stands_on_the_shelf_changes_no_byte() -> None:
    pdf, shelf = printed()
    assert len(shelf) == 3
    assert to_pdf(LONG, MANY, shelf=dict(shelf)) == pdf
    later = next_issue(MANY)
    assert to_pdf(LONG, later, shelf=dict(shelf)) == to_pdf(LONG, later)


def test_a_new_process_without_a_shelf_gives_the_same_bytes() -> None:
    script = (
        "from hashlib import sha256; from tests.papers.write.test_pieces import LONG, MANY, next_issue;"
        "from papers.write.pdf import to_pdf; print(sha256(to_pdf(LONG, next_issue(MANY))).hexdigest())"
    )
    run = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    later = to_pdf(LONG, next_issue(MANY), shelf=dict(printed()[1]))
    assert run.stdout.strip() == sha256(later).hexdigest()


def test_of_the_next_issue_only_cover_and_annex_are_printed(monkeypatch: pytest.MonkeyPatch) -> None:
    _, shelf = printed()
    made: list[int] = []
    generate = weasyprint.pdf.generate_pdf
    monkeypatch.setattr(weasyprint.pdf, "generate_pdf", lambda *a, **k: made.append(1) or generate(*a, **k))
    kept = dict(shelf)
    to_pdf(LONG, next_issue(MANY), shelf=kept)
    assert len(made) == 2
    assert len(kept) == len(shelf) + 2


def test_an_edited_text_is_not_taken_from_the_shelf() -> None:
    edited = replace(LONG, blocks=(Heading("new", 1, t("A chapter of its own")), *LONG.blocks))
    assert "A chapter of its own" in copied(to_pdf(edited, MANY, shelf=dict(printed()[1])))


def test_pages_are_counted_through_all_pieces() -> None:
    pages = [page for page in copied(printed()[0]).split("\f") if page.strip()]
    assert len(pages) >= 4
    for number, page in enumerate(pages, start=1):
        assert f"Page {number} of {len(pages)}" in page


def test_the_contents_name_the_pages_on_which_the_headings_stand() -> None:
    pages = copied(printed()[0], "-layout").split("\f")
    listed = dict(re.findall(r"(Chapter \d)[ .]+(\d+)\s", pages[1]))
    assert len(listed) == 8
    for heading, page in listed.items():
        assert re.search(rf"^\s*{heading}$", pages[int(page) - 1], re.MULTILINE), f"{heading} is not on page {page}"


def test_links_and_bookmarks_lead_to_the_same_pages() -> None:
    with pikepdf.open(BytesIO(printed()[0])) as pdf:
        place = {page.objgen: number for number, page in enumerate(pdf.pages)}
        targets = {str(name): place[target[0].objgen] for name, target in _pairs(pdf.Root.Names.Dests.Names)}
        links = [str(link.Dest) for page in pdf.pages for link in page.get("/Annots", ()) if "/Dest" in link]
        assert len(links) == len([block for block in LONG.blocks if isinstance(block, Heading)])
        assert links == sorted(links, key=lambda name: targets[name])
        with pdf.open_outline() as outline:
            marks = {mark.title: place[mark.destination[0].objgen] for mark in _all(outline.root)}
    assert marks[LONG.title] == 0
    pages = copied(printed()[0]).split("\f")
    assert "Annex: Signatories" in pages[marks["Annex: Signatories"]]
    assert all(marks[f"Chapter {number}"] in targets.values() for number in range(1, 9))


def test_tags_are_one_tree_and_every_piece_of_text_has_its_place_in_it() -> None:
    with pikepdf.open(BytesIO(printed()[0])) as pdf:
        tree = pdf.Root.StructTreeRoot
        places = [int(key) for key, _ in _pairs(tree.ParentTree.Nums)]
        assert places == sorted(set(places))
        assert {int(page.StructParents) for page in pdf.pages} <= set(places)
        top = tree.K[0]
        assert {element.P.objgen for element in top.K} == {top.objgen}


def test_words_that_look_like_a_reference_stay_words() -> None:
    title = "Version 12 0 R (draft \\ 3 0 R)"
    pdf = to_pdf(replace(LONG, title=title, blocks=(Heading("r", 1, t("See 4 0 R")), *LONG.blocks)), MANY)
    with pikepdf.open(BytesIO(pdf)) as opened, opened.open_outline() as outline:
        assert {title, "See 4 0 R"} <= {mark.title for mark in _all(outline.root)}


@settings(max_examples=80, deadline=None)
@given(st.text(alphabet="0123 R()\\ن", max_size=30))
def test_no_string_is_taken_for_a_reference(words: str) -> None:
    import pydyf

    written = pydyf.Dictionary({"T": pydyf.String(words), "P": b"7 0 R"}).data
    assert _moved(written, {7: 9}) == written.replace(b"/P 7 0 R", b"/P 9 0 R")


def test_one_font_file_is_not_named_as_another() -> None:
    with pikepdf.open(BytesIO(printed()[0])) as pdf:
        names = [str(font.BaseFont) for page in pdf.pages[:1] for font in page.Resources.Font.values()]
    assert len(names) == len(set(names))


def test_embargo_and_draft_stand_on_every_page_of_every_piece() -> None:
    pdf = to_pdf(LONG, replace(MANY, draft=True, embargo="24 November 2026, 18:00"), shelf=dict(printed()[1]))
    pages = [page for page in copied(pdf).split("\f") if page.strip()]
    assert all("Embargoed until 24 November 2026, 18:00" in page and "Draft" in page for page in pages)


def test_a_short_paper_with_few_names_is_one_piece() -> None:
    shelf: Shelf = {}
    to_pdf(Paper("position_paper", "en", "Short", ()), EDITION_EN, shelf=shelf)
    assert shelf == {}


def _pairs(listed: Any) -> Iterator[tuple[Any, Any]]:
    return ((listed[at], listed[at + 1]) for at in range(0, len(listed), 2))


def _all(marks: Any) -> Iterator[Any]:
    for mark in marks:
        yield mark
        yield from _all(mark.children)
