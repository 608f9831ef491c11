"""One running installation and one Chromium for all journeys; every visitor gets a browser profile of their own."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, sync_playwright

from tests.journeys.house import House
from tests.journeys.visitor import Visitor

CHROMIUM = "/usr/bin/chromium"
QUIET = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-sync"]
Visit = Callable[..., Visitor]


@pytest.fixture(scope="session")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    found = House(tmp_path_factory.mktemp("house"))
    yield found
    found.stop()
    assert "Traceback" not in found.complaints()


@pytest.fixture(scope="package")
def chromium() -> Iterator[Browser]:
    """Gone as soon as a test of another folder follows: it keeps a loop running, beside which nothing can be sealed."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        yield browser
        browser.close()


@pytest.fixture
def visit(house: House, chromium: Browser) -> Iterator[Visit]:
    """Makes visitors: `visit("ar", login="rim")`; all leave at the end."""
    there: list[Visitor] = []

    def come(lang: str, *, login: str = "", **how: object) -> Visitor:
        visitor = Visitor(chromium, house.address, lang, **how)  # type: ignore[arg-type]
        there.append(visitor)
        return visitor.enter(login) if login else visitor

    yield come
    for visitor in there:
        visitor.leave()
