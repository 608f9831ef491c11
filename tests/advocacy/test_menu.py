"""The menu marks where somebody is: a call, a review and an issue are parts of a paper."""

import re

import pytest
from flask import Flask

from advocacy.policy import Office
from tests.conftest import Browser
from tests.make import amending, publishing
from tests.make import coalition as make
from tests.make.signoff import signatory_of


def marked(browser: Browser, path: str) -> list[str]:
    """The addresses that the menu of a page marks as the current place."""
    page = browser.get(path)
    assert page.status_code == 200, path
    menu = page.text.partition("<main")[0]
    return re.findall(r'<a href="([^"]+)" aria-current="page"', menu)


@pytest.fixture
def sami(app: Flask, browser: Browser) -> None:
    make.coalition()
    browser.sign_in(make.holder_of(Office.COORDINATOR))


@pytest.mark.usefixtures("sami")
def test_papers_is_marked_on_the_pages_of_calls_and_issues(browser: Browser) -> None:
    issue = publishing.issued()
    paper = f"/papers/{issue.dossier_id}"
    for path in (paper, f"/calls/{issue.call_id}", f"/issues/{issue.id}", f"{paper}/decision-file"):
        assert marked(browser, path) == ["/papers"], path
    assert marked(browser, "/evidence") == ["/evidence"]
    assert marked(browser, f"{paper}/consultations") == ["/papers"]
    assert marked(browser, f"/packages/errata/{issue.id}") == ["/packages"]
    assert marked(browser, "/home") == ["/home"]


def test_papers_is_marked_on_the_pages_of_a_review_and_what_i_sign_is_a_place_of_its_own(
    app: Flask, browser: Browser
) -> None:
    window = amending.review()
    home = amending.organisations()[0]
    amendment = amending.moved(window, home, amending.titled("غيره"))
    browser.sign_in(signatory_of(home))
    for path in (f"/papers/{window.dossier_id}/review", f"/amendments/{amendment.id}", "/amendments"):
        assert marked(browser, path) == ["/papers"], path
    assert marked(browser, "/calls") == ["/calls"]
