"""The frame of every page."""

from flask import Flask
from sqlalchemy import event

from advocacy.database import db, session
from advocacy.policy import Office
from tests.conftest import Browser
from tests.make import coalition as make
from tests.make.drafting import dossier


def test_the_language_of_the_pages_changes_and_that_of_the_text_stays(app: Flask, browser: Browser) -> None:
    paper = dossier()
    browser.sign_in(make.holder_of(Office.COORDINATOR))
    page = browser.get(f"/papers/{paper.id}/text/ar/compare?old=1&new=1").text
    assert f'href="/papers/{paper.id}/text/ar/compare?old=1&amp;new=1&amp;lang=fr"' in page


def test_the_frame_of_a_page_asks_the_database_four_times_however_much_its_reader_stands_for(browser: Browser) -> None:
    make.coalition()
    member, house = make.holder_of(Office.BOARD), make.organisation()
    for one in (house, make.organisation()):
        make.kept(make.Affiliation(person_id=member.id, organisation_id=one.id, since=make.LONG_AGO))
        make.mandate(one, member)
    make.kept(make.GroupTerm(group_id=make.group().id, person_id=member.id, role="member", since=make.LONG_AGO))
    browser.sign_in(member)
    session.remove()
    said: list[str] = []
    event.listen(db.engine, "before_cursor_execute", note := lambda _c, _cursor, words, *_more: said.append(words))
    assert browser.get("/nowhere").status_code == 404
    event.remove(db.engine, "before_cursor_execute", note)
    asked = [words for words in said if words != "BEGIN"]
    assert len(asked) == 4, asked  # the person, what they stand for, how their organisations stand, the coalition
