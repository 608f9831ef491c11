"""A text sheds its past while one page is open and another is away: both go on, and no word is lost."""

import pytest
from playwright.sync_api import Route, expect

from tests.journeys.conftest import Visit
from tests.journeys.house import House
from tests.journeys.test_live import WAIT, alike, begin, is_saved, join, to_end
from tests.journeys.visitor import PHONE, Visitor

pytestmark = [pytest.mark.browser, pytest.mark.timeout(300)]

RENEW = """
from advocacy.drafting.models import Dossier
from advocacy.drafting.queries import mode_in
from advocacy.database import session
from advocacy.live import renewal, rules
from advocacy.live.keeper import Keeper
from wsgi import app

renewal.FEWEST_UPDATES, renewal.PAST, rules.RENEW_SECONDS = 1, -1_000, 0
with app.app_context():
    text = session.get_one(Dossier, {dossier}).version_in("ar").live_text_id
raise SystemExit(not Keeper(app, mode_in).answer("renew", [text]))
"""
"""What happens to a text of many weeks when nobody has had it open for ten minutes."""


def type_at_the_end(visitor: Visitor, words: str) -> None:
    to_end(visitor)
    visitor.page.keyboard.type(words)


def test_whoever_was_away_when_a_text_was_renewed_brings_their_words(house: House, visit: Visit) -> None:
    rim = visit("ar", login="rim", scripts=True)
    azad = visit("ar", login="azad", scripts=True, screen=PHONE)
    dossier = begin(rim)
    join(rim, dossier)
    join(azad, dossier)
    type_at_the_end(rim, "كتبت ريم.")
    alike(rim, azad)
    azad.context.set_offline(True)
    type_at_the_end(azad, " وكتب آزاد في العتمة.")
    expect(azad.page.locator("#live-status")).to_contain_text(azad.say("Kept on this device"), timeout=WAIT)

    with rim.page.expect_navigation(timeout=WAIT):  # her page has it open all the same: it begins anew by itself
        house.run(RENEW.format(dossier=dossier))
    rim.page.wait_for_selector(".ProseMirror")
    type_at_the_end(rim, " ثم تابعت ريم.")
    is_saved(rim)
    with azad.page.expect_navigation(timeout=WAIT):
        azad.context.set_offline(False)
    azad.page.wait_for_selector(".ProseMirror")
    together = alike(rim, azad)
    for words in ("كتبت ريم.", "وكتب آزاد في العتمة.", "ثم تابعت ريم."):
        assert together.count(words) == 1, together
    assert azad.page.locator("dialog").count() == 0

    azad.context.set_offline(True)
    type_at_the_end(azad, " وأغلق الهاتف.")
    expect(azad.page.locator("#live-status")).to_contain_text(azad.say("Kept on this device"), timeout=WAIT)
    azad.page.goto("about:blank")
    with rim.page.expect_navigation(timeout=WAIT):
        house.run(RENEW.format(dossier=dossier))
    rim.page.wait_for_selector(".ProseMirror")
    azad.context.set_offline(False)
    join(azad, dossier)
    said = azad.say("What you wrote on this device while you were away has come to the text.")
    expect(azad.page.locator("#live-toast")).to_contain_text(said, timeout=WAIT)
    expect(rim.page.locator(".ProseMirror")).to_contain_text("وأغلق الهاتف.", timeout=WAIT)
    assert alike(rim, azad).count("وأغلق الهاتف.") == 1
    assert azad.page.locator("dialog").count() == 0
    azad.picture("live-ar-brought-late-phone")


def test_a_page_that_loads_the_text_while_it_is_renewed_begins_again(house: House, visit: Visit) -> None:
    rim, sami = visit("ar", login="rim", scripts=True), visit("ar", login="sami", scripts=True)
    dossier = begin(rim)
    join(rim, dossier)
    type_at_the_end(rim, "جملة واحدة.")
    is_saved(rim)
    rim.page.goto("about:blank")
    times: list[str] = []

    def renewed_meanwhile(asked: Route) -> None:
        if not times:
            house.run(RENEW.format(dossier=dossier))
        times.append(asked.request.url)
        asked.continue_()

    sami.page.route("**/state?*", renewed_meanwhile)
    join(sami, dossier)
    assert len(times) == 2
    type_at_the_end(sami, " وأخرى.")
    is_saved(sami)
    join(rim, dossier)
    together = alike(rim, sami)
    assert together.count("جملة واحدة.") == together.count("وأخرى.") == together.count("الطريق إلى المدرسة") == 1
