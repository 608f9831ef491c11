"""Two people confirm a signature whose name one recipient alone reads: both see what is marked; the choice stays."""

from flask import Flask

from advocacy.coalition.models import Visibility
from advocacy.contacts.models import Office as Desk
from advocacy.database import session, transaction
from advocacy.dispatch.recipients import offer_recipients
from advocacy.policy import Office
from advocacy.signoff.models import Call
from advocacy.signoff.queries import shown_to, standing_answer
from tests.conftest import Browser
from tests.hostile.house import changed
from tests.make import coalition as make
from tests.make import contacts, drafting, signoff
from tests.make.links import link_of


def test_the_second_of_two_sees_what_the_first_confirmed_and_the_recipient_stays(app: Flask, browser: Browser) -> None:
    make.coalition()
    group = make.group()
    signoff.members(2)
    shy = make.organisation("مركز العرعر")
    shy.signatures_needed = 2
    first, second = make.signatory(shy), make.signatory(shy)
    session.commit()
    call, desk = signoff.open_call(drafting.frozen_dossier(group), hours=200), contacts.office("سفارة نورلاند")
    with transaction():
        by = make.holder_of(Office.COORDINATOR)
        (one,) = offer_recipients(session.get_one(Call, call.id), [session.get_one(Desk, desk.id)], by=by)
    links = [link_of(person) for person in (first, second)]
    typed = {"seal": call.seal, "choice": "sign", "visibility": "recipient", "knows_few": "yes", f"to_{one.id}": "yes"}
    for link in links:
        assert browser.post(link, data=typed).status_code == 303
    changed(session.get_one(Call, call.id), make.rapporteur(group))

    seal = session.get_one(Call, call.id, populate_existing=True).seal
    page = browser.get(f"{links[0]}/change?lang=ar").text
    assert "سفارة نورلاند" in page and 'value="withheld" checked' in page
    confirmed = {"seal": seal, "visibility": "withheld"}
    assert browser.post(f"{links[0]}/confirm", data=confirmed).status_code == 303
    page = browser.get(f"{links[1]}/change?lang=ar").text
    assert first.name_ar in page and 'value="withheld" checked' in page
    assert 'name="knows_few"' in page, "each of the two knows how few names are withheld"
    assert browser.post(f"{links[1]}/confirm", data={**confirmed, "knows_few": "yes"}).status_code == 303
    session.expire_all()
    answer = standing_answer(session.get_one(Call, call.id), session.get_one(type(shy), shy.id))
    assert answer is not None and answer.seal == seal and answer.visibility is Visibility.WITHHELD
    assert [recipient.office_id for recipient in shown_to(answer)] == [desk.id]
