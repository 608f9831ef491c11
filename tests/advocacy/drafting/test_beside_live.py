"""What is said beside a text while it is written together: of words that nobody has saved yet, and in sight of all."""

import sys

import pytest

from advocacy.accounts.models import Person
from advocacy.coalition.models import Group
from advocacy.database import session, transaction
from advocacy.drafting import actions, queries
from advocacy.drafting.models import Outcome, Thread, Version
from advocacy.policy import Office
from tests.conftest import Browser
from tests.make import coalition as make
from tests.make import drafting, live

TEXT = "# عنوان\n\nالموقف: موقف واحد.\n\nواحد اثنان ثلاثة.\n"
NEW = "كُتبت هذه الكلمات الآن. "


@pytest.fixture
def version(group: Group) -> Version:
    return live.shared(drafting.dossier(group, ar=TEXT, en=None)).version


def here(version: Version, page: str) -> str:
    return f"/papers/{version.dossier_id}/text/ar/{page}"


def first_block(version: Version) -> str:
    return queries.paper_now(session.get_one(Version, version.id)).blocks[0].id


def test_a_shared_text_that_is_larger_than_a_paper_breaks_no_page_and_saving_it_says_so(
    browser: Browser, version: Version, rim: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    live.typed(version, rim, NEW)
    monkeypatch.setattr(sys.modules["papers.tree.read"], "MAX_INLINES", 0)
    browser.sign_in(rim)
    texts = ("live", "live/hints", "word", "comments", "evidence", "suggestions", "authors", "edit")
    for page in (f"/papers/{version.dossier_id}/open", *(here(version, text) for text in texts)):
        assert browser.get(page).status_code == 200, page
    head = session.get_one(Version, version.id).head
    assert f"written together since revision {head}" in browser.get(here(version, "word?lang=en")).text
    answer = browser.post(here(version, "live?lang=en"), data={"reason": ""})
    assert (answer.status_code, session.get_one(Version, version.id).head) == (409, head)
    assert "larger than a paper can be" in answer.text


def test_words_that_nobody_has_saved_can_be_commented_on_by_whoever_may_not_save(
    browser: Browser, version: Version, rim: Person, dima: Person
) -> None:
    live.typed(version, rim, NEW)
    head = session.get_one(Version, version.id).head
    browser.sign_in(dima)
    assert NEW.strip() in browser.get(here(version, "comments")).text
    said = {"block": first_block(version), "quote": "كُتبت هذه الكلمات", "text": "من كتبها؟"}
    assert browser.post(here(version, "comments"), data=said).status_code == 303
    thread = session.query(Thread).one()
    assert (thread.quote, thread.revision) == ("كُتبت هذه الكلمات", head + 1)
    revision = queries.get_head(session.get_one(Version, version.id))
    assert (revision.number, revision.author_id) == (head + 1, None)
    assert NEW.strip() in queries.source_of(revision)


def test_a_comment_on_words_that_are_saved_makes_no_revision(
    browser: Browser, version: Version, rim: Person, dima: Person
) -> None:
    live.typed(version, rim, NEW)
    head = session.get_one(Version, version.id).head
    browser.sign_in(dima)
    said = {"block": first_block(version), "quote": "اثنان ثلاثة", "text": "لماذا؟"}
    assert browser.post(here(version, "comments"), data=said).status_code == 303
    assert session.get_one(Version, version.id).head == head


def test_a_comment_follows_the_text_as_it_is_typed(browser: Browser, version: Version, rim: Person) -> None:
    head = queries.get_head(session.get_one(Version, version.id))
    with transaction():
        thread = actions.start_thread(head, first_block(version), "صحيح؟", quote="واحد اثنان", by=rim)
    live.typed(version, rim, NEW, behind="واحد ")
    browser.sign_in(rim)
    page = browser.get(here(version, "comments?lang=en")).text
    assert "The passage has changed since." in page and f"thread-{thread.id}" in page


def test_words_that_are_only_suggested_are_said_not_to_stand_there(
    browser: Browser, version: Version, dima: Person
) -> None:
    head = session.get_one(Version, version.id).head
    live.typed(version, dima, NEW, {"insertion": {"id": "abcdefghijkl", "person": str(dima.id), "at": ""}})
    browser.sign_in(dima)
    said = {"block": first_block(version), "quote": "كُتبت هذه الكلمات", "text": "من كتبها؟"}
    refused = browser.post(here(version, "comments?lang=en"), data=said)
    assert refused.status_code == 422 and "These words do not stand in the passage." in refused.text
    assert "it is only suggested so far" in browser.get(here(version, "comments?lang=en&at=suggested123")).text
    assert session.get_one(Version, version.id).head == head
    assert session.query(Thread).all() == []


def test_open_comments_stand_beside_the_text_that_is_written_together(
    browser: Browser, version: Version, rim: Person, dima: Person
) -> None:
    head = queries.get_head(session.get_one(Version, version.id))
    with transaction():
        asked = actions.start_thread(head, first_block(version), "من أين <b>هذا</b>؟", quote="اثنان", by=dima)
        whole = actions.start_thread(head, "", "النصّ طويل", by=rim)
    browser.sign_in(rim)
    for page in ("live", "live/hints"):
        shown = browser.get(here(version, f"{page}?lang=en")).text
        for thread in (asked, whole):
            assert f"comments#thread-{thread.id}" in shown
        assert "من أين &lt;b&gt;هذا&lt;/b&gt;؟" in shown and dima.name_in("en") in shown
        assert f"#ar-{first_block(version)}" in shown
    live.typed(version, rim, NEW, behind="واحد اثنا")
    assert "The passage has changed since." in browser.get(here(version, "live/hints?lang=en")).text
    with transaction():
        actions.settle_thread(session.get_one(Thread, asked.id), Outcome.ACCEPTED, "", by=rim)
    assert f"thread-{asked.id}" not in browser.get(here(version, "live/hints")).text


def test_who_reads_and_does_not_comment_sees_no_comment_beside_the_text(
    browser: Browser, version: Version, rim: Person
) -> None:
    with transaction():
        actions.start_thread(queries.get_head(session.get_one(Version, version.id)), "", "سرّ الفريق", by=rim)
    browser.sign_in(make.holder_of(Office.OVERSIGHT))
    for page in ("live", "live/hints"):
        answer = browser.get(here(version, page))
        assert answer.status_code == 200 and "سرّ الفريق" not in answer.text
