"""Papers of some kinds signed beforehand: a consent of two, a copy at once, 24 hours in which one tap stops it."""

import io
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from advocacy.accounts.models import Person
from advocacy.clock import SetClock
from advocacy.coalition.models import Organisation
from advocacy.database import session
from advocacy.ledger.models import Entry
from advocacy.outbox.actions import body_of
from advocacy.outbox.models import Message
from advocacy.policy import Office
from advocacy.signoff.models import Answer, Call, Choice, Instruction, Outcome, StandingUse
from advocacy.signoff.queries import standing_answer, tally_now
from papers.kinds import KINDS
from tests.conftest import Browser
from tests.make import coalition as make
from tests.make import locks
from tests.make import signoff as calls
from tests.make.drafting import frozen_dossier
from tests.make.house import house_link_of
from tests.make.links import link_of
from tests.make.worker import work_off

PDF = b"%PDF-1.7 decision of the board"


@pytest.fixture
def house(app: object, clock: SetClock) -> Organisation:
    """One of three members, with two representatives."""
    make.coalition()
    first = calls.members(3)[0]
    make.signatory(first, "second")
    return first


@pytest.fixture
def second(house: Organisation) -> Person:
    return house.mandates[1].person


def typed(clock: SetClock, *kinds: str, **more: Any) -> dict[str, Any]:
    until = (clock.now() + timedelta(days=300)).date().isoformat()
    proof = (io.BytesIO(PDF), "قرار.pdf")
    return {"kinds": list(kinds), "visibility": "public", "until": until, "proof": proof, **more}


def given(browser: Browser, house: Organisation, clock: SetClock, *kinds: str) -> Instruction:
    browser.sign_in(calls.signatory_of(house))
    assert browser.post(f"/instructions/{house.id}", data=typed(clock, *(kinds or KINDS))).status_code == 303
    browser.delete_cookie("mawqif")
    session.expire_all()
    return session.scalars(select(Instruction).order_by(Instruction.id.desc())).first()  # type: ignore[return-value]


def own_link(house: Organisation) -> str:
    """The link that the organisation's own mailbox got («/i/…»)."""
    mails = session.scalars(select(Message).where(Message.key.like("signoff.instruction:%:given:house")))
    body = body_of(list(mails)[-1])
    return "/i/" + body.rsplit("/i/", 1)[1].split()[0]


@pytest.fixture
def instruction(browser: Browser, house: Organisation, clock: SetClock) -> Instruction:
    """Given by one, confirmed by the organisation's own mailbox."""
    found = given(browser, house, clock)
    assert browser.post(f"{own_link(house)}/confirm").status_code == 303
    session.expire_all()
    return session.get_one(Instruction, found.id)


def opened(**how: Any) -> Call:
    return calls.open_call(frozen_dossier(), **{"hours": 96, **how})


def copied() -> StandingUse:
    session.expire_all()
    return session.scalars(select(StandingUse)).one()


def test_without_an_instruction_every_paper_is_asked_for(house: Organisation) -> None:
    opened()
    assert session.scalars(select(StandingUse)).all() == []


def test_one_gives_it_and_it_holds_for_nothing_before_another_confirms(
    browser: Browser, house: Organisation, clock: SetClock, second: Person
) -> None:
    found = given(browser, house, clock)
    told = set(session.scalars(select(Message.recipient).where(Message.key.like("signoff.instruction:%:given:%"))))
    assert told == {house.mail, second.email, calls.signatory_of(house).email}
    opened()
    assert session.scalars(select(StandingUse)).all() == []
    address = f"/instructions/{house.id}/{found.id}/confirm"
    assert browser.sign_in(calls.signatory_of(house)).post(address).status_code == 409
    assert browser.sign_in(make.holder_of(Office.COORDINATOR)).post(address).status_code == 403
    assert browser.sign_in(make.signatory(make.organisation())).post(address).status_code in (403, 404)
    for _tap in range(2):
        assert browser.sign_in(second).post(address).status_code == 303
    session.expire_all()
    assert session.get_one(Instruction, found.id).confirmed_by_id == second.id
    assert "مؤكَّد" in browser.get("/instructions").text
    proof = browser.get(f"/instructions/{house.id}/{found.id}/proof")
    assert (proof.status_code, proof.data) == (200, PDF)
    browser.sign_in(make.person())
    assert browser.get(f"/instructions/{house.id}/{found.id}/proof").status_code in (403, 404)


def test_where_two_people_sign_the_mailbox_alone_does_not_confirm(
    browser: Browser, house: Organisation, clock: SetClock
) -> None:
    session.get_one(Organisation, house.id).signatures_needed = 2
    session.commit()
    given(browser, house, clock)
    assert browser.post(f"{own_link(house)}/confirm").status_code == 409


