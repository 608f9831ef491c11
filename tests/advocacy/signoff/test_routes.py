"""A text on its route through the bodies: on the pages and through the worker."""

from datetime import timedelta

import pytest
from flask import Flask
from flask_babel import force_locale
from sqlalchemy import select

from advocacy.accounts.models import Person
from advocacy.assembly.story import story_of
from advocacy.clock import SetClock
from advocacy.coalition.models import Body, BodyRole, BodyTerm, Group
from advocacy.database import session, transaction
from advocacy.drafting import actions as drafting
from advocacy.drafting.models import Dossier, Stage
from advocacy.outbox.models import Message
from advocacy.policy import Office
from advocacy.signoff.actions.routes import ask_again
from advocacy.signoff.actions.walking import needs_following
from advocacy.signoff.models import Answer, Call, RouteStep, StepNotice
from advocacy.signoff.queries import signatures_of
from advocacy.signoff.queries.routes import current_route
from tests.conftest import Browser
from tests.make import coalition as make
from tests.make import routes
from tests.make import signoff as calls
from tests.make.drafting import AR, frozen_dossier, write
from tests.make.publishing import issued
from tests.make.worker import work_off

TIMES = {"soft_at": "2026-12-05", "soft_at_time": "18:00", "timezone": "Asia/Damascus"}
LATE = timedelta(days=1)


def letters_to(person: Person, key: str = "signoff.route_") -> list[Message]:
    found = select(Message).where(Message.recipient == person.email, Message.key.startswith(key)).order_by(Message.id)
    return list(session.scalars(found))


def address(dossier: Dossier, act: str) -> str:
    step = routes.open_step(dossier)
    return f"/papers/{dossier.id}/route/steps/{step.id}/{act}"


def seal_of(dossier: Dossier) -> str:
    return dossier.freezes[-1].seal


@pytest.fixture
def group(app: Flask) -> Group:
    make.coalition()
    return make.group()


@pytest.fixture
def board(group: Group) -> Body:
    return routes.body(Office.BOARD, "الهيئة الإدارية")


@pytest.fixture
def chair(board: Body) -> Person:
    return routes.seat(board, BodyRole.CHAIR)


@pytest.fixture
def rapporteur(group: Group) -> Person:
    return make.rapporteur(group)


@pytest.fixture
def coordinator(group: Group) -> Person:
    return make.holder_of(Office.COORDINATOR)


@pytest.fixture
def dossier(group: Group, rapporteur: Person, coordinator: Person, chair: Person) -> Dossier:
    """A frozen text that goes through its group and the board before the members."""
    calls.members(2)
    routes.composed(routes.step(), routes.step("office:board", "chair", 48))
    paper = frozen_dossier(group, en=None, by=rapporteur)
    work_off("signoff.begin_routes")
    return paper


def test_the_route_begins_by_itself_and_tells_those_whose_turn_it_is(
    dossier: Dossier, rapporteur: Person, chair: Person
) -> None:
    assert routes.states(dossier) == ["open", "waiting"]
    assert [mail.key.split(":")[0] for mail in letters_to(rapporteur)] == ["signoff.route_turn"]
    assert letters_to(chair) == []


def test_a_call_to_the_members_is_refused_until_every_body_has_approved(
    dossier: Dossier, browser: Browser, coordinator: Person, rapporteur: Person, chair: Person
) -> None:
    browser.sign_in(coordinator)
    page = f"/papers/{dossier.id}/call/new"
    refused = browser.post(page, data=TIMES)
    assert refused.status_code == 409
    assert session.scalars(select(Call)).first() is None
    assert f"/papers/{dossier.id}/route" in refused.text

    browser.sign_in(rapporteur)
    assert browser.post(address(dossier, "approve"), data={"seal": seal_of(dossier)}).status_code == 303
    browser.sign_in(coordinator)
    assert browser.post(page, data=TIMES).status_code == 409
    assert letters_to(chair)

    browser.sign_in(chair)
    assert f"/papers/{dossier.id}/route" in browser.get("/home").text
    assert browser.post(address(dossier, "approve"), data={"seal": seal_of(dossier)}).status_code == 303
    assert routes.states(dossier) == ["approved", "approved"]
    assert letters_to(coordinator, "signoff.route_through")
    browser.sign_in(coordinator)
    assert browser.post(page, data=TIMES).status_code == 303
    assert session.scalars(select(Call)).one().dossier_id == dossier.id


