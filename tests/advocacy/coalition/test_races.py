"""Two people press the same button in the same moment: it is done once, and the other is told."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from flask import Flask
from sqlalchemy import func, select

from advocacy.accounts import actions as accounts
from advocacy.accounts.models import EntryLink, Person
from advocacy.coalition import actions
from advocacy.coalition.models import Organisation
from advocacy.database import session, transaction
from advocacy.errors import BadInput
from advocacy.outbox.actions import body_of
from advocacy.outbox.models import Message
from tests.make import coalition as make

HANDS = 4


def at_once(app: Flask, deed: Callable[[], object]) -> list[object]:
    """What each of several hands got, all pressing together; a BadInput counts as an answer."""
    start = Barrier(HANDS)

    def press(_hand: int) -> object:
        with app.app_context():
            start.wait(timeout=10)
            try:
                with transaction():
                    return deed()
            except BadInput as refusal:
                return refusal
            finally:
                session.remove()

    with ThreadPoolExecutor(HANDS) as hands:
        return list(hands.map(press, range(HANDS)))


def refused(answers: list[object]) -> int:
    return sum(isinstance(answer, BadInput) for answer in answers)


def test_one_organisation_is_admitted_once(app: Flask) -> None:
    make.coalition()
    answers = at_once(app, lambda: actions.admit_organisation(name_ar="مركز سنديان", by=None).id)
    assert refused(answers) == HANDS - 1
    assert session.scalar(select(func.count()).select_from(Organisation)) == 1


def test_one_account_is_opened_once(app: Flask) -> None:
    answers = at_once(
        app, lambda: accounts.add_person(login="rim", name_ar="ريم", email="rim@people.example", by=None).id
    )
    assert refused(answers) == HANDS - 1
    assert session.scalar(select(func.count()).select_from(Person)) == 1


def test_one_link_lets_in_once(app: Flask) -> None:
    rim = make.person("rim")
    with transaction():
        accounts.send_entry_link(rim, base_url="http://127.0.0.1:5000")
    token = body_of(session.scalars(select(Message)).one()).split("/account/link/")[1].split()[0]
    answers = at_once(app, lambda: getattr(accounts.use_entry_link(token), "id", None))
    assert sorted(answer is not None for answer in answers) == [False] * (HANDS - 1) + [True]
    session.rollback()  # leave the moment at which the token was read
    assert session.scalars(select(EntryLink)).one().used_at is not None
