"""A long roll takes as many statements as a short one: the board and the closing read everything at once."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

from flask import Flask
from sqlalchemy import event

from advocacy.clock import SetClock
from advocacy.coalition.models import Organisation
from advocacy.database import db, session
from advocacy.policy import Office
from advocacy.signoff.models import Answer, Call, Outcome
from benchmarks.crowd import call_with
from tests.conftest import Browser
from tests.make import coalition as make
from tests.make import signoff
from tests.make.links import link_of
from tests.make.worker import work_off

FEW, MANY = 50, 500


@contextmanager
def statements() -> Iterator[list[str]]:
    """What is said to the database meanwhile."""
    said: list[str] = []

    def listen(_connection: object, _cursor: object, statement: str, *_more: object) -> None:
        said.append(statement)

    event.listen(db.engine, "before_cursor_execute", listen)
    try:
        yield said
    finally:
        event.remove(db.engine, "before_cursor_execute", listen)


def test_board_and_closing_take_no_more_statements_for_five_hundred_members_than_for_fifty(
    app: Flask, browser: Browser, clock: SetClock
) -> None:
    make.coalition()
    coordinator = make.holder_of(Office.COORDINATOR)
    counted: dict[str, list[int]] = {"board": [], "csv": [], "close": []}
    for size in (FEW, MANY):
        number = call_with(size, answered=size // 2)
        browser.sign_in(coordinator)
        session.remove()
        for name, address in (("board", f"/calls/{number}"), ("csv", f"/calls/{number}/answers.csv")):
            with statements() as said:
                page = browser.get(address)
            assert page.status_code == 200
            counted[name].append(len(said))
        clock.move(timedelta(days=10))
        session.remove()
        with statements() as said:
            assert work_off("signoff.close") == 1
        counted["close"].append(len(said))
        assert session.get_one(Call, number).outcome is Outcome.ADOPTED
        session.remove()
    assert all(many <= few + 2 for few, many in counted.values()), counted


def test_the_board_shows_a_hundred_members_at_once_and_leads_to_the_others(app: Flask, browser: Browser) -> None:
    make.coalition()
    number = call_with(250, answered=120)
    browser.sign_in(make.holder_of(Office.COORDINATOR))
    names: set[str] = set()
    for query in ("", "?waiting=2", "?given=2", "?given=99", "?waiting=x"):
        page = browser.get(f"/calls/{number}{query}")
        assert page.status_code == 200
        names |= {word for word in page.text.split("<bdi>") if word.startswith("منظمة ")}
    first = browser.get(f"/calls/{number}").text
    assert "?waiting=2" in first and "?given=2" in first
    assert len({name.split("</bdi>")[0] for name in names}) == 250


def test_an_answer_reads_no_other_answer_and_takes_few_statements(app: Flask, browser: Browser) -> None:
    call = signoff.open_call(organisations=6)
    call_id, seal, own, *others = call.id, call.seal, *(line.organisation_id for line in call.roll)
    link = link_of(signoff.signatory_of(session.get_one(Organisation, own)))
    counted: list[int] = []
    for number in others[:3]:
        signoff.answer(session.get_one(Call, call_id), session.get_one(Organisation, number))
        session.remove()
        loaded: list[Answer] = []
        event.listen(Answer, "load", loaded_into := lambda answer, _context, kept=loaded: kept.append(answer))
        with statements() as said:
            words = {"reason": f"سبب {number}", "proposal": "نوقّع بكلمة أخرى."}
            typed = {"choice": "object", "visibility": "public", "seal": seal, "key": str(number), **words}
            assert browser.post(link, data=typed).status_code == 303
        event.remove(Answer, "load", loaded_into)
        assert {answer.organisation_id for answer in loaded} <= {own}
        counted.append(len([one for one in said if "outbox_" not in one]))
    assert max(counted) <= 42, counted  # the first one also makes the browser known
    assert counted[2] == counted[1] < 38, counted