def test_a_kind_without_a_route_goes_straight_to_the_members(group: Group, browser: Browser) -> None:
    calls.members(1)
    routes.composed(routes.step(), kind="policy_paper")
    paper = frozen_dossier(group)
    work_off("signoff.begin_routes")
    browser.sign_in(make.holder_of(Office.COORDINATOR))
    assert browser.post(f"/papers/{paper.id}/call/new", data=TIMES).status_code == 303
    assert 'class="steps path"' not in browser.get(f"/papers/{paper.id}").text


def test_whoever_holds_no_term_in_the_body_cannot_approve_for_it(
    dossier: Dossier, browser: Browser, coordinator: Person, chair: Person
) -> None:
    here, data = address(dossier, "approve"), {"seal": seal_of(dossier)}
    for person, status in (
        (coordinator, 409),
        (chair, 409),
        (make.person(), 403),
        (make.signatory(make.organisation()), 403),
    ):
        browser.sign_in(person)
        assert browser.post(here, data=data).status_code == status
    assert routes.states(dossier) == ["open", "waiting"]


def test_an_approval_of_another_text_is_refused(dossier: Dossier, browser: Browser, rapporteur: Person) -> None:
    browser.sign_in(rapporteur)
    assert browser.post(address(dossier, "approve"), data={"seal": "0" * 64}).status_code == 409
    assert browser.post(address(dossier, "approve"), data={}).status_code == 409
    assert routes.states(dossier) == ["open", "waiting"]


def test_approving_twice_is_once(dossier: Dossier, browser: Browser, rapporteur: Person) -> None:
    browser.sign_in(rapporteur)
    here, data = address(dossier, "approve"), {"seal": seal_of(dossier)}
    assert [browser.post(here, data=data).status_code for _time in range(2)] == [303, 303]
    step = current_route(dossier)
    assert step is not None
    assert len(step.steps[0].acts) == 1


def test_a_text_is_sent_back_with_a_reason_which_those_who_write_it_get(
    dossier: Dossier, browser: Browser, rapporteur: Person, coordinator: Person
) -> None:
    browser.sign_in(rapporteur)
    here = address(dossier, "return")
    refused = browser.post(here, data={"seal": seal_of(dossier), "reason": " "})
    assert refused.status_code == 422
    assert 'id="reason-error"' in refused.text
    said = {"seal": seal_of(dossier), "reason": "السند في الفقرة الثانية غير صحيح."}
    assert browser.post(here, data=said).status_code == 303
    assert routes.states(dossier) == ["returned", "waiting"]
    assert letters_to(coordinator, "signoff.route_returned")
    assert said["reason"] in browser.get(f"/papers/{dossier.id}/route").text
    browser.sign_in(coordinator)
    assert browser.post(f"/papers/{dossier.id}/call/new", data=TIMES).status_code == 409


def test_a_changed_text_begins_its_route_anew(
    dossier: Dossier, rapporteur: Person, chair: Person, browser: Browser
) -> None:
    routes.approve(dossier, rapporteur)
    with transaction():
        drafting.reopen_paper(session.get_one(Dossier, dossier.id), "تصويب", by=rapporteur)
    browser.sign_in(chair)
    assert f"/papers/{dossier.id}/route" not in browser.get("/home").text, "a text that fell away waits for nobody"
    write(dossier, "ar", AR.replace("خلال 6 أشهر", "خلال 9 أشهر"))
    with transaction():
        drafting.freeze_paper(session.get_one(Dossier, dossier.id), by=rapporteur)
    work_off("signoff.begin_routes", "signoff.follow_steps")
    assert routes.states(dossier) == ["open", "waiting"]
    gone = session.scalars(select(RouteStep).order_by(RouteStep.id)).all()[:2]
    assert [step.state.value for step in gone] == ["approved", "dropped"]


