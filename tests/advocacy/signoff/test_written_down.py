"""What comes by telephone or on paper can say all that the signing page can: passages, readers, one recipient."""

import pytest
from sqlalchemy import select

from advocacy.accounts.models import Person
from advocacy.coalition.models import Organisation, Visibility
from advocacy.contacts.models import Office as Desk
from advocacy.database import session, transaction
from advocacy.dispatch.recipients import offer_recipients
from advocacy.outbox.actions import body_of
from advocacy.outbox.models import Message
from advocacy.policy import Office
from advocacy.publishing.queries import edition_of
from advocacy.signoff.models import Call, Recipient, Recording, SeenBy
from advocacy.signoff.passages import passages_of
from advocacy.signoff.queries import shown_to, standing_answer
from tests.conftest import Browser
from tests.make import coalition as make
from tests.make import contacts, publishing
from tests.make import signoff as calls
from tests.make.frozen import ARABIC, ENGLISH, frozen_from
from tests.make.house import house_link_of

WORDS = "نتحفّظ على المهلة."


@pytest.fixture
def coordinator(app: object) -> Person:
    return make.holder_of(Office.COORDINATOR)


@pytest.fixture
def second(app: object) -> Person:
    return make.holder_of(Office.BOARD)


@pytest.fixture
def call(coordinator: Person, second: Person) -> Call:
    return calls.open_call(frozen_from(ARABIC, ENGLISH), by=coordinator)


@pytest.fixture
def house(call: Call) -> Organisation:
    return call.roll[0].organisation


@pytest.fixture
def recipient(call: Call, coordinator: Person) -> Recipient:
    desk = contacts.office("سفارة نورلاند")
    with transaction():
        by = session.get_one(Person, coordinator.id)
        (one,) = offer_recipients(session.get_one(Call, call.id), [session.get_one(Desk, desk.id)], by=by)
    return one


def heard(call: Call, house: Organisation, **typed: str) -> dict[str, str]:
    said = {"seal": call.seal, "choice": "sign", "visibility": "public", "person": str(calls.signatory_of(house).id)}
    return {**said, "channel": "paper", "evidence": "ورقة موقّعة مؤرَّخة 3 تشرين الثاني.", **typed}


def record(browser: Browser, by: Person, call: Call, house: Organisation, **typed: str) -> int:
    browser.sign_in(by)
    return browser.post(f"/calls/{call.id}/record/{house.id}", data=heard(call, house, **typed)).status_code


def confirm(browser: Browser, by: Person) -> int:
    recording = session.scalars(select(Recording).order_by(Recording.id.desc()).limit(1)).one()
    browser.sign_in(by)
    return browser.post(f"/calls/{recording.call_id}/recordings/{recording.id}/confirm").status_code


def mail_about(what: str) -> str:
    found = select(Message).where(Message.key.like(f"signoff.on_behalf:%:{what}:house")).order_by(Message.id.desc())
    return body_of(session.scalars(found.limit(1)).one())


def test_a_reservation_by_telephone_is_tied_to_passages_and_printed_with_them(
    browser: Browser, call: Call, house: Organisation, coordinator: Person, second: Person
) -> None:
    text = call.freeze.text_in("ar")
    assert text is not None
    name, first = list(passages_of(text).items())[1]
    browser.sign_in(coordinator)
    assert f'name="on-{name}"' in browser.get(f"/calls/{call.id}/record/{house.id}").text
    reserves = {"choice": "sign_with_reservation", "reservation": WORDS, f"on-{name}": "yes", "on-nowhere": "yes"}
    assert record(browser, coordinator, call, house, **reserves) == 303
    assert f"«{first}»" in mail_about("recorded")
    browser.sign_in(second)
    assert f"«{first}»" in browser.get(f"/calls/{call.id}").text, "whoever confirms reads to what it is tied"
    assert confirm(browser, second) == 303
    answer = standing_answer(call, house)
    assert answer is not None and (answer.reservation_on, answer.reservation_for) == ([name], SeenBy.PUBLIC)
    for line in call.roll[1:]:
        calls.answer(call, line.organisation)
    issue = publishing.numbered(session.get_one(Call, call.id))
    assert [one.text for one in edition_of(issue, "ar").reservations] == [f"بشأن «{first}»: {WORDS}"]


@pytest.mark.parametrize("who", [SeenBy.SIGNATORIES, SeenBy.BOARD])
def test_a_reservation_by_telephone_that_is_not_for_everybody_is_printed_nowhere(
    browser: Browser, call: Call, house: Organisation, coordinator: Person, second: Person, who: SeenBy
) -> None:
    reserves = {"choice": "sign_with_reservation", "reservation": WORDS, "reservation_for": who.value}
    assert record(browser, coordinator, call, house, **reserves) == 303
    assert "من يقرأ التحفّظ" in mail_about("recorded")
    assert "من يقرأ التحفّظ" in browser.get(house_link_of(house)).text
    assert confirm(browser, second) == 303
    answer = standing_answer(call, house)
    assert answer is not None and answer.reservation_for is who
    for line in call.roll[1:]:
        calls.answer(call, line.organisation)
    assert WORDS not in str(publishing.numbered(session.get_one(Call, call.id)).editions)


def test_what_is_wrong_is_said_beside_its_field_and_what_was_typed_stays(
    browser: Browser, call: Call, house: Organisation, coordinator: Person, recipient: Recipient
) -> None:
    browser.sign_in(coordinator)
    address = f"/calls/{call.id}/record/{house.id}"
    for name, typed in (
        ("reservation", {"choice": "sign_with_reservation", "reservation": "ط" * 601}),
        ("reservation_for", {"choice": "sign_with_reservation", "reservation": WORDS, "reservation_for": "enemies"}),
        ("visibility", {"visibility": "recipient"}),
    ):
        answer = browser.post(address, data=heard(call, house, **typed))
        assert (answer.status_code, f'id="{name}-error"' in answer.text) == (422, True), name
    answer = browser.post(address, data=heard(call, house, choice="", visibility="recipient", **_to(recipient)))
    assert f'name="to_{recipient.id}" value="yes" checked' in answer.text
    assert session.scalars(select(Recording)).all() == []


def test_on_paper_too_a_name_can_be_for_one_recipient_once_the_organisation_knows_how_few_are_withheld(
    browser: Browser, call: Call, house: Organisation, coordinator: Person, second: Person, recipient: Recipient
) -> None:
    browser.sign_in(coordinator)
    assert "سفارة نورلاند" in browser.get(f"/calls/{call.id}/record/{house.id}").text
    assert record(browser, coordinator, call, house, visibility="recipient", **_to(recipient)) == 303
    told = mail_about("recorded")
    assert "سفارة نورلاند" in told and "أقلّ من ثلاثة" in told
    browser.sign_in(second)
    assert "سفارة نورلاند" in browser.get(f"/calls/{call.id}").text
    assert confirm(browser, second) == 409, "no coordinator knows it for the organisation"
    assert standing_answer(call, house) is None

    own = house_link_of(house)
    page = browser.get(own).text
    assert "سفارة نورلاند" in page and f"{own}/few" in page
    for _tap in range(2):
        assert browser.post(f"{own}/few").status_code == 303
    assert f"{own}/few" not in browser.get(own).text
    assert confirm(browser, second) == 303
    answer = standing_answer(call, house)
    assert answer is not None and answer.visibility is Visibility.WITHHELD
    assert [one.id for one in shown_to(answer)] == [recipient.id]


def _to(recipient: Recipient) -> dict[str, str]:
    return {f"to_{recipient.id}": "yes"}
