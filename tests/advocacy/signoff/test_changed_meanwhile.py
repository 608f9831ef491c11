"""A text that changes while an organisation is half-way: one of two has signed, two disagree, a second must confirm."""

import pytest
from flask import Flask

from advocacy.accounts.models import Person
from advocacy.coalition.models import Organisation, Visibility
from advocacy.database import session, transaction
from advocacy.errors import RuleBroken
from advocacy.policy import Office
from advocacy.signoff import actions
from advocacy.signoff.models import Call, ChangeClass, Channel, Choice, Purpose, Recording
from advocacy.signoff.queries import half_signed, open_dispute, signatures_of, standing_answer, tally_now
from tests.advocacy.signoff.hard_cases.changed import change
from tests.conftest import Browser
from tests.make import coalition as make
from tests.make import signoff as calls
from tests.make.drafting import frozen_dossier
from tests.make.links import link_of

SUBSTANCE = ([("خلال 6 أشهر", "خلال 7 أشهر")], [("within 6", "within 7")])


@pytest.fixture
def house(app: Flask) -> Organisation:
    """A member for which two people sign."""
    organisation = make.organisation()
    for _person in range(2):
        make.signatory(organisation)
    organisation.signatures_needed = 2
    session.commit()
    calls.members(2)
    return organisation


@pytest.fixture
def call(house: Organisation) -> Call:
    return calls.open_call(frozen_dossier())


def people(house: Organisation) -> list[Person]:
    return [mandate.person for mandate in house.mandates]


def now(call: Call) -> Call:
    session.rollback()
    session.expire_all()
    return session.get_one(Call, call.id)


def confirm(browser: Browser, call: Call, person: Person) -> int:
    link = link_of(person).removesuffix("/change")
    return browser.post(f"{link}/confirm", data={"seal": now(call).seal}).status_code


def test_where_two_sign_both_confirm_the_changed_text(browser: Browser, call: Call, house: Organisation) -> None:
    first, second = people(house)
    for person in (first, second):
        calls.answer(call, house, by=person)
    assert change(browser, call, "substantive", *SUBSTANCE) == 303
    assert (tally_now(now(call)).unconfirmed, signatures_of(now(call))) == (1, [])
    assert confirm(browser, call, first) == 303
    assert (tally_now(now(call)).half_signed, signatures_of(now(call))) == (1, [])
    assert "confirm" in browser.get(f"{link_of(second).removesuffix('/change')}/change").text
    assert confirm(browser, call, second) == 303
    assert [one.seal for one in signatures_of(now(call))] == [now(call).seal]


def test_a_first_signature_to_another_text_is_not_completed_by_a_second(
    browser: Browser, call: Call, house: Organisation
) -> None:
    first, second = people(house)
    calls.answer(call, house, by=first)
    assert change(browser, call, "substantive", *SUBSTANCE) == 303
    calls.answer(now(call), house, by=second)
    half = half_signed(now(call), house)
    assert half is not None
    assert (half.first.person_id, half.first.seal) == (second.id, now(call).seal)
    assert tally_now(now(call)).sign == 0
    calls.answer(now(call), house, by=first)
    assert tally_now(now(call)).sign == 1


def test_one_of_two_alone_does_not_undo_what_was_carried_over(
    browser: Browser, call: Call, house: Organisation
) -> None:
    first, second = people(house)
    for person in (first, second):
        calls.answer(call, house, by=person)
    assert change(browser, call, "editorial", [("أحبّتها", "أحبابها")]) == 303
    calls.answer(now(call), house, by=first)
    assert tally_now(now(call)).sign == 1


def test_who_disagrees_after_a_change_contradicts_no_signature_that_waits(
    browser: Browser, call: Call, house: Organisation
) -> None:
    house.signatures_needed = 1
    session.commit()
    first, second = people(house)
    calls.answer(call, house, by=first)
    assert change(browser, call, "substantive", *SUBSTANCE) == 303
    calls.answer(now(call), house, Choice.ABSTAIN, by=second)
    assert open_dispute(now(call), house) is None
    standing = standing_answer(now(call), house)
    assert standing is not None
    assert standing.choice is Choice.ABSTAIN


def test_two_who_disagree_are_neither_counted_nor_printed(call: Call, house: Organisation) -> None:
    first, second = people(house)
    calls.answer(call, house, by=first)
    calls.answer(call, house, Choice.ABSTAIN, by=second)
    assert (tally_now(now(call)).contested, signatures_of(now(call))) == (1, [])


def test_what_was_written_down_about_another_text_is_not_confirmed(browser: Browser, call: Call) -> None:
    by, second = make.holder_of(Office.COORDINATOR), make.holder_of(Office.BOARD)
    *_others, line = call.roll
    calls.answer(call, call.roll[1].organisation)
    with transaction():
        recording = actions.record_on_behalf(
            session.get_one(Call, call.id),
            line.organisation,
            calls.signatory_of(line.organisation),
            Choice.ABSTAIN,
            channel=Channel.PHONE,
            evidence="اتصال هاتفي",
            visibility=Visibility.PUBLIC,
            by=by,
        )
        number = recording.id
    assert change(browser, call, "substantive", *SUBSTANCE) == 303
    with pytest.raises(RuleBroken, match="تغيّر النص"), transaction():
        actions.confirm_recording(session.get_one(Recording, number), by=second)


def test_the_wording_that_members_are_asked_about_does_not_change(app: Flask) -> None:
    call = calls.open_call(frozen_dossier(), purpose=Purpose.WORDING)
    with pytest.raises(RuleBroken, match="تبقى كما هي"), transaction():
        actions.change_text(
            session.get_one(Call, call.id),
            {},
            change_class=ChangeClass.SUBSTANTIVE,
            reason="سبب",
            by=make.person(),
        )
