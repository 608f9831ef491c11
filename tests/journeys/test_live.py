"""Several people write one paper at once: in two scripts, over a cut line, by suggestion, by keyboard alone."""

import itertools
import re
import unicodedata

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import Visit
from tests.journeys.files import parts_of
from tests.journeys.house import until
from tests.journeys.roads import number_in
from tests.journeys.visitor import PHONE, Visitor
from tests.papers.pdfs import MARKS, copied

pytestmark = [pytest.mark.browser, pytest.mark.timeout(300)]

ARABIC = "تطالب المنظمات بفتح الطريق"
ENGLISH = "and the road stays open"
WAIT = 20_000
TAG = re.compile("<[^>]*>")

WORDS = """() => {
  const copy = document.querySelector('.ProseMirror').cloneNode(true);
  for (const drawn of copy.querySelectorAll('.live-caret, .ask-lead, .ask-foot, cite')) drawn.remove();
  for (const line of copy.querySelectorAll('p')) line.append('\\n');
  return [...copy.children].map((block) => block.textContent).join('\\n');
}"""
"""The words of the shared text without what each page draws into it in its own language."""


def text_of(visitor: Visitor) -> str:
    return str(visitor.page.evaluate(WORDS))


def join(visitor: Visitor, dossier: int) -> Page:
    """Open the shared text and wait until it is there and the line as well."""
    visitor.open(f"/papers/{dossier}/text/ar/live")
    visitor.page.wait_for_selector(".ProseMirror")
    is_saved(visitor)
    return visitor.page


def is_saved(visitor: Visitor) -> None:
    expect(visitor.page.locator("#live-status")).to_contain_text(visitor.say("Saved on the server"), timeout=WAIT)


def to_end(visitor: Visitor) -> None:
    visitor.page.locator(".ProseMirror").click()
    visitor.page.keyboard.press("Control+End")


def alike(*visitors: Visitor) -> str:
    """All have the same text in the end; returns it."""
    for visitor in visitors:
        is_saved(visitor)
    until(lambda: len({text_of(visitor) for visitor in visitors}) == 1, "the same text for all", 20)
    return text_of(visitors[0])


def begin(rim: Visitor) -> int:
    rim.open("/papers").follow("New paper").write("title", "الطريق إلى المدرسة")
    rim.press("Begin writing")
    return number_in(rim.page.url)


def test_a_paper_is_written_together(visit: Visit) -> None:
    rim, sami = visit("ar", login="rim", scripts=True), visit("en", login="sami", scripts=True)
    dossier = begin(rim)
    join(rim, dossier)
    join(sami, dossier)
    both_type_in_one_paragraph(rim, sami)
    one_goes_offline_and_returns(rim, sami)
    dima = visit("ar", login="dima", scripts=True, screen=PHONE)
    one_suggests_and_one_accepts(dima, rim, dossier)
    by_keyboard_alone(rim)
    written = alike(rim, sami)
    rim.picture("live-ar-desktop")
    sami.picture("live-en-desktop")
    sami.page.reload()
    sami.page.wait_for_selector(".ProseMirror")
    assert alike(sami, rim) == written
    a_revision_says_the_same(rim, dossier, written)


def both_type_in_one_paragraph(rim: Visitor, sami: Visitor) -> None:
    to_end(rim)
    rim.page.keyboard.press("Enter")
    is_saved(rim)
    to_end(sami)
    for arabic, english in itertools.zip_longest(ARABIC, ENGLISH, fillvalue=""):
        if arabic:
            rim.page.keyboard.type(arabic)
        if english:
            sami.page.keyboard.type(english)
        rim.page.wait_for_timeout(40)
    text = alike(rim, sami)
    assert ARABIC in text
    assert ENGLISH in text
    expect(rim.page.locator(".live-caret bdi")).to_be_visible()
    expect(rim.page.locator("#live-people li")).to_have_count(2)


