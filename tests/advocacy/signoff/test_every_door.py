"""Every door that a personal link opens, walked for a text under embargo: none shows it before the second factor.

A new kind of link must be put into `doors`, or the first test fails; a new route of a known kind is walked by itself.
"""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from flask import Flask
from werkzeug.routing import Rule

from advocacy import clock
from advocacy.accounts.actions import send_entry_link
from advocacy.accounts.models import Person
from advocacy.coalition.models import Organisation
from advocacy.database import session, transaction
from advocacy.outbox.actions import body_of
from advocacy.outbox.models import Message
from advocacy.policy import Office
from advocacy.publishing.models import Issue
from advocacy.signoff.models import AccessionLink, Call, Denial
from advocacy.signoff.queries import token_hash
from tests.conftest import Browser
from tests.hostile.happenings import changed, instructed, written_down
from tests.make import coalition as make
from tests.make import drafting, locks, publishing
from tests.make import signoff as calls
from tests.make.house import house_link_of
from tests.make.links import instruction_link_of, link_of

LEFT_OVER = "LEFTOVER2LEFTOVER2LEFTOVER2LEFTO"
"""A link to accede, and one of «هل اسم منظمتي هنا؟», as they could be left over from before an embargo."""
ENDS_THE_LINK = ("give_up_link", "close_link", "ask_for_link")
SIGNS_IN = {("accounts.use_link", "POST")}
"""Whoever uses the link of an entry is signed in: that link is a factor itself, goes to one mailbox and holds once."""


@pytest.fixture
def group(app: Flask) -> object:
    make.coalition()
    return make.group()


@pytest.fixture(params=["running", "changed", "issued"])
def call(group: make.Group, request: pytest.FixtureRequest) -> Call:
    """A text under embargo: while it is before the members, after it was changed, and once it is issued."""
    found = calls.open_call(drafting.frozen_dossier(group), hours=200)
    locks.under_embargo(found)
    house = found.roll[0].organisation
    written_down(found, house, make.holder_of(Office.COORDINATOR))
    instructed(house)
    if request.param == "changed":
        calls.answer(found, found.roll[1].organisation)
        changed(session.get_one(Call, found.id), make.rapporteur(group))
    if request.param == "issued":
        for line in found.roll:
            calls.answer(found, line.organisation)
        until = clock.now() + timedelta(days=60)
        assert not publishing.issued(session.get_one(Call, found.id), embargo_until=until).is_published
    found = session.get_one(Call, found.id)
    left_over(found, house)
    return found


def left_over(call: Call, house: Organisation) -> None:
    person, now = calls.signatory_of(house), clock.now()
    facts = {"call_id": call.id, "organisation_id": house.id, "token_hash": token_hash(LEFT_OVER)}
    until = {"expires_at": now + timedelta(days=9)}
    session.add(AccessionLink(**facts, **until, person_id=person.id, made_at=now))
    session.add(Denial(**facts, **until, asked_at=now))
    session.commit()


def signatory(call: Call) -> Person:
    """Of the organisation that has answered, where one has: behind its link there is most to see."""
    return calls.signatory_of(call.roll[1].organisation)


def doors(call: Call) -> dict[str, str]:
    """For every kind of personal link, as its address begins, a token that is good for this text."""
    person, house = signatory(call), session.get_one(Organisation, call.roll[0].organisation_id)
    with transaction():
        send_entry_link(session.get_one(Person, person.id), base_url="http://localhost")
    entry = session.query(Message).filter_by(recipient=person.email).order_by(Message.id.desc()).limit(1).one()
    return {
        "/s/": link_of(person).removeprefix("/s/"),
        "/a/from/": link_of(person).removeprefix("/s/"),
        "/a/": LEFT_OVER,
        "/mine/": LEFT_OVER,
        "/o/": house_link_of(house).removeprefix("/o/"),
        "/i/": instruction_link_of(house).removeprefix("/i/"),
        "/account/link/": body_of(entry).rpartition("/account/link/")[2].split()[0],
    }


def rules(app: Flask) -> list[Rule]:
    """Every route with a link in its address; those that end a link come last."""
    found = [rule for rule in app.url_map.iter_rules() if "token" in rule.arguments]
    return sorted(found, key=lambda rule: (rule.endpoint.endswith(ENDS_THE_LINK), rule.endpoint))


def kind_of(rule: Rule) -> str:
    return rule.rule.partition("<token>")[0]


def addresses(app: Flask, method: str, tokens: dict[str, str]) -> Iterator[str]:
    for rule in rules(app):
        if method in (rule.methods or ()) and (rule.endpoint, method) not in SIGNS_IN:
            yield rule.rule.replace("<token>", tokens[kind_of(rule)])


def told(page: str, call: Call) -> list[str]:
    return [words for words in locks.passages(call) if words in page]


def test_every_kind_of_personal_link_is_walked_here(app: Flask, group: make.Group) -> None:
    call = calls.open_call(drafting.frozen_dossier(group))
    written_down(call, call.roll[0].organisation, make.holder_of(Office.COORDINATOR))
    instructed(call.roll[0].organisation)
    assert {kind_of(rule) for rule in rules(app)} == set(doors(call))


def test_no_personal_link_shows_a_text_under_embargo_before_the_second_factor(
    app: Flask, browser: Browser, call: Call
) -> None:
    assert locks.passages(call)
    tokens = doors(call)
    sent = {"seal": call.seal, "choice": "sign", "visibility": "public", "key": "k" * 20}
    for query in ("", "?lang=en", "?lang=fr"):
        for address in addresses(app, "GET", tokens):
            stranger = app.test_client()
            page = stranger.get(f"{address}{query}", follow_redirects=True)
            assert told(page.text, call) == [], f"GET {address}{query}"
    for address in addresses(app, "POST", tokens):
        for data in ({}, sent):
            stranger = app.test_client()
            page = stranger.post(address, data=data, follow_redirects=True)
            assert told(page.text, call) == [], f"POST {address}"


def test_the_walk_would_see_the_text_where_it_is_shown(app: Flask, browser: Browser, group: make.Group) -> None:
    call = calls.open_call(drafting.frozen_dossier(group), hours=200)
    person = signatory(call)
    link = link_of(person)
    assert told(browser.get(link).text, call), "without an embargo the link shows it"
    locks.under_embargo(call)
    assert not told(browser.get(link).text, call)
    browser.post(f"{link}/open")
    page = browser.post(f"{link}/enter", data={"code": locks.codes_to(person)[-1]}, follow_redirects=True)
    assert told(page.text, call), "and under one, after the factor"


def test_a_link_to_accede_shows_the_text_only_once_it_is_public(
    app: Flask, browser: Browser, group: make.Group
) -> None:
    call = calls.open_call(drafting.frozen_dossier(group), hours=200)
    late = call.roll[2].organisation
    for line in call.roll[:2]:
        calls.answer(call, line.organisation)
    left_over(session.get_one(Call, call.id), session.get_one(Organisation, late.id))
    assert not told(browser.get(f"/a/{LEFT_OVER}").text, call)
    assert session.query(Issue).count() == 0
