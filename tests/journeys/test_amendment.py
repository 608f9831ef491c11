"""The whole life of an amendment: a draft before the members, two that collide, the merge, the decision file."""

from pathlib import Path

import pytest

from tests.journeys.conftest import Visit
from tests.journeys.files import parts_of
from tests.journeys.house import House, until
from tests.journeys.roads import number_in
from tests.journeys.visitor import PHONE, Visitor
from tests.papers.pdfs import copied

pytestmark = [pytest.mark.browser, pytest.mark.timeout(300)]

WATER = 4
"""The demo paper that is still being written."""
NOW = "قبل بداية الصيف"
HERS, THEIRS = "قبل نهاية الربيع", "قبل بداية السنة المقبلة"
MIDDLE = "قبل حلول الصيف، وفي موعد يُعلن للأهالي"


def test_an_amendment_with_a_collision_lives_its_whole_life(house: House, visit: Visit) -> None:
    since = house.newest()
    salim = visit("ar", login="salim")
    open_review(salim)
    yazan = visit("ar", login="yazan", screen=PHONE)
    subject = salim.say("A text awaits your reading")
    until(lambda: subject in [str(one.mail["Subject"]) for one in house.letters_to("yazan@", since)], "the mail")
    hers = amend(yazan, HERS, "المهلة تنتهي بعد أن تجفّ الآبار")
    hanan = visit("en", login="hanan")
    theirs = amend(hanan, THEIRS, "لا يكفي الوقت لإصلاح المحطات كلها")
    stand_behind(visit("ar", login="kinan", screen=PHONE), hers)
    comment_without_a_name(visit("ar", login="majd", screen=PHONE))
    handle(salim, hers, theirs)
    answer(hanan, theirs)
    decide(salim, hers, theirs)
    rule_on_the_collision(salim)
    answer_the_sheet_and_end(salim)
    take_the_files(salim)
    read_what_became_of_it(yazan, hers)
    told = visit("ar", login="mariam").open(f"/papers/{WATER}/decision-file").text()
    assert "أبواب بلا عتبات" in told and "شبكة خيط الضوء" in told and "مداد الذاكرة" not in told
    assert "the chain is whole" in house.command("ledger", "verify")


def open_review(salim: Visitor) -> None:
    salim.open(f"/papers/{WATER}").follow("Put it before the members for review")
    salim.write("message", "نرجو القراءة قبل الجلسة.").press("Open the review and tell the members")
    assert salim.reads("The draft is before the members; the mails are on their way.")
    assert not salim.open(f"/papers/{WATER}").sees("a[href$='/text/ar/edit']")


def amend(mover: Visitor, words: str, reason: str) -> int:
    """Choose the block that holds the deadline, write other words beside it, move the amendment."""
    mover.open("/home").page.get_by_role("link", name="ماء الشرب").first.click()
    mover.follow("Amend the text")
    mover.picture(f"{mover.lang}-amend-pick")
    row = mover.page.locator("li").filter(has_text=NOW).first
    row.locator('input[value^="block-"]').check()
    mover.press("Write the words")
    field = mover.page.locator("textarea[name^='block-']")
    field.fill(field.input_value().replace(NOW, words))
    mover.write("subject", "المهلة").write("reason", reason)
    mover.picture(f"{mover.lang}-amend-write")
    mover.press("Move the amendment")
    assert mover.reads("The amendment is moved.")
    mover.picture(f"{mover.lang}-amendment")
    return number_in(mover.page.url)


def stand_behind(kinan: Visitor, amendment: int) -> None:
    kinan.open(f"/amendments/{amendment}").press("Move it with them")
    assert "تجمّع شباب الأثل" in kinan.page.inner_text("aside")


def comment_without_a_name(majd: Visitor) -> None:
    majd.open(f"/papers/{WATER}/review").follow("Your comment sheet")
    majd.write("subject", "من يراقب؟").write("words", "نقترح ذكر من يراقب الصرف.").press("Put it on the sheet")
    assert majd.page.is_checked("[name=withheld]")
    majd.press("Hand in the sheet")
    assert majd.reads("The sheet is handed in; every comment gets an answer.")


def handle(salim: Visitor, hers: int, theirs: int) -> None:
    """One is to be adopted as it is, the other in other words."""
    salim.open(f"/amendments/{hers}").check("handling-adopt").press("Note the proposal and ask the movers")
    salim.open(f"/amendments/{theirs}").check("handling-adopt_modified").write("proposal_reason", "أقرب إلى الممكن")
    salim.page.locator("details details summary").first.click()
    field = salim.page.locator("textarea[name^='block-']")
    field.fill(field.input_value().replace(THEIRS, "قبل نهاية السنة"))
    salim.press("Note the proposal and ask the movers")
    assert salim.reads("The movers have not answered")


def answer(hanan: Visitor, theirs: int) -> None:
    hanan.open("/amendments").follow("The group waits for your answer.").press("We accept the proposal")
    assert hanan.reads("Accepted by the movers")
    hanan.picture("en-proposal")


def decide(salim: Visitor, *amendments: int) -> None:
    for amendment in amendments:
        salim.open(f"/amendments/{amendment}").page.locator("form[action$='/decide'] button").click()
        assert salim.reads("Decided; the movers are told.")


def rule_on_the_collision(salim: Visitor) -> None:
    salim.open(f"/papers/{WATER}/review").follow("Merge them.")
    shown = salim.page.inner_text("fieldset.thread")
    assert "الربيع" in shown and "السنة" in shown and "أبواب بلا عتبات" in shown and "شبكة خيط الضوء" in shown
    salim.picture("ar-merge")
    salim.page.locator("input[type=radio][value=own]").check()
    field = salim.page.locator("textarea[name^='own:']")
    field.fill(field.input_value().replace(NOW, MIDDLE))
    salim.press("Merge into the next revision")
    board = salim.text()
    assert "شباب الأثل" in board
    salim.picture("ar-review")


def answer_the_sheet_and_end(salim: Visitor) -> None:
    assert not salim.open(f"/papers/{WATER}/review").sees("text=مداد الذاكرة")
    salim.press("End the review")
    assert salim.reads("Not everything has been answered. Answer it, or say why the review ends without.")
    salim.open(f"/papers/{WATER}/sheets").page.get_by_role("link", name=salim.say("A member organisation")).click()
    salim.choose("outcome", salim.say("Accepted")).press("Note the answer")
    salim.picture("ar-sheet")
    salim.open(f"/papers/{WATER}/review").press("End the review")
    assert salim.reads("The review has ended. The text can be written on, or frozen.")
    assert MIDDLE in salim.open(f"/papers/{WATER}/text/ar").text()


def take_the_files(salim: Visitor) -> None:
    salim.open(f"/papers/{WATER}/review")
    links = salim.page.locator("a[href*='amendments.']")
    files = {link.get_attribute("href"): salim.take(link).path() for link in links.all()}
    word, pdf = (Path(path).read_bytes() for path in files.values())
    for words in (parts_of(word), copied(pdf)):
        assert "الربيع" in words and "شباب الأثل" in words and "مداد الذاكرة" not in words


def read_what_became_of_it(yazan: Visitor, hers: int) -> None:
    yazan.open("/amendments").page.locator(f"a[href='/amendments/{hers}']").click()
    assert yazan.reads("Adopted as moved")
    yazan.open(f"/papers/{WATER}/review").page.locator("details summary").first.click()
    assert MIDDLE in yazan.text()
    yazan.picture("ar-review-phone")
