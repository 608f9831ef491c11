"""The demo coalition, loaded for real."""

from flask import Flask

from advocacy.assembly.demo.book import PASSWORD
from advocacy.assembly.demo.load import load_demo
from advocacy.coalition.models import Organisation
from advocacy.contacts.models import Office
from advocacy.database import session
from advocacy.dispatch.models import Package
from advocacy.drafting.models import Dossier
from advocacy.ledger.queries import verify_chain
from advocacy.outbox.models import MailState, Message
from advocacy.publishing.models import Issue
from advocacy.signoff.models import Call
from tests.conftest import Browser


def test_the_demo_brings_seven_papers_in_their_states(app: Flask, browser: Browser) -> None:
    load_demo()
    stages = sorted(dossier.stage.value for dossier in session.query(Dossier))
    assert stages == ["calling", "calling", "drafting", "drafting", "issued", "issued", "review"]
    assert {(issue.reference, issue.number, issue.state.value) for issue in session.query(Issue)} == {
        ("RY/2026/011", "1.0", "superseded"),
        ("RY/2026/011", "1.1", "current"),
        ("RY/2026/012", "1.0", "current"),
    }
    assert session.query(Organisation).count() == 27
    assert session.query(Office).count() == 30
    assert session.query(Package).one().state is not None
    assert verify_chain().ok
    first = session.query(Call).order_by(Call.id).first()
    assert first is not None
    assert first.tally is not None
    assert len(first.roll) == 23
    assert first.attribution is not None
    assert session.query(Message).filter(Message.state == MailState.SENT).count() > 40
    answer = browser.post("/account/enter", data={"login": "sami", "password": PASSWORD})
    assert answer.status_code == 303
    assert browser.get("/home").status_code == 200
