"""Comment sheets on their pages: written, handed in, late, answered."""

from datetime import timedelta

from advocacy.accounts.models import Person
from advocacy.amending.models import CommentSheet, Window
from advocacy.clock import SetClock
from advocacy.coalition.models import Organisation
from advocacy.database import session
from tests.advocacy.amending.pages import page, paragraph, send
from tests.conftest import Browser
from tests.make import amending
from tests.make.signoff import signatory_of


def test_an_answer_to_a_comment_is_refused_beside_its_own_field(
    window: Window, homes: list[Organisation], rapporteur: Person, browser: Browser
) -> None:
    browser.sign_in(signatory_of(homes[0]))
    for subject in ("أول", "ثانٍ"):
        send(browser, f"/papers/{window.dossier_id}/sheets/own", subject=subject, words="نصّه")
    sheet = session.query(CommentSheet).one()
    send(browser, f"/sheets/{sheet.id}/hand-in")
    first, second = (comment.id for comment in sheet.comments)
    browser.sign_in(rapporteur)
    assert f'action="/sheets/comments/{second}/answer#comment-{second}"' in page(browser, f"/sheets/{sheet.id}")
    refused = browser.post(f"/sheets/comments/{second}/answer", data={"answer": "كُتب هذا"})
    assert refused.status_code == 422 and f'id="outcome-{second}-error"' in refused.text
    assert f'id="outcome-{first}-error"' not in refused.text and refused.text.count("كُتب هذا") == 1
    refused = browser.post(f"/sheets/comments/{second}/answer", data={"outcome": "rejected"})
    assert f'id="answer-{second}-error"' in refused.text and '<option value="rejected" selected>' in refused.text


def test_who_prepares_a_sheet_is_told_of_the_day_that_it_is_late_and_that_it_is_closed(
    window: Window, homes: list[Organisation], browser: Browser, clock: SetClock
) -> None:
    browser.sign_in(signatory_of(homes[0]))
    here = f"/papers/{window.dossier_id}/sheets/own"
    assert "سلّموها قبل" in page(browser, here)
    send(browser, here, subject="الموعد", words="نصّه")
    sheet = f"/sheets/{session.query(CommentSheet).one().id}"
    own = amending.prepared(window, homes[0], amending.titled("عنوان آخر"))
    clock.move(timedelta(hours=90))
    browser.sign_in(signatory_of(homes[0]))
    assert "مضى الموعد المحدّد" in page(browser, sheet)
    assert f"/amendments/{own.id}/move" in page(browser, f"/amendments/{own.id}")
    clock.move(timedelta(hours=20))
    browser.sign_in(signatory_of(homes[0]))
    shown = page(browser, sheet)
    assert "ولم تُسلَّم هذه الورقة" in shown and "hand-in" not in shown and "نصّه" in shown
    shown = page(browser, f"/amendments/{own.id}")
    assert "لم يعد بالإمكان تقديمه" in shown and f"/amendments/{own.id}/move" not in shown


def test_a_sheet_is_written_handed_in_answered_and_printed(
    window: Window, homes: list[Organisation], rapporteur: Person, browser: Browser
) -> None:
    here = f"/papers/{window.dossier_id}"
    browser.sign_in(signatory_of(homes[0]))
    page(browser, f"{here}/sheets/own")
    assert browser.post(f"{here}/sheets/own", data={"subject": "عنوان"}).status_code == 422
    for number in (1, 2, 3):
        send(browser, f"{here}/sheets/own", subject=f"ملاحظة {number}", words="نصّ", block=paragraph(window))
    sheet = session.query(CommentSheet).one()
    send(browser, f"/sheets/comments/{sheet.comments[0].id}/remove")
    session.expire_all()
    assert [(one.number, one.subject) for one in sheet.comments] == [(1, "ملاحظة 2"), (2, "ملاحظة 3")]
    browser.sign_in(rapporteur)
    assert browser.get(f"/sheets/{sheet.id}").status_code == 404
    browser.sign_in(signatory_of(homes[0]))
    send(browser, f"/sheets/{sheet.id}/hand-in")
    assert browser.post(f"{here}/sheets/own", data={"subject": "بعد", "words": "ذلك"}).status_code == 409
    browser.sign_in(rapporteur)
    first, second = sheet.comments
    assert browser.post(f"/sheets/comments/{first.id}/answer", data={"outcome": "rejected"}).status_code == 422
    unsaid = browser.post(f"/sheets/comments/{first.id}/answer", data={"answer": "جواب بلا اختيار"})
    assert unsaid.status_code == 422 and "جواب بلا اختيار" in unsaid.text
    send(browser, f"/sheets/comments/{first.id}/answer", outcome="rejected", answer="ليس هذا مكانه")
    send(browser, f"/sheets/comments/{second.id}/answer", outcome="accepted")
    assert "ليس هذا مكانه" in page(browser, f"/sheets/{sheet.id}")
    assert homes[0].name_ar in page(browser, f"{here}/sheets")
    browser.sign_in(signatory_of(homes[1]))
    assert browser.post(f"/sheets/comments/{first.id}/answer", data={"outcome": "accepted"}).status_code == 403
    file = browser.get(f"/sheets/{sheet.id}.docx")
    assert file.status_code == 200 and file.data[:2] == b"PK"
    assert browser.get(f"/sheets/{sheet.id}.exe").status_code == 404
