"""The page of the live editor: who gets it, what it weighs, what its script is told, what pasting gives."""

import json
import re
from html import unescape

import brotli
import pytest
from flask import Flask
from werkzeug.datastructures import Headers

from advocacy.coalition.models import Group
from advocacy.database import session, transaction
from advocacy.drafting import actions, queries
from advocacy.drafting.models import Dossier, Stage
from advocacy.policy import Office
from tests.conftest import Browser
from tests.make import coalition as make
from tests.make import drafting

BUDGET = 110 * 1024
"""Everything that the page loads, packed; the bar to which it is held."""


@pytest.fixture
def group(app: Flask) -> Group:
    make.coalition()
    return make.group()


@pytest.fixture
def dossier(group: Group) -> Dossier:
    return drafting.dossier(group)


@pytest.fixture
def rapporteur(browser: Browser, group: Group) -> Browser:
    return browser.sign_in(make.rapporteur(group))


def address(dossier: Dossier, more: str = "") -> str:
    return f"/papers/{dossier.id}/text/ar/live{more}"


def told(page: str) -> dict[str, object]:
    """What the page tells its script."""
    found: dict[str, object] = json.loads(unescape(page.split('data-page="')[1].split('"')[0]))
    return found


def script(browser: Browser, encodings: str) -> tuple[bytes, Headers]:
    """The editor's script as a browser that reads these encodings gets it."""
    with browser.get("/static/editor/editor.js", headers={"Accept-Encoding": encodings}) as answer:
        return answer.data, answer.headers


def test_everything_that_the_page_loads_is_light(rapporteur: Browser, dossier: Dossier) -> None:
    page = rapporteur.get(address(dossier, "?lang=ar"), headers={"Accept-Encoding": "br"})
    loaded = [page.data]
    for name in re.findall(r'(?:href|src)="(/static/[^"]+)"', brotli.decompress(page.data).decode()):
        with rapporteur.get(unescape(name), headers={"Accept-Encoding": "br"}) as answer:
            assert answer.headers["Content-Encoding"] == "br", name
            loaded.append(answer.data)
    assert any(b"ProseMirror" in brotli.decompress(part) for part in loaded)
    assert len(loaded) >= 4
    assert sum(map(len, loaded)) <= BUDGET, [len(x) for x in loaded]


def test_a_browser_that_reads_no_brotli_gets_the_same_script(browser: Browser) -> None:
    plain, plain_headers = script(browser, "identity")
    packed, headers = script(browser, "br, gzip")
    assert "Content-Encoding" not in plain_headers
    assert brotli.decompress(packed) == plain
    assert headers["Content-Type"] == plain_headers["Content-Type"]
    assert "immutable" in headers["Cache-Control"]
    assert "Accept-Encoding" in headers["Vary"]


@pytest.mark.parametrize(("lang", "said"), [("ar", "محفوظ على الخادم"), ("en", "Saved on the server")])
def test_the_script_speaks_the_language_of_its_reader(
    lang: str, said: str, rapporteur: Browser, dossier: Dossier
) -> None:
    page = told(rapporteur.get(address(dossier, f"?lang={lang}")).text)
    assert page["mode"] == "write"
    assert page["words"]["there_saved"] == said  # type: ignore[index]
    assert page["paper"]["references"]["CED"]  # type: ignore[index]


def test_a_board_member_suggests_and_an_outsider_learns_nothing(browser: Browser, dossier: Dossier) -> None:
    browser.sign_in(make.holder_of(Office.BOARD))
    assert told(browser.get(address(dossier)).text)["mode"] == "suggest"
    assert browser.post(address(dossier)).status_code == 403
    browser.sign_in(make.person())
    assert browser.get(address(dossier)).status_code in (403, 404)
    assert browser.post(address(dossier, "/pasted"), data={"html": "<p>x"}).status_code in (403, 404)


def test_whoever_suggests_and_runs_no_script_is_led_to_comments_and_word(browser: Browser, dossier: Dossier) -> None:
    browser.sign_in(make.holder_of(Office.BOARD))
    plain = browser.get(address(dossier)).text.split("<noscript>")[1].split("</noscript>")[0]
    assert f"/papers/{dossier.id}/text/ar/comments" in plain and f"/papers/{dossier.id}/text/ar/word" in plain


