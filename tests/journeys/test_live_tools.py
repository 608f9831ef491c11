"""What a hand on the keyboard expects of the shared text: notes, tables, the tools in sight, the passage beside it."""

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import Visit
from tests.journeys.test_live import begin, is_saved, join, to_end
from tests.journeys.visitor import PHONE, Visitor

pytestmark = [pytest.mark.browser, pytest.mark.timeout(300)]

WAIT = 20_000
PASTE = """([html, words]) => {
  const carried = new DataTransfer();
  carried.setData('text/html', html);
  carried.setData('text/plain', words);
  const event = new ClipboardEvent('paste', { clipboardData: carried, bubbles: true, cancelable: true });
  document.querySelector('.ProseMirror').dispatchEvent(event);
}"""
ON_WINDOWS = """() => document.querySelector('.ProseMirror').dispatchEvent(new KeyboardEvent('keydown',
  { key: 'ش', code: 'KeyA', keyCode: 65, ctrlKey: true, altKey: true, bubbles: true, cancelable: true }))"""
"""Ctrl+Alt and the key A, as a browser on Windows tells it while the keyboard writes Arabic."""


def test_the_tools_do_what_hands_expect(visit: Visit) -> None:
    rim = visit("ar", login="rim", scripts=True)
    dossier = begin(rim)
    page = join(rim, dossier)
    what_is_typed_behind_a_note_is_outside_it(rim)
    a_table_is_left_by_the_enter_key(page)
    the_basis_of_an_ask_is_looked_up(rim)
    the_help_is_read_from_its_beginning(rim)
    a_comment_begins_at_the_selected_words(rim)


def what_is_typed_behind_a_note_is_outside_it(rim: Visitor) -> None:
    page, keyboard = rim.page, rim.page.keyboard
    to_end(rim)
    keyboard.press("Enter")
    keyboard.type("كلمة")
    keyboard.press("Control+Alt+f")
    keyboard.type("حاشية")
    keyboard.press("Enter")
    keyboard.type(" بعدها")
    keyboard.insert_text(" وأيضًا")  # as a telephone's keyboard puts words in
    keyboard.press("Enter")
    keyboard.type("سطر جديد")
    expect(page.locator(".ProseMirror .footnote")).to_have_text("حاشية")
    expect(page.locator(".ProseMirror > p").nth(-2)).to_have_text("كلمةحاشية بعدها وأيضًا")
    expect(page.locator(".ProseMirror > p").last).to_have_text("سطر جديد")


def a_table_is_left_by_the_enter_key(page: Page) -> None:
    keyboard = page.keyboard
    keyboard.press("Control+Alt+t")
    keyboard.press("Enter")
    keyboard.type("رأس")
    keyboard.press("Enter")
    keyboard.type("قيمة")
    page.evaluate(PASTE, ["<h2>عنوان</h2><p>فقرة</p>", " من ملف\nآخر"])
    keyboard.press("Enter")
    expect(page.locator(".ProseMirror .table")).to_have_count(1)
    expect(page.locator(".ProseMirror .table .row").nth(1)).to_contain_text("قيمة")
    expect(page.locator(".ProseMirror .table .row").nth(1)).to_contain_text("من ملف آخر")
    keyboard.press("Enter")
    keyboard.type("بعد الجدول")
    expect(page.locator(".ProseMirror .table .row")).to_have_count(2)
    expect(page.locator(".ProseMirror > p").last).to_have_text("بعد الجدول")


def the_basis_of_an_ask_is_looked_up(rim: Visitor) -> None:
    """By words of the instrument's name, on a keyboard that writes Arabic: nobody knows keys like CRC by heart."""
    page, keyboard = rim.page, rim.page.keyboard
    keyboard.press("Enter")
    page.evaluate(ON_WINDOWS)
    keyboard.type("حماية الأطفال و@طفل")
    expect(page.locator("#citations [role=option]").first).to_contain_text("اتفاقية حقوق الطفل", timeout=WAIT)
    keyboard.press("Escape")
    keyboard.press("Control+Shift+ArrowRight")
    keyboard.press("Delete")
    expect(page.locator(".ProseMirror > .ask").last).to_contain_text("حماية الأطفال")
    keyboard.press("Alt+Enter")
    page.get_by_label(rim.say("Look it up in the library")).fill("الطفل")
    expect(page.locator(".live-found button").first).to_contain_text("اتفاقية حقوق الطفل", timeout=WAIT)
    keyboard.press("Enter")
    expect(page.get_by_label(rim.say("Legal basis"))).to_have_value("CRC")
    page.get_by_role("button", name=rim.say("Apply")).click()
    expect(page.locator(".ProseMirror > .ask").last.locator(".ask-foot")).to_contain_text("اتفاقية حقوق الطفل")


