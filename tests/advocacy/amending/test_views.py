"""The pages of a review, as each person sees them."""

import io
import re
from datetime import timedelta

import docx
import pytest
from flask import Flask

from advocacy.accounts.models import Person
from advocacy.amending import queries
from advocacy.amending.models import Amendment, CommentSheet, Handling, State, Window
from advocacy.clock import SetClock
from advocacy.coalition.models import Organisation, Visibility
from advocacy.database import session
from advocacy.drafting.models import Stage
from advocacy.policy import Office
from tests.advocacy.amending.pages import again, page, paragraph, send
from tests.conftest import Browser
from tests.journeys.files import parts_of
from tests.make import amending
from tests.make import coalition as make
from tests.make.drafting import dossier as written
from tests.make.signoff import signatory_of
from tests.papers.pdfs import copied

SECRET = "عصفور الخفاء الكنهبلي"


def test_a_rapporteur_opens_a_review_and_a_wrong_time_keeps_what_was_typed(app: Flask, browser: Browser) -> None:
    make.coalition()
    make.signatory(make.organisation())
    dossier = written(en=None)
    browser.sign_in(make.rapporteur(dossier.group))
    assert f"/papers/{dossier.id}/review/new" in page(browser, f"/papers/{dossier.id}")
    path = f"/papers/{dossier.id}/review/new"
    page(browser, path)
    form = {"soft_at": "2020-01-01", "soft_at_time": "10:00", "timezone": "Asia/Damascus", "message": "كلمة للأعضاء"}
    refused = browser.post(path, data=form)
    assert refused.status_code == 422 and "كلمة للأعضاء" in refused.text
    send(browser, path, **{**form, "soft_at": "2026-12-20"})
    session.expire_all()
    assert dossier.stage is Stage.REVIEW
    assert f"/papers/{dossier.id}/review" in page(browser, f"/papers/{dossier.id}")


def test_an_organisation_writes_keeps_edits_and_moves_an_amendment_without_scripts(
    window: Window, homes: list[Organisation], browser: Browser
) -> None:
    browser.sign_in(signatory_of(homes[0]))
    here, block = f"/papers/{window.dossier_id}", paragraph(window)
    assert f'value="block-{block}"' in page(browser, f"{here}/amend")
    assert browser.get(f"{here}/amend/words").status_code == 303
    form = page(browser, f"{here}/amend/words?place=block-{block}&place=line-title&place=after-head&place=junk")
    assert "**النساء**" in form and 'name="line-title"' in form
    words = {f"block-{block}": "كلمات أخرى للفقرة.", "line-title": "حقّ الأسر في المعرفة والمشاركة", "after-head": ""}
    refused = browser.post(f"{here}/amend/words", data={**words, "do": "keep"})
    assert refused.status_code == 422 and "كلمات أخرى للفقرة." in refused.text
    kept = send(browser, f"{here}/amend/words", **words, subject="الفقرة الرابعة", do="keep")
    (amendment,) = again_all(window)
    assert amendment.state is State.PREPARED and kept.endswith(f"/amendments/{amendment.id}")
    assert [found.place for found in queries.differences_of(queries.movers_wording(amendment))] == [block]
    edit = page(browser, f"/amendments/{amendment.id}/edit?place=after-{block}")
    assert "كلمات أخرى للفقرة." in edit and f'name="after-{block}"' in edit
    more = {f"block-{block}": "كلمات أخرى للفقرة.", f"after-{block}": "وفقرة بعدها.\n\n- بند\n- وبند"}
    refused = browser.post(f"/amendments/{amendment.id}/edit", data={**more, "subject": "الفقرة", "do": "move"})
    assert refused.status_code == 422 and again(amendment).state is State.PREPARED
    send(browser, f"/amendments/{amendment.id}/edit", **more, subject="الفقرة", reason="لأنّها أوضح", do="move")
    assert (again(amendment).state, again(amendment).number) == (State.MOVED, 1)
    assert len(queries.edited_by(queries.movers_wording(again(amendment))).blocks) == 9
    shown = page(browser, f"/amendments/{amendment.id}")
    assert "وفقرة بعدها" in shown and "لأنّها أوضح" in shown
    assert "الفقرة" in page(browser, "/amendments")


def again_all(window: Window) -> list[Amendment]:
    session.expire_all()
    return session.get_one(Window, window.id).amendments


