"""Deny by default: every view declares its action, and whoever the policy does not name stays outside."""

import pytest
from flask import Flask
from werkzeug.routing import IntegerConverter, Rule

from advocacy.access import refuse_undeclared_views
from advocacy.accounts.models import Person
from advocacy.coalition.queries import actor_of
from advocacy.policy import POLICY, Action, Actor, Office, can
from tests.conftest import Browser
from tests.make import coalition as make

IN_BODIES = (
    Office.COORDINATOR,
    Office.BOARD,
    Office.OVERSIGHT,
    Office.ARBITRATION,
    Office.RELATIONS,
    Office.RELEASE,
)
ROLES = ("nobody", *IN_BODIES, "admin", "member", "signatory", "observer", "rapporteur", "writer", "stranger")
REFUSED = {401, 403, 404}


def somebody(role: str) -> Person | None:
    """A person of that role; None for somebody who has not signed in."""
    if role == "nobody":
        return None
    if role in IN_BODIES:
        return make.holder_of(Office(role))
    if role == "admin":
        return make.person(is_admin=True)
    if role == "signatory":
        return make.signatory(make.organisation())
    if role in ("member", "observer"):
        standing = make.Status.MEMBER if role == "member" else make.Status.PARTNER
        one = make.person()
        home = make.organisation(status=standing)
        make.kept(make.Affiliation(person_id=one.id, organisation_id=home.id, since=make.LONG_AGO))
        return one
    if role in ("rapporteur", "writer"):
        as_ = make.GroupRole.RAPPORTEUR if role == "rapporteur" else make.GroupRole.MEMBER
        return make.rapporteur(make.group(), role=as_)
    return make.person()


def address(rule: Rule, app: Flask) -> str:
    """An address of that route; every id is one that does not exist, every word is of the kind that could."""
    values = {name: 999_999 if isinstance(kind, IntegerConverter) else "ar" for name, kind in rule._converters.items()}
    with app.test_request_context():
        return app.url_map.bind("localhost").build(rule.endpoint, values)


def test_every_view_declares_an_action_that_the_policy_knows(application: Flask) -> None:
    undeclared = [name for name, view in application.view_functions.items() if not hasattr(view, "__action__")]
    assert undeclared == []
    assert {view.__action__ for view in application.view_functions.values()} <= set(POLICY)


def test_every_action_has_its_rule() -> None:
    assert set(POLICY) == set(Action)


def test_an_application_with_an_undeclared_view_does_not_start() -> None:
    app = Flask("careless", static_folder=None)
    app.add_url_rule("/secret", "secret", lambda: "everything")
    with pytest.raises(RuntimeError, match="secret"):
        refuse_undeclared_views(app)


@pytest.mark.parametrize("role", ROLES)
def test_whoever_the_policy_does_not_name_is_refused_on_every_route(role: str, browser: Browser, app: Flask) -> None:
    person = somebody(role)
    if person:
        browser.sign_in(person)
    actor: Actor = actor_of(person)
    let_in = []
    for rule in app.url_map.iter_rules():
        action = app.view_functions[rule.endpoint].__action__
        if can(actor, action):
            continue
        for method in sorted((rule.methods or set()) - {"HEAD", "OPTIONS"}):
            status = browser.open(address(rule, app), method=method).status_code
            if status not in REFUSED:
                let_in.append(f"{method} {rule.rule} → {status} for {role}, who may not {action}")
    assert let_in == []


@pytest.mark.parametrize("role", ROLES)
def test_no_route_breaks_on_an_id_that_does_not_exist(role: str, browser: Browser, app: Flask) -> None:
    person = somebody(role)
    if person:
        browser.sign_in(person)
    broken = []
    for rule in app.url_map.iter_rules():
        for method in sorted((rule.methods or set()) - {"HEAD", "OPTIONS"}):
            if rule.endpoint == "accounts.leave":
                continue
            status = browser.open(address(rule, app), method=method).status_code
            if status >= 500:
                broken.append(f"{method} {rule.rule} → {status} for {role}")
    assert broken == []
