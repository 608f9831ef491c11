"""Every page that links lead to, as each role of the demo sees it on a phone: well made, its own, and readable."""

import re
from collections import deque
from urllib.parse import urldefrag, urlsplit

import pytest

from tests.journeys.conftest import Visit
from tests.journeys.house import House
from tests.journeys.visitor import PHONE, Visitor

pytestmark = [pytest.mark.browser, pytest.mark.timeout(200)]

ROLES = ("", "rim", "sami", "huda", "layla", "azad", "mariam", "dima", "salma", "joud", "admin")
MOST = 45
"""Pages that one role looks at: of every route the first few, so that forty papers are not forty times the same."""
OF_A_KIND = 2
NOT_PAGES = re.compile(
    r"\.(pdf|docx|pem|csv|json|eml)(\?|$)|/answers|/raw|/files/|/letters/\d+/file|/dev/inbox/\d+/|/account/leave|[?&]lang="
)

CHECKS = """() => {
  const named = (field) => field.labels?.length || field.ariaLabel || field.getAttribute('aria-labelledby') || field.title;
  const wide = [...document.querySelectorAll('body *')].filter((e) => {
    const box = e.getBoundingClientRect();
    const scrolls = (n) => n && (/auto|scroll|hidden|clip/.test(getComputedStyle(n).overflowX) || scrolls(n.parentElement));
    return box.width && (box.right > innerWidth + 1 || box.left < -1) && !scrolls(e.parentElement) && !scrolls(e);
  });
  const fields = 'input:not([type=hidden]):not([type=submit]), select, textarea';
  const ids = [...document.querySelectorAll('[id]')].map((e) => e.id);
  return [
    document.documentElement.lang && document.documentElement.dir ? '' : 'no language or direction',
    document.querySelectorAll('h1').length === 1 ? '' : `${document.querySelectorAll('h1').length} main headings`,
    document.querySelectorAll('main').length === 1 ? '' : 'not one main landmark',
    document.documentElement.scrollWidth > innerWidth + 1
      ? `wider than the screen: ${document.documentElement.scrollWidth} ${wide.slice(0, 3).map((e) => e.outerHTML.slice(0, 90))}` : '',
    ...[...document.querySelectorAll(fields)].filter((e) => !named(e)).map((e) => `no label: ${e.outerHTML.slice(0, 90)}`),
    ...[...document.querySelectorAll('img')].filter((e) => !e.hasAttribute('alt')).map((e) => `no words: ${e.outerHTML}`),
    ...[...document.querySelectorAll('button, a[href]')].filter((e) => !(e.innerText || e.textContent).trim() && !e.ariaLabel)
      .map((e) => `says nothing: ${e.outerHTML.slice(0, 90)}`),
    ...ids.filter((id, at) => ids.indexOf(id) !== at).map((id) => `twice the same id: ${id}`),
    document.title.split('·')[0].trim() ? '' : 'no title',
  ].filter(Boolean);
}"""
LINKS = "() => [...document.querySelectorAll('a[href]')].filter((a) => !a.hasAttribute('download')).map((a) => a.href)"


@pytest.mark.parametrize("login", ROLES, ids=lambda login: login or "anybody")
def test_every_page_that_links_lead_to_is_well_made(house: House, visit: Visit, login: str) -> None:
    visitor = visit("ar", login=login, screen=PHONE, scripts=True)
    said = listen(visitor)
    faults: list[str] = []
    waiting, known, kinds = deque([f"{house.address}/", visitor.page.url]), {""}, dict[str, int]()
    looked = 0
    while waiting and looked < MOST:
        url = waiting.popleft()
        kind = re.sub(r"\d+|(?<=/)[A-Z][A-Z0-9-]+(?=/|$)", "N", url.split("?")[0])
        if url in known or kinds.get(kind, 0) >= OF_A_KIND:
            continue
        known.add(url)
        kinds[kind] = kinds.get(kind, 0) + 1
        looked += 1
        answer = visitor.page.goto(url, wait_until="load")
        assert answer is not None
        path = urlsplit(url).path
        if answer.status >= 400:
            faults.append(f"{path}: {answer.status}")
        if "text/html" in answer.headers.get("content-type", ""):
            faults += [f"{path}: {fault}" for fault in visitor.page.evaluate(CHECKS)]
            faults += [f"{path}: <html {have}>" for have in [direction(visitor)] if have != "ar rtl"]
            waiting.extend(links(visitor, house))
    assert faults == []
    assert said == []
    assert looked >= 3


def listen(visitor: Visitor) -> list[str]:
    """Whatever the browser complains of from now on."""
    said: list[str] = []
    visitor.page.on("console", lambda line: said.append(line.text) if line.type in ("error", "warning") else None)
    visitor.page.on("pageerror", lambda error: said.append(str(error)))
    return said


def direction(visitor: Visitor) -> str:
    return str(visitor.page.evaluate("`${document.documentElement.lang} ${document.documentElement.dir}`"))


def links(visitor: Visitor, house: House) -> list[str]:
    """The addresses of further pages of the house, without those that hand out files or change the language."""
    found = [urldefrag(str(url)).url for url in visitor.page.evaluate(LINKS)]
    return [url for url in dict.fromkeys(found) if url.startswith(house.address) and not NOT_PAGES.search(url)]