def test_words_that_cannot_be_read_are_refused_beside_their_field(
    window: Window, homes: list[Organisation], browser: Browser
) -> None:
    browser.sign_in(signatory_of(homes[0]))
    form = {f"block-{paragraph(window)}": "[@NOPE]", "block-gone": "ضائعة", "line-title": "", "subject": "م"}
    refused = browser.post(f"/papers/{window.dossier_id}/amend/words", data=form)
    assert refused.status_code == 422
    assert refused.text.count('class="error"') >= 3 and "ضائعة" in refused.text
    assert again_all(window) == []


def test_what_is_prepared_is_nobody_elses_business(
    window: Window, homes: list[Organisation], rapporteur: Person, browser: Browser
) -> None:
    one = amending.prepared(window, homes[0], amending.titled("سرّ"))
    for person in (rapporteur, signatory_of(homes[1]), make.holder_of(Office.COORDINATOR)):
        browser.sign_in(person)
        assert browser.get(f"/amendments/{one.id}").status_code == 404
        assert browser.post(f"/amendments/{one.id}/withdraw").status_code in (403, 404)
        assert f"/amendments/{one.id}" not in page(browser, f"/papers/{window.dossier_id}/review")


def test_withdrawing_says_first_what_it_means(window: Window, homes: list[Organisation], browser: Browser) -> None:
    one = amending.prepared(window, homes[0], amending.titled("سرّ"))
    browser.sign_in(signatory_of(homes[0]))
    shown = page(browser, f"/amendments/{one.id}?lang=en")
    asked = shown.split("<summary>Withdraw it</summary>")[1].split("</details>")[0]
    assert "Nobody can bring it back." in asked
    assert f'action="/amendments/{one.id}/withdraw"' in asked


def test_a_drafter_of_the_organisation_prepares_and_cannot_move(
    window: Window, homes: list[Organisation], browser: Browser
) -> None:
    drafter = make.person()
    make.kept(make.Affiliation(person_id=drafter.id, organisation_id=homes[0].id, since=make.LONG_AGO))
    browser.sign_in(drafter)
    words = {"line-title": "عنوان جديد", "subject": "العنوان", "reason": "سبب"}
    path = f"/papers/{window.dossier_id}/amend/words"
    assert browser.post(path, data={**words, "do": "move"}).status_code == 403
    assert again_all(window) == []
    send(browser, path, **words, do="keep")
    (one,) = again_all(window)
    assert browser.post(f"/amendments/{one.id}/move").status_code == 403
    assert 'value="move"' not in page(browser, f"/amendments/{one.id}/edit")


def test_charlie_from_outside_sees_and_does_nothing(
    window: Window, homes: list[Organisation], browser: Browser
) -> None:
    one = amending.moved(window, homes[0], amending.titled("آخر"))
    partner = make.organisation(status=make.Status.PARTNER)
    charlie = make.person()
    make.kept(make.Affiliation(person_id=charlie.id, organisation_id=partner.id, since=make.LONG_AGO))
    other_group = make.rapporteur(make.group())
    for person in (charlie, other_group, make.person(is_admin=True), make.holder_of(Office.RELATIONS)):
        browser.sign_in(person)
        here = f"/papers/{window.dossier_id}"
        for path in (f"{here}/review", f"{here}/merge", f"{here}/sheets", f"/amendments/{one.id}", f"{here}/amend"):
            assert browser.get(path).status_code in (403, 404), (person.login, path)
        for path in (f"{here}/review/end", f"{here}/merge", f"/amendments/{one.id}/decide", f"{here}/sheets/own"):
            assert browser.post(path).status_code in (403, 404), (person.login, path)
    assert again(one).state is State.MOVED


def test_members_read_and_back_but_do_not_handle(window: Window, homes: list[Organisation], browser: Browser) -> None:
    one = amending.moved(window, homes[0], amending.titled("آخر"))
    browser.sign_in(signatory_of(homes[1]))
    assert homes[0].name_ar in page(browser, f"/papers/{window.dossier_id}/review")
    send(browser, f"/amendments/{one.id}/back", kind="cosponsor", organisation=str(homes[1].id))
    assert [each.organisation_id for each in again(one).cosponsors] == [homes[1].id]
    assert homes[1].name_ar in page(browser, f"/amendments/{one.id}")
    send(browser, f"/amendments/{one.id}/back", kind="")
    assert again(one).backings == []
    for path in ("handling", "decide", "move", "proposal"):
        assert browser.post(f"/amendments/{one.id}/{path}", data={"handling": "reject"}).status_code == 403
    for path in ("merge", "review/end", "review/reopening"):
        assert browser.post(f"/papers/{window.dossier_id}/{path}").status_code == 403


