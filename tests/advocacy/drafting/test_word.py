"""A draft goes out to Word and comes back: read against its revision, shown, then taken in by its authors."""

import io
import re
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from advocacy.accounts.models import Person
from advocacy.coalition.models import Group
from advocacy.database import session, transaction
from advocacy.drafting import actions, queries
from advocacy.drafting.models import Dossier, Remark, State, Suggestion, Thread, Upload, Version
from advocacy.errors import BadInput
from advocacy.policy import Office
from papers.bounded import draft_docx
from papers.compare import block_text
from tests.conftest import Browser
from tests.make import coalition as make
from tests.make import drafting, live, word


@pytest.fixture
def layla(group: Group) -> Person:
    person = make.rapporteur(group)
    person.name_ar, person.name_en = "ليلى حدّاد", "Layla Haddad"
    return make.kept(person)


@pytest.fixture
def dossier(group: Group) -> Dossier:
    return drafting.dossier(group)


def draft(version: Version) -> bytes:
    head = queries.get_head(session.get_one(Version, version.id))
    return draft_docx(queries.paper_of(head), actions.origin(head))


def by_layla(data: bytes) -> bytes:
    """Layla, named without her tashkeel, replaces a word, comments, and Omar deletes; one word is typed untracked."""
    return word.edited(
        data,
        word.within("الصمت", word.deleted("ليلى حداد", "الصمت"), word.inserted("ليلى حداد", "النسيان")),
        word.within("كثيرة ", word.deleted("Omar", "كثيرة ")),
        word.within("من أحد", word.run("من أي أحد")),
        word.within("أحبّتها", word.remarked(7, "أحبّتها")),
        comments={7: ("Omar", "من أين هذا؟")},
    )


def take(version: Version, *files: bytes, by: Person) -> tuple[list[Suggestion], list[Thread]]:
    version = session.get_one(Version, version.id)
    found = [actions.read_back(version, f"f{at}.docx", data) for at, data in enumerate(files)]
    with transaction():
        upload = actions.keep_upload(session.get_one(Version, version.id), found, by=by)
        people = queries.people_at(version.dossier)
        authors = actions.authors_in(upload, people)
        return actions.take_upload(session.get_one(Version, version.id), authors, by=by)


def told(rows: list[Suggestion]) -> set[tuple[Any, ...]]:
    return {(row.author_id, row.author_name, row.kind, row.before, row.after) for row in rows}


def test_changes_come_in_by_their_authors_against_the_revision_that_went_out(
    dossier: Dossier, rim: Person, layla: Person
) -> None:
    version = dossier.versions[0]
    data = by_layla(draft(version))
    drafting.write(dossier, "ar", drafting.AR.replace("## السياق", "## سياق الورقة"))
    rows, threads = take(version, data, by=rim)
    position = "معرفة مصير المفقودين حقّ للأسر وليست منحة من أحد."
    assert told(rows) == {
        (layla.id, "", "replace", "الصمت", "النسيان"),
        (None, "Omar", "delete", "كثيرة", ""),
        (rim.id, "", "line", position, position.replace("من أحد", "من أي أحد")),
    }
    assert {row.revision for row in rows} == {2} and session.get_one(Version, version.id).head == 3
    (thread,) = threads
    assert (thread.quote, thread.remarks[0].author_name, thread.remarks[0].text) == ("أحبّتها", "Omar", "من أين هذا؟")
    assert {str(row.proposed_at.date()) for row in rows if row.author_id != rim.id} == {"2026-11-20"}
    with transaction():
        done = actions.accept_suggestions(
            session.get_one(Version, version.id), [row.id for row in rows], by=session.get_one(Person, rim.id)
        )
    assert done.collisions == ()
    paper = queries.newest_paper(session.get_one(Dossier, dossier.id), "ar")
    words = "\n".join([paper.position, *(block_text(block, paper) for block in paper.blocks)])
    assert "سياق الورقة" in words and "على النسيان" in words and "أسر تنتظر" in words and "من أي أحد" in words


