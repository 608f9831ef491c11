"""What a bad line, a frozen paper and a lost right do to those who have the shared text open: nothing is lost."""

import json
import urllib.error
import urllib.request

import pytest
from playwright.sync_api import Response, Route, expect
from pycrdt import Doc, XmlElement, XmlFragment, XmlText

from advocacy.live.relay import frames
from advocacy.live.relay.frames import Kind, Sync
from papers.tree.nodes import SCHEMA
from tests.journeys.conftest import Visit
from tests.journeys.house import House
from tests.journeys.roads import number_in, words_of
from tests.journeys.test_live import WAIT, alike, begin, is_saved, join, text_of, to_end
from tests.journeys.visitor import PHONE, Visitor

pytestmark = [pytest.mark.browser, pytest.mark.timeout(300)]

BLOCKED = "window.WebSocket = class { constructor() { setTimeout(() => this.onclose?.()) } send() {} close() {} };"
"""A network that lets no WebSocket through."""


def type_at_the_end(visitor: Visitor, words: str) -> None:
    to_end(visitor)
    visitor.page.keyboard.type(words)


def test_where_websockets_are_blocked_the_text_is_written_together_over_requests(visit: Visit) -> None:
    rim, azad = visit("ar", login="rim", scripts=True), visit("ar", login="azad", scripts=True)
    rim.context.add_init_script(BLOCKED)
    azad.page.route_web_socket("**/live/**", lambda line: line.close())  # lets it open, then cuts it
    dossier = begin(rim)
    streams: list[str] = []
    azad.page.on("request", lambda request: streams.append(request.url))
    join(rim, dossier)
    join(azad, dossier)
    type_at_the_end(rim, "كتبت ريم من خلف الجدار.")
    is_saved(rim)
    expect(azad.page.locator(".ProseMirror")).to_contain_text("خلف الجدار", timeout=WAIT)
    type_at_the_end(azad, " And Azad answered.")
    assert "كتبت ريم من خلف الجدار. And Azad answered." in alike(rim, azad)
    expect(rim.page.locator("#live-people li")).to_have_count(2, timeout=WAIT)
    assert any("/events?" in url for url in streams)
    azad.context.set_offline(True)
    type_at_the_end(azad, " بلا خط.")
    azad.context.set_offline(False)
    assert "بلا خط." in alike(rim, azad)


def test_the_line_is_opened_while_the_text_is_on_its_way_and_only_that_one(visit: Visit) -> None:
    rim = visit("ar", login="rim", scripts=True)
    dossier = begin(rim)
    asked: list[Route] = []
    rim.page.route("**/state?*", lambda route: asked.append(route))
    lines: list[str] = []
    rim.page.on("websocket", lambda line: lines.append(line.url))
    with rim.page.expect_websocket(timeout=WAIT):
        rim.open(f"/papers/{dossier}/text/ar/live")
    assert not rim.page.locator(".ProseMirror").count()
    asked[0].continue_()
    rim.page.wait_for_selector(".ProseMirror")
    is_saved(rim)
    assert len(lines) == 1


def test_a_device_keeps_the_whole_text_and_not_only_what_was_typed_on_it(visit: Visit) -> None:
    rim, azad = visit("ar", login="rim", scripts=True), visit("ar", login="azad", scripts=True)
    dossier = begin(rim)
    join(rim, dossier)
    type_at_the_end(rim, "جملة كتبتها ريم.")
    is_saved(rim)
    azad.context.add_init_script(BLOCKED)
    join(azad, dossier)
    azad.context.set_offline(True)
    type_at_the_end(azad, " وهذه بلا خط.")
    expect(azad.page.locator("#live-status")).to_contain_text(azad.say("Kept on this device"), timeout=WAIT)
    before = text_of(azad)
    assert "جملة كتبتها ريم. وهذه بلا خط." in before
    azad.context.route("**/live/**", lambda asked: asked.abort())  # the page comes, and the line does not
    azad.context.set_offline(False)
    azad.page.reload()
    azad.page.wait_for_selector(".ProseMirror")
    assert text_of(azad) == before
    azad.context.unroute_all()
    assert "وهذه بلا خط." in alike(rim, azad)


def test_a_freeze_ends_the_writing_of_all_and_hands_back_what_was_not_sent(visit: Visit) -> None:
    rim = visit("ar", login="rim", scripts=True)
    dossier = begin_ready(rim)
    join(rim, dossier)
    azad = visit("ar", login="azad", scripts=True, screen=PHONE)
    join(azad, dossier)
    type_at_the_end(rim, " جملة وصلت قبل التجميد.")
    alike(rim, azad)
    azad.context.set_offline(True)
    type_at_the_end(azad, " جملة لم تُرسل.")
    sami = visit("ar", login="sami")
    sami.open(f"/papers/{dossier}").follow("Freeze the text").press("Freeze the text")
    assert sami.reads("The text is frozen. These words, to the letter, are what members will be asked to sign.")

    said = "The text was frozen or begun anew while you wrote. Load the page again."
    stops(rim, said)
    assert rim.page.locator("dialog textarea").count() == 0, "nothing of hers is missing"
    azad.context.set_offline(False)
    stops(azad, said)
    unsent = azad.page.locator("dialog textarea").input_value()
    assert "جملة لم تُرسل." in unsent
    assert "وصلت قبل التجميد" not in unsent, "what others wrote is there already"
    azad.picture("live-ar-frozen-phone")

    with azad.page.expect_navigation():  # the page from before has the same text until it is gone
        azad.page.locator("dialog button").last.click()
    azad.page.wait_for_selector('#live[data-mode="read"] .ProseMirror')
    expect(azad.page.locator(".ProseMirror")).to_contain_text("جملة وصلت قبل التجميد.")
    assert "جملة لم تُرسل." not in text_of(azad)
    assert "جملة وصلت قبل التجميد." in sami.open(f"/papers/{dossier}/text/ar").text()