def test_a_copy_of_the_exact_text_goes_out_at_once_and_nothing_counts_for_24_hours(
    browser: Browser, house: Organisation, instruction: Instruction, clock: SetClock, second: Person
) -> None:
    call = opened()
    use = copied()
    copies = [mail for mail in session.scalars(select(Message)) if "———" in body_of(mail)]
    assert {mail.recipient for mail in copies} == {house.mail, second.email, calls.signatory_of(house).email}
    assert all(call.seal in body_of(mail) and call.freeze.texts[0].title in body_of(mail) for mail in copies)
    work_off("outbox.send")
    assert (tally_now(call).sign, tally_now(call).silent) == (0, 3)
    clock.move(timedelta(hours=23, minutes=59))
    work_off("signoff.standing")
    assert standing_answer(call, house) is None
    board = browser.sign_in(make.holder_of(Office.COORDINATOR)).get(f"/calls/{call.id}").text
    assert "بموجب تفويض دائم: لم يُحتسب بعد" in board
    clock.move(timedelta(minutes=1))
    work_off("signoff.standing")
    answer = standing_answer(call, house)
    assert answer is not None and answer.choice is Choice.SIGN
    assert (answer.seal, copied().answer_id) == (call.seal, answer.id)
    assert tally_now(call).sign == 1
    assert use.id == copied().id
    receipts = select(Message.recipient).where(Message.key.like(f"signoff.receipt:{answer.id}:%"))
    assert house.mail in set(session.scalars(receipts))
    assert "بموجب تفويض دائم" in browser.get(f"/calls/{call.id}").text
    assert "بموجب تفويض دائم" in browser.get(f"/calls/{call.id}/answers.csv").text
    browser.sign_in(make.holder_of(Office.OVERSIGHT))
    story = browser.get(f"/papers/{call.dossier_id}/decision-file").text
    assert "بموجب تفويض دائم مؤرّخ في" in story


@pytest.mark.parametrize("who", ["representative", "organisation"])
def test_one_tap_of_either_stops_it(
    browser: Browser, house: Organisation, instruction: Instruction, clock: SetClock, second: Person, who: str
) -> None:
    call = opened()
    link = link_of(second) if who == "representative" else house_link_of(house)
    work_off("outbox.send")
    clock.move(timedelta(hours=23))
    assert "أوقفوه" in browser.get(link).text
    assert copied().ended_at is None, "looking stops nothing"
    for _tap in range(2):
        assert browser.post(f"{link}/stop").status_code == 303
    clock.move(timedelta(hours=10))
    work_off("signoff.standing")
    assert copied().ended_why == "stopped"
    assert session.scalars(select(Answer)).all() == []
    assert len(session.scalars(select(Entry).where(Entry.kind == "signoff.standing_stopped")).all()) == 1
    told = set(session.scalars(select(Message.recipient).where(Message.key.like("signoff.standing_end:%"))))
    assert house.mail in told
    assert tally_now(call).silent == 3


def test_a_worker_that_slept_past_the_end_changes_nothing(
    house: Organisation, instruction: Instruction, clock: SetClock
) -> None:
    call = opened(hours=30)
    work_off("outbox.send")
    at = clock.now() + timedelta(hours=24)
    clock.move(timedelta(hours=40))
    work_off()
    session.expire_all()
    call = session.get_one(Call, call.id)
    answer = standing_answer(call, house)
    assert answer is not None and answer.answered_at == at
    assert (call.outcome, call.tally["sign"]) == (Outcome.ADOPTED, 1)


def test_without_a_copy_that_left_in_time_nothing_counts(
    house: Organisation, instruction: Instruction, clock: SetClock
) -> None:
    call = opened(hours=30)
    clock.move(timedelta(hours=7))
    work_off("outbox.send")
    clock.move(timedelta(hours=24))
    work_off()
    session.expire_all()
    assert copied().ended_why == "late"
    assert standing_answer(session.get_one(Call, call.id), house) is None


def test_a_call_that_is_too_short_or_of_another_kind_asks_explicitly(
    browser: Browser, house: Organisation, clock: SetClock
) -> None:
    found = given(browser, house, clock, next(kind for kind in KINDS if kind != frozen_dossier().kind))
    browser.post(f"{own_link(house)}/confirm")
    opened()
    assert session.scalars(select(StandingUse)).all() == []
    given(browser, house, clock)
    browser.post(f"{own_link(house)}/confirm")
    assert found.kinds != sorted(KINDS)
    opened(hours=24)
    assert session.scalars(select(StandingUse)).all() == []