def one_goes_offline_and_returns(rim: Visitor, sami: Visitor) -> None:
    sami.context.set_offline(True)
    expect(sami.page.locator("#live-status")).to_contain_text(
        sami.say("No connection: what you write is sent when it is back"), timeout=WAIT
    )
    expect(sami.page.locator("#live-status")).to_contain_text(sami.say("Kept on this device"))
    to_end(sami)
    sami.page.keyboard.press("Enter")
    sami.page.keyboard.type("Written without a line.")
    to_end(rim)
    rim.page.keyboard.type(" كُتب في هذه الأثناء.")
    is_saved(rim)
    assert "Written without a line." not in text_of(rim)
    sami.context.set_offline(False)
    text = alike(rim, sami)
    assert "Written without a line." in text
    assert "كُتب في هذه الأثناء." in text


def one_suggests_and_one_accepts(dima: Visitor, rim: Visitor, dossier: int) -> None:
    page = join(dima, dossier)
    assert dima.reads("You are suggesting")
    to_end(dima)
    page.keyboard.type(" اقتراح ديما")
    is_saved(dima)
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    dima.picture("live-ar-phone")
    entry = rim.page.locator("#live-suggestions [data-suggestion]")
    expect(entry).to_contain_text("اقتراح ديما", timeout=WAIT)
    rim.picture("live-ar-suggestion")
    entry.get_by_role("button", name=rim.say("Accept")).first.click()
    expect(entry).to_have_count(0)
    expect(dima.page.locator(".ProseMirror ins")).to_have_count(0, timeout=WAIT)
    assert "اقتراح ديما" in alike(rim, dima)


def by_keyboard_alone(rim: Visitor) -> None:
    """A heading, a list in two levels, an ask and a citation, without a mouse and with the marks of the keyboard."""
    keyboard = rim.page.keyboard
    to_end(rim)
    keyboard.press("Enter")
    keyboard.type("## مطالبنا")
    keyboard.press("Enter")
    keyboard.type("- أولًا")
    keyboard.press("Enter")
    keyboard.press("Tab")
    keyboard.type("تفصيل")
    for _ in range(3):
        keyboard.press("Enter")
    keyboard.type("!! حماية الطلاب وفق @طفل")
    option = rim.page.locator('#citations [role="option"]').first
    expect(option).to_contain_text("اتفاقية حقوق الطفل", timeout=WAIT)
    rim.picture("live-ar-citation")
    keyboard.press("Enter")
    expect(rim.page.locator('.ProseMirror .ask cite[data-key="CRC"]')).to_have_count(1)
    expect(rim.page.locator(".ProseMirror > ul > li > ul.sublist > li")).to_have_text("تفصيل")
    keyboard.press("Alt+F10")
    assert rim.page.evaluate("document.activeElement.closest('[role=toolbar]') !== null")
    keyboard.press("Escape")
    keyboard.press("F1")
    expect(rim.page.locator("dialog")).to_be_visible()
    rim.picture("live-ar-help")
    keyboard.press("Escape")


def a_revision_says_the_same(rim: Visitor, dossier: int, written: str) -> None:
    rim.page.locator("#live-save button").click()
    assert rim.reads("Saved as revision %(number)s.", number=2)
    rim.open(f"/papers/{dossier}/text/ar")
    text = rim.text()
    for words in (ARABIC, ENGLISH, "Written without a line.", "اقتراح ديما", "مطالبنا", "تفصيل", "حماية الطلاب وفق"):
        assert words in written, words
        assert words in text, words
    assert "اتفاقية حقوق الطفل" in text
    for form in ("pdf", "docx"):
        file = rim.take(rim.page.locator(f"a[href$='file.{form}']")).path().read_bytes()
        said = copied(file) if form == "pdf" else TAG.sub("", parts_of(file).replace("</w:p>", "\n"))
        assert not [word for word in words_in(written) if not {word, f"ب{word}"} & words_in(said)], form


def words_in(text: str) -> set[str]:
    """The words of a text without vowel marks and signs of direction; in an ask the preposition «بـ» joins its word."""
    return set(re.findall("[\u0620-\u06ff]+|[A-Za-z]+", MARKS.sub("", unicodedata.normalize("NFKC", text))))
