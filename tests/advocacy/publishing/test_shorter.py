"""The shorter papers of an issue are offered as files, with its reference and without its signatories."""

import pytest
from flask import Flask

from advocacy.policy import Office
from advocacy.publishing.models import Issue
from tests.conftest import Browser
from tests.make import coalition as make
from tests.make import drafting, publishing, signoff, word


@pytest.fixture
def issue(app: Flask, browser: Browser) -> Issue:
    make.coalition()
    by = make.holder_of(Office.COORDINATOR)
    members = signoff.members(2)
    call = signoff.open_call(drafting.frozen_dossier(make.group()), by=by)
    for one in members:
        signoff.answer(call, one)
    browser.sign_in(by)
    return publishing.issued(call, rendered=False, by=by)


def test_each_shorter_paper_comes_in_word_and_as_plain_text(browser: Browser, issue: Issue) -> None:
    assert f"/issues/{issue.id}/shorter/ar/brief.pdf" in browser.get(f"/issues/{issue.id}").text
    for name in ("brief", "note", "press"):
        here = f"/issues/{issue.id}/shorter/ar/{name}"
        text = browser.get(f"{here}.txt").text
        assert issue.reference in text and "منظمة رقم" not in text
        assert "منظمة رقم" not in word.everything(browser.get(f"{here}.docx").data)


def test_the_brief_is_printed(browser: Browser, issue: Issue) -> None:
    answer = browser.get(f"/issues/{issue.id}/shorter/en/brief.pdf")
    assert answer.data.startswith(b"%PDF-1.7") and answer.mimetype == "application/pdf"


def test_the_message_keeps_its_limit_and_names_the_reference(browser: Browser, issue: Issue) -> None:
    text = browser.get(f"/issues/{issue.id}/shorter/ar/message.txt").text
    assert len(text) <= 900 and issue.reference in text


@pytest.mark.parametrize(
    "address", ["ar/brief.exe", "ar/novel.pdf", "fr/brief.pdf", "ar/message.pdf", "fr/message.txt"]
)
def test_what_there_is_not_is_not_found(address: str, browser: Browser, issue: Issue) -> None:
    assert browser.get(f"/issues/{issue.id}/shorter/{address}").status_code == 404
