"""Organisations for which two people sign: nothing counts before both have said the same."""

import pytest
from sqlalchemy import select

from advocacy.accounts.models import Person
from advocacy.clock import SetClock
from advocacy.coalition.models import Organisation
from advocacy.database import session
from advocacy.ledger.models import Entry
from advocacy.outbox.models import Message
from advocacy.policy import Office
from advocacy.signoff.models import Answer, Call, Choice, JointAnswer
from advocacy.signoff.queries import open_dispute, standing_answer, tally_now
from tests.conftest import Browser
from tests.make import coalition as make
from tests.make import signoff as calls
from tests.make.links import link_of


@pytest.fixture
def house(browser: Browser) -> Organisation:
    """An organisation whose coordinator recorded that two people sign, through the page."""
    make.coalition()
    organisation = make.organisation()
    for _person in range(3):
        make.signatory(organisation)
    calls.members(2)
    browser.sign_in(make.holder_of(Office.COORDINATOR))
    address = f"/coalition/organisations/{organisation.id}"
    assert browser.post(f"{address}/signatures", data={"signatures": "3"}).status_code == 422
    assert browser.post(f"{address}/signatures", data={"signatures": "2"}).status_code == 303
    assert "توقّع بشخصين" in browser.get(address).text
    browser.delete_cookie("mawqif")
    return organisation


@pytest.fixture
def call(house: Organisation) -> Call:
    return calls.open_call()


def send(browser: Browser, call: Call, person: Person, **typed: str) -> int:
    data = {"seal": call.seal, "choice": "sign", "visibility": "public", **typed}
    return browser.post(link_of(person), data=data).status_code


def people(house: Organisation) -> list[Person]:
    return [mandate.person for mandate in house.mandates]


def test_the_organisation_is_told_that_two_must_sign(house: Organisation) -> None:
    told = session.scalars(select(Message.recipient).where(Message.key.startswith("coalition.signatures"))).all()
    assert told == [house.mail]
    assert session.scalars(select(Entry).where(Entry.kind == "coalition.signatures_required")).one()


def test_the_first_answer_waits_and_the_others_are_asked_for_the_second(
    browser: Browser, call: Call, house: Organisation
) -> None:
    first, second, third = people(house)
    for _tap in range(2):
        assert send(browser, call, first) == 303
    tally = tally_now(call)
    assert (tally.sign, tally.half_signed, tally.silent) == (0, 1, 2)
    told = session.scalars(select(Message.recipient).where(Message.key.contains("second_wanted"))).all()
    assert sorted(told) == sorted([second.email, third.email])
    assert first.name_ar in browser.get(link_of(second)).text
    browser.sign_in(make.holder_of(Office.COORDINATOR))
    assert "بانتظار التوقيع الثاني" in browser.get(f"/calls/{call.id}").text


def test_the_same_answer_by_a_second_person_counts_with_both_mandates(
    browser: Browser, call: Call, house: Organisation
) -> None:
    first, second, _third = people(house)
    send(browser, call, first)
    assert send(browser, call, second) == 303
    standing = standing_answer(call, house)
    assert standing is not None
    assert standing.person_id == second.id
    assert tally_now(call).sign == 1
    pair = session.scalars(select(JointAnswer)).one()
    assert (pair.first.person_id, pair.second_id) == (first.id, standing.id)
    assert send(browser, call, first) == 303, "a late tap of the first changes nothing"
    assert len(session.scalars(select(Answer)).all()) == 2
    browser.sign_in(make.holder_of(Office.COORDINATOR))
    board = browser.get(f"/calls/{call.id}").text
    assert first.name_ar in board
    assert second.name_ar in board


def test_another_answer_or_another_name_by_the_second_is_contested(
    browser: Browser, call: Call, house: Organisation
) -> None:
    first, second, _third = people(house)
    send(browser, call, first)
    assert send(browser, call, second, visibility="withheld") == 303
    assert open_dispute(call, house) is not None
    assert (tally_now(call).contested, tally_now(call).half_signed) == (1, 0)
    assert send(browser, call, second) == 303, "they agree after all, and these are two signatures"
    assert tally_now(call).sign == 1


def test_one_of_the_two_who_changes_their_mind_later_contests_the_answer(
    browser: Browser, call: Call, house: Organisation
) -> None:
    first, second, _third = people(house)
    send(browser, call, first)
    send(browser, call, second)
    send(browser, call, second, choice="abstain")
    dispute = open_dispute(call, house)
    assert dispute is not None
    assert {answer.person_id for answer in dispute.voices} == {first.id, second.id}


def test_the_first_may_change_or_take_back_the_answer_while_it_waits(
    browser: Browser, call: Call, house: Organisation
) -> None:
    first, second, _third = people(house)
    send(browser, call, first)
    send(browser, call, first, choice="abstain")
    assert tally_now(call).half_signed == 1
    assert browser.post(f"{link_of(second)}/undo").status_code == 409
    assert browser.post(f"{link_of(first)}/undo").status_code == 303
    assert tally_now(call).half_signed == 0
    assert send(browser, call, second) == 303
    assert tally_now(call).sign == 0


def test_whoever_lost_the_mandate_before_the_second_signed_does_not_count_as_the_first(
    browser: Browser, call: Call, house: Organisation, clock: SetClock
) -> None:
    first, second, third = people(house)
    send(browser, call, first)
    mandate = house.mandates[0]
    mandate.revoked_at, mandate.revoked_by_id = clock.now(), call.opened_by_id
    session.commit()
    send(browser, call, second)
    assert (tally_now(call).sign, tally_now(call).half_signed) == (0, 1)
    send(browser, call, third)
    assert tally_now(call).sign == 1


def test_either_of_the_two_takes_the_whole_answer_back(browser: Browser, call: Call, house: Organisation) -> None:
    first, second, third = people(house)
    send(browser, call, first)
    send(browser, call, second)
    assert browser.post(f"{link_of(third)}/undo").status_code == 409
    assert browser.post(f"{link_of(first)}/undo").status_code == 303
    assert standing_answer(call, house) is None
    assert tally_now(call).sign == 0


def test_a_call_does_not_close_early_before_the_second_has_signed(
    browser: Browser, call: Call, house: Organisation
) -> None:
    for line in call.roll[1:]:
        calls.answer(call, line.organisation)
    first, second, _third = people(house)
    send(browser, call, first)
    session.expire_all()
    assert session.get_one(Call, call.id).is_open
    send(browser, call, second)
    session.expire_all()
    closed = session.get_one(Call, call.id)
    assert not closed.is_open
    assert closed.tally is not None
    assert closed.tally["sign"] == 3


def test_both_in_a_row_by_the_same_person_are_one_signature(browser: Browser, call: Call, house: Organisation) -> None:
    first = people(house)[0]
    send(browser, call, first)
    send(browser, call, first, choice="abstain")
    send(browser, call, first)
    assert tally_now(call).sign == 0
    assert {answer.choice for answer in session.scalars(select(Answer))} == {Choice.SIGN, Choice.ABSTAIN}
