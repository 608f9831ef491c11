"""The pages of coordinators and of signatories who have signed in; each with its outsider."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from advocacy.clock import SetClock
from advocacy.coalition.models import Status, Visibility
from advocacy.database import session
from advocacy.outbox.models import Message
from advocacy.policy import Office
from advocacy.signoff.export import safe_cell
from advocacy.signoff.models import Answer, Call, Choice, Endorsement, Outcome, Recording
from advocacy.signoff.queries import open_call_of, standing_answer
from tests.conftest import Browser
from tests.make import coalition as make
from tests.make import signoff as calls
from tests.make.drafting import frozen_dossier
from tests.make.worker import work_off


@pytest.fixture
def call(app: object) -> Call:
    return calls.open_call()


@pytest.fixture
def coordinator(browser: Browser) -> Browser:
    return browser.sign_in(make.holder_of(Office.COORDINATOR))


TIMES = {
    "soft_at": "2026-12-05",
    "soft_at_time": "18:00",
    "closes_at": "٧/١٢/٢٠٢٦",
    "closes_at_time": "١٨:٠٠",
    "timezone": "Europe/Zurich",
    "message": "نرجو القراءة.",
}


def test_the_coordinator_opens_a_call_after_seeing_the_roll_and_the_rule(coordinator: Browser) -> None:
    make.coalition()
    lonely, (one, *_others) = make.organisation(), calls.members(2)
    dossier = frozen_dossier()
    page = coordinator.get(f"/papers/{dossier.id}/call/new").get_data(as_text=True)
    for words in (lonely.name_ar, one.name_ar, "يُعتمد النص"):
        assert words in page
    answer = coordinator.post(f"/papers/{dossier.id}/call/new", data=TIMES)
    assert answer.status_code == 303
    call = open_call_of(dossier)
    assert call is not None
    assert call.closes_at.isoformat() == "2026-12-07T17:00:00+00:00"
    board = coordinator.get(answer.headers["Location"]).get_data(as_text=True)
    assert lonely.name_ar in board


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"soft_at": "31/02/2027"}, "soft_at"),
        ({"soft_at": "2020-01-01"}, "soft_at"),
        ({"closes_at": "2026-12-01"}, "closes_at"),
        ({"timezone": "Mars"}, "timezone"),
        ({"message": "ك" * 2_001}, "message"),
    ],
)
def test_a_wrong_time_is_refused_beside_its_field_and_the_message_is_kept(
    coordinator: Browser, wrong: dict[str, str], field: str
) -> None:
    make.coalition()
    calls.members(1)
    dossier = frozen_dossier()
    answer = coordinator.post(f"/papers/{dossier.id}/call/new", data=TIMES | wrong)
    page = answer.get_data(as_text=True)
    assert answer.status_code == 422
    assert f'id="{field}-error"' in page
    assert (TIMES | wrong)["message"] in page
    assert open_call_of(dossier) is None


def test_opening_twice_opens_one_call(coordinator: Browser) -> None:
    make.coalition()
    calls.members(1)
    dossier = frozen_dossier()
    assert coordinator.post(f"/papers/{dossier.id}/call/new", data=TIMES).status_code == 303
    assert coordinator.post(f"/papers/{dossier.id}/call/new", data=TIMES).status_code == 409
    assert len(session.scalars(select(Call)).all()) == 1


@pytest.mark.parametrize("office", [Office.BOARD, Office.OVERSIGHT, Office.ARBITRATION, Office.RELATIONS])
def test_only_the_coordinator_opens_reminds_and_calls_off(browser: Browser, call: Call, office: Office) -> None:
    browser.sign_in(make.holder_of(office))
    organisation = call.roll[0].organisation_id
    for address in (
        f"/papers/{call.dossier_id}/call/new",
        f"/calls/{call.id}/remind/{organisation}",
        f"/calls/{call.id}/call-off",
        f"/calls/{call.id}/close",
        f"/calls/{call.id}/endorse",
    ):
        assert browser.post(address, data={"reason": "لا"}).status_code == 403
    assert call.is_open


@pytest.mark.parametrize("office", [Office.COORDINATOR, Office.BOARD, Office.OVERSIGHT])
def test_the_board_and_its_table_show_a_withheld_signature_beside_no_name(
    browser: Browser, call: Call, office: Office
) -> None:
    shy, shown = call.roll[0].organisation, call.roll[1].organisation
    answer = calls.answer(call, shy, visibility=Visibility.WITHHELD)
    calls.answer(call, shown)
    browser.sign_in(make.holder_of(office))
    for address in (f"/calls/{call.id}", f"/calls/{call.id}/answers.csv"):
        page = browser.get(address).get_data(as_text=True)
        assert shown.name_ar in page and calls.signatory_of(shown).name_ar in page
        assert answer.receipt in page, "the answer itself is told and counted"
        assert shy.name_ar not in page and calls.signatory_of(shy).name_ar not in page


def test_an_answer_by_telephone_can_be_written_down_as_not_counted(coordinator: Browser, call: Call) -> None:
    asked = call.roll[0]
    address = f"/calls/{call.id}/record/{asked.organisation_id}"
    page = coordinator.get(address).text
    assert 'value="uncounted"' in page and 'value="only_fr"' not in page, "this text has no French"
    typed = {"seal": call.seal, "person": str(calls.signatory_of(asked.organisation).id), "channel": "phone"}
    typed |= {"evidence": "اتصال", "choice": "sign", "visibility": "uncounted"}
    assert coordinator.post(address, data=typed).status_code == 303
    recording = session.scalars(select(Recording)).one()
    assert recording.visibility is Visibility.UNCOUNTED
    coordinator.sign_in(make.holder_of(Office.BOARD))
    assert coordinator.post(f"/calls/{call.id}/recordings/{recording.id}/confirm").status_code == 303
    assert session.scalars(select(Answer)).one().visibility is Visibility.UNCOUNTED


def test_members_signatories_and_admins_see_neither_board_nor_export(browser: Browser, call: Call) -> None:
    signatory = calls.signatory_of(call.roll[0].organisation)
    for outsider in (signatory, make.person(is_admin=True), make.person()):
        browser.sign_in(outsider)
        assert browser.get(f"/calls/{call.id}").status_code == 403
        assert browser.get(f"/calls/{call.id}/answers.csv").status_code == 403


def test_remind_now_mails_those_who_have_not_answered(coordinator: Browser, call: Call) -> None:
    before = len(session.scalars(select(Message)).all())
    address = f"/calls/{call.id}/remind/{call.roll[0].organisation_id}"
    assert coordinator.post(address).status_code == 303
    assert len(session.scalars(select(Message)).all()) == before + 1
    assert coordinator.post(address).status_code == 409


def test_the_text_for_a_chat_holds_no_link(coordinator: Browser, call: Call) -> None:
    page = coordinator.get(f"/calls/{call.id}").get_data(as_text=True)
    assert "<textarea readonly" in page
    assert "/s/" not in page


def test_calling_off_needs_a_reason_and_keeps_what_was_typed(coordinator: Browser, call: Call) -> None:
    assert coordinator.post(f"/calls/{call.id}/call-off", data={"reason": " "}).status_code == 422
    assert coordinator.post(f"/calls/{call.id}/call-off", data={"reason": "خطأ في رقم المادة"}).status_code == 303
    session.expire_all()
    assert session.get_one(Call, call.id).outcome is Outcome.CALLED_OFF
    assert "خطأ في رقم المادة" in coordinator.get(f"/calls/{call.id}").get_data(as_text=True)


def test_the_outcome_and_the_voice_are_shown(coordinator: Browser) -> None:
    call = calls.adopted_call()
    page = coordinator.get(f"/calls/{call.id}").get_data(as_text=True)
    assert "باسم 3 منظمات أعضاء في تحالف رواق الياسمين المدني" in page


def test_support_from_a_partner_is_noted_with_how_we_know(coordinator: Browser, call: Call) -> None:
    partner = make.organisation(status=Status.PARTNER)
    address = f"/calls/{call.id}/endorse"
    assert coordinator.post(address, data={"organisation": "9' OR 1", "evidence": "رسالة"}).status_code == 422
    assert coordinator.post(address, data={"organisation": partner.id, "evidence": ""}).status_code == 422
    assert coordinator.post(address, data={"organisation": partner.id, "evidence": "رسالة"}).status_code == 303
    assert session.scalars(select(Endorsement)).one().organisation_id == partner.id


def test_the_export_opens_in_a_spreadsheet_and_runs_nothing(coordinator: Browser, call: Call) -> None:
    organisation = call.roll[0].organisation
    calls.answer(call, organisation, Choice.SIGN_WITH_RESERVATION, reservation="=HYPERLINK(1)")
    answer = coordinator.get(f"/calls/{call.id}/answers.csv")
    table = answer.get_data(as_text=True)
    assert table.startswith("\ufeff")
    assert organisation.name_ar in table
    assert "'=HYPERLINK(1)" in table
    assert organisation.name_ar not in answer.headers["Content-Disposition"]


@pytest.mark.parametrize("words", ["=1+1", "+1", "-1", "@a", "\ta", " =1", "\0a"])
def test_no_cell_begins_a_formula(words: str) -> None:
    assert safe_cell(words) == f"'{words}"
    assert safe_cell("شبكة الأحرار") == "شبكة الأحرار"


def test_a_signatory_finds_what_waits_and_answers_after_signing_in(browser: Browser, call: Call) -> None:
    organisation = call.roll[0].organisation
    browser.sign_in(calls.signatory_of(organisation))
    address = f"/calls/{call.id}/answer/{organisation.id}"
    assert address in browser.get("/calls").get_data(as_text=True)
    assert browser.get(address).status_code == 200
    data = {"seal": call.seal, "choice": "sign", "visibility": "public"}
    answer = browser.post(address, data=data)
    assert answer.status_code == 303
    standing = standing_answer(call, organisation)
    assert standing is not None
    assert standing.receipt in browser.get(answer.headers["Location"]).get_data(as_text=True)
    assert browser.post(f"{address}/undo").status_code == 303
    assert standing_answer(call, organisation) is None


def test_the_signed_in_form_needs_the_proof_of_its_session(browser: Browser, call: Call) -> None:
    organisation = call.roll[0].organisation
    browser.sign_in(calls.signatory_of(organisation))
    browser.application.config["WTF_CSRF_ENABLED"] = True
    address = f"/calls/{call.id}/answer/{organisation.id}"
    assert 'name="csrf_token"' in browser.get(address).get_data(as_text=True)
    data = {"seal": call.seal, "choice": "sign", "visibility": "public"}
    assert browser.post(address, data=data).status_code == 400
    assert session.scalars(select(Answer)).all() == []


def test_an_outsider_answers_for_nobody_else(browser: Browser, call: Call) -> None:
    here, there = call.roll[0].organisation, call.roll[1].organisation
    address = f"/calls/{call.id}/answer/{here.id}"
    data = {"seal": call.seal, "choice": "sign", "visibility": "public"}
    for outsider in (calls.signatory_of(there), make.person(), make.holder_of(Office.COORDINATOR)):
        browser.sign_in(outsider)
        assert browser.get(address).status_code == 403
        assert browser.post(address, data=data).status_code == 403
        assert browser.get(f"{address}/receipt").status_code == 403
        assert browser.post(f"{address}/undo").status_code == 403
    assert session.scalars(select(Answer)).all() == []


def test_a_forged_organisation_or_call_is_not_found(browser: Browser, call: Call) -> None:
    browser.sign_in(calls.signatory_of(call.roll[0].organisation))
    stranger = make.organisation()
    for address in (f"/calls/{call.id}/answer/999999", f"/calls/999999/answer/{stranger.id}"):
        assert browser.get(address).status_code == 404
    assert browser.get(f"/calls/{call.id}/answer/{stranger.id}").status_code == 404


def test_after_the_end_the_signed_in_page_takes_nothing(browser: Browser, call: Call, clock: SetClock) -> None:
    organisation = call.roll[0].organisation
    clock.set(call.closes_at + timedelta(seconds=1))
    browser.sign_in(calls.signatory_of(organisation))
    data = {"seal": call.seal, "choice": "sign", "visibility": "public"}
    assert browser.post(f"/calls/{call.id}/answer/{organisation.id}", data=data).status_code == 409
    work_off("signoff.close")
    assert standing_answer(call, organisation) is None


def test_a_call_that_does_not_exist_is_not_found(coordinator: Browser) -> None:
    assert coordinator.get("/calls/999").status_code == 404
    assert coordinator.get("/papers/999/call/new").status_code == 404


def test_the_page_of_a_paper_leads_to_its_call_whoever_may_go_there(browser: Browser, call: Call) -> None:
    organisation = call.roll[0].organisation
    board, desk = f'"/calls/{call.id}"', f'"/calls/{call.id}/answer/{organisation.id}"'
    paper = f"/papers/{call.dossier_id}"
    browser.sign_in(make.holder_of(Office.COORDINATOR))
    page = browser.get(paper).get_data(as_text=True)
    assert board in page
    assert desk not in page
    browser.sign_in(calls.signatory_of(organisation))
    page = browser.get(paper).get_data(as_text=True)
    assert desk in page
    assert board not in page


def test_the_board_says_what_would_still_change_the_outcome(coordinator: Browser) -> None:
    law = {"majority": "absolute", "quorum_percent": 50}
    open_one = calls.open_call(organisations=5, rule="quorum_majority", values=law)
    calls.answer(open_one, open_one.roll[0].organisation)
    board = coordinator.get(f"/calls/{open_one.id}").get_data(as_text=True)
    assert "النص غير معتمد كما هي الحال الآن." in board
    assert "توقيعان آخران يغيّران ذلك إلى الأفضل." in board
    for line in list(open_one.roll)[1:3]:
        calls.answer(open_one, line.organisation)
    board = coordinator.get(f"/calls/{open_one.id}").get_data(as_text=True)
    assert "كما هي الحال الآن، يصدر النص باسم التحالف." in board
    assert "لا يغيّر ذلك أي ردّ قد يصل بعد الآن." in board
