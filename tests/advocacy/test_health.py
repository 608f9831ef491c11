"""The health page."""

import pytest
from flask import Flask

from advocacy import clock as clocks
from advocacy import heartbeat
from advocacy.clock import SetClock
from advocacy.health import SILENT_AFTER
from advocacy.policy import Office
from tests.conftest import Browser
from tests.make.coalition import holder_of, person


def test_everybody_learns_that_the_house_stands_and_nothing_more(browser: Browser) -> None:
    answer = browser.get("/health")
    assert (answer.text, answer.mimetype) == ("ok\n", "text/plain")
    assert browser.sign_in(holder_of(Office.BOARD)).get("/health").text == "ok\n"


def test_who_keeps_the_machine_sees_that_no_worker_runs(browser: Browser, clock: SetClock) -> None:
    browser.sign_in(person(is_admin=True))
    assert "No worker" in browser.get("/health?lang=en").text
    heartbeat.beat("here")
    assert "Everything works." in browser.get("/health").text
    clock.set(clocks.now() + SILENT_AFTER * 2)
    assert "No worker" in browser.get("/health").text


@pytest.mark.parametrize("lang", ["ar", "en", "fr"])
def test_the_details_are_shown_in_every_language(lang: str, browser: Browser, app: Flask) -> None:
    browser.sign_in(person(is_admin=True))
    assert browser.get(f"/health?lang={lang}").status_code == 200