def test_a_step_passes_to_the_successor_when_a_term_ends(
    dossier: Dossier, rapporteur: Person, chair: Person, board: Body, clock: SetClock, browser: Browser
) -> None:
    routes.approve(dossier, rapporteur)
    today = clock.now().date()
    session.scalars(select(BodyTerm).where(BodyTerm.person_id == chair.id)).one().until = today
    session.commit()
    successor = routes.seat(board, BodyRole.CHAIR, since=today + LATE)
    work_off("signoff.follow_steps")
    assert letters_to(successor) == [], "their term begins tomorrow"

    clock.set(clock.now() + LATE)
    work_off("signoff.follow_steps")
    work_off("signoff.follow_steps")
    assert len(letters_to(successor)) == 1
    browser.sign_in(chair)
    assert browser.post(address(dossier, "approve"), data={"seal": seal_of(dossier)}).status_code in (403, 409)
    assert routes.states(dossier) == ["approved", "open"]
    browser.sign_in(successor)
    assert browser.post(address(dossier, "approve"), data={"seal": seal_of(dossier)}).status_code == 303
    assert routes.states(dossier) == ["approved", "approved"]


def test_a_vacancy_is_seen_by_coordinator_and_oversight_and_ends_with_an_appointment(
    dossier: Dossier,
    rapporteur: Person,
    chair: Person,
    board: Body,
    coordinator: Person,
    clock: SetClock,
    browser: Browser,
) -> None:
    overseer = make.holder_of(Office.OVERSIGHT)
    routes.approve(dossier, rapporteur)
    session.scalars(select(BodyTerm).where(BodyTerm.person_id == chair.id)).one().until = clock.now().date()
    session.commit()
    clock.set(clock.now() + LATE)
    work_off("signoff.follow_steps")
    for person in (coordinator, overseer):
        assert len(letters_to(person, "signoff.route_vacant")) == 1
        browser.sign_in(person)
        assert "لا أحد في المنصب" in browser.get("/home").text
        assert f"/papers/{dossier.id}/route" in browser.get("/routes").text
    fresh = routes.seat(board, BodyRole.CHAIR, since=clock.now().date())
    work_off("signoff.follow_steps")
    assert len(letters_to(fresh)) == 1
    assert not needs_following(routes.open_step(dossier))


def test_whoever_has_not_acted_is_reminded_once_and_nobody_else(
    dossier: Dossier, rapporteur: Person, coordinator: Person, clock: SetClock
) -> None:
    clock.set(clock.now() + timedelta(hours=49))
    for _time in range(3):
        work_off("signoff.remind_steps")
    assert len(letters_to(rapporteur, "signoff.route_remind")) == 1
    clock.set(clock.now() + timedelta(hours=24))
    for _time in range(3):
        work_off("signoff.follow_steps", "signoff.remind_steps")
    assert len(letters_to(rapporteur)) == 2
    assert len(letters_to(coordinator, "signoff.route_late")) == 1
    assert routes.states(dossier) == ["open", "waiting"], "silence approves nothing"


def test_a_reminder_that_slept_past_the_act_is_never_sent(
    dossier: Dossier, rapporteur: Person, clock: SetClock
) -> None:
    routes.approve(dossier, rapporteur)
    clock.set(clock.now() + timedelta(hours=100))
    work_off("signoff.remind_steps")
    assert letters_to(rapporteur, "signoff.route_remind") == []
    assert session.scalars(select(StepNotice).where(StepNotice.person_id == rapporteur.id)).one().reminded_at is None


