"""Signing at 32 kbit/s while every fifth connection is dropped, there or back: one answer, in few tries.

The line is sixty times faster than the one that is meant (`tests.make.badline`); that changes neither sizes nor what is
lost nor the order of it, and times are told for the line that is meant.
"""

import gzip
import http.client
import threading
from collections.abc import Iterator
from dataclasses import dataclass, replace
from urllib.parse import urlencode, urlsplit

import lxml.html
import pytest
from flask import Flask
from sqlalchemy import func, select
from werkzeug.serving import make_server

from advocacy import outside
from advocacy.accounts.models import Person
from advocacy.chance import SystemChance
from advocacy.database import session
from advocacy.ledger.models import Entry
from advocacy.outbox.models import Message
from advocacy.signoff.models import Answer, Call
from tests.make import locks
from tests.make import signoff as calls
from tests.make.badline import SPEED, BadLine
from tests.make.links import link_of

SIGNATORIES = 8
MOST_TRIES = 6
"""Of one step by one person; five losses in a row happen once in three thousand times."""
PATIENCE = 60.0
"""Seconds after which a browser gives a connection up."""


@pytest.fixture
def port(app: Flask) -> Iterator[int]:
    """The application behind a web server of its own."""
    app.config["WTF_CSRF_ENABLED"] = True
    outside.install(replace(outside.current(), chance=SystemChance()))  # the other one is not made for threads
    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield server.server_port
    server.shutdown()
    thread.join(5)
    server.server_close()


@dataclass
class Telephone:
    """A browser without scripts: keeps cookies, follows redirects, and tries again when a connection breaks."""

    line: BadLine
    cookie: str = ""
    tries: int = 0

    def fetch(self, address: str, data: dict[str, str] | None = None) -> tuple[str, str]:
        """The page in the end and its address; what the person does is press «reload» or «send» again."""
        for _again in range(MOST_TRIES):
            self.tries += 1
            try:
                status, to, page = self._once(address, data)
            except (OSError, http.client.HTTPException, EOFError):
                continue
            assert status in (200, 303), (status, address, page[-800:])
            return self.fetch(to) if status == 303 else (address, page)
        raise AssertionError(f"{MOST_TRIES} tries in vain at {address}")

    def _once(self, address: str, data: dict[str, str] | None) -> tuple[int, str, str]:
        connection = http.client.HTTPConnection("127.0.0.1", self.line.port, timeout=max(5, PATIENCE / SPEED))
        headers = {"Accept-Encoding": "gzip", "Connection": "close"} | ({"Cookie": self.cookie} if self.cookie else {})
        body = urlencode(data) if data is not None else None
        if body is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        try:
            connection.request("GET" if body is None else "POST", address, body, headers)
            answer = connection.getresponse()
            read = answer.read()
            if "Content-Length" not in answer.headers:
                raise EOFError  # the head itself was cut; a browser takes no such answer
            if answer.headers.get("Content-Encoding") == "gzip":
                read = gzip.decompress(read)
            if kept := answer.headers.get("Set-Cookie", ""):
                self.cookie = kept.split(";")[0]
            to = urlsplit(answer.headers.get("Location", ""))
            return answer.status, f"{to.path}?{to.query}", read.decode()
        finally:
            connection.close()


def sign_on(telephone: Telephone, link: str, person: Person, *, guarded: bool) -> str:
    """What somebody does: open the link, show the code if there must be one, answer, read the receipt."""
    _address, page = telephone.fetch(link)
    if guarded:
        _address, page = telephone.fetch(f"{link}/open", {})
        code = locks.codes_to(person)[-1]
        session.rollback()
        address, page = telephone.fetch(f"{link}/enter", {"code": code})
        assert address.startswith(link)
    form = next(each for each in lxml.html.fromstring(page).forms if "seal" in each.fields)
    data = {name: value or "" for name, value in form.form_values()} | {"choice": "sign", "visibility": "public"}
    address, page = telephone.fetch(form.action, data)
    assert "/receipt" in address
    return str(lxml.html.fromstring(page).xpath("//code")[0].text_content())


@pytest.mark.timeout(120)
@pytest.mark.parametrize("guarded", [False, True])
def test_on_a_line_that_drops_every_fifth_connection_everybody_signs_exactly_once(
    app: Flask, port: int, guarded: bool
) -> None:
    call = calls.open_call(organisations=SIGNATORIES + 1)  # one never answers, so that the call stays open
    if guarded:
        locks.under_embargo(call)
    people = [calls.signatory_of(line.organisation) for line in call.roll[:SIGNATORIES]]
    asked = [(person, link_of(person)) for person in people]
    session.rollback()
    with BadLine(port, dropped=0.2, seed=2026) as line:
        telephones = [Telephone(line) for _person in people]
        receipts = [
            sign_on(telephone, link, person, guarded=guarded)
            for telephone, (person, link) in zip(telephones, asked, strict=True)
        ]
    session.expire_all()
    kept = session.scalars(select(Answer).order_by(Answer.id)).all()
    assert [answer.receipt for answer in kept] == receipts
    assert len({answer.organisation_id for answer in kept}) == SIGNATORIES
    assert all(answer.standing for answer in kept)
    assert len(session.scalars(select(Entry).where(Entry.kind == "signoff.answered")).all()) == SIGNATORIES
    mailed = select(func.count()).select_from(Message).where(Message.key.like("signoff.receipt:%"))
    assert session.scalar(mailed) == 2 * SIGNATORIES
    assert session.get_one(Call, call.id).outcome is None

    steps = 5 if guarded else 3  # the page, «open», the code, the answer, the receipt; redirects count as well
    assert max(telephone.tries for telephone in telephones) <= steps * 3
    assert line.lost["POST", "back"] >= 1, "no answer was lost after it had arrived: the test would prove nothing"
    assert line.lost["GET", "back"] >= 1
    assert 0.1 <= sum(line.lost.values()) / line.connections <= 0.3
    assert line.biggest <= 14 * 1024
    assert line.seconds / SIGNATORIES <= 60, "a minute of the line that is meant, with everything that was lost"
