"""Suggestions in the text that is written together are decided without a script as well."""

from typing import Any

import pytest
from pycrdt import Doc

from advocacy.accounts.models import Person
from advocacy.coalition.models import Group
from advocacy.database import session, transaction
from advocacy.drafting import queries
from advocacy.drafting.models import Version
from advocacy.live import actions, document
from advocacy.live import queries as live_queries
from papers.compare import block_text
from papers.model import Paper
from tests.conftest import Browser
from tests.make import drafting, live

TEXT = "# عنوان\n\nالموقف: موقف واحد.\n\nواحد اثنان ثلاثة.\n"
FIRST = 3
"""The place of the first block behind title, subtitle and position."""


@pytest.fixture
def version(group: Group) -> Version:
    return live.shared(drafting.dossier(group, ar=TEXT, en=None)).version


def suggest(version: Version, person: Person, words: str, name: str) -> None:
    """Somebody suggests to put these words first in the text, and to take its first word out."""
    text = session.get_one(Version, version.id).live_text
    assert text is not None
    doc: Doc[Any] = document.document([live_queries.state_of(text)], client_id=100 + person.id)
    before = doc.get_state()
    mark = {"id": name, "person": str(person.id), "at": ""}
    line = document.root(doc).children[FIRST].children[0]
    line.format(0, len("واحد ".encode()), {"deletion": mark})
    line.insert(0, words, {"insertion": mark, "deletion": None})
    with transaction():
        actions.append(text.id, text.epoch, [actions.Entry(doc.get_update(before), person.id, (100 + person.id,))])


def address(version: Version) -> str:
    return f"/papers/{version.dossier_id}/text/ar/suggestions"


def text_now(version: Version) -> str:
    reading = queries.live_paper(session.get_one(Version, version.id))
    assert reading
    paper: Paper = reading.paper
    return block_text(paper.blocks[0], paper)


def test_a_rapporteur_decides_one_by_one(browser: Browser, version: Version, rim: Person, dima: Person) -> None:
    suggest(version, dima, "أولًا ", "abcdefghijkl")
    browser.sign_in(rim)
    page = browser.get(address(version) + "?lang=en").text
    assert "No suggestion waits." not in page
    assert "In the text that is written together" in page
    assert "أولًا" in page
    assert "واحد اثنان ثلاثة.…" in page
    assert dima.name_in("en") in page
    done = browser.post(address(version), data={"do": "live_accept", "suggestion": "abcdefghijkl"})
    assert done.status_code == 303
    assert text_now(version) == "أولًا اثنان ثلاثة."
    page = browser.get(address(version) + "?lang=en").text
    assert "Accepted in the text that is written together." in page
    assert "No suggestion waits." in page


def test_or_all_of_one_author(browser: Browser, version: Version, rim: Person, dima: Person) -> None:
    suggest(version, dima, "أولًا ", "abcdefghijkl")
    browser.sign_in(rim)
    browser.post(address(version), data={"do": "live_reject_all", "person": str(dima.id)})
    assert text_now(version) == "واحد اثنان ثلاثة."
    assert queries.live_suggestions(session.get_one(Version, version.id)) == ()


def test_nothing_ticked_changes_nothing(browser: Browser, version: Version, rim: Person, dima: Person) -> None:
    suggest(version, dima, "أولًا ", "abcdefghijkl")
    browser.sign_in(rim).get("/?lang=en")
    for form in ({"do": "live_accept"}, {"do": "live_accept_all"}, {"do": "live_accept_all", "person": "x"}):
        assert browser.post(address(version), data=form).status_code == 303
        assert "Tick at least one." in browser.get(address(version) + "?lang=en").text
    assert text_now(version) == "واحد اثنان ثلاثة."


def test_whoever_suggests_may_not_decide(browser: Browser, version: Version, dima: Person) -> None:
    suggest(version, dima, "أولًا ", "abcdefghijkl")
    browser.sign_in(dima)
    page = browser.get(address(version) + "?lang=en").text
    assert "أولًا" in page
    assert "live_accept" not in page
    answer = browser.post(address(version), data={"do": "live_accept", "suggestion": "abcdefghijkl"})
    assert answer.status_code == 403
    assert text_now(version) == "واحد اثنان ثلاثة."
