"""Every page that links lead to, as each role of the demo sees it on a phone: well made, its own, and readable."""

import re
from collections import Counter, deque
from urllib.parse import urldefrag, urlsplit

import pytest
from playwright.sync_api import ConsoleMessage, Response

from tests.journeys.conftest import Visit
from tests.journeys.house import House
from tests.journeys.visitor import PHONE, Visitor

pytestmark = [pytest.mark.browser, pytest.mark.timeout(200)]

ROLES = ("", "rim", "salim", "sami", "huda", "layla", "azad", "mariam", "dima", "salma", "joud", "admin")
MOST = 45
"""Pages that one role looks at: of every route the first few, so that forty papers are not forty times the same."""
OF_A_KIND = 2
DEEP_ROOMS = {
    "salim": ("/papers/4", "/papers/4/text/ar/live", "/papers/4/text/ar/comments?at=whole", "/papers/4/freeze"),
    "sami": ("/papers/7/review", "/papers/7/merge", "/papers/7/sheets", "/amendments/1", "/papers/4/review/new"),
    "huda": ("/papers/7/amend", "/papers/7/amend/words?place=line-title", "/papers/7/sheets/own", "/red-lines"),
}
"""Pages that lie so deep that the walk would end before it reaches them."""
NOT_PAGES = re.compile(
    r"\.(pdf|docx|txt|pem|csv|eml)(\?|$)|/answers|/raw|/file|/dev/inbox/\d+/|[?&]lang=|/blank$|/s/|^mailto:"
)
"""Files, changes of language, the page that is blank on purpose, and personal links, which are for others."""

CHECKS = r"""() => {
  const all = (selector) => [...document.querySelectorAll(selector)];
  const short = (e) => e.outerHTML.slice(0, 90);
  const named = (e) => e.labels?.length || e.ariaLabel || e.getAttribute('aria-labelledby') || e.title;
  const scrolls = (e) => e && (getComputedStyle(e).overflowX !== 'visible' || scrolls(e.parentElement));
  const outside = (box) => box.width && (box.right > innerWidth + 1 || box.left < -1);
  const wide = all('body *').filter((e) => outside(e.getBoundingClientRect()) && !scrolls(e));
  const fields = all('input:not([type=hidden]):not([type=submit]), select, textarea');
  const ids = all('[id]').map((e) => e.id);
  const width = document.documentElement.scrollWidth;
  const levels = all('h1, h2, h3, h4, h5, h6').map((e) => +e.tagName[1]);
  const points = (name) => all(`[${name}]`).flatMap((e) => e.getAttribute(name).split(/\s+/).filter(Boolean));
  const pointed = ['for', 'aria-labelledby', 'aria-describedby', 'aria-controls'].flatMap(points);
  return [
    document.documentElement.lang === 'ar' && document.documentElement.dir === 'rtl' ? '' : 'not in Arabic',
    all('h1').length === 1 ? '' : `${all('h1').length} main headings`,
    all('main').length === 1 ? '' : 'not one main landmark',
    width > innerWidth + 1 ? `wider than the screen, ${width}: ${wide.slice(0, 3).map(short)}` : '',
    ...fields.filter((e) => !named(e)).map((e) => `no label: ${short(e)}`),
    ...all('img:not([alt])').map((e) => `no words for it: ${short(e)}`),
    ...all('button, a[href]').filter((e) => !e.textContent.trim() && !e.ariaLabel).map((e) => `is mute: ${short(e)}`),
    ...ids.filter((id, at) => ids.indexOf(id) !== at).map((id) => `twice the same id: ${id}`),
    ...levels.filter((level, at) => at && level > levels[at - 1] + 1).map((level) => `a level is left out: h${level}`),
    ...pointed.filter((id) => !document.getElementById(id)).map((id) => `points at nothing: ${id}`),
    ...all('script:not([src])').map((e) => `a script in the page: ${short(e)}`),
    document.title.split('·')[0].trim() ? '' : 'no title',
  ].filter(Boolean);
}"""
LINKS = "() => [...document.querySelectorAll('a[href]')].filter((a) => !a.hasAttribute('download')).map((a) => a.href)"


@pytest.mark.parametrize("login", ROLES, ids=lambda login: login or "anybody")
def test_every_page_that_links_lead_to_is_well_made(house: House, visit: Visit, login: str) -> None:
    visitor = visit("ar", login=login, screen=PHONE, scripts=True)
    said = listen(visitor)
    seen = walk(visitor, house, *DEEP_ROOMS.get(login, ()), "/home" if login else "/dev/inbox")
    faults = [f"{path}: {fault}" for path, found in seen for fault in found]
    assert not faults, "\n".join(faults)
    assert not said, "\n".join(said)
    assert len(seen) >= 3


def walk(visitor: Visitor, house: House, *starts: str) -> list[tuple[str, list[str]]]:
    """Follow links, the nearest first; every page that was seen, with what is wrong with it."""
    waiting, known = deque(house.address + start for start in (*starts, "/")), set[str]()
    of_a_kind, seen = Counter[str](), list[tuple[str, list[str]]]()
    while waiting and len(seen) < MOST:
        url = waiting.popleft()
        kind = re.sub(r"\d+|(?<=/)[A-Z][A-Z0-9-]+(?=/|$)", "N", url.split("?")[0])
        if url in known or of_a_kind[kind] >= OF_A_KIND:
            continue
        known.add(url)
        of_a_kind[kind] += 1
        answer = visitor.page.goto(url, wait_until="load")
        assert answer is not None
        if "text/html" in answer.headers.get("content-type", ""):
            visitor.page.locator("[aria-busy=true]").wait_for(state="detached")  # until the editor has its text
            seen.append((urlsplit(url).path, [*status_of(answer), *visitor.page.evaluate(CHECKS)]))
            if "/dev/inbox/" not in url:  # what a mail links to is for its reader
                waiting.extend(links(visitor, house))
    return seen


def status_of(answer: Response) -> list[str]:
    return [str(answer.status)] if answer.status >= 400 else []


def listen(visitor: Visitor) -> list[str]:
    """Whatever the browser complains of from now on."""
    said: list[str] = []

    def hear(line: ConsoleMessage) -> None:
        is_icon = line.location["url"].endswith("/favicon.ico")  # of a plain text, which can name none of its own
        if line.type in ("error", "warning") and not is_icon:
            said.append(f"{line.location['url']}: {line.text}")

    visitor.page.on("console", hear)
    visitor.page.on("pageerror", lambda error: said.append(str(error)))
    return said


def links(visitor: Visitor, house: House) -> list[str]:
    """The addresses of further pages of the house, without those that hand out files or change the language."""
    found = [urldefrag(str(url)).url for url in visitor.page.evaluate(LINKS)]
    return [url for url in dict.fromkeys(found) if url.startswith(house.address) and not NOT_PAGES.search(url)]
