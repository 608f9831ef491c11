"""N14: the silence ends on Friday at 23:59; an objection arrives at 00:03 that was begun at 23:40."""

from datetime import UTC, datetime, timedelta

import lxml.html
import pytest
from sqlalchemy import select

from advocacy.clock import SetClock
from advocacy.coalition.models import Organisation
from advocacy.database import session
from advocacy.drafting.models import Stage
from advocacy.ledger.models import Entry
from advocacy.outbox.models import Message
from advocacy.policy import Office
from advocacy.signoff.models import Answer, Call, LateObjection, Outcome, Purpose
from tests.conftest import Browser
from tests.make import coalition as make
from tests.make import signoff as calls
from tests.make.drafting import frozen_dossier
from tests.make.links import link_of
from tests.make.worker import work_off

END = datetime(2026, 11, 27, 20, 59, tzinfo=UTC)  # Friday 23:59 in Damascus
WORDS = {"choice": "object", "reason": "«قد» ليست «يجب».", "proposal": "نقبل إذا عادت «يجب»."}


@pytest.fixture
def members(app: object) -> list[Organisation]:
    """Four members; the last has not accepted that its silence counts."""
    make.coalition()
    found = calls.members(4)
    for organisation in found[:3]:
        organisation.accepts_silence = True
    session.commit()
    return found


def wording_call(clock: SetClock) -> tuple[Call, list[str]]:
    """A call whose notices have left, and the personal links, which a sent mail no longer keeps, along the roll."""
    call = calls.open_call(purpose=Purpose.WORDING, hours=(END - clock.now()).total_seconds() / 3600)
    assert call.closes_at == END
    links = [link_of(calls.signatory_of(line.organisation)) for line in call.roll]
    work_off("outbox.send")
    return call, links


def grace(browser: Browser, minutes: int) -> None:
    """The coordinator writes the grace into the by-laws, on the page of the settings."""
    browser.sign_in(make.holder_of(Office.COORDINATOR))
    page = browser.get("/coalition/settings").text
    form = next(each for each in lxml.html.fromstring(page).forms if "grace_minutes" in each.fields)
    data = {**{name: value or "" for name, value in form.form_values()}, "grace_minutes": str(minutes)}
    assert browser.post("/coalition/settings", data=data).status_code == 303
    browser.delete_cookie("mawqif")


def opened(browser: Browser, link: str) -> dict[str, str]:
    """What the form holds when the page is opened now."""
    form = next(each for each in lxml.html.fromstring(browser.get(link).text).forms if "seal" in each.fields)
    return {name: value or "" for name, value in form.form_values()}


def fresh(call: Call) -> Call:
    session.expire_all()
    return session.get_one(Call, call.id)


def late(browser: Browser, clock: SetClock, link: str, *, minutes: float = 4, tamper: str = "") -> tuple[int, str]:
    """The last but one member opens the page at 23:40 and its objection arrives `minutes` after the end."""
    clock.set(END - timedelta(minutes=19))
    typed = opened(browser, link) | WORDS
    if tamper:
        typed["opened"] = tamper
    clock.set(END + timedelta(minutes=minutes))
    work_off("signoff.close")
    answer = browser.post(link, data=typed)
    return answer.status_code, answer.text


def test_N14_within_the_grace_of_the_by_laws_the_objection_counts(
    browser: Browser, members: list[Organisation], clock: SetClock
) -> None:
    grace(browser, 30)
    call, links = wording_call(clock)
    status, page = late(browser, clock, links[2])
    assert (status, "فهو محسوب" in page) == (200, True)
    assert session.scalars(select(LateObjection)).all() == []
    clock.set(END + timedelta(minutes=30))
    work_off("signoff.close")
    closed = fresh(call)
    assert closed.outcome is Outcome.NOT_AGREED
    assert closed.tally is not None
    assert (closed.tally["object"], closed.tally["silence_kept"]) == (1, 2)
    browser.sign_in(make.holder_of(Office.OVERSIGHT))
    assert "بعد النهاية" in browser.get(f"/papers/{call.dossier_id}/decision-file").text