def test_the_group_handles_the_movers_answer_the_rapporteur_decides_and_merges_a_collision(
    window: Window, homes: list[Organisation], rapporteur: Person, browser: Browser
) -> None:
    block = paragraph(window)
    one = amending.moved(window, homes[0], amending.says(block, "تقع كلفة الانتظار على النساء والأطفال أولًا."))
    two = amending.moved(window, homes[1], amending.says(block, "تقع كلفة الانتظار على الأمهات والزوجات أولًا."))
    browser.sign_in(rapporteur)
    assert browser.post(f"/amendments/{one.id}/handling").status_code == 422
    same = {f"block-{block}": "تقع كلفة الانتظار على النساء والأطفال أولًا."}
    refused = browser.post(
        f"/amendments/{one.id}/handling", data={"handling": "adopt_modified", "proposal_reason": "أوضح", **same}
    )
    assert refused.status_code == 422 and 'class="error"' in refused.text and again(one).proposal is None
    modified = {f"block-{block}": "تقع الكلفة على النساء والأطفال أولًا."}
    send(browser, f"/amendments/{one.id}/handling", handling="adopt_modified", proposal_reason="أوضح", **modified)
    send(browser, f"/amendments/{two.id}/handling", handling="adopt")
    assert "Decide without their answer" in page(browser, f"/amendments/{one.id}?lang=en")
    assert "Decide without their answer" not in page(browser, f"/amendments/{two.id}?lang=en")
    browser.get("/?lang=ar")
    browser.sign_in(signatory_of(homes[0]))
    assert "تقع الكلفة" in page(browser, f"/amendments/{one.id}")
    send(browser, f"/amendments/{one.id}/proposal", accepts="yes")
    browser.sign_in(rapporteur)
    assert "دون جوابهم" not in page(browser, f"/amendments/{one.id}")
    for each in (one, two):
        send(browser, f"/amendments/{each.id}/decide")
    assert again(one).movers_accept is True
    here = f"/papers/{window.dossier_id}"
    merge = page(browser, f"{here}/merge")
    assert f'name="rule:block:{block}"' in merge and homes[0].name_ar in merge and homes[1].name_ar in merge
    refused = browser.post(f"{here}/merge")
    assert refused.status_code == 422 and 'class="error"' in refused.text
    own = "تقع الكلفة على النساء والأمهات والأطفال."
    send(browser, f"{here}/merge", **{f"rule:block:{block}": "own", f"own:block:{block}": own})
    board = page(browser, f"{here}/review")
    assert own in board and "الزوجات" in board
    send(browser, f"{here}/review/end")
    session.expire_all()
    assert window.dossier.stage is Stage.DRAFTING
    browser.sign_in(signatory_of(homes[0]))
    assert own in page(browser, f"{here}/review")
    page(browser, f"/amendments/{one.id}")
    browser.sign_in(make.holder_of(Office.OVERSIGHT))
    told = page(browser, f"{here}/decision-file")
    assert homes[0].name_ar in told and homes[1].name_ar in told


