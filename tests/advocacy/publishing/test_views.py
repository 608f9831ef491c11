"""The secretariat's pages about issues, and who does not get in."""

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from advocacy.clock import SetClock
from advocacy.database import session
from advocacy.policy import Office
from advocacy.publishing import press
from advocacy.publishing.making import make_files
from advocacy.publishing.models import Issue, IssueState
from tests.conftest import Browser
from tests.make import coalition as make
from tests.make.publishing import issued, numbered, reissued
from tests.make.signoff import adopted_call, open_call


@pytest.fixture
def coordinator(browser: Browser) -> Browser:
    return browser.sign_in(make.holder_of(Office.COORDINATOR, lang="en"))


def test_the_page_before_issuing_shows_what_will_be_printed(coordinator: Browser) -> None:
    page = coordinator.get(f"/calls/{adopted_call(withheld=1).id}/issue").text
    assert "In the name of 3 member organisations of the Riwaq al-Yasmin Civil Coalition" in page
    assert "إضافةً إلى منظمة واحدة حُجب اسمها لأسباب أمنية" in page
    assert "Fewer than three names are withheld" in page
    assert session.scalars(select(Issue)).all() == []


def test_a_coordinator_issues_and_sees_the_files_being_made(coordinator: Browser) -> None:
    call = adopted_call()
    answer = coordinator.post(f"/calls/{call.id}/issue", data={"dated": "٢٣/١١/٢٠٢٦", "embargo": ""})
    assert answer.status_code == 303
    page = coordinator.get(answer.location).text
    assert "RY/2026/001" in page
    assert 'http-equiv="refresh"' in page
    assert coordinator.get(f"/calls/{call.id}/issue").location == answer.location


def test_pressing_issue_twice_leads_to_the_same_page(coordinator: Browser) -> None:
    call = adopted_call()
    places = {coordinator.post(f"/calls/{call.id}/issue", data={"dated": "2026-11-23"}).location for _tap in range(4)}
    assert len(places) == 1


@pytest.mark.parametrize(
    "typed",
    [
        {"dated": ""},
        {"dated": "yesterday"},
        {"dated": "2020-01-01"},
        {"dated": "2099-01-01"},
        {"dated": "2026-11-23", "embargo": "2026-01-01T10:00"},
        {"dated": "2026-11-23", "embargo": "soon"},
        {"dated": "x" * 100_000},
    ],
)
def test_a_date_that_cannot_be_is_refused_beside_its_field(coordinator: Browser, typed: dict[str, str]) -> None:
    answer = coordinator.post(f"/calls/{adopted_call().id}/issue", data=typed)
    assert answer.status_code == 422
    assert 'class="error"' in answer.text
    assert session.scalars(select(Issue)).all() == []


def test_an_open_call_offers_no_button_and_takes_no_number(coordinator: Browser) -> None:
    call = open_call()
    assert '<form method="post" action="/calls/' not in coordinator.get(f"/calls/{call.id}/issue").text
    assert coordinator.post(f"/calls/{call.id}/issue", data={"dated": "2026-11-23"}).status_code == 409


