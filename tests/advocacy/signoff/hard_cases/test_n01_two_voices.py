"""N01: an organisation is answered for twice by two representatives who disagree."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from advocacy.accounts.models import Person
from advocacy.clock import SetClock
from advocacy.coalition.models import Organisation
from advocacy.database import session
from advocacy.ledger.models import Entry
from advocacy.outbox.models import Message
from advocacy.policy import Office
from advocacy.signoff.models import Answer, Call, Choice, Dispute, SettledBy
from advocacy.signoff.queries import standing_answer, tally_now
from tests.conftest import Browser
from tests.make import coalition as make
from tests.make import signoff as calls
from tests.make.house import house_link_of
from tests.make.links import link_of
from tests.make.worker import work_off

OBJECTION = {"choice": "object", "reason": "كلمة «دائمة» تُلزمنا.", "proposal": "نوقّع إذا حُذفت."}


@pytest.fixture
def arbitrator(app: object) -> Person:
    return make.holder_of(Office.ARBITRATION)


@pytest.fixture
def call(app: object, arbitrator: Person) -> Call:
    make.coalition()
    torn = make.organisation()
    for _person in range(2):
        make.signatory(torn)
    calls.members(2)
    return calls.open_call()


@pytest.fixture
def torn(call: Call) -> Organisation:
    return call.roll[0].organisation


def send(browser: Browser, call: Call, person: Person, **typed: str) -> None:
    data = {"seal": call.seal, "choice": "sign", "visibility": "public", **typed}
    assert browser.post(link_of(person), data=data).status_code == 303


@pytest.fixture
def two(browser: Browser, call: Call, torn: Organisation) -> tuple[Person, Person]:
    """The one signs, the other objects."""
    first, second = (mandate.person for mandate in torn.mandates)
    send(browser, call, first)
    send(browser, call, second, **OBJECTION)
    return first, second


def dispute() -> Dispute:
    session.expire_all()
    return session.scalars(select(Dispute).order_by(Dispute.id.desc()).limit(1)).one()


def keys(word: str) -> list[str]:
    return sorted(session.scalars(select(Message.recipient).where(Message.key.contains(word))))


def test_N01_neither_answer_counts_or_is_listed_and_both_are_kept(
    browser: Browser, call: Call, torn: Organisation, two: tuple[Person, Person]
) -> None:
    tally = tally_now(call)
    assert (tally.contested, tally.sign, tally.object, tally.silent) == (1, 0, 0, 2)
    assert [answer.choice for answer in session.scalars(select(Answer).order_by(Answer.id))] == ["sign", "object"]
    page = browser.get(link_of(calls.signatory_of(call.roll[1].organisation))).text
    assert torn.name_ar not in page
    own = browser.get(link_of(two[0])).text
    assert two[1].name_ar in own
    assert "لا يُحتسب أيٌّ من الردّين" in own


def test_N01_both_people_the_house_and_arbitration_are_told_once(
    call: Call, torn: Organisation, two: tuple[Person, Person], arbitrator: Person
) -> None:
    assert keys("signoff.contested") == sorted([two[0].email, two[1].email, torn.mail])
    assert keys("signoff.arbitration") == [arbitrator.email]
    assert session.scalars(select(Entry).where(Entry.kind == "signoff.contested")).one().organisation_id == torn.id


def test_N01_a_second_tap_changes_nothing(
    browser: Browser, call: Call, two: tuple[Person, Person], torn: Organisation
) -> None:
    before = len(session.scalars(select(Answer)).all()), len(session.scalars(select(Message)).all())
    send(browser, call, two[1], **OBJECTION)
    send(browser, call, two[0])
    assert (len(session.scalars(select(Answer)).all()), len(session.scalars(select(Message)).all())) == before
    assert standing_answer(call, torn) is None


def test_N01_the_two_agree_by_giving_the_same_answer(
    browser: Browser, call: Call, two: tuple[Person, Person], torn: Organisation
) -> None:
    send(browser, call, two[1])
    standing = standing_answer(call, torn)
    assert standing is not None
    assert standing.choice is Choice.SIGN
    assert dispute().settled_by is SettledBy.AGREEMENT
    assert tally_now(call).sign == 1


def test_N01_the_organisation_itself_settles_by_the_link_in_its_own_mailbox(
    browser: Browser, call: Call, two: tuple[Person, Person], torn: Organisation
) -> None:
    link = house_link_of(torn)
    page = browser.get(link).text
    assert two[0].name_ar in page
    assert two[1].name_ar in page
    assert browser.post(f"{link}/settle", data={}).status_code == 422
    signed = dispute().voices[0]
    for _tap in range(2):
        answer = browser.post(f"{link}/settle", data={"answer": str(signed.id)})
    assert answer.status_code in (303, 404)
    assert standing_answer(call, torn) == signed
    assert dispute().settled_by is SettledBy.HOUSE
    assert keys("signoff.settled") == sorted([two[0].email, two[1].email, torn.mail])


def test_N01_after_the_settlement_the_other_voice_is_refused_and_everybody_is_told(
    browser: Browser, call: Call, two: tuple[Person, Person], torn: Organisation
) -> None:
    browser.post(f"{house_link_of(torn)}/settle", data={"answer": str(dispute().voices[0].id)})
    data = {"seal": call.seal, "visibility": "public", **OBJECTION}
    assert browser.post(link_of(two[1]), data=data).status_code == 409
    assert browser.post(f"{link_of(two[1])}/undo").status_code == 409
    standing = standing_answer(call, torn)
    assert standing is not None
    assert standing.person_id == two[0].id
    assert keys("signoff.two_voices") == sorted([two[0].email, two[1].email, torn.mail])


def test_N01_the_organisation_may_say_that_neither_holds_and_answer_anew(
    browser: Browser, call: Call, two: tuple[Person, Person], torn: Organisation
) -> None:
    browser.post(f"{house_link_of(torn)}/settle", data={"answer": "none", "reason": "لم نقرّر بعد"})
    assert standing_answer(call, torn) is None
    assert tally_now(call).contested == 0
    send(browser, call, two[1], choice="abstain")
    assert tally_now(call).abstain == 1


def test_N01_arbitration_decides_with_a_reason_after_twelve_hours_and_not_before(
    browser: Browser, call: Call, two: tuple[Person, Person], torn: Organisation, arbitrator: Person, clock: SetClock
) -> None:
    browser.sign_in(arbitrator)
    address = f"/calls/{call.id}/arbitration"
    assert torn.name_ar in browser.get(address).text
    found = dispute()
    decision = {"answer": str(found.voices[1].id), "reason": "محضر مجلس الإدارة يقول بالاعتراض."}
    assert browser.post(f"{address}/disputes/{found.id}", data=decision).status_code == 409
    clock.move(timedelta(hours=12))
    assert work_off("signoff.hand_on") == 1
    assert keys(":handed_on:") == [arbitrator.email]
    browser.sign_in(arbitrator)
    refused = browser.post(f"{address}/disputes/{found.id}", data={**decision, "reason": " "})
    assert refused.status_code == 422
    assert browser.post(f"{address}/disputes/{found.id}", data=decision).status_code == 303
    standing = standing_answer(call, torn)
    assert standing is not None
    assert standing.choice is Choice.OBJECT
    assert decision["reason"] in browser.get(address).text
    browser.sign_in(make.holder_of(Office.OVERSIGHT))
    told = browser.get(f"/papers/{call.dossier_id}/decision-file").text
    assert decision["reason"] in told
    assert "قرّرت لجنة التحكيم" in told


def test_N01_an_arbitrator_does_not_judge_their_own_organisation(
    browser: Browser, call: Call, two: tuple[Person, Person], torn: Organisation, arbitrator: Person, clock: SetClock
) -> None:
    make.kept(make.Affiliation(person_id=arbitrator.id, organisation_id=torn.id, since=make.LONG_AGO))
    clock.move(timedelta(hours=12))
    browser.sign_in(arbitrator)
    found = dispute()
    address = f"/calls/{call.id}/arbitration/disputes/{found.id}"
    data = {"answer": str(found.voices[1].id), "reason": "سبب"}
    assert browser.post(address, data=data).status_code == 403
    assert "منظمتكم" in browser.get(f"/calls/{call.id}/arbitration").text


@pytest.mark.parametrize("office", [Office.COORDINATOR, Office.BOARD, Office.OVERSIGHT])
def test_N01_nobody_else_arbitrates(
    browser: Browser, call: Call, two: tuple[Person, Person], office: Office, clock: SetClock
) -> None:
    clock.move(timedelta(hours=12))
    browser.sign_in(make.holder_of(office))
    address = f"/calls/{call.id}/arbitration/disputes/{dispute().id}"
    assert browser.post(address, data={"answer": "none", "reason": "سبب"}).status_code == 403


def test_N01_what_nobody_settles_is_not_counted_when_the_call_closes(
    browser: Browser, call: Call, two: tuple[Person, Person], torn: Organisation, clock: SetClock
) -> None:
    for line in call.roll[1:]:
        send(browser, call, calls.signatory_of(line.organisation))
    link, found = house_link_of(torn), dispute()
    clock.set(call.closes_at)
    work_off()
    session.expire_all()
    closed = session.get_one(Call, call.id)
    assert closed.tally is not None
    assert (closed.tally["contested"], closed.tally["sign"]) == (1, 2)
    assert browser.post(f"{link}/settle", data={"answer": str(found.voices[0].id)}).status_code == 410
    assert standing_answer(call, torn) is None


def test_N01_the_board_shows_both_answers_and_the_badge_and_reminds_nobody(
    browser: Browser, call: Call, two: tuple[Person, Person], torn: Organisation, clock: SetClock
) -> None:
    browser.sign_in(make.holder_of(Office.COORDINATOR))
    page = browser.get(f"/calls/{call.id}").text
    assert "متنازع عليه" in page
    assert two[0].name_ar in page
    assert two[1].name_ar in page
    assert browser.post(f"/calls/{call.id}/remind/{torn.id}").status_code == 409
    assert "متنازع عليه" in browser.get(f"/calls/{call.id}/answers.csv").text


def test_N01_somebody_without_a_mandate_any_more_contradicts_nobody(
    browser: Browser, call: Call, torn: Organisation, clock: SetClock
) -> None:
    first, second = (mandate.person for mandate in torn.mandates)
    send(browser, call, first)
    mandate = torn.mandates[0]
    mandate.revoked_at, mandate.revoked_by_id = clock.now(), call.opened_by_id
    session.commit()
    send(browser, call, second, **OBJECTION)
    standing = standing_answer(call, torn)
    assert standing is not None
    assert standing.person_id == second.id
    assert session.scalars(select(Dispute)).all() == []


def test_N01_a_forged_link_or_answer_settles_nothing(
    browser: Browser, call: Call, two: tuple[Person, Person], torn: Organisation
) -> None:
    assert browser.get("/o/AAAA").status_code == 404
    assert browser.post("/o/AAAA/settle", data={"answer": "none"}).status_code == 404
    assert browser.post(f"{house_link_of(torn)}/settle", data={"answer": "999999"}).status_code == 422
    assert dispute().settled_at is None