def test_N14_without_grace_it_is_noted_told_and_not_counted(
    browser: Browser, members: list[Organisation], clock: SetClock
) -> None:
    call, links = wording_call(clock)
    status, page = late(browser, clock, links[2])
    assert (status, "ولا يُحتسب" in page) == (200, True)
    closed = fresh(call)
    assert closed.outcome is Outcome.AGREED
    assert closed.tally is not None
    assert (closed.tally["object"], closed.tally["silence_kept"], closed.tally["silent"]) == (0, 3, 4)
    noted = session.scalars(select(LateObjection)).one()
    assert noted.arrived_at == clock.now()
    assert session.scalars(select(Entry).where(Entry.kind == "signoff.late_noted")).one()
    told = session.scalars(select(Message.recipient).where(Message.key.contains("signoff.late"))).all()
    assert set(told) == {noted.person.email, noted.organisation.mail}
    browser.sign_in(make.holder_of(Office.COORDINATOR))
    assert WORDS["reason"] in browser.get(f"/calls/{call.id}").text
    browser.sign_in(make.holder_of(Office.OVERSIGHT))
    assert WORDS["reason"] in browser.get(f"/papers/{call.dossier_id}/decision-file").text


def test_N14_what_the_device_claims_is_shown_as_a_claim_and_decides_nothing(
    browser: Browser, members: list[Organisation], clock: SetClock
) -> None:
    grace(browser, 30)
    call, links = wording_call(clock)
    clock.set(END + timedelta(minutes=1))  # opened only now, but the device says twenty minutes before the end
    written = (END - timedelta(minutes=20)).isoformat()
    data = {"seal": call.seal, "choice": "object", "written": written} | WORDS
    answer = browser.post(links[2], data=data)
    assert (answer.status_code, "ساعة الجهاز" in answer.text) == (200, True)
    noted = session.scalars(select(LateObjection)).one()
    assert noted.claimed_at == END - timedelta(minutes=20)
    clock.set(END + timedelta(minutes=30))
    work_off("signoff.close")
    closed = fresh(call)
    assert closed.outcome is Outcome.AGREED
    assert closed.tally is not None
    assert closed.tally["object"] == 0
    browser.sign_in(make.holder_of(Office.COORDINATOR))
    assert "ساعة الجهاز" in browser.get(f"/calls/{call.id}").text


@pytest.mark.parametrize("minutes", [30, 45])
def test_N14_after_the_grace_it_is_only_noted(
    browser: Browser, members: list[Organisation], clock: SetClock, minutes: float
) -> None:
    grace(browser, 30)
    call, links = wording_call(clock)
    assert late(browser, clock, links[2], minutes=minutes)[0] == 200
    assert fresh(call).outcome is Outcome.AGREED
    assert session.scalars(select(LateObjection)).one()


@pytest.mark.parametrize("tamper", ["", "6561f3ac.00000000000000000000000000000000", "x", "-1.", "f" * 40 + ".a", "."])
def test_N14_a_page_without_our_stamp_proves_nothing(
    browser: Browser, members: list[Organisation], clock: SetClock, tamper: str
) -> None:
    grace(browser, 30)
    _call, links = wording_call(clock)
    assert late(browser, clock, links[2], tamper=tamper or "forged")[0] == 200
    assert session.scalars(select(LateObjection)).one().opened_at is None
    assert session.scalars(select(Answer)).all() == []


def test_N14_a_page_opened_after_the_end_shows_nothing_and_late_taps_are_one_note(
    browser: Browser, members: list[Organisation], clock: SetClock
) -> None:
    _call, links = wording_call(clock)
    link = links[2]
    clock.set(END - timedelta(minutes=19))
    typed = opened(browser, link) | WORDS
    clock.set(END)
    assert browser.get(link).status_code == 410
    for _tap in range(3):
        assert browser.post(link, data=typed).status_code == 200
    assert session.scalars(select(LateObjection)).one()
    assert browser.post(link, data={**typed, "choice": "no_objection"}).status_code == 410