def begin_ready(rim: Visitor) -> int:
    """A paper that lacks nothing but somebody who freezes it."""
    rim.open("/papers/new").write("title", "لا قرار بلا أسرهم").choose("kind", "ورقة موقف")
    rim.choose("lang", "العربية").choose("objective", "الهدف 3").write("audience", "الهيئات المعنيّة")
    rim.press("Begin writing")
    dossier = number_in(rim.page.url)
    rim.open(f"/papers/{dossier}/text/ar/edit").write("source", words_of("families.ar.md"))
    rim.press("Save as a revision")
    return dossier


def stops(visitor: Visitor, said: str) -> None:
    """The page says why, writes no more and holds the text still."""
    dialog = visitor.page.locator("dialog")
    expect(dialog).to_contain_text(visitor.say(said), timeout=WAIT)
    expect(visitor.page.locator("#live")).to_have_attribute("data-mode", "read")
    expect(visitor.page.locator(".ProseMirror")).to_have_attribute("contenteditable", "false")
    expect(visitor.page.locator("#live-status")).to_contain_text(visitor.say("No longer connected"))


def test_whoever_loses_the_right_to_write_reads_on_and_nothing_more_is_taken(house: House, visit: Visit) -> None:
    sami = visit("ar", login="sami")
    group = form_group(sami)
    rim = visit("ar", login="rim", scripts=True)
    rim.open("/papers/new").write("title", "ورقة فريق جديد").choose("group", "فريق الممر")
    rim.press("Begin writing")
    dossier = number_in(rim.page.url)
    join(rim, dossier)
    mariam = visit("ar", login="mariam", scripts=True)
    keys: list[str] = []
    mariam.page.on("response", lambda answer: keys.extend(key_in(answer)))
    join(mariam, dossier)
    type_at_the_end(mariam, "كتبت مريم وهي عضو في الفريق.")
    before = alike(rim, mariam)

    end_term(sami, group, "مريم ن.")
    stops(mariam, "You may no longer write here. Ask the rapporteur of the working group.")
    mariam.picture("live-ar-no-right")
    mariam.page.locator("dialog button").last.click()
    mariam.page.locator(".ProseMirror").click()
    mariam.page.keyboard.type("كلمات بعد انتهاء الحق")
    assert text_of(mariam) == before
    assert post(house, address_of_text(mariam), keys[-1]) in (401, 403)
    type_at_the_end(rim, " ثم تابعت ريم.")
    is_saved(rim)
    assert "بعد انتهاء الحق" not in text_of(rim)
    assert "forged" not in text_of(rim)
    reads_on(mariam, dossier, "ثم تابعت ريم.")


def form_group(sami: Visitor) -> int:
    sami.open("/coalition/groups/new").write("code", "WG9")
    sami.write("name_ar", "فريق الممر").write("name_en", "Lane group")
    sami.page.locator("main form button").last.click()
    group = number_in(sami.page.url)
    for name, role in (("ريم ط.", "rapporteur"), ("مريم ن.", "writing member")):
        sami.page.locator("details summary").filter(has_text=sami.say("Appoint somebody")).click()
        sami.choose("whom", name).choose("role", sami.say(role)).write("since", "01/01/2026").press("Appoint")
    return group


def end_term(sami: Visitor, group: int, name: str) -> None:
    sami.open(f"/coalition/groups/{group}")
    row = sami.page.locator("ul.rows li").filter(has_text=name)
    row.locator("summary").click()
    row.locator("form button").click()
    assert name not in sami.page.locator("ul.rows").first.inner_text()


def key_in(answer: Response) -> list[str]:
    """The key to the shared text, if that is what was answered."""
    return [str(answer.json()["token"])] if "live-token" in answer.url and answer.ok else []


def address_of_text(visitor: Visitor) -> str:
    """The address of the shared text that this page has open."""
    found = visitor.page.evaluate("performance.getEntriesByType('resource').map((one) => one.name)")
    return next(str(name).partition("/state")[0] for name in found if "/state?" in str(name))


def post(house: House, address: str, key: str) -> int:
    """Send words past the page, with the key that it was given when it might still write."""
    doc: Doc[object] = Doc(client_id=987_654)
    text = doc.get("text", type=XmlFragment)
    text.children.append(XmlElement("paragraph", {"id": "forged"}, [XmlText("forged")]))
    hello = bytes([Kind.HELLO]) + json.dumps({"schema": SCHEMA, "epoch": 1, "client": 987_654}).encode()
    body = frames.packed([hello, frames.sync(Sync.UPDATE, doc.get_update())])
    request = urllib.request.Request(f"{address}/updates", body, {"Authorization": f"Bearer {key}"})
    with pytest.raises(urllib.error.HTTPError) as refused:
        urllib.request.urlopen(request, timeout=30)
    with refused.value as answer:
        return int(answer.code)


def reads_on(mariam: Visitor, dossier: int, words: str) -> None:
    mariam.page.reload()
    mariam.page.wait_for_selector('#live[data-mode="read"] .ProseMirror')
    expect(mariam.page.locator("#live-mode")).to_have_text(mariam.say("You are reading"))
    expect(mariam.page.locator(".ProseMirror")).to_contain_text(words, timeout=WAIT)
    assert mariam.page.url.endswith(f"/papers/{dossier}/text/ar/live")
