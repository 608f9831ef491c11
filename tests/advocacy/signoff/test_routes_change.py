"""What becomes of approvals when the text changes; how routes are composed; the wording quorum of the by-laws."""

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from advocacy.accounts.models import Person
from advocacy.clock import SetClock
from advocacy.coalition.models import BodyRole, Coalition, Group
from advocacy.coalition.rules import WORDING_RULE, WORDING_VALUES, wording_values
from advocacy.database import session, transaction
from advocacy.drafting import actions as drafting
from advocacy.drafting.models import Dossier
from advocacy.errors import RuleBroken
from advocacy.ledger.models import Entry
from advocacy.outbox.models import Message
from advocacy.policy import Office
from advocacy.publishing import actions as publishing
from advocacy.signoff import actions
from advocacy.signoff.models import Call, Change, ChangeClass, Choice, Outcome, Purpose, RoutePlan
from advocacy.signoff.queries.routes import current_route
from advocacy.signoff.rules import RULES
from tests.conftest import Browser
from tests.make import coalition as make
from tests.make import routes
from tests.make import signoff as calls
from tests.make.drafting import AR, frozen_dossier, write
from tests.make.worker import work_off

TIMES = {"soft_at": "2026-12-05", "soft_at_time": "18:00", "timezone": "Asia/Damascus"}
TYPO = AR.replace("ما زالت أسر كثيرة تنتظر", "ما زالت أسر كثيرة تترقّب")
SUBSTANCE = AR.replace("خلال 6 أشهر", "خلال 9 أشهر")


@pytest.fixture
def group(app: Flask) -> Group:
    make.coalition()
    calls.members(2)
    return make.group()


@pytest.fixture
def chair(group: Group) -> Person:
    return routes.seat(routes.body(Office.BOARD), BodyRole.CHAIR)


@pytest.fixture
def rapporteur(group: Group) -> Person:
    return make.rapporteur(group)


@pytest.fixture
def coordinator(group: Group) -> Person:
    return make.holder_of(Office.COORDINATOR)


def approved(group: Group, rapporteur: Person, chair: Person, *, carries: bool = True) -> Dossier:
    """A frozen text that its group and the board have approved."""
    routes.composed(routes.step(), routes.step("office:board", "chair"), carries=carries)
    paper = frozen_dossier(group, en=None, by=rapporteur)
    routes.begun(paper)
    routes.approve(paper, rapporteur)
    routes.approve(paper, chair)
    return paper


def frozen_anew(paper: Dossier, text: str, by: Person) -> None:
    """Reopened, changed, frozen again, and on its route."""
    with transaction():
        drafting.reopen_paper(session.get_one(Dossier, paper.id), "تصويب", by=by)
    write(paper, "ar", text)
    with transaction():
        drafting.freeze_paper(session.get_one(Dossier, paper.id), by=by)
    work_off("signoff.begin_routes", "signoff.follow_steps")


def letters_to(person: Person, key: str) -> list[Message]:
    found = select(Message).where(Message.recipient == person.email, Message.key.startswith(f"signoff.route_{key}:"))
    return list(session.scalars(found))


def change(call: Call, text: str, how: ChangeClass, by: Person) -> Change:
    with transaction():
        return actions.change_text(
            session.get_one(Call, call.id), {"ar": text}, change_class=how, reason="تصويب خطأ", by=by
        )


def issue(call: Call, by: Person) -> None:
    with transaction():
        publishing.issue_paper(session.get_one(Call, call.id), dated=call.opened_at.date(), by=by)


def test_approvals_carry_over_an_editorial_change_and_no_call_opens_before_the_bodies_could_object(
    group: Group, rapporteur: Person, chair: Person, coordinator: Person, browser: Browser, clock: SetClock
) -> None:
    paper = approved(group, rapporteur, chair)
    frozen_anew(paper, TYPO, rapporteur)
    assert routes.states(paper) == ["open", "waiting"]
    browser.sign_in(rapporteur)
    here = f"/papers/{paper.id}/route"
    assert browser.post(f"{here}/carry", data={"carried": ""}).status_code == 422
    assert browser.post(f"{here}/carry", data={"carried": "خطأ مطبعي"}).status_code == 303
    assert routes.states(paper) == ["approved", "approved"]
    assert letters_to(chair, "carried")
    browser.sign_in(coordinator)
    assert browser.post(f"/papers/{paper.id}/call/new", data=TIMES).status_code == 409
    clock.move(timedelta(hours=12, minutes=1))
    browser.sign_in(coordinator)
    assert browser.post(f"/papers/{paper.id}/call/new", data=TIMES).status_code == 303