def test_N14_a_late_objection_to_a_call_for_signatures_is_refused_as_any_answer(
    browser: Browser, members: list[Organisation], clock: SetClock
) -> None:
    call = calls.open_call()
    link = link_of(calls.signatory_of(call.roll[2].organisation))
    typed = opened(browser, link) | WORDS
    clock.set(call.closes_at)
    assert browser.post(link, data=typed).status_code == 410
    assert session.scalars(select(LateObjection)).all() == []


def test_N14_silence_counts_only_for_who_accepts_it_and_whose_notice_left(
    browser: Browser, members: list[Organisation], clock: SetClock
) -> None:
    call, _links = wording_call(clock)
    unsent = session.scalars(
        select(Message).where(Message.recipient == calls.signatory_of(call.roll[0].organisation).email)
    ).one()
    unsent.state = type(unsent.state).FAILED
    session.commit()
    clock.set(END)
    work_off("signoff.close")
    closed = fresh(call)
    assert closed.tally is not None
    assert closed.tally["silence_kept"] == 2
    assert closed.outcome is Outcome.AGREED  # two of four: the half that the rule asks for


def test_N14_the_wording_that_stands_is_no_adoption_and_can_be_put_up_for_signature(
    browser: Browser, members: list[Organisation], clock: SetClock
) -> None:
    call, links = wording_call(clock)
    link = links[3]
    page = browser.get(link).text
    assert 'value="sign"' not in page
    assert 'name="visibility"' not in page
    assert "لا يُحتسب صمت منظمتكم" in page
    data = {"seal": call.seal, "choice": "sign", "visibility": "public"}
    assert browser.post(link, data=data).status_code == 422
    assert browser.post(link, data={"seal": call.seal, "choice": "no_objection"}).status_code == 303
    clock.set(END)
    work_off("signoff.close")
    closed = fresh(call)
    assert closed.outcome is Outcome.AGREED
    assert closed.dossier.stage is Stage.FROZEN
    browser.sign_in(make.holder_of(Office.COORDINATOR))
    board = browser.get(f"/calls/{call.id}").text
    assert "الصياغة ثابتة" in board
    assert "/issue" not in board
    assert browser.post(f"/calls/{call.id}/issue", data={"dated": "2026-11-28"}).status_code in (404, 409, 422)
    assert calls.open_call(closed.dossier, hours=48).purpose is Purpose.SIGNATURE


def test_the_standing_instruction_and_the_votes_are_recorded_with_proof_and_told(
    browser: Browser, members: list[Organisation]
) -> None:
    organisation = members[3]
    browser.sign_in(make.holder_of(Office.COORDINATOR))
    address = f"/coalition/organisations/{organisation.id}/instruction"
    assert browser.post(address, data={"silence": "accepted", "votes": "1"}).status_code == 422
    assert browser.post(address, data={"silence": "explicit", "votes": "0"}).status_code == 422
    data = {"silence": "accepted", "votes": "3", "evidence": "كتاب المديرة"}
    assert browser.post(address, data=data).status_code == 303
    session.expire_all()
    assert (organisation.accepts_silence, organisation.votes) == (True, 3)
    told = session.scalars(select(Message.recipient).where(Message.key.contains("coalition.silence"))).all()
    assert told == [organisation.mail]
    kinds = set(session.scalars(select(Entry.kind)))
    assert {"coalition.silence_instructed", "coalition.votes_given"} <= kinds
    call = calls.open_call(frozen_dossier())
    line = next(line for line in call.roll if line.organisation_id == organisation.id)
    assert (line.votes, line.accepts_silence) == (3, True)


def test_votes_decide_where_the_by_laws_weigh_and_only_there(app: object, clock: SetClock) -> None:
    make.coalition()
    heavy, *_light = calls.members(3)
    heavy.votes = 5
    session.commit()
    law = {"majority": "absolute", "quorum_percent": 1, "close_early": "never"}
    for weighed, outcome in ((True, Outcome.ADOPTED), (False, Outcome.NOT_ADOPTED)):
        call = calls.open_call(frozen_dossier(), rule="quorum_majority", values={**law, "weighed": weighed})
        calls.answer(call, call.roll[0].organisation)
        clock.set(call.closes_at)
        work_off("signoff.close")
        assert fresh(call).outcome is outcome
