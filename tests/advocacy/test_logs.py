"""Logs name nobody."""

import json
import logging

import pytest

from advocacy.logs import JsonLines
from tests.conftest import Browser


def test_a_request_is_logged_without_its_query_or_address(browser: Browser, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.INFO, "mawqif.requests"):
        answer = browser.get("/verify?token=SECRET&name=ريم")
    line = JsonLines().format(caplog.records[-1])
    facts = json.loads(line)
    assert (facts["endpoint"], facts["status"], facts["method"]) == ("public.ask_verify", 200, "GET")
    assert facts["request"] == answer.headers["X-Request-Id"]
    assert facts["ms"] >= 0
    for secret in ("SECRET", "ريم", "127.0.0.1", "/verify"):
        assert secret not in line


def test_an_exception_is_logged_by_kind_and_place_not_by_its_words(
    browser: Browser, caplog: pytest.LogCaptureFixture
) -> None:
    try:
        raise ValueError("ريم of the secret organisation")
    except ValueError:
        logging.getLogger("mawqif").exception("unforeseen")
    line = JsonLines().format(caplog.records[-1])
    assert "ريم" not in line
    assert json.loads(line)["exception"] == "ValueError"
    assert "test_logs.py" in json.loads(line)["places"][0]