def test_a_body_calls_its_carried_approval_back_and_all_decide_anew(
    group: Group, rapporteur: Person, chair: Person, browser: Browser
) -> None:
    paper = approved(group, rapporteur, chair)
    frozen_anew(paper, TYPO, rapporteur)
    browser.sign_in(rapporteur)
    browser.post(f"/papers/{paper.id}/route/carry", data={"carried": "خطأ مطبعي"})
    browser.sign_in(make.holder_of(Office.BOARD))  # in another body with the same office, but it does not preside
    assert browser.post(f"/papers/{paper.id}/route/recall").status_code == 409
    browser.sign_in(chair)
    assert f"/papers/{paper.id}/route/recall" in browser.get(f"/papers/{paper.id}/route").text
    assert browser.post(f"/papers/{paper.id}/route/recall").status_code == 303
    assert routes.states(paper) == ["open", "waiting"]


def test_a_change_of_substance_carries_nothing_whatever_somebody_says(
    group: Group, rapporteur: Person, chair: Person, browser: Browser
) -> None:
    paper = approved(group, rapporteur, chair)
    frozen_anew(paper, SUBSTANCE, rapporteur)
    browser.sign_in(rapporteur)
    refused = browser.post(f"/papers/{paper.id}/route/carry", data={"carried": "خطأ مطبعي"})
    assert refused.status_code == 422
    assert "خطأ مطبعي" in refused.text
    assert routes.states(paper) == ["open", "waiting"]


def test_where_the_by_laws_say_so_every_change_begins_the_route_anew(
    group: Group, rapporteur: Person, chair: Person, browser: Browser
) -> None:
    paper = approved(group, rapporteur, chair, carries=False)
    frozen_anew(paper, TYPO, rapporteur)
    browser.sign_in(rapporteur)
    assert browser.post(f"/papers/{paper.id}/route/carry", data={"carried": "خطأ"}).status_code == 409
    assert f"/papers/{paper.id}/route/carry" not in browser.get(f"/papers/{paper.id}/route").text


def test_a_text_that_changes_in_its_call_is_not_issued_before_its_bodies_approve_it_anew(
    group: Group, rapporteur: Person, chair: Person, coordinator: Person
) -> None:
    paper = approved(group, rapporteur, chair)
    call = calls.open_call(session.get_one(Dossier, paper.id), by=coordinator)
    change(call, SUBSTANCE, ChangeClass.SUBSTANTIVE, rapporteur)
    work_off("signoff.follow_steps")
    assert routes.states(paper) == ["open", "waiting"]
    for line in session.get_one(Call, call.id).roll:
        calls.answer(call, line.organisation, Choice.SIGN)
    call = session.get_one(Call, call.id)
    assert call.outcome is Outcome.ADOPTED
    with pytest.raises(RuleBroken):
        issue(call, coordinator)
    session.rollback()
    routes.approve(paper, rapporteur)
    routes.approve(paper, chair)
    issue(call, coordinator)


def test_an_editorial_change_in_a_call_carries_until_a_signatory_raises_it(
    group: Group, rapporteur: Person, chair: Person, coordinator: Person
) -> None:
    paper = approved(group, rapporteur, chair)
    call = calls.open_call(session.get_one(Dossier, paper.id), by=coordinator)
    member = call.roll[0].organisation
    calls.answer(call, member, Choice.SIGN)
    made = change(call, TYPO, ChangeClass.EDITORIAL, rapporteur)
    assert routes.states(paper) == ["approved", "approved"]
    route = current_route(session.get_one(Dossier, paper.id))
    assert route is not None
    assert route.seal == session.get_one(Call, call.id).seal
    with transaction():
        actions.raise_change(session.get_one(Change, made.id), member, by=calls.signatory_of(member))
    assert routes.states(paper) == ["open", "waiting"]