def test_the_copy_on_a_device_has_a_key_of_its_person_and_text(
    browser: Browser, group: Group, dossier: Dossier
) -> None:
    one, other = make.rapporteur(group), make.rapporteur(group)
    keys = [told(browser.sign_in(person).get(address(dossier)).text)["key"] for person in (one, one, other)]
    assert keys[0] == keys[1] != keys[2]
    assert len(str(keys[0])) == 44


def test_a_passage_is_commented_on_and_put_on_a_source_from_the_text(
    rapporteur: Browser, browser: Browser, dossier: Dossier
) -> None:
    urls = told(rapporteur.get(address(dossier)).text)["urls"]
    assert isinstance(urls, dict)
    block = queries.paper_of(queries.get_head(dossier.versions[0])).blocks[1].id
    for name in ("comment", "evidence"):
        page = rapporteur.get(urls[name], query_string={"at": block, "quote": "كلمات <b>", "lang": "en"}).text
        assert 'id="say"' in page
        assert (name == "evidence") or 'value="كلمات &lt;b&gt;"' in page  # there is no source yet to choose
        page = rapporteur.get(urls[name], query_string={"at": "unsaved11111", "lang": "en"}).text
        assert "This passage does not stand in the text" in page
    browser.sign_in(make.holder_of(Office.BOARD))
    urls = told(browser.get(address(dossier)).text)["urls"]
    assert isinstance(urls, dict)
    assert ("comment" in urls, "evidence" in urls) == (True, False)


def test_the_shared_text_is_one_click_from_paper_text_and_plain_editor(rapporteur: Browser, dossier: Dossier) -> None:
    for page in (f"/papers/{dossier.id}", f"/papers/{dossier.id}/text/ar", f"/papers/{dossier.id}/text/ar/edit"):
        assert f'href="{address(dossier)}"' in rapporteur.get(page).text
    authors = f'href="/papers/{dossier.id}/text/ar/authors"'
    assert authors in rapporteur.get(f"/papers/{dossier.id}/text/ar").text
    rapporteur.post(address(dossier, "-token"))
    assert authors in rapporteur.get(f"/papers/{dossier.id}/text/ar").text
    assert rapporteur.get(f"/papers/{dossier.id}/text/ar/authors").status_code == 200


def test_a_frozen_paper_that_nobody_wrote_together_is_read(rapporteur: Browser, dossier: Dossier) -> None:
    dossier.stage = Stage.FROZEN
    session.commit()
    answer = rapporteur.get(address(dossier))
    assert (answer.status_code, answer.location) == (303, f"/papers/{dossier.id}/text/ar")


def test_the_shared_text_becomes_a_revision(rapporteur: Browser, dossier: Dossier) -> None:
    version = dossier.version_in("ar")
    assert version is not None
    with transaction():
        actions.open_live(version, by=None)
    head = version.head
    answer = rapporteur.post(address(dossier), data={"reason": "معًا"})
    assert (answer.status_code, answer.location) == (303, address(dossier))
    assert version.head == head  # nothing was written


def test_what_is_pasted_from_word_comes_back_as_nodes_and_says_what_was_left_out(
    rapporteur: Browser, dossier: Dossier
) -> None:
    html = "<h2>عنوان</h2><p>نص <b>قوي</b></p><ul><li>أول</li></ul><img src='x.png'><p onclick='x()'>Latin</p>"
    answer = rapporteur.post(address(dossier, "/pasted?lang=ar"), data={"html": html}).json
    assert [node["type"] for node in answer["nodes"]] == ["heading", "paragraph", "list", "paragraph"]
    assert answer["nodes"][1]["content"][1]["marks"] == [{"type": "strong"}]
    assert answer["nodes"][3]["attrs"]["dir"] == "ltr"
    assert answer["dropped"] == ["صور"]


@pytest.mark.parametrize("html", ["", "   ", "<" * 50, "\x00\ud800", "<p>" * 5_000])
def test_bad_html_is_refused_and_breaks_nothing(html: str, rapporteur: Browser, dossier: Dossier) -> None:
    data = {"html": html.encode("utf-8", "surrogatepass")}
    assert rapporteur.post(address(dossier, "/pasted"), data=data).status_code < 500


def test_signing_out_takes_what_the_device_kept(rapporteur: Browser) -> None:
    assert '"storage"' in rapporteur.post("/account/leave").headers["Clear-Site-Data"]
    assert '"storage"' in rapporteur.post("/account/close").headers["Clear-Site-Data"]
