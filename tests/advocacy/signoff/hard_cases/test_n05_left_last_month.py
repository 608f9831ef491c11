"""N05: the representative left the organisation last month, and the link is still in the inbox."""

import pytest
from sqlalchemy import select

from advocacy.clock import SetClock
from advocacy.coalition.actions import revoke_mandate
from advocacy.coalition.models import Mandate
from advocacy.database import session, transaction
from advocacy.ledger.models import Entry
from advocacy.outbox.models import Message
from advocacy.policy import Office
from advocacy.signoff.models import Answer
from tests.conftest import Browser
from tests.make import coalition as make
from tests.make import locks
from tests.make import signoff as calls
from tests.make.links import link_of


@pytest.mark.parametrize("how", ["revoked", "ended"])
def test_N05_the_link_is_dead_the_organisation_is_told_and_the_attempt_stands_in_the_ledger(
    browser: Browser, app: object, clock: SetClock, how: str
) -> None:
    call = calls.open_call()
    organisation = call.roll[0].organisation
    person = calls.signatory_of(organisation)
    coordinator = make.holder_of(Office.COORDINATOR)
    link = link_of(person)
    with transaction():
        mandate = session.get_one(Mandate, organisation.mandates[0].id)
        if how == "revoked":
            revoke_mandate(mandate, reason="تركت العمل", by=session.get_one(type(coordinator), coordinator.id))
        else:
            mandate.until = clock.now().date().replace(day=1)
    page = browser.get(link)
    assert page.status_code == 403
    assert call.dossier.title_in("ar") not in page.text
    assert "التفويض" in page.text or "تفويضكم" in page.text
    for _tap in range(2):
        data = {"seal": call.seal, "choice": "sign", "visibility": "public"}
        assert browser.post(link, data=data).status_code == 403
    assert session.scalars(select(Answer)).all() == []
    assert session.scalars(select(Message.recipient).where(Message.key.contains("signoff.dead"))).all() == [
        organisation.mail
    ]
    attempts = session.scalars(select(Entry).where(Entry.kind == "signoff.refused_no_mandate")).all()
    assert [attempt.person_id for attempt in attempts] == [person.id] * 2


@pytest.mark.parametrize("when", ["before the code", "after the code"])
def test_N05_a_second_factor_brings_nothing_to_somebody_without_a_mandate(
    browser: Browser, app: object, clock: SetClock, when: str
) -> None:
    call = calls.open_call()
    locks.under_embargo(call)
    organisation = call.roll[0].organisation
    person, title = calls.signatory_of(organisation), call.dossier.title_in("ar")
    link = link_of(person)
    if when == "after the code":
        browser.post(f"{link}/open")
        browser.post(f"{link}/enter", data={"code": locks.codes_to(person)[-1]})
        assert title in browser.get(link).text
    coordinator = make.holder_of(Office.COORDINATOR)
    with transaction():
        mandate = session.get_one(Mandate, organisation.mandates[0].id)
        revoke_mandate(mandate, reason="تركت العمل", by=session.get_one(type(coordinator), coordinator.id))
    codes = len(locks.codes_to(person))
    for answer in (browser.get(link), browser.post(f"{link}/open"), browser.post(f"{link}/enter", data={"code": "1"})):
        assert answer.status_code == 403
        assert title not in answer.text
    assert len(locks.codes_to(person)) == codes, "nobody without a mandate is sent a code"
    data = {"seal": call.seal, "choice": "sign", "visibility": "public"}
    assert browser.post(link, data=data).status_code == 403
    assert session.scalars(select(Answer)).all() == []
    attempts = session.scalars(select(Entry).where(Entry.kind == "signoff.refused_no_mandate")).all()
    assert [attempt.person_id for attempt in attempts] == [person.id]
    assert session.scalars(select(Message.recipient).where(Message.key.contains("signoff.dead"))).one()