def test_movers_who_do_not_accept_say_why_and_the_decision_bears_it(
    window: Window, homes: list[Organisation], rapporteur: Person, browser: Browser
) -> None:
    homes[0].visibility = Visibility.WITHHELD
    session.commit()
    one = amending.moved(window, homes[0], amending.titled("عنوان آخر"), visibility=Visibility.WITHHELD)
    browser.sign_in(rapporteur)
    refused = browser.post(f"/amendments/{one.id}/handling", data={"handling": "reject"})
    assert refused.status_code == 422 and 'id="proposal_reason-error"' in refused.text
    send(browser, f"/amendments/{one.id}/handling", handling="reject", proposal_reason="العنوان معروف")
    assert "لم يردّ مقترحوه" in page(browser, f"/papers/{window.dossier_id}/open")
    browser.sign_in(signatory_of(homes[0]))
    assert "ينتظر الفريق ردّكم" in page(browser, "/amendments")
    for words in (" ", f"نحن {homes[0].name_ar} لا نقبل", "س" * 4_001):
        refused = browser.post(f"/amendments/{one.id}/proposal", data={"accepts": "no", "movers_reason": words})
        assert refused.status_code == 422 and 'id="movers_reason-error"' in refused.text
        assert words.strip()[:4_000] in refused.text and again(one).movers_accept is None
    send(browser, f"/amendments/{one.id}/proposal", accepts="no", movers_reason="القرى تُنسى <b>دائمًا</b>")
    assert "ينتظر الفريق ردّكم" not in page(browser, "/amendments")
    browser.sign_in(rapporteur)
    shown = page(browser, f"/amendments/{one.id}")
    assert "القرى تُنسى &lt;b&gt;دائمًا&lt;/b&gt;" in shown and "اقترحوا شيئًا آخر" in shown
    assert "لا يقبل مقترحوه" in page(browser, f"/papers/{window.dossier_id}/open")
    send(browser, f"/amendments/{one.id}/decide")
    assert "ما قرّره الفريق" in page(browser, f"/amendments/{one.id}")
    file = browser.get(f"/papers/{window.dossier_id}/review/amendments.docx").data
    told = "".join(part.text for part in docx.Document(io.BytesIO(file)).paragraphs)
    assert "القرى تُنسى" in told and homes[0].name_ar not in told
    browser.sign_in(signatory_of(homes[1]))
    assert "القرى تُنسى" in page(browser, f"/amendments/{one.id}")


def test_movers_are_asked_nothing_about_an_amendment_that_is_adopted_as_it_is(
    window: Window, homes: list[Organisation], rapporteur: Person, browser: Browser
) -> None:
    one = amending.moved(window, homes[0], amending.titled("عنوان آخر"))
    browser.sign_in(rapporteur)
    send(browser, f"/amendments/{one.id}/handling", handling="adopt")
    browser.sign_in(signatory_of(homes[0]))
    shown = page(browser, f"/amendments/{one.id}")
    assert 'name="accepts"' not in shown and "لا يُطلب منكم شيء" in shown


def test_a_new_passage_in_the_movers_own_words_is_no_modification(
    window: Window, homes: list[Organisation], rapporteur: Person, browser: Browser
) -> None:
    browser.sign_in(signatory_of(homes[0]))
    form = {f"after-{paragraph(window)}": "فقرة جديدة.", "subject": "م", "reason": "س", "do": "move"}
    send(browser, f"/papers/{window.dossier_id}/amend/words", **form)
    one = again_all(window)[0]
    browser.sign_in(rapporteur)
    field = re.findall(r'name="((?:block|after)-\w+)"', page(browser, f"/amendments/{one.id}"))[0]
    proposal = {"handling": "adopt_modified", "proposal_reason": "أوضح"}
    refused = browser.post(f"/amendments/{one.id}/handling", data={**proposal, field: "فقرة جديدة."})
    assert refused.status_code == 422 and again(one).proposal is None
    assert "كلمات المقترحين نفسها" in refused.text and "فقرة جديدة." in refused.text
    send(browser, f"/amendments/{one.id}/handling", **proposal, **{field: "فقرة أخرى."})
    assert "القرار دون جوابهم" in page(browser, f"/amendments/{one.id}")


def test_the_board_is_filtered_by_state_and_by_organisation(
    window: Window, homes: list[Organisation], rapporteur: Person, browser: Browser
) -> None:
    one = amending.moved(window, homes[0], amending.titled("أول"))
    two = amending.moved(window, homes[1], amending.titled("ثانٍ"))
    amending.decided(two, Handling.REJECT, by=rapporteur)
    browser.sign_in(rapporteur)
    here = f"/papers/{window.dossier_id}/review"
    assert shown(page(browser, here)) == {one.id, two.id}
    assert shown(page(browser, f"{here}?state=rejected")) == {two.id}
    assert shown(page(browser, f"{here}?organisation={homes[0].id}")) == {one.id}
    assert shown(page(browser, f"{here}?state=junk&organisation=x")) == set()


def shown(text: str) -> set[int]:
    return {int(number) for number in re.findall(r'"/amendments/(\d+)"', text)}


def secret(visibility: Visibility) -> Organisation:
    shy = make.organisation(SECRET, visibility=visibility)
    make.signatory(shy)
    return shy