def test_without_its_mark_a_file_is_read_against_the_nearest_revision(dossier: Dossier, rim: Person) -> None:
    version = dossier.versions[0]
    data = word.without_mark(by_layla(draft(version)))
    drafting.write(dossier, "ar", drafting.AR.replace("أسر كثيرة تنتظر خبرًا", "عائلات كثر تترقّب الأخبار"))
    found = actions.read_back(session.get_one(Version, version.id), "x.docx", data)
    assert (found["marked"], found["revision"]) == (False, 2)
    assert len(found["proposals"]) == 3


def test_five_files_at_once_are_merged_and_collisions_are_shown(
    browser: Browser, dossier: Dossier, rim: Person
) -> None:
    version, data = dossier.versions[0], draft(dossier.versions[0])
    files = [
        word.edited(data, word.within("الصمت", word.deleted("أ", "الصمت"), word.inserted("أ", "النسيان"))),
        word.edited(data, word.within("الصمت", word.deleted("ب", "الصمت"), word.inserted("ب", "السكوت"))),
        word.edited(data, word.within("كثيرة ", word.deleted("ج", "كثيرة "))),
        word.edited(data, word.at_the_end(word.new_paragraph("د", "فقرة جديدة من د."))),
        word.edited(data, word.within("آمنة", word.inserted("هـ", "مشفّرة "), word.run("آمنة"))),
    ]
    browser.sign_in(rim)
    here = f"/papers/{dossier.id}/text/ar/word"
    sent = {"file": [(io.BytesIO(one), f"{at}.docx") for at, one in enumerate(files)]}
    assert browser.post(here, data=sent, content_type="multipart/form-data").status_code == 303
    assert session.scalars(select(Suggestion)).all() == [], "nothing is saved before the preview"
    page = browser.get(here).text
    assert "هذه متعارضة" in page and "السكوت" in page and all(f'name="who-{n}"' in page for n in range(5))
    passages = re.findall(r'في الفقرة: <bdi lang="ar">([^<]+)</bdi>', page)
    assert len(passages) == 4 and all("الصمت" in one for one in passages[:2]), "a new passage stands in no other"
    assert "تنتظر خبرًا" in page.split("كثيرة</del>")[1][:80], "what stands around the words is shown as well"
    assert browser.post(f"{here}/take").status_code == 303
    rows = queries.open_suggestions(session.get_one(Version, version.id))
    assert [row.author_name for row in rows] == ["أ", "ب", "ج", "د", "هـ"]
    listed = f"/papers/{dossier.id}/text/ar/suggestions"
    assert "ما لا يتعارض <bdi>(3)</bdi>" in browser.get(listed).text, "of five, two contradict each other"
    assert browser.post(listed, data={"do": "accept_all"}).status_code == 303
    left = queries.open_suggestions(session.get_one(Version, version.id))
    assert [row.author_name for row in left] == ["أ", "ب"]
    paper = queries.newest_paper(session.get_one(Dossier, dossier.id), "ar")
    words = "\n".join(block_text(block, paper) for block in paper.blocks)
    assert "فقرة جديدة من د." in words and "مشفّرة" in words and "أسر تنتظر" in words and "على الصمت" in words


