"""The ways on from a page, on a phone: one calm line each, each link within reach of the keyboard, without a script."""

import pytest

from tests.journeys.conftest import Visit
from tests.journeys.visitor import PHONE

pytestmark = pytest.mark.browser

ROWS = "() => [...document.querySelectorAll('.bar .nav, .rooms')].map((row) => Math.round(row.offsetHeight))"
AT_HAND = """(link) => {
  const box = link.getBoundingClientRect();
  const left = Math.max(box.left, 0), right = Math.min(box.right, innerWidth), middle = box.top + box.height / 2;
  let seen = 0;
  for (let x = left + 1; x < right; x++) seen += link.contains(document.elementFromPoint(x, middle));
  return {seen: seen / box.width, wide: seen, large: box.width >= 24 && box.height >= 24};
}"""


@pytest.mark.parametrize("lang", ["ar", "en"])
@pytest.mark.parametrize("room", ["", "/text/ar", "/open", "/consultations"])
def test_the_rooms_of_a_paper_are_one_line_on_a_phone_and_all_within_reach(visit: Visit, lang: str, room: str) -> None:
    visitor = visit(lang, login="salim", screen=PHONE)
    visitor.open(f"/papers/4{room}")
    heights = visitor.page.evaluate(ROWS)
    assert len(heights) == 2 and max(heights) <= 56, heights
    assert visitor.page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    for row in (".bar .nav", ".rooms"):
        links = visitor.page.locator(f"{row} a")
        here = visitor.page.locator(f"{row} [aria-current]")
        assert here.count() == 1 and here.evaluate(AT_HAND)["seen"] > 0.9, "where one is stays in sight"
        links.first.focus()
        for at in range(links.count()):
            link = links.nth(at)
            assert link.evaluate("(link) => link === document.activeElement"), link.inner_text()
            at_hand = link.evaluate(AT_HAND)
            assert at_hand["large"] and at_hand["wide"] >= 24, (row, link.inner_text(), at_hand)
            visitor.page.keyboard.press("Tab")
