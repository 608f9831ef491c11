"""The frame of every page."""

from flask import Flask

from advocacy.policy import Office
from tests.conftest import Browser
from tests.make import coalition as make
from tests.make.drafting import dossier


def test_the_language_of_the_pages_changes_and_that_of_the_text_stays(app: Flask, browser: Browser) -> None:
    paper = dossier()
    browser.sign_in(make.holder_of(Office.COORDINATOR))
    page = browser.get(f"/papers/{paper.id}/text/ar/compare?old=1&new=1").text
    assert f'href="/papers/{paper.id}/text/ar/compare?old=1&amp;new=1&amp;lang=fr"' in page
