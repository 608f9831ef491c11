"""The coordinator's board in a real browser: it looks again by itself, and prints on one sheet."""

import io

import pikepdf
import pytest

from tests.journeys.conftest import Visit
from tests.journeys.visitor import PHONE, Visitor

pytestmark = pytest.mark.browser
BOARD = "/calls/4"
LOOK = "document.dispatchEvent(new Event('visibilitychange'))"


def test_the_board_shows_what_changed_without_a_reload_and_keeps_what_is_open(visit: Visit) -> None:
    watching = visit("ar", login="sami", scripts=True, screen=PHONE).open(BOARD)
    watching.page.evaluate("window.stayed = true")
    watching.page.locator("#curve-table summary").click()
    watching.page.locator("main").click(position={"x": 2, "y": 2})  # where somebody is busy, nothing is replaced
    said = [looked(watching)]
    while said[-1] == 200 and len(said) < 20:  # mails of the demo may still be leaving
        said.append(looked(watching))
    assert said[0] == 200 and said[-1] == 304, "when nothing changes, nothing is sent"
    assert watching.page.evaluate("window.stayed") is True
    assert watching.page.locator("#curve-table[open]").count() == 1
    assert watching.page.evaluate("document.documentElement.scrollWidth") <= 360


def looked(watching: Visitor) -> int:
    """What the server answers when the board looks again, after that has been shown."""
    with watching.page.expect_response("**/live") as answer:
        watching.page.evaluate(LOOK)
    watching.page.evaluate("new Promise((done) => setTimeout(done, 100))")
    return answer.value.status


def test_the_board_stands_without_scripts(visit: Visit) -> None:
    page = visit("en", login="sami").open(f"{BOARD}?lang=en")
    assert page.reads("What blocks") and page.reads("Look again")
    assert page.sees("svg[role=img]")


def test_the_board_prints_on_one_sheet(visit: Visit) -> None:
    page = visit("ar", login="sami").open(BOARD).page
    with pikepdf.open(io.BytesIO(page.pdf(prefer_css_page_size=True))) as printed:
        assert len(printed.pages) == 1
        width, height = (float(edge) for edge in printed.pages[0].MediaBox[2:])
    assert abs(width - 595) < 2 and abs(height - 842) < 2
