"""Somebody is named in a comment: found by a few letters, with the keyboard or a finger, and told by mail."""

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import Visit
from tests.journeys.test_live import begin
from tests.journeys.visitor import PHONE

pytestmark = [pytest.mark.browser, pytest.mark.timeout(300)]


def test_who_is_asked_in_a_comment_is_found_by_a_few_letters(visit: Visit) -> None:
    rim = visit("ar", login="rim", scripts=True)
    dossier = begin(rim)
    page, keyboard = rim.page, rim.page.keyboard
    rim.open(f"/papers/{dossier}/text/ar/comments?at=whole")
    area, found = page.locator("#text"), page.locator("#mentions [role=option]:visible")
    area.click()
    keyboard.type("راسلوا office@riwaq.example")
    expect(found).to_have_count(0)
    keyboard.type(" وليطّلع @")
    everybody = found.count()
    assert everybody > 1
    expect(area).to_have_attribute("aria-activedescendant", str(found.first.get_attribute("id")))
    keyboard.press("ArrowDown")
    expect(found.nth(1)).to_have_attribute("aria-selected", "true")
    keyboard.press("Escape")
    expect(found).to_have_count(0)
    keyboard.type("سامى")  # as telephones write it
    expect(found).to_have_count(0)  # closed is closed, until the next @
    for _ in range(5):
        keyboard.press("Backspace")
    keyboard.type("@sam")
    expect(found).to_have_text(["سامي ع."])
    keyboard.press("Enter")
    expect(area).to_have_value("راسلوا office@riwaq.example وليطّلع @سامي ع. ")
    expect(found).to_have_count(0)
    keyboard.type("غدًا\nثم و@سا")
    expect(found).to_have_text(["سامي ع."])
    keyboard.press("Control+a")
    keyboard.press("Delete")
    expect(found).to_have_count(0)
    keyboard.type("@ديم")
    keyboard.press("Tab")
    keyboard.type("ما رأيكم؟")
    rim.press("Comment")
    assert "@ديمة ر. ما رأيكم؟" in rim.text()


def test_on_a_telephone_a_name_is_taken_with_a_finger(visit: Visit) -> None:
    rim = visit("ar", login="rim", scripts=True, screen=PHONE)
    dossier = begin(rim)
    rim.open(f"/papers/{dossier}/text/ar/comments?at=whole")
    area = rim.page.locator("#text")
    area.click()
    rim.page.keyboard.insert_text("@سام")
    option = rim.page.locator("#mentions [role=option]:visible")
    expect(option).to_be_in_viewport(ratio=1)
    box, field = option.bounding_box(), area.bounding_box()
    assert box and field and box["height"] >= 44 and box["y"] >= field["y"] + field["height"]
    assert rim.page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    option.click()
    expect(area).to_have_value("@سامي ع. ")
    expect(area).to_be_focused()
    rim.picture("mention-ar-phone")


def test_without_scripts_a_name_is_typed(visit: Visit) -> None:
    rim = visit("ar", login="rim")
    dossier = begin(rim)
    rim.open(f"/papers/{dossier}/text/ar/comments?at=whole").write("text", "@sami انظروا").press("Comment")
    assert "@sami انظروا" in rim.text() and not rim.page.locator("#mentions").is_visible()
