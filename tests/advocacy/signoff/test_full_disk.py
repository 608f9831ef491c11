"""A disk that is full loses nothing that was acknowledged, and says so when it keeps nothing."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import event, func, select

from advocacy.clock import SetClock
from advocacy.database import db, session
from advocacy.ledger.models import Entry
from advocacy.ledger.queries import verify_chain
from advocacy.outbox.models import Message
from advocacy.signoff.models import Answer, Call
from tests.conftest import Browser
from tests.make import signoff as calls
from tests.make.links import link_of
from tests.make.worker import work_off

WORDS = "نتحفّظ على المهلة."


@contextmanager
def full_disk(app: Flask) -> Iterator[None]:
    """No page can be added to the database until the block ends. PostgreSQL has no such switch."""
    if db.engine.dialect.name != "sqlite":
        pytest.skip("a disk of PostgreSQL is not filled so easily")
    session.remove()
    raw = db.engine.raw_connection()
    raw.cursor().execute("VACUUM")  # no free page is left inside
    pages = raw.cursor().execute("PRAGMA page_count").fetchone()[0]
    raw.close()
    db.engine.dispose()

    def fill(connection: Any, _record: object) -> None:
        connection.execute(f"PRAGMA max_page_count={pages}")

    event.listen(db.engine, "connect", fill)
    try:
        yield
    finally:
        event.remove(db.engine, "connect", fill)
        session.remove()
        db.engine.dispose()


def test_an_answer_that_finds_no_room_is_refused_in_words_and_kept_by_the_next_try(
    app: Flask, browser: Browser
) -> None:
    call = calls.open_call(organisations=24)
    number, seal = call.id, call.seal
    links = [link_of(calls.signatory_of(line.organisation)) for line in call.roll]
    told, refused = [], []
    typed = {"choice": "sign_with_reservation", "visibility": "public", "seal": seal, "reservation": WORDS}
    with full_disk(app):
        for link in links:
            answer = browser.post(link, data=typed)
            (told if answer.status_code == 303 else refused).append((link, answer))
    assert refused, "the disk was never full"
    for _link, page in refused:
        assert page.status_code == 503 and page.headers["Retry-After"]
        assert "لم يُحفظ شيء" in page.text and WORDS in page.text
    session.expire_all()
    assert session.scalar(select(func.count()).select_from(Answer)) == len(told)
    assert browser.post(refused[0][0], data=typed).status_code == 303
    kept = session.scalars(select(Answer)).all()
    assert len(kept) == len(told) + 1
    assert session.scalar(select(func.count()).where(Entry.kind == "signoff.answered")) == len(kept)
    receipts = select(func.count()).where(Message.key.startswith("signoff.receipt:"))
    assert session.scalar(receipts) == 2 * len(kept)
    assert session.get_one(Call, number).is_open
    assert verify_chain().ok


def test_a_worker_that_finds_no_room_closes_the_call_when_there_is_some(app: Flask, clock: SetClock) -> None:
    call = calls.open_call(organisations=20)
    number = call.id
    clock.set(call.closes_at)
    with full_disk(app):
        try:
            work_off("signoff.close")
        except Exception as full:
            session.rollback()
            assert "full" in str(full)
    work_off("signoff.close")
    session.expire_all()
    assert session.get_one(Call, number).outcome is not None
    assert session.scalar(select(func.count()).where(Entry.kind == "signoff.closed")) == 1
    assert verify_chain().ok
