"""What a review waits for stands on the page of open points; members comment and hear what became of it."""

from advocacy.accounts.models import Person
from advocacy.amending.models import Amendment, CommentSheet, Window
from advocacy.coalition.models import Organisation, Visibility
from advocacy.database import session
from advocacy.drafting import queries as drafting
from advocacy.outbox.actions import body_of, subject_of
from advocacy.outbox.models import Message
from tests.advocacy.amending.test_views import page, paragraph, send
from tests.conftest import Browser
from tests.make import amending
from tests.make.signoff import signatory_of


def again(amendment: Amendment) -> Amendment:
    session.expire_all()
    return session.get_one(Amendment, amendment.id)


def test_what_the_review_waits_for_stands_on_one_page_is_given_to_somebody_and_mailed(
    window: Window, homes: list[Organisation], rapporteur: Person, browser: Browser
) -> None:
    here = f"/papers/{window.dossier_id}"
    shy = homes[1]
    shy.visibility = Visibility.WITHHELD
    session.commit()
    one = amending.moved(window, homes[0], amending.titled("عنوان آخر"))
    browser.sign_in(signatory_of(shy))
    send(browser, f"{here}/sheets/own", subject="من يراقب الصرف؟", words="نصّها", block=paragraph(window))
    sheet = session.query(CommentSheet).one()
    send(browser, f"/sheets/{sheet.id}/hand-in", withheld="yes")
    comment = sheet.comments[0].id
    assert browser.get(f"{here}/open").status_code in (403, 404)

    browser.sign_in(rapporteur)
    shown = page(browser, f"{here}/open")
    assert f'href="/amendments/{one.id}"' in shown and f'href="/sheets/{sheet.id}#comment-{comment}"' in shown
    assert "من يراقب الصرف؟" in shown and "تعديل في الصياغة" in shown
    assert shy.name_ar not in shown and homes[0].name_ar not in shown
    assert "أرقام واتهامات بلا مصدر" not in shown, "a text that stands still lacks nothing that could be written now"
    send(browser, f"{here}/open", key=f"amendment:{one.id}", assignee=str(rapporteur.id))
    assert [point.key for _dossier, point, _task in drafting.points_of(rapporteur)] == [f"amendment:{one.id}"]
    assert f'href="{here}/open"' in page(browser, here)

    amending.decided(again(one), by=rapporteur)
    send(browser, f"/sheets/comments/{comment}/answer", outcome="accepted")
    shown = page(browser, f"{here}/open")
    assert (
        f'href="{here}/merge"' in shown and f"/amendments/{one.id}" not in shown and f"/sheets/{sheet.id}" not in shown
    )


def test_a_member_comments_on_the_block_at_hand_and_is_told_when_the_answers_are_there(
    window: Window, homes: list[Organisation], rapporteur: Person, browser: Browser
) -> None:
    here, block = f"/papers/{window.dossier_id}", paragraph(window)
    member = signatory_of(homes[0])
    browser.sign_in(member)
    way = f"{here}/sheets/own?block={block}"
    assert f'href="{way}"' in page(browser, f"{here}/amend")
    assert f'<option value="{block}" selected>' in page(browser, way)
    send(browser, f"{here}/sheets/own", subject="الموعد", words="نقترح موعدًا أقرب", block=block)
    sheet = session.query(CommentSheet).one()
    assert browser.get(way).location == f"/sheets/{sheet.id}?block={block}#add"
    assert f'<option value="{block}" selected>' in page(browser, f"/sheets/{sheet.id}?block={block}")
    send(browser, f"/sheets/{sheet.id}/hand-in")
    browser.sign_in(rapporteur)
    send(browser, f"/sheets/comments/{sheet.comments[0].id}/answer", outcome="accepted")
    send(browser, f"{here}/review/end")
    told = session.query(Message).filter(Message.key.like("amending.answered:%")).one()
    assert told.recipient == member.email and f"/sheets/{sheet.id}" in body_of(told)
    assert "الموعد" not in subject_of(told) + body_of(told), "what was said is read in the house, not in the mail"