def test_an_answer_of_its_own_takes_its_place_before_and_after_the_24_hours_without_a_dispute(
    browser: Browser, house: Organisation, instruction: Instruction, clock: SetClock, second: Person
) -> None:
    call = opened()
    link = link_of(second)
    work_off("outbox.send")
    clock.move(timedelta(hours=25))
    work_off("signoff.standing")
    assert tally_now(call).sign == 1
    data = {"seal": call.seal, "choice": "abstain", "visibility": "public"}
    assert browser.post(link, data=data).status_code == 303
    assert (tally_now(call).sign, tally_now(call).abstain, tally_now(call).contested) == (0, 1, 0)
    other = opened()
    assert browser.post(link_of(second), data={**data, "seal": other.seal}).status_code == 303
    used = session.scalars(select(StandingUse).where(StandingUse.call_id == other.id)).one()
    assert used.ended_why == "answered"


@pytest.mark.parametrize("how", ["representative", "organisation"])
def test_revoked_it_ends_at_once_with_all_that_waits_by_it(
    browser: Browser, house: Organisation, instruction: Instruction, clock: SetClock, second: Person, how: str
) -> None:
    opened()
    if how == "organisation":
        assert browser.post(f"{own_link(house)}/revoke").status_code == 303
    else:
        browser.sign_in(second)
        assert browser.post(f"/instructions/{house.id}/{instruction.id}/revoke").status_code == 303
    assert copied().ended_why == "revoked"
    work_off("outbox.send")
    clock.move(timedelta(hours=30))
    work_off("signoff.standing")
    assert session.scalars(select(Answer)).all() == []
    told = set(session.scalars(select(Message.recipient).where(Message.key.like("signoff.instruction:%:revoked:%"))))
    assert house.mail in told


def test_when_neither_of_the_two_may_sign_any_more_it_does_not_count(
    house: Organisation, instruction: Instruction, clock: SetClock
) -> None:
    opened()
    work_off("outbox.send")
    mandate = session.get_one(Organisation, house.id).mandates[0]
    mandate.revoked_at, mandate.revoked_by_id = clock.now(), mandate.person_id
    session.commit()
    clock.move(timedelta(hours=25))
    work_off("signoff.standing")
    assert copied().ended_why == "no_mandate"
    assert session.scalars(select(Answer)).all() == []


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"kinds": []}, "kinds"),
        ({"until": "2020-01-01"}, "until"),
        ({"until": "2036-01-01"}, "until"),
        ({"proof": (io.BytesIO(b"MZ"), "x.exe")}, "proof"),
        ({"visibility": "withheld"}, "knows_few"),
    ],
)
def test_what_is_wrong_is_said_beside_its_field(
    browser: Browser, house: Organisation, clock: SetClock, wrong: dict[str, Any], field: str
) -> None:
    browser.sign_in(calls.signatory_of(house))
    answer = browser.post(f"/instructions/{house.id}", data={**typed(clock, *KINDS), **wrong})
    assert answer.status_code == 422
    assert f'id="{field}-error"' in answer.text
    assert session.scalars(select(Instruction)).all() == []


def test_links_that_we_did_not_make_open_nothing(browser: Browser, house: Organisation) -> None:
    assert browser.get("/i/UNKNOWN").status_code == 404
    for path in ("/i/UNKNOWN/confirm", "/i/UNKNOWN/revoke", "/o/UNKNOWN/stop"):
        assert browser.post(path).status_code == 404


@pytest.mark.parametrize("why", ["embargo", "the organisation's choice"])
def test_where_a_second_factor_stands_before_the_text_no_mail_has_it(
    browser: Browser, house: Organisation, instruction: Instruction, clock: SetClock, why: str
) -> None:
    if why != "embargo":
        locks.with_pin(house, always=True)
    dossier = frozen_dossier()
    browser.sign_in(make.holder_of(Office.COORDINATOR))
    end = clock.now() + timedelta(days=4)
    typed = {"soft_at": end.date().isoformat(), "closes_at": end.date().isoformat(), "timezone": "Asia/Damascus"}
    if why == "embargo":
        typed |= {"embargo": (end + timedelta(days=3)).date().isoformat()}
    typed |= {f"{name}_time": "18:00" for name in list(typed) if name != "timezone"}
    assert browser.post(f"/papers/{dossier.id}/call/new", data=typed).status_code == 303
    browser.delete_cookie("mawqif")
    call = copied().call
    mails = [body_of(mail) for mail in session.scalars(select(Message))]
    about = [mail for mail in mails if call.seal in mail]
    assert len(about) == 3, "whoever may sign, and the organisation itself, are told at once all the same"
    assert locks.passages(call)
    assert [words for words in locks.passages(call) for mail in mails if words in mail] == []
    person = calls.signatory_of(house)
    link = link_of(person)
    assert any(link in mail for mail in about)
    page = browser.get(link).text
    assert [words for words in locks.passages(call) if words in page] == []
    browser.post(f"{link}/open")
    code = locks.PIN if why != "embargo" else locks.codes_to(person)[-1]
    assert locks.passages(call)[0] in browser.post(f"{link}/enter", data={"code": code}, follow_redirects=True).text
    assert browser.post(f"{link}/stop").status_code == 303
    assert copied().ended_why == "stopped"