def test_a_failure_is_shown_with_a_way_to_try_again(coordinator: Browser, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(_order: press.Order) -> list[press.Made]:
        raise ValueError("no paper in the tray")

    issue = numbered()
    monkeypatch.setattr(press, "make", fail)
    make_files(issue.id)
    page = coordinator.get(f"/issues/{issue.id}").text
    assert "no paper in the tray" in page
    assert 'http-equiv="refresh"' not in page
    assert coordinator.post(f"/issues/{issue.id}/again").status_code == 303
    assert session.get_one(Issue, issue.id).lease_until is None


def test_members_read_an_issue_and_its_files_before_the_embargo_ends(browser: Browser, clock: SetClock) -> None:
    issue = issued(embargo_until=clock.now() + timedelta(days=1))
    browser.sign_in(make.signatory(make.organisation()))
    assert browser.get(f"/issues/{issue.id}").status_code == 200
    answer = browser.get(f"/issues/{issue.id}/files/{issue.files[0].name}")
    assert answer.status_code == 200
    assert answer.content_type == "application/pdf"


def test_a_partner_from_outside_reads_it_only_when_it_is_public(browser: Browser, clock: SetClock) -> None:
    early, public = issued(embargo_until=clock.now() + timedelta(days=1)), issued()
    partner = make.person()
    home = make.organisation(status=make.Status.PARTNER)
    make.kept(make.Affiliation(person_id=partner.id, organisation_id=home.id, since=make.LONG_AGO))
    browser.sign_in(partner)
    assert browser.get(f"/issues/{public.id}").status_code == 200
    assert browser.get(f"/issues/{early.id}").status_code == 403
    assert browser.get(f"/issues/{early.id}/files/{early.files[0].name}").status_code == 403


def test_outsiders_see_nothing_and_change_nothing(browser: Browser) -> None:
    issue, call = issued(), adopted_call()
    places = [f"/issues/{issue.id}", f"/issues/{issue.id}/files/{issue.files[0].name}", f"/calls/{call.id}/issue"]
    deeds = [f"/calls/{call.id}/issue", *(f"/issues/{issue.id}/{deed}" for deed in ("again", "withdraw", "reissue"))]
    for person in (None, make.person()):
        if person:
            browser.sign_in(person)
        refused = 403 if person else 401
        assert [browser.get(place).status_code for place in places] == [refused] * len(places)
        assert [browser.post(deed).status_code for deed in deeds] == [refused] * len(deeds)
    assert session.get_one(Issue, issue.id).state is IssueState.CURRENT


@pytest.mark.parametrize("office", [Office.BOARD, Office.OVERSIGHT, Office.RELATIONS])
def test_only_the_secretariat_issues_and_withdraws(browser: Browser, office: Office) -> None:
    issue, call = issued(), adopted_call()
    browser.sign_in(make.holder_of(office))
    assert browser.get(f"/issues/{issue.id}").status_code == 200
    for deed in (f"/calls/{call.id}/issue", f"/issues/{issue.id}/withdraw", f"/issues/{issue.id}/reissue"):
        assert browser.post(deed).status_code == 403


def test_withdrawing_asks_for_a_reason_and_keeps_what_was_typed(coordinator: Browser) -> None:
    issue = issued()
    assert coordinator.get(f"/issues/{issue.id}/withdraw").status_code == 200
    assert coordinator.post(f"/issues/{issue.id}/withdraw", data={"reason": " "}).status_code == 422
    long = coordinator.post(f"/issues/{issue.id}/withdraw", data={"reason": "س" * 700})
    assert long.status_code == 422
    assert "س" * 700 in long.text
    assert coordinator.post(f"/issues/{issue.id}/withdraw", data={"reason": "رقم غير دقيق."}).status_code == 303
    assert "رقم غير دقيق." in coordinator.get(f"/issues/{issue.id}").text


def test_a_newer_issue_without_a_signature_is_made_on_one_page(coordinator: Browser) -> None:
    issue = issued()
    leaving = issue.call.roll[0].organisation
    assert leaving.name_en in coordinator.get(f"/issues/{issue.id}/reissue").text
    typed = {"without": [str(leaving.id), "999999", "x"], "note_ar": "سُحب توقيع.", "note_en": ""}
    refused = coordinator.post(f"/issues/{issue.id}/reissue", data=typed)
    assert refused.status_code == 422
    assert "سُحب توقيع." in refused.text
    done = coordinator.post(f"/issues/{issue.id}/reissue", data={**typed, "note_en": "A signature was withdrawn."})
    assert done.status_code == 303
    newer = session.scalars(select(Issue).where(Issue.number == "1.1")).one()
    assert newer.without == [leaving.id]
    assert newer.editions["en"]["change_note"] == "A signature was withdrawn."


def test_the_command_line_issues_and_makes_the_files(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(press, "make", lambda _order: [press.Made("ar", "pdf", "RY-2026-001-ar.pdf", b"%PDF-")])
    call = adopted_call()
    done = app.test_cli_runner().invoke(args=["issue", str(call.id), "--dated", "2026-11-23"])
    assert done.exit_code == 0, done.output
    assert "RY/2026/001  1.0" in done.output
    assert "RY-2026-001-ar.pdf" in done.output


@pytest.mark.parametrize("words", [["999"], ["1", "--by", "nobody"]])
def test_the_command_line_says_what_is_missing(app: Flask, words: list[str]) -> None:
    assert app.test_cli_runner().invoke(args=["issue", *words]).exit_code == 1


def test_the_command_line_refuses_what_the_rules_refuse(app: Flask) -> None:
    done = app.test_cli_runner().invoke(args=["issue", str(open_call().id)])
    assert done.exit_code == 1
    assert "Traceback" not in done.output


def test_the_page_of_a_paper_leads_to_its_issues(coordinator: Browser) -> None:
    old = issued()
    new = reissued(old)
    page = coordinator.get(f"/papers/{old.dossier_id}").text
    assert f'href="/issues/{old.id}"' in page
    assert f'href="/issues/{new.id}"' in page


def test_a_partner_is_not_led_to_an_issue_under_embargo(browser: Browser, clock: SetClock) -> None:
    issue = issued(embargo_until=clock.now() + timedelta(days=1))
    partner = make.person()
    home = make.organisation(status=make.Status.PARTNER)
    make.kept(make.Affiliation(person_id=partner.id, organisation_id=home.id, since=make.LONG_AGO))
    page = browser.sign_in(partner).get(f"/papers/{issue.dossier_id}")
    assert f"/issues/{issue.id}" not in page.text


@pytest.mark.parametrize("id_", ["0", "999999", "9" * 30])
def test_an_id_that_nothing_has_is_not_found(coordinator: Browser, id_: str) -> None:
    for address in (f"/issues/{id_}", f"/issues/{id_}/withdraw", f"/calls/{id_}/issue", f"/issues/{id_}/files/x.pdf"):
        assert coordinator.get(address).status_code == 404
    assert coordinator.post(f"/calls/{id_}/issue", data={"dated": "2026-11-23"}).status_code == 404


def test_an_adopted_paper_leads_the_coordinator_to_its_issue_and_nobody_else(app: Flask, browser: Browser) -> None:
    call = adopted_call()
    page = f"/papers/{call.dossier_id}"
    browser.sign_in(make.holder_of(Office.COORDINATOR))
    assert f"/calls/{call.id}/issue" in browser.get(page).text
    browser.sign_in(make.holder_of(Office.OVERSIGHT))
    assert f"/calls/{call.id}/issue" not in browser.get(page).text
