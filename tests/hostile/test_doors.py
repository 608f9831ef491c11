"""What every answer carries, what production does not have, and how long hostile words may keep the reader busy."""

import time
from contextlib import suppress
from itertools import count
from pathlib import Path

import pytest
from flask import Flask

from advocacy import create_app
from advocacy.accounts import actions
from advocacy.database import transaction
from advocacy.outside import Outside, current
from config import Config, Smtp
from papers.arabic import fold_loose, fold_strict
from papers.errors import BadPaper
from papers.normalise import clean_text
from papers.read.markdown import from_markdown
from tests.conftest import Browser
from tests.make import coalition as make

BORING = ("a" * 300_000, "*" * 100_000, "[" * 100_000, "\u0627\u0301" * 100_000, "\u200f" * 300_000, "|" * 100_000)


def test_every_answer_keeps_third_parties_out(browser: Browser) -> None:
    for address in ("/", "/account/enter", "/verify", "/nowhere", "/home", "/s/FORGED"):
        headers = browser.get(address).headers
        assert "default-src 'none'" in headers["Content-Security-Policy"], address
        assert headers["Referrer-Policy"] == "no-referrer"
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert headers["X-Frame-Options"] == "DENY"


def test_a_session_planted_before_signing_in_is_worth_nothing_afterwards(browser: Browser) -> None:
    person = make.person()
    with transaction():
        actions.set_password(person, "seven small birds", by=person)
    with browser.session_transaction() as session:
        session["planted"] = "by somebody else"
    data = {"login": person.login, "password": "seven small birds"}
    assert browser.post("/account/enter", data=data).status_code == 303
    with browser.session_transaction() as session:
        assert "_user_id" in session
        assert "planted" not in session


def test_cookies_are_for_this_site_alone_and_for_no_script(browser: Browser) -> None:
    cookie = browser.get("/account/enter?lang=en").headers["Set-Cookie"]
    assert "HttpOnly" in cookie and "SameSite=Lax" in cookie


@pytest.fixture
def production(app: Flask, tmp_path: Path) -> Flask:
    before = current()
    config = Config(
        mode="production",
        instance=tmp_path,
        database_url=f"sqlite:///{tmp_path / 'p.sqlite'}",
        base_url="https://mawqif.test",
        smtp=Smtp("127.0.0.1"),
        mail_from="office@mawqif.test",
    )
    return create_app(config, Outside(before.clock, before.chance, before.keys, before.mailer))


def test_in_production_the_cookie_travels_encrypted_and_there_is_no_inbox(production: Flask) -> None:
    assert production.config["SESSION_COOKIE_SECURE"] is True
    assert not [rule for rule in production.url_map.iter_rules() if "inbox" in rule.rule]


@pytest.mark.parametrize("words", BORING, ids=lambda words: repr(words[:2]))
def test_hostile_words_keep_nobody_waiting(words: str) -> None:
    for work in (clean_text, fold_loose, fold_strict, read):
        began = time.process_time()
        work(words)
        assert time.process_time() - began < 10, work.__name__


def read(words: str) -> None:
    """Read Markdown, or refuse it."""
    numbers = count(1)
    with suppress(BadPaper):
        from_markdown(words, kind="position_paper", lang="ar", references={}, new_id=lambda: f"b{next(numbers)}")
