"""A text, and what changed in it, as files for other places."""

import pytest
from flask import Flask

from advocacy.drafting import queries
from advocacy.drafting.models import Dossier
from papers.write.markdown import to_markdown
from tests.conftest import Browser
from tests.make import coalition as make
from tests.make import drafting, word
from tests.papers.pdfs import MARKS, copied


@pytest.fixture
def dossier(app: Flask, browser: Browser) -> Dossier:
    make.coalition()
    group = make.group()
    paper = drafting.dossier(group)
    drafting.write(paper, "ar", drafting.AR.replace("6 أشهر", "7 أشهر"))
    browser.sign_in(make.rapporteur(group))
    return paper


def test_markdown_and_plain_text_are_those_of_the_revision(browser: Browser, dossier: Dossier) -> None:
    revision = queries.revision_of(dossier.versions[0], 2)
    assert revision
    here = f"/papers/{dossier.id}/text/ar/revisions/2/file"
    markdown = browser.get(f"{here}.md")
    assert markdown.text == to_markdown(queries.paper_of(revision))
    assert markdown.headers["Content-Disposition"] == f"attachment; filename=text-{dossier.id}-ar-2.md"
    assert "\u2068" in browser.get(f"{here}.txt").text or "\u2066" in browser.get(f"{here}.txt").text
    assert "6 أشهر" in word.part(browser.get(f"{here}.docx").data, "word/document.xml")


def test_a_redline_comes_as_a_page_as_pdf_and_in_word(browser: Browser, dossier: Dossier) -> None:
    here, asked = f"/papers/{dossier.id}/text/ar/redline", "?old=2&new=3"
    page = browser.get(f"{here}.html{asked}")
    assert page.text.startswith("<!DOCTYPE html>") and '<html lang="ar" dir="rtl">' in page.text
    assert "<del>" in page.text and "http" not in page.text.replace("charset", "")
    assert browser.get(f"{here}.pdf{asked}").data.startswith(b"%PDF-1.7")
    tracked = word.part(browser.get(f"{here}.docx{asked}").data, "word/document.xml")
    assert "<w:ins " in tracked and "تحالف رواق الياسمين المدني" in tracked


def test_a_printed_draft_says_on_every_page_that_it_is_one(browser: Browser, dossier: Dossier) -> None:
    here = f"/papers/{dossier.id}/text/ar/revisions/2/file.pdf"
    printed = browser.get(here)
    assert printed.headers["Content-Type"] == "application/pdf"
    pages = MARKS.sub("", copied(printed.data)).strip("\f\n").split("\f")
    assert all("مسودة" in page for page in pages) and "أشهر" in "".join(pages)
    assert browser.get(here).data == printed.data


@pytest.mark.parametrize("form", ["exe", "json"])
def test_a_form_that_there_is_not_is_not_found(form: str, browser: Browser, dossier: Dossier) -> None:
    assert browser.get(f"/papers/{dossier.id}/text/ar/revisions/2/file.{form}").status_code == 404
    assert browser.get(f"/papers/{dossier.id}/text/ar/redline.{form}").status_code == 404


def test_an_outsider_gets_no_file(browser: Browser, dossier: Dossier) -> None:
    browser.sign_in(make.rapporteur(make.group("آخر")))
    for address in ("revisions/2/file.md", "redline.html"):
        assert browser.get(f"/papers/{dossier.id}/text/ar/{address}").status_code == 404