def test_a_changed_title_or_position_is_shown_word_by_word_and_collisions_say_whose_they_are(
    browser: Browser, dossier: Dossier, rim: Person
) -> None:
    data = draft(dossier.versions[0])
    new_title = word.within("والمشاركة", word.deleted("أمل", "والمشاركة"), word.inserted("أمل", "والإنصاف"))
    files = {
        "أمل.docx": word.edited(data, new_title, word.within("من أحد", word.run("من أي أحد"))),
        "b.docx": word.edited(data, word.within("والمشاركة", word.deleted("Omar", "والمشاركة"))),
    }
    browser.sign_in(rim)
    here = f"/papers/{dossier.id}/text/ar/word"
    sent = {"file": [(io.BytesIO(one), name) for name, one in files.items()]}
    assert browser.post(here, data=sent, content_type="multipart/form-data").status_code == 303
    shown = browser.get(here).text
    gone, come = '<del><span class="unseen">حُذف: </span>', '<ins><span class="unseen">أُضيف: </span>'
    replaced = f"حقّ الأسر في المعرفة{gone} والمشاركة</del>{come} والإنصاف</ins>"
    assert shown.count(replaced) == 2, "among the changes, and again among those that contradict each other"
    assert f"منحة من{come} أي</ins> أحد." in shown and "· الموقف" in shown and "· العنوان" in shown
    sides = re.findall(r'<h4 class="small"><bdi>([^<]+)</bdi> <span class="soft">· <bdi>([^<]+)</bdi>', shown)
    assert sides == [("أمل", "أمل.docx"), ("Omar", "b.docx")]
    assert "أُدخل: 3 اقتراحات · بلا تعليقات" in browser.post(f"{here}/take", follow_redirects=True).text
    listed = browser.get(f"/papers/{dossier.id}/text/ar/suggestions").text
    assert replaced in listed
    place = re.search(r'/text/ar#(ar-title)"', listed)
    assert place is not None
    assert f'id="{place[1]}"' in browser.get(f"/papers/{dossier.id}/text/ar").text


def test_the_same_file_sent_twice_is_taken_once(dossier: Dossier, rim: Person) -> None:
    data = by_layla(draft(dossier.versions[0]))
    take(dossier.versions[0], data, data, by=rim)
    rows, threads = take(dossier.versions[0], data, by=rim)
    assert (rows, threads) == ([], [])
    assert len(session.scalars(select(Suggestion)).all()) == 3 and len(session.scalars(select(Remark)).all()) == 1


def test_the_reader_chooses_who_is_who(browser: Browser, dossier: Dossier, rim: Person, layla: Person) -> None:
    browser.sign_in(rim)
    here = f"/papers/{dossier.id}/text/ar/word"
    data = by_layla(draft(dossier.versions[0]))
    browser.post(here, data={"file": (io.BytesIO(data), "x.docx")}, content_type="multipart/form-data")
    page = browser.get(here).text
    assert f'<option value="{layla.id}" selected>' in page
    refused = browser.post(f"{here}/take", data={"who-0": "99999"})
    assert refused.status_code == 422 and session.scalars(select(Suggestion)).all() == []
    chosen = {"who-0": "", "who-1": str(layla.id)}
    assert browser.post(f"{here}/take", data=chosen).status_code == 303
    known = {(row.author_id, row.author_name) for row in session.scalars(select(Suggestion))}
    assert ((layla.id, "") in known and (None, "ليلى حداد") in known) or (None, "Omar") in known
    assert browser.post(f"{here}/take").status_code == 409


def test_what_was_sent_can_be_dropped_and_is_seen_by_its_sender_alone(
    browser: Browser, dossier: Dossier, rim: Person, layla: Person
) -> None:
    browser.sign_in(rim)
    here = f"/papers/{dossier.id}/text/ar/word"
    data = by_layla(draft(dossier.versions[0]))
    browser.post(here, data={"file": (io.BytesIO(data), "x.docx")}, content_type="multipart/form-data")
    browser.sign_in(layla)
    assert "النسيان" not in browser.get(here).text
    browser.sign_in(rim)
    assert "النسيان" in browser.get(here).text
    assert browser.post(f"{here}/drop").status_code == 303
    assert session.scalars(select(Upload)).all() == []


def test_a_file_of_another_text_is_refused(group: Group, dossier: Dossier) -> None:
    other = drafting.dossier(group)
    with pytest.raises(BadInput, match=r"another text|نص آخر"):
        actions.read_back(dossier.versions[0], "x.docx", draft(other.versions[0]))
    with pytest.raises(BadInput):
        actions.read_back(dossier.versions[0], "x.docx", word.without_mark(draft(dossier.versions[1])))


BAD = [
    (b"", "الملف فارغ"),
    (b"%PDF-1.7 x", "‎.docx"),
    (b"PK\x03\x04broken", "الملف تالف"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"x" * 100, "‎.docx"),
    (b"\x00\x01\x02", "‎.docx"),
]