def the_help_is_read_from_its_beginning(rim: Visitor) -> None:
    rim.page.keyboard.press("F1")
    expect(rim.page.locator("dialog h2")).to_be_in_viewport()
    expect(rim.page.locator("dialog h2")).to_be_focused()
    rim.page.keyboard.press("Escape")


def a_comment_begins_at_the_selected_words(rim: Visitor) -> None:
    """In a window of its own, beside the passage, also where no revision holds it yet."""
    page = rim.page
    is_saved(rim)
    with rim.context.expect_page() as opened:
        page.keyboard.press("Control+Alt+m")
    expect(opened.value.locator("#say #text")).to_be_visible()
    opened.value.close()
    page.locator("#live-save button").click()
    assert rim.reads("Saved as revision %(number)s.", number=2)
    is_saved(rim)
    page.locator(".ProseMirror > p").last.click(position={"x": 500, "y": 15})
    page.keyboard.press("Home")
    page.keyboard.press("Shift+End")
    with rim.context.expect_page() as opened:
        page.get_by_role("button", name=rim.say("Comment on this passage")).click()
    beside = opened.value
    expect(beside.locator("#quote")).to_have_value("بعد الجدول")
    beside.locator("#text").fill("نسأل عن مصدره")
    beside.locator("#say .button").first.click()
    expect(beside.locator(".thread")).to_contain_text("نسأل عن مصدره")
    beside.close()
    with rim.context.expect_page() as opened:
        page.keyboard.press("Control+Alt+e")
    expect(opened.value.locator("#say")).to_be_visible()
    opened.value.close()


def test_what_is_saved_stays_in_sight_and_the_caret_free(visit: Visit) -> None:
    """At a desk and on a telephone, however long the text: on one line there, whose height no letter changes."""
    dossier = 0
    for screen in ({"width": 1280, "height": 700}, PHONE):
        rim = visit("ar", login="rim", scripts=True, screen=screen)
        dossier = dossier or begin(rim)
        page = join(rim, dossier)
        to_end(rim)
        for _ in range(12):
            page.keyboard.press("Enter")
            page.keyboard.type("سطر")
        expect(page.locator("#live-status")).to_be_in_viewport(ratio=1)
        calm = page.locator(".live-top").bounding_box()
        is_saved(rim)
        assert calm == page.locator(".live-top").bounding_box()
        for key in ("ArrowUp", "ArrowDown"):
            for _ in range(25):
                page.keyboard.press(key)
                assert is_free(page), (screen, key)
        page.keyboard.press("Control+Home")


def is_free(page: Page) -> bool:
    """Whether nothing lies upon the line with the caret."""
    return bool(
        page.evaluate("""() => {
      const line = getSelection().focusNode;
      const range = document.createRange();
      range.setStart(line, getSelection().focusOffset);
      const found = range.getClientRects()[0] || (line.nodeType === 1 ? line : line.parentNode).getBoundingClientRect();
      const [left, right] = [Math.max(found.left, 2), Math.min(found.right, innerWidth - 2)];
      const above = document.elementFromPoint((left + right) / 2, found.top + found.height / 2);
      return Boolean(above && above.closest('.ProseMirror'));
    }""")
    )


def test_what_the_library_offers_is_in_sight_above_a_keyboard(visit: Visit) -> None:
    """On a telephone whose keyboard leaves little: the list ends above the tools, on whichever side of the caret."""
    rim = visit("ar", login="rim", scripts=True, screen={"width": 360, "height": 420})
    page = join(rim, begin(rim))
    for place in (1, 3):
        page.locator(".ProseMirror > p:not([data-part])").nth(place).click()
        page.keyboard.press("End")
        page.keyboard.type(" @حقوق")
        expect(page.locator("#citations [role=option]").nth(2)).to_be_attached(timeout=WAIT)
        box, bar = page.locator(".live-citations").bounding_box(), page.locator("#live-toolbar").bounding_box()
        assert box and bar
        assert box["y"] >= 0
        assert box["y"] + box["height"] <= bar["y"] + 1
        page.keyboard.press("ArrowUp")
        expect(page.locator("#citations [aria-selected=true]")).to_be_in_viewport()
        page.keyboard.press("Escape")
    page.locator(".ask-lead").first.click()
    page.get_by_label(rim.say("Look it up in the library")).fill("حقوق")
    expect(page.locator(".live-found button").first).to_be_in_viewport(timeout=WAIT)
    expect(page.locator("#lookup")).to_be_in_viewport()


def test_a_reader_opens_no_form(visit: Visit) -> None:
    rim = visit("ar", login="rim", scripts=True)
    dossier = begin(rim)
    join(rim, dossier)
    mariam = visit("ar", login="mariam", scripts=True)
    page = join(mariam, dossier)
    assert mariam.reads("You are reading")
    page.locator(".ask-lead").first.click()
    expect(page.locator("dialog")).to_have_count(0)
