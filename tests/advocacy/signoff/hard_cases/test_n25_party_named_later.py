"""N25: the text names a party after members in its area have signed."""

from sqlalchemy import select

from advocacy.coalition.models import Visibility
from advocacy.database import session
from advocacy.outbox.actions import body_of
from advocacy.outbox.models import Message
from advocacy.signoff.models import Call, Change
from advocacy.signoff.queries import standing_answer
from tests.advocacy.signoff.hard_cases.changed import change, newest_link, people_of, signed, signed_call
from tests.conftest import Browser

NAMED = [("وتقع كلفة الانتظار", "والطرف (أ) يعرف، وتقع كلفة الانتظار")]
NAMED_EN = [("and **women**", "Party (A) knows, and **women**")]


def test_N25_a_party_named_after_signatures_is_a_change_of_substance(browser: Browser) -> None:
    call = signed_call(3)
    assert change(browser, call, "editorial", NAMED, NAMED_EN) == 422
    assert change(browser, call, "substantive", NAMED, NAMED_EN) == 303
    assert {one["code"] for one in session.scalars(select(Change)).one().found} == {"actors"}
    assert signed(call) == 0


def test_N25_signatories_are_warned_and_change_with_one_tap_how_their_name_appears(browser: Browser) -> None:
    call = signed_call(3)
    change(browser, call, "substantive", NAMED, NAMED_EN)
    call = session.get_one(Call, call.id)
    person, house = people_of(call)[0], call.roll[0].organisation
    mail = session.scalars(select(Message).where(Message.recipient == person.email).order_by(Message.id.desc())).first()
    assert mail is not None
    assert "طرفًا لم يكن يسمّيه" in body_of(mail)
    assert "الطرف (أ)" not in body_of(mail), "whoever finds the telephone reads no name"
    link = newest_link(person)
    page = browser.get(f"{link}/change").get_data(as_text=True)
    assert "الطرف (أ)" in page
    assert 'name="visibility" value="withheld"' in page
    chosen = {"seal": call.seal, "visibility": "withheld"}
    refused = browser.post(f"{link}/confirm", data=chosen)
    assert (refused.status_code, "knows_few" in refused.text) == (422, True)
    assert browser.post(f"{link}/confirm", data=chosen | {"knows_few": "yes"}).status_code == 303
    standing = standing_answer(session.get_one(Call, call.id), house)
    assert standing is not None
    assert (standing.visibility, standing.seal) == (Visibility.WITHHELD, call.seal)
    assert signed(call) == 1


def test_N25_a_text_that_names_nobody_new_warns_nobody(browser: Browser) -> None:
    call = signed_call(3)
    change(browser, call, "substantive", [("خلال 6 أشهر", "خلال 7 أشهر")], [("within 6", "within 7")])
    page = browser.get(f"{newest_link(people_of(call)[0])}/change").get_data(as_text=True)
    assert "يُسمّى الآن طرف" not in page
    assert "تغيّر رقم" in page