@pytest.mark.parametrize(("data", "message"), BAD, ids=[str(at) for at in range(len(BAD))])
def test_a_bad_file_gives_a_message_beside_the_field(
    data: bytes, message: str, browser: Browser, dossier: Dossier, rim: Person
) -> None:
    browser.sign_in(rim)
    here = f"/papers/{dossier.id}/text/ar/word"
    sent = {"file": (io.BytesIO(data), "../../e<b>vil.docx")}
    answer = browser.post(here, data=sent, content_type="multipart/form-data")
    assert answer.status_code == 422 and 'id="file-error"' in answer.text
    assert message in answer.text and "e<b>vil" not in answer.text


def test_a_file_that_is_too_large_is_not_even_opened(dossier: Dossier) -> None:
    with pytest.raises(BadInput) as refusal:
        actions.read_back(dossier.versions[0], "x.docx", b"PK" + b"x" * 5_000_000)
    assert "كبير جدًا" in str(refusal.value.message)


def test_no_file_and_too_many_files_are_refused(browser: Browser, dossier: Dossier, rim: Person) -> None:
    browser.sign_in(rim)
    here = f"/papers/{dossier.id}/text/ar/word"
    assert browser.post(here, data={}, content_type="multipart/form-data").status_code == 422
    many = {"file": [(io.BytesIO(b"x"), f"{n}.docx") for n in range(11)]}
    assert browser.post(here, data=many, content_type="multipart/form-data").status_code == 422


def test_the_draft_that_goes_out_tracks_changes_and_names_nobody(
    browser: Browser, dossier: Dossier, rim: Person
) -> None:
    browser.sign_in(rim)
    answer = browser.get(f"/papers/{dossier.id}/text/ar/word/draft.docx")
    assert answer.headers["Content-Disposition"] == f"attachment; filename=draft-{dossier.id}-ar-2.docx"
    parts = {name: word.part(answer.data, name) for name in ("word/settings.xml", "docProps/custom.xml")}
    assert "<w:trackRevisions/>" in parts["word/settings.xml"]
    head = queries.get_head(dossier.versions[0])
    assert f">{head.version_id}.2.{head.digest[:16]}<" in parts["docProps/custom.xml"]
    everything = word.everything(answer.data)
    assert rim.name_ar not in everything and rim.login not in everything


def test_the_board_may_send_a_file_back_and_a_stranger_may_not(browser: Browser, dossier: Dossier) -> None:
    here = f"/papers/{dossier.id}/text/ar/word"
    browser.sign_in(make.holder_of(Office.BOARD))
    assert browser.get(here).status_code == 200
    browser.sign_in(make.person())
    assert browser.get(here).status_code in (403, 404)
    assert browser.get(f"{here}/draft.docx").status_code in (403, 404)


def test_what_a_file_cannot_keep_is_named_on_the_page(browser: Browser, dossier: Dossier, rim: Person) -> None:
    browser.sign_in(rim)
    nested = word.inserted("ليلى", "X").replace(word.run("X"), word.deleted("Omar", "زائد"))
    data = word.edited(draft(dossier.versions[0]), word.within("سلم أهلي ", word.run("سلم أهلي "), nested))
    here = f"/papers/{dossier.id}/text/ar/word"
    browser.post(here, data={"file": (io.BytesIO(data), "x.docx")}, content_type="multipart/form-data")
    page = browser.get(here).text
    assert "حذف ما أدرجه شخص آخر" in page and "رؤوس الصفحات" not in page


def test_a_suggestion_of_a_file_is_open_until_somebody_decides(dossier: Dossier, rim: Person) -> None:
    rows, _ = take(dossier.versions[0], by_layla(draft(dossier.versions[0])), by=rim)
    assert {row.state for row in rows} == {State.OPEN}
    assert any(gap.code == "open_suggestions" for gap in queries.readiness(session.get_one(Dossier, dossier.id)))