def test_more_than_half_of_those_in_office_decide_for_a_board(
    group: Group, board: Body, browser: Browser, clock: SetClock
) -> None:
    people = [routes.seat(board) for _number in range(4)]
    staff = routes.seat(board, BodyRole.STAFF)
    routes.composed(routes.step("office:board", "majority"))
    paper = frozen_dossier(group)
    routes.begun(paper)
    assert letters_to(staff) == []
    for person in people[:2]:
        routes.approve(paper, person)
    assert routes.states(paper) == ["open"]
    browser.sign_in(people[0])
    assert f"/papers/{paper.id}/route" not in browser.get("/home").text, "it has acted and waits for others"
    for person in people[2:]:
        session.scalars(select(BodyTerm).where(BodyTerm.person_id == person.id)).one().until = clock.now().date()
    session.commit()
    clock.set(clock.now() + LATE)
    work_off("signoff.follow_steps")
    assert routes.states(paper) == ["approved"], "two of two in office is more than half"


def test_urgency_skips_a_step_only_by_two_persons_and_the_file_tells_both(
    group: Group, board: Body, chair: Person, coordinator: Person, rapporteur: Person, browser: Browser, app: Flask
) -> None:
    calls.members(1)
    routes.composed(routes.step(), routes.step("office:board", "chair"), may_skip=True)
    paper = frozen_dossier(group)
    route = routes.begun(paper)
    browser.sign_in(coordinator)
    here = f"/papers/{paper.id}/route"
    assert browser.post(f"{here}/skip", data={"why": "", "steps": ""}).status_code == 422
    asked = {"steps": [str(route.steps[0].id)], "why": "المهلة الأممية تنتهي الليلة"}
    assert browser.post(f"{here}/skip", data=asked).status_code == 303
    assert routes.states(paper) == ["open", "waiting"], "asking skips nothing"
    assert letters_to(chair, "signoff.route_skip:")
    skip = current_route(paper).skips[0]  # type: ignore[union-attr]
    for person in (coordinator, rapporteur):
        browser.sign_in(person)
        assert browser.post(f"{here}/skips/{skip.id}/confirm").status_code in (403, 409)
    browser.sign_in(chair)
    assert "المهلة الأممية" in browser.get("/home").text
    assert browser.post(f"{here}/skips/{skip.id}/confirm").status_code == 303
    assert routes.states(paper) == ["skipped", "open"]
    routes.approve(paper, chair)
    with app.test_request_context("/"), force_locale("ar"):
        events = story_of(session.get_one(Dossier, paper.id), "ar")
    both = [line for event in events for line in event.lines]
    assert any(coordinator.name_ar in line for line in both)
    assert any(chair.name_ar in line for line in both)
    assert any(asked["why"] in line for line in both)
    browser.sign_in(coordinator)
    assert browser.post(f"/papers/{paper.id}/call/new", data=TIMES).status_code == 303


def test_a_kind_that_is_not_urgent_has_nothing_to_skip(dossier: Dossier, coordinator: Person, browser: Browser) -> None:
    browser.sign_in(coordinator)
    step = routes.open_step(dossier)
    sent = {"steps": [str(step.id)], "why": "عاجل"}
    assert browser.post(f"/papers/{dossier.id}/route/skip", data=sent).status_code == 409
    assert 'name="why"' not in browser.get(f"/papers/{dossier.id}/route").text