def composed_form(**more: str) -> dict[str, str]:
    first = {"by-0": "own_group", "task-0": "approve", "rule-0": "chair", "hours-0": "48"}
    return {**first, "by-1": "office:board", "task-1": "approve", "rule-1": "majority", "hours-1": "٢٤", **more}


def test_the_board_composes_the_route_of_a_kind_on_a_page(group: Group, browser: Browser) -> None:
    browser.sign_in(make.holder_of(Office.BOARD))
    page = "/coalition/routes/policy_paper"
    assert browser.get("/coalition").text.count("/coalition/routes") == 1
    wrong = browser.post(page, data=composed_form(**{"hours-1": "0"}))
    assert wrong.status_code == 422
    assert 'id="hours-1-error"' in wrong.text
    assert session.scalars(select(RoutePlan)).all() == []
    assert browser.post(page, data=composed_form(carries="yes")).status_code == 303
    plan = session.scalars(select(RoutePlan)).one()
    assert [(step["by"], step["hours"]) for step in plan.steps] == [("own_group", 48), ("office:board", 24)]
    assert (plan.carries, plan.may_skip) == (True, False)
    assert session.scalars(select(Entry).where(Entry.kind == "signoff.route_composed")).one()
    for by in ("body:999999", "office:admin", "x"):
        assert browser.post(page, data=composed_form(**{"by-0": by})).status_code == 422
    assert browser.post(page, data={}).status_code == 303
    assert session.scalars(select(RoutePlan)).one().steps == []


def test_only_those_who_may_set_the_by_laws_compose_routes(group: Group, browser: Browser, rapporteur: Person) -> None:
    for person in (rapporteur, make.signatory(make.organisation())):
        browser.sign_in(person)
        assert browser.get("/coalition/routes").status_code == 403
        assert browser.post("/coalition/routes/policy_paper", data=composed_form()).status_code == 403


def test_a_text_on_its_way_keeps_the_route_on_which_it_began(group: Group, rapporteur: Person, chair: Person) -> None:
    routes.composed(routes.step(), routes.step("office:board", "chair"))
    paper = frozen_dossier(group, en=None)
    routes.begun(paper)
    routes.composed()
    routes.approve(paper, rapporteur)
    assert routes.states(paper) == ["approved", "open"]


def test_the_settings_ask_for_numbers_that_the_rule_for_a_wording_has() -> None:
    rule = RULES[WORDING_RULE]
    assert rule.agrees_by == "no_objection"
    assert set(WORDING_VALUES) <= set(rule.check({}))
    assert rule.check(wording_values({}))["quorum_percent"] == 50


def settings(house: Coalition, **more: str) -> dict[str, str]:
    return {"name_ar": house.name_ar, "mail": house.mail, "rule": "opt_in", "colour": "#14532d", **more}


def test_the_quorum_of_a_wording_is_a_by_law_and_decides_the_call(
    group: Group, coordinator: Person, browser: Browser, clock: SetClock
) -> None:
    browser.sign_in(coordinator)
    house = session.scalars(select(Coalition)).one()
    refused = browser.post("/coalition/settings", data=settings(house, **{"silence-quorum_percent": "101"}))
    assert refused.status_code == 422
    assert 'id="silence-quorum_percent-error"' in refused.text
    changed = browser.post("/coalition/settings", data=settings(house, **{"silence-quorum_percent": "80"}))
    assert changed.status_code == 303
    paper = frozen_dossier(group, en=None)
    assert "80%" in browser.get(f"/papers/{paper.id}/call/new").text
    sent = {**TIMES, "purpose": "wording"}
    assert browser.post(f"/papers/{paper.id}/call/new", data=sent).status_code == 303
    call = session.scalars(select(Call)).one()
    assert (call.purpose, call.rule_values["quorum_percent"]) == (Purpose.WORDING, 80)
    calls.answer(call, call.roll[0].organisation, Choice.NO_OBJECTION)
    clock.set(call.closes_at)
    work_off("signoff.close")
    assert session.get_one(Call, call.id).outcome is Outcome.NOT_AGREED, "half of the members are not 80 per cent"
