"""N07: an actor's name must be corrected one hour before issue, 17 signatures in."""

from datetime import timedelta

from advocacy.clock import SetClock
from advocacy.database import session
from advocacy.drafting.models import Stage
from advocacy.outbox.actions import body_of
from advocacy.outbox.models import Message
from advocacy.policy import Office
from advocacy.publishing.models import Issue
from advocacy.signoff.models import Call, Choice, Outcome
from advocacy.signoff.queries import tally_now
from tests.advocacy.signoff.hard_cases.changed import change, newest_link, people_of, signed, signed_call
from tests.conftest import NOON, Browser
from tests.make import coalition as make
from tests.make import signoff as calls
from tests.make.worker import work_off

ACTOR = [("نطالب هيئات المفقودين", "نطالب المؤسسة المستقلة للمفقودين")]
ACTOR_EN = [("the bodies on the missing", "the Independent Institution on Missing Persons")]


def test_N07_seventeen_signatures_wait_and_only_the_confirmed_ones_are_counted_and_printed(
    browser: Browser, clock: SetClock
) -> None:
    call = signed_call(17, all_of_them=True)
    assert (call.outcome, signed(call)) == (Outcome.ADOPTED, 17)
    assert change(browser, call, "editorial", ACTOR, ACTOR_EN) == 422, "the system sees that an ask changed"
    assert signed(call) == 17
    until = NOON + timedelta(hours=1)
    assert change(browser, call, "substantive", ACTOR, ACTOR_EN, closes_at=until) == 303
    call = session.get_one(Call, call.id)
    assert (call.outcome, call.dossier.stage, call.closes_at, signed(call)) == (None, Stage.CALLING, until, 0)

    people = people_of(call)
    for person in people[:12]:
        link = newest_link(person)
        page = browser.get(f"{link}/change").get_data(as_text=True)
        assert "<ins>" in page and "المستقلة" in page
        answer = browser.post(f"{link}/confirm", data={"seal": call.seal})
        assert answer.status_code == 303
    assert signed(call) == 12
    clock.move(timedelta(hours=1))
    work_off("signoff.close")
    session.expire_all()
    call = session.get_one(Call, call.id)
    assert call.outcome is Outcome.ADOPTED
    assert call.tally is not None and (call.tally["sign"], call.tally["unconfirmed"]) == (12, 5)
    assert call.attribution is not None and call.attribution["numbers"]["n"] == 12

    browser.sign_in(make.holder_of(Office.COORDINATOR))
    assert browser.post(f"/calls/{call.id}/issue", data={"dated": "2026-11-23"}).status_code == 303
    issue = session.query(Issue).one()
    names = {member["name"] for member in issue.editions["ar"]["members"]}
    assert names == {line.organisation.name_ar for line in call.roll[:12]}
    assert issue.freeze.seal == call.seal


def test_N07_the_answer_of_whoever_confirms_repeats_the_new_seal_and_the_old_one_is_kept(browser: Browser) -> None:
    call = signed_call(3)
    before = call.seal
    assert change(browser, call, "substantive", ACTOR, ACTOR_EN) == 303
    call = session.get_one(Call, call.id)
    assert call.seal != before
    person = people_of(call)[0]
    stale = browser.post(f"{newest_link(person)}/confirm", data={"seal": before})
    assert stale.status_code == 409, "a page that showed the old text confirms nothing"
    browser.post(f"{newest_link(person)}/confirm", data={"seal": call.seal})
    for _tap in range(3):
        browser.post(f"{newest_link(person)}/confirm", data={"seal": call.seal})
    session.expire_all()
    own = [answer for answer in call.answers if answer.person_id == person.id]
    assert [(answer.seal == call.seal, answer.standing) for answer in own] == [(False, False), (True, True)]


def test_N07_an_objection_is_not_got_rid_of_by_a_change(browser: Browser) -> None:
    call = signed_call(3)
    calls.answer(call, call.roll[2].organisation, Choice.OBJECT)
    call = session.get_one(Call, call.id)
    assert call.outcome is Outcome.ADOPTED, "by the rule of this call an objection does not block"
    assert change(browser, call, "substantive", ACTOR, ACTOR_EN, closes_at=NOON + timedelta(hours=48)) == 303
    tally = tally_now(session.get_one(Call, call.id))
    assert (tally.object, tally.unconfirmed) == (1, 2)


def test_N07_everybody_who_answered_is_told_once_and_no_mail_tells_what_the_text_says(browser: Browser) -> None:
    call = signed_call(3)
    work_off()
    before = session.query(Message).count()
    change(browser, call, "substantive", ACTOR, ACTOR_EN)
    fresh = session.query(Message).order_by(Message.id).offset(before).all()
    assert sorted(mail.recipient for mail in fresh) == sorted(person.email for person in people_of(call)[:2])
    assert all("/change" in body_of(mail) and "المستقلة" not in body_of(mail) for mail in fresh)


def test_N07_once_issued_the_text_changes_here_no_more(browser: Browser) -> None:
    call = signed_call(3, all_of_them=True)
    browser.sign_in(make.holder_of(Office.COORDINATOR))
    assert browser.post(f"/calls/{call.id}/issue", data={"dated": "2026-11-23"}).status_code == 303
    assert change(browser, call, "substantive", ACTOR, ACTOR_EN, closes_at=NOON + timedelta(hours=9)) == 409


def test_N07_nobody_but_the_rapporteur_and_the_coordinator_changes_the_text(browser: Browser) -> None:
    call = signed_call(3)
    for stranger in (people_of(call)[0], make.holder_of(Office.BOARD), make.holder_of(Office.OVERSIGHT)):
        assert change(browser, call, "substantive", ACTOR, ACTOR_EN, by=stranger) == 403
    assert signed(call) == 2