def send(browser: Browser, here: str, *files: bytes) -> str:
    """The preview of these files, in English."""
    sent = {"file": [(io.BytesIO(one), f"{at}.docx") for at, one in enumerate(files)]}
    assert browser.post(here, data=sent, content_type="multipart/form-data").status_code == 303
    return browser.get(f"{here}?lang=en").text


def test_files_made_from_two_revisions_are_merged_and_contradict_each_other_all_the_same(
    browser: Browser, dossier: Dossier, rim: Person
) -> None:
    version = dossier.versions[0]
    older = draft(version)
    drafting.write(dossier, "ar", drafting.AR.replace("## السياق", "## سياق الورقة"))
    newer = draft(session.get_one(Version, version.id))
    browser.sign_in(rim)
    page = send(
        browser,
        f"/papers/{dossier.id}/text/ar/word",
        word.edited(older, word.within("الصمت", word.deleted("أ", "الصمت"), word.inserted("أ", "النسيان"))),
        word.edited(newer, word.within("الصمت", word.deleted("ب", "الصمت"), word.inserted("ب", "السكوت"))),
    )
    assert "Made from revision 2" in page and "Made from revision 3" in page
    told = page.partition("These contradict each other")[2]
    assert "النسيان" in told and "السكوت" in told


def test_a_file_that_contradicts_what_the_text_became_says_so_before_it_is_taken_in(
    browser: Browser, dossier: Dossier, rim: Person
) -> None:
    version = dossier.versions[0]
    older = draft(version)
    drafting.write(dossier, "ar", drafting.AR.replace("الصمت", "السكوت"))
    browser.sign_in(rim)
    edited = word.edited(older, word.within("الصمت", word.deleted("أ", "الصمت"), word.inserted("أ", "النسيان")))
    told = send(browser, f"/papers/{dossier.id}/text/ar/word", edited).partition("These contradict each other")[2]
    assert "The newest text" in told and "السكوت" in told and "النسيان" in told


def test_the_preview_says_by_whom_and_when(browser: Browser, dossier: Dossier, rim: Person) -> None:
    page = send(browser.sign_in(rim), f"/papers/{dossier.id}/text/ar/word", by_layla(draft(dossier.versions[0])))
    assert page.count("20 November 2026") == 3, "Layla's change, Omar's, and his comment"


def test_no_file_comes_back_into_a_text_that_stands_still(browser: Browser, dossier: Dossier, rim: Person) -> None:
    data = by_layla(draft(dossier.versions[0]))
    here = f"/papers/{dossier.id}/text/ar/word"
    send(browser.sign_in(rim), here, data)
    drafting.freeze(dossier)
    page = browser.get(here).text
    assert 'type="file"' not in page and "/draft.docx" in page and f"{here}/take" not in page
    sent = {"file": [(io.BytesIO(data), "late.docx")]}
    assert browser.post(here, data=sent, content_type="multipart/form-data").status_code == 409
    assert browser.post(f"{here}/take").status_code == 409
    assert session.scalars(select(Suggestion)).all() == [] == session.scalars(select(Thread)).all()


def test_the_page_says_when_words_written_together_are_in_no_file_yet(
    app: Flask, browser: Browser, dossier: Dossier, rim: Person
) -> None:
    here = f"/papers/{dossier.id}/text/ar/word"
    paper = live.shared(dossier, "ar")
    browser.sign_in(rim)
    assert 'name="then"' not in browser.get(here).text, "the shared text says what the revision says"
    with live.relay(app) as relay:
        editor = live.Editor(relay.port, paper.text, rim).come()
        editor.settle()
        editor.type("كلمات جديدة ", 0)
        editor.settle()
    session.rollback()
    for then in ("word", "open"):
        page = here if then == "word" else f"/papers/{dossier.id}/open"
        assert f'name="then" value="{then}"' in browser.get(page).text
    saved = browser.post(f"/papers/{dossier.id}/text/ar/live", data={"then": "word"})
    assert saved.status_code == 303 and saved.location.endswith(here)
    assert 'name="then"' not in browser.get(here).text
    assert "كلمات جديدة" in queries.newest_paper(session.get_one(Dossier, dossier.id), "ar").title