@pytest.mark.parametrize("rule", [Visibility.WITHHELD, Visibility.PUBLIC])
def test_a_withheld_mover_is_a_member_organisation_to_everybody_else(
    rule: Visibility, window: Window, homes: list[Organisation], rapporteur: Person, browser: Browser
) -> None:
    shy = secret(rule)
    one = amending.moved(window, shy, amending.titled("آخر"), visibility=Visibility.WITHHELD)
    two = amending.moved(window, homes[0], amending.titled("غيره"))
    browser.sign_in(signatory_of(shy))
    back = {"kind": "cosponsor", "withheld": "yes"}
    send(browser, f"/amendments/{two.id}/back", **back)
    send(browser, f"/papers/{window.dossier_id}/sheets/own", subject="ملاحظة", words="نصّها")
    sheet = session.query(CommentSheet).one()
    send(browser, f"/sheets/{sheet.id}/hand-in", withheld="yes")
    here = f"/papers/{window.dossier_id}"
    pages = [
        f"{here}/review", f"{here}/review?organisation={shy.id}", f"{here}/sheets", f"/sheets/{sheet.id}",
        f"/amendments/{one.id}", f"/amendments/{two.id}",
    ]  # fmt: skip
    assert SECRET in page(browser, pages[0])
    for person in (rapporteur, signatory_of(homes[0])):
        browser.sign_in(person)
        assert [path for path in pages if SECRET in page(browser, path)] == []
    assert shown(page(browser, pages[1])) == set()
    for each in (one, two):
        amending.decided(each, by=rapporteur)
    browser.sign_in(rapporteur)
    merge = page(browser, f"{here}/merge")
    assert SECRET not in merge
    send(browser, f"{here}/merge", **{"rule:line:title": "base"})
    assert SECRET not in page(browser, f"{here}/review")
    browser.sign_in(make.holder_of(Office.COORDINATOR))
    assert SECRET in page(browser, f"/amendments/{one.id}")
    told = page(browser, f"{here}/decision-file")
    assert SECRET not in told and homes[0].name_ar in told


def test_whoever_withholds_the_name_cannot_write_it_into_the_words(window: Window, browser: Browser) -> None:
    shy = secret(Visibility.WITHHELD)
    browser.sign_in(signatory_of(shy))
    form = {"line-title": "جديد", "subject": "العنوان", "reason": f"نحن {SECRET} نرى ذلك", "do": "move"}
    refused = browser.post(f"/papers/{window.dossier_id}/amend/words", data=form)
    assert refused.status_code == 409 and again_all(window) == []


def test_a_reopening_is_asked_by_one_and_confirmed_by_another(
    window: Window, homes: list[Organisation], rapporteur: Person, browser: Browser, clock: SetClock
) -> None:
    clock.move(timedelta(hours=101))
    here = f"/papers/{window.dossier_id}/review"
    browser.sign_in(rapporteur)
    form = {"reason": "انقطاع", "closes_at": "2026-12-20", "closes_at_time": "18:00"}
    refused = browser.post(f"{here}/reopening", data={**form, "closes_at": ""})
    assert refused.status_code == 422 and "انقطاع" in refused.text
    send(browser, f"{here}/reopening", **form)
    asked = session.get_one(Window, window.id).reopenings[0]
    assert browser.post(f"/reopenings/{asked.id}/confirm").status_code == 403
    browser.sign_in(signatory_of(homes[0]))
    assert browser.post(f"/reopenings/{asked.id}/confirm").status_code == 403
    browser.sign_in(make.holder_of(Office.COORDINATOR))
    assert f"/reopenings/{asked.id}/confirm" in page(browser, here)
    send(browser, f"/reopenings/{asked.id}/confirm")
    session.expire_all()
    assert window.is_open


@pytest.mark.parametrize("form", ["docx", "pdf"])
def test_the_file_of_all_amendments_has_the_words_of_the_group_beside_those_of_the_movers(
    window: Window, homes: list[Organisation], rapporteur: Person, browser: Browser, form: str
) -> None:
    one = amending.moved(window, homes[0], amending.titled("كلمات المقترحين"))
    browser.sign_in(rapporteur)
    other = {"handling": "adopt_modified", "proposal_reason": "أوضح", "line-title": "صيغة الفريق"}
    send(browser, f"/amendments/{one.id}/handling", **other)
    file = browser.get(f"/papers/{window.dossier_id}/review/amendments.{form}").data
    said = copied(file) if form == "pdf" else parts_of(file)
    assert "المقترحين" in said and "صيغة الفريق" in said