def test_an_approval_is_told_and_never_counted_or_printed_as_a_signature(
    dossier: Dossier, rapporteur: Person, chair: Person, browser: Browser
) -> None:
    rapporteur.name_ar, chair.name_ar = "مقرّرة الفريق نوار", "رئيسة الهيئة سلاف"
    session.commit()
    routes.approve(dossier, rapporteur)
    routes.approve(dossier, chair)
    call = calls.adopted_call(session.get_one(Dossier, dossier.id), choices=[calls.Choice.SIGN, calls.Choice.SIGN])
    assert call.tally is not None
    assert (call.tally["sign"], len(signatures_of(call))) == (2, 2)
    assert {answer.person_id for answer in session.scalars(select(Answer))}.isdisjoint({rapporteur.id, chair.id})
    issue = issued(call)
    browser.sign_in(make.holder_of(Office.OVERSIGHT))
    file = browser.get(f"/papers/{dossier.id}/decision-file").text
    assert chair.name_ar in file
    assert "المصادقة ليست توقيعًا" in file
    browser.delete_cookie("mawqif")
    public = browser.get(f"/p/{issue.reference.replace('/', '-')}")
    assert chair.name_ar not in public.text


def test_the_path_is_drawn_in_words_on_the_paper_the_call_and_the_board(
    dossier: Dossier, rapporteur: Person, chair: Person, coordinator: Person, browser: Browser
) -> None:
    browser.sign_in(coordinator)
    for page in (f"/papers/{dossier.id}", f"/papers/{dossier.id}/call/new", f"/papers/{dossier.id}/route", "/routes"):
        text = browser.get(page).text
        assert 'class="steps path"' in text, page
        assert "دورها الآن" in text, page
    routes.approve(dossier, rapporteur)
    routes.approve(dossier, chair)
    call = calls.open_call(session.get_one(Dossier, dossier.id), by=coordinator)
    text = browser.get(f"/calls/{call.id}").text
    assert text.count("تمّت المصادقة") >= 2
    assert dossier.stage is Stage.CALLING


def test_the_members_of_a_body_without_any_office_read_the_text_when_it_is_theirs(
    group: Group, browser: Browser
) -> None:
    lawyers = routes.body(name="لجنة قانونية")
    lawyer = routes.seat(lawyers)
    routes.composed(routes.step(f"body:{lawyers.id}", "one", task="legal_check"))
    paper = frozen_dossier(group)
    routes.begun(paper)
    browser.sign_in(lawyer)
    page = browser.get(f"/papers/{paper.id}/route")
    assert page.status_code == 200
    assert "CED" in page.text or "الاختفاء القسري" in page.text
    assert browser.post(address(paper, "approve"), data={"seal": seal_of(paper)}).status_code == 303
    assert browser.get(f"/papers/{paper.id}").status_code == 403


def test_a_returned_text_can_be_put_before_the_same_body_again(
    dossier: Dossier, rapporteur: Person, chair: Person, browser: Browser
) -> None:
    routes.approve(dossier, rapporteur)
    routes.send_back(dossier, chair)
    browser.sign_in(rapporteur)
    assert browser.post(f"/papers/{dossier.id}/route/again", data={"again": ""}).status_code == 422
    assert browser.post(f"/papers/{dossier.id}/route/again", data={"again": "السند صحيح"}).status_code == 303
    assert routes.states(dossier) == ["approved", "open"]
    routes.approve(dossier, chair)
    assert routes.states(dossier) == ["approved", "approved"]


def test_a_reason_is_not_read_by_every_member_who_reads_the_paper(
    dossier: Dossier, rapporteur: Person, chair: Person, coordinator: Person, browser: Browser
) -> None:
    said = "رأت منظمة لا تُسمّى غير ذلك."
    routes.send_back(dossier, rapporteur, said)
    with transaction():
        ask_again(current_route(session.get_one(Dossier, dossier.id)), reason="السند صحيح", by=rapporteur)
    routes.approve(dossier, rapporteur)
    routes.approve(dossier, chair)
    call = calls.open_call(session.get_one(Dossier, dossier.id), by=coordinator)
    page = f"/papers/{dossier.id}/route"
    browser.sign_in(calls.signatory_of(call.roll[0].organisation))
    for_members = browser.get(page)
    assert (for_members.status_code, said in for_members.text) == (200, False)
    browser.sign_in(rapporteur)
    assert said in browser.get(page).text
