"""A time stamp service that answers, is down, or answers nonsense: the issue comes out, and people are told."""

import logging
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest
from flask import Flask

from advocacy import blobs, clock, outside
from advocacy.clock import SetClock
from advocacy.database import session
from advocacy.policy import Office
from advocacy.publishing import making, sealing
from advocacy.publishing.models import Issue, IssueState
from advocacy.publishing.sealing import authority
from papers.seal.keys import make_authority, make_certificate
from papers.seal.verdict import Verdict, verify
from tests.conftest import Browser
from tests.make import coalition as make
from tests.make import tsa
from tests.make.publishing import issued, numbered
from tests.papers.pdfs import pressed

HINT = "لم تُجب خدمة ختم الوقت"
Ask = Callable[[bytes], bytes]


def with_service(ask: Ask) -> None:
    outside.install(replace(outside.current(), timestamps=ask))


def made() -> Issue:
    issue = numbered()
    making.make_files(issue.id)
    return session.get_one(Issue, issue.id)


def judged(pdf: bytes) -> Verdict:
    return verify(pdf, authority(), time_authorities=[tsa.certificate(clock.now())])


def sealed_by(sealer: sealing.Sealer) -> Verdict:
    return judged(sealer.seal(pressed("<p>بيان</p>"), "ar", name="ختم", reason="x"))


def test_a_file_is_sealed_with_lasting_proofs_and_a_strangers_time(app: Flask) -> None:
    with_service(tsa.service(clock.now()))
    verdict = sealed_by(sealing.sealer(clock.now()))
    assert (verdict.is_genuine, verdict.level) == (True, "B-LTA")
    assert verdict.stamp is not None and verdict.stamp.trusted


def test_with_a_key_from_elsewhere_there_is_a_time_stamp_without_lasting_proofs(app: Flask) -> None:
    above = make_authority("Another authority", clock.now())
    outside.current().keys.put(sealing.SEAL, make_certificate(above, "Coalition", clock.now()).to_pem())
    with_service(tsa.service(clock.now()))
    assert sealed_by(sealing.sealer(clock.now())).level == "B-T"


def test_a_service_that_is_down_stops_nothing_is_asked_once_and_is_told(
    browser: Browser, caplog: pytest.LogCaptureFixture
) -> None:
    asked: list[bytes] = []

    def silent(request: bytes) -> bytes:
        asked.append(request)
        raise TimeoutError("no answer within 10 seconds")

    with_service(silent)
    with caplog.at_level(logging.WARNING):
        issue = made()
    assert (issue.state, issue.last_error) == (IssueState.CURRENT, "")
    assert "no answer within 10 seconds" in issue.unstamped
    assert len(asked) == 1
    assert "time stamp service did not vouch" in caplog.text
    for file in issue.files:
        if file.format == "pdf":
            verdict = judged(blobs.read(file.sha256))
            assert (verdict.is_genuine, verdict.level) == (True, "B-B")
    page = browser.sign_in(make.holder_of(Office.COORDINATOR)).get(f"/issues/{issue.id}").text
    assert HINT in page


def test_a_service_that_goes_away_between_two_files_stops_nothing(app: Flask) -> None:
    real, left = tsa.service(clock.now()), [4]

    def tired(request: bytes) -> bytes:
        left[0] -= 1
        if left[0] < 0:
            raise ConnectionResetError
        return real(request)

    with_service(tired)
    sealer = sealing.sealer(clock.now())
    verdicts = [sealed_by(sealer) for _file in range(3)]
    assert all(verdict.is_genuine for verdict in verdicts)
    assert [verdict.level for verdict in verdicts] == ["B-LTA", "B-B", "B-B"]
    assert "ConnectionResetError" in sealer.silent


def test_nonsense_is_no_time_stamp(app: Flask) -> None:
    with_service(lambda _request: b"<html>please log in</html>")
    sealer = sealing.sealer(clock.now())
    assert sealed_by(sealer).level == "B-B"
    assert sealer.silent


def test_an_issue_that_was_not_to_be_stamped_gives_no_hint(browser: Browser) -> None:
    issue = issued()
    assert issue.unstamped == ""
    assert HINT not in browser.sign_in(make.holder_of(Office.COORDINATOR)).get(f"/issues/{issue.id}").text


def test_the_next_issue_asks_again(app: Flask, clock: SetClock) -> None:
    sealer = sealing.sealer(clock.now())
    assert sealer.ask is None
    with_service(tsa.service(clock.now()))
    clock.move(timedelta(seconds=1))
    assert sealing.sealer(clock.now()).ask is not None
    assert sealing.sealer(clock.now(), stamped=False).ask is None
