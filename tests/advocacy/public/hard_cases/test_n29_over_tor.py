"""N29: a diplomat opens the verify page with scripts and images blocked, over Tor."""

import re
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from advocacy import blobs
from advocacy.publishing.models import Issue
from tests.conftest import Browser
from tests.make import publishing

FETCHED = {"src", "href", "srcset", "poster", "data", "action", "formaction", "background", "ping", "manifest"}
ON_THEIR_OWN = {
    "link",
    "script",
    "img",
    "iframe",
    "object",
    "embed",
    "video",
    "audio",
    "source",
    "meta",
    "image",
    "use",
}


class Requests(HTMLParser):
    """What a browser would fetch for this page by itself, and where its forms and links lead."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.own: list[tuple[str, str]] = []
        self.led: list[str] = []
        self.scripts = 0
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.scripts += tag == "script" or any(name.startswith("on") for name, _value in attrs)
        for name, value in attrs:
            if name in FETCHED and value:
                (self.own.append((tag, value)) if tag in ON_THEIR_OWN else self.led.append(value))
            if name == "style" and value and "url(" in value:
                self.own.append((tag, value))


@pytest.fixture
def issue(app: object) -> Issue:
    return publishing.issued()


def pages(browser: Browser, issue: Issue) -> dict[str, str]:
    addresses = ("/verify", f"/verify/{issue.code}", "/verify/AAAAA-AAAAA", f"/p/{issue.reference.replace('/', '-')}")
    return {address: browser.get(address).text for address in addresses}


def test_N29_the_pages_fetch_nothing_but_our_own_sheet_and_sign_and_run_nothing(browser: Browser, issue: Issue) -> None:
    for address, page in pages(browser, issue).items():
        found = Requests(page)
        assert found.scripts == 0, address
        assert not re.search(r"@import|http-equiv=.refresh", page), address
        for tag, url in found.own:
            parts = urlsplit(url)
            assert (parts.scheme, parts.netloc) == ("", ""), (address, tag, url)
            assert parts.path.startswith("/static/"), (address, tag, url)
        assert {tag for tag, _url in found.own} <= {"link"}, "no picture says what words do not"


def test_N29_our_own_sheet_asks_nobody_else(browser: Browser, issue: Issue) -> None:
    page = browser.get(f"/verify/{issue.code}").text
    names = re.findall(r'<link rel="stylesheet" href="/static/([^"?]+)', page)
    assert names == ["mawqif.css"]
    sheet = (Path(browser.application.static_folder or "") / names[0]).read_text()
    assert "@import" not in sheet and not re.search(r"url\(\s*['\"]?(https?:)?//", sheet)


def test_N29_the_policy_of_the_page_forbids_third_parties_and_says_nothing_of_where_one_came_from(
    browser: Browser, issue: Issue
) -> None:
    headers = browser.get(f"/verify/{issue.code}").headers
    policy = headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy and "http" not in policy and "*" not in policy
    assert headers["Referrer-Policy"] == "no-referrer"
    assert not {"Alt-Svc", "Link", "Refresh", "NEL", "Report-To"} & set(headers)


def test_N29_by_code_and_by_file_without_cookies_scripts_or_pictures(browser: Browser, issue: Issue) -> None:
    browser.application.config["WTF_CSRF_ENABLED"] = True
    stranger = browser.application.test_client(use_cookies=False)
    led = stranger.get(f"/verify?code={issue.code.lower().replace('-', ' ')}&lang=en")
    assert led.status_code == 303
    assert "Genuine and current" in stranger.get(f"{led.headers['Location']}?lang=en").text
    file = issue.file("ar", "pdf")
    assert file is not None
    head = b'--edge\r\nContent-Disposition: form-data; name="file"; filename="paper.pdf"\r\n\r\n'
    body = head + blobs.read(file.sha256) + b"\r\n--edge--\r\n"
    kind = "multipart/form-data; boundary=edge"
    answer = stranger.post("/verify?lang=en", data=body, content_type=kind)
    assert answer.status_code == 200 and "Genuine and current" in answer.text


def test_N29_the_verdict_is_said_in_words_and_not_by_a_sign_or_a_colour(browser: Browser, issue: Issue) -> None:
    page = browser.get(f"/verify/{issue.code}?lang=en").text
    bare = re.sub(r"<[^>]+>", " ", re.sub(r"<(style|svg)\b.*?</\1>", "", page, flags=re.S))
    for words in ("Genuine and current", issue.reference, "Fingerprints of the text"):
        assert words in bare
    assert 'aria-hidden="true">✓' in page, "the sign is for the eye alone"
