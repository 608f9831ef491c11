"""The demo coalition, loaded for real."""

from flask import Flask

from advocacy.assembly.demo.book import PASSWORD
from advocacy.assembly.demo.load import load_demo
from advocacy.coalition.models import Organisation
from advocacy.contacts.models import Office
from advocacy.database import session
from advocacy.dispatch.models import Package
from advocacy.drafting import queries
from advocacy.drafting.models import Dossier, Stage
from advocacy.ledger.queries import verify_chain
from advocacy.outbox.models import MailState, Message
from advocacy.publishing.models import Issue
from advocacy.publishing.queries import edition_of
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


def test_the_papers_of_the_demo_rest_on_sources_and_say_whom_they_were_discussed_with(
    app: Flask, browser: Browser
) -> None:
    load_demo()
    issue = session.query(Issue).filter(Issue.number == "1.1").one()
    assert "أُعدّت هذه الورقة بعد مشاورة 46 شخصًا" in edition_of(issue, "ar").method
    assert "Aleppo, Daraa" in edition_of(issue, "en").method
    water = session.query(Dossier).filter(Dossier.stage == Stage.DRAFTING).order_by(Dossier.id).first()
    assert water
    browser.post("/account/enter", data={"login": "salim", "password": PASSWORD})
    evidence = browser.get(f"/papers/{water.id}/text/ar/evidence").text
    assert "زيارات إلى أربعين محطة ماء" in evidence and "مسؤولة لجنة الرملة" not in evidence
    assert queries.open_points(water)["claims"] == []
    assert "212" in browser.get(f"/papers/{water.id}/consultations").text
