"""Red lines hint at passages that touch their theme, to those who write, without a name that is withheld."""

from dataclasses import replace

from flask import Flask

from advocacy.accounts.models import Person
from advocacy.amending import queries as amending_queries
from advocacy.amending.models import RedLine, Window
from advocacy.coalition.models import Organisation, Visibility
from advocacy.database import session, transaction
from advocacy.drafting import actions, queries
from advocacy.drafting.models import Version
from advocacy.live import actions as live
from papers.model import Paragraph, Text
from tests.advocacy.amending.test_views import SECRET, page, paragraph, secret, send
from tests.conftest import Browser
from tests.make import coalition as make
from tests.make.drafting import dossier as written
from tests.make.signoff import signatory_of


def test_a_red_line_gives_a_hint_beside_the_block_and_names_nobody_who_is_withheld(
    window: Window, homes: list[Organisation], rapporteur: Person, browser: Browser
) -> None:
    shy = secret(Visibility.WITHHELD)
    browser.sign_in(signatory_of(shy))
    assert browser.post("/red-lines", data={"theme": "بلا كلمات"}).status_code == 422
    send(browser, "/red-lines", theme="لا نوقّع على ذكر الأطفال", keywords="الانتظار، طوابير")
    browser.sign_in(signatory_of(homes[0]))
    send(browser, "/red-lines", theme="لا نوقّع على العقوبات", keywords="النساء")
    mine, other = page(browser, "/red-lines"), session.query(RedLine).first()
    assert other and "لا نوقّع على العقوبات" in mine and "ذكر الأطفال" not in mine
    assert browser.post(f"/red-lines/{other.id}/end").status_code == 403
    text = f"/papers/{window.dossier_id}/text/ar"
    assert "الانتظار" in page(browser, text) and "“الانتظار”" not in page(browser, text)
    browser.sign_in(rapporteur)
    hinted, lines = page(browser, text), page(browser, "/red-lines")
    assert f'href="#ar-{paragraph(window)}"' in hinted and homes[0].name_ar in hinted and "ذكر الأطفال" in hinted
    assert "ذكر الأطفال" in lines and SECRET not in hinted and SECRET not in lines
    browser.sign_in(make.rapporteur(window.dossier.group, role=make.GroupRole.MEMBER))
    hinted = page(browser, text)
    assert "لا نوقّع" not in hinted and homes[0].name_ar not in hinted and paragraph(window) in hinted
    browser.sign_in(signatory_of(shy))
    send(browser, f"/red-lines/{other.id}/end")
    assert "ذكر الأطفال" not in page(browser, "/red-lines")


def test_hints_beside_a_shared_text_follow_what_stands_in_it_before_anybody_saves(app: Flask, browser: Browser) -> None:
    make.coalition()
    member = make.organisation()
    dossier = written(en=None)
    rapporteur, version = make.rapporteur(dossier.group), dossier.versions[0].id
    browser.sign_in(make.signatory(member))
    send(browser, "/red-lines", theme="لا نوقّع على ذكر العنفات", keywords="العنفات")
    here = f"/papers/{dossier.id}/text/ar/live/hints"
    assert browser.get(here).status_code in (403, 404)
    browser.sign_in(rapporteur)
    assert "العنفات" not in page(browser, here)
    with transaction():
        text = actions.open_live(session.get_one(Version, version), by=rapporteur)
        head = queries.paper_of(queries.get_head(session.get_one(Version, version)))
        added = Paragraph("turbines", (Text("تُصلح العنفات <b>أولًا</b>."),))
        live.replace_with(text, replace(head, blocks=(*head.blocks, added)), by=rapporteur)
    hinted = page(browser, here)
    assert "#ar-turbines" in hinted and "&lt;b&gt;" in hinted and member.name_ar in hinted and "<html" not in hinted
    assert "turbines" not in page(browser, here.removesuffix("/live/hints"))
    browser.sign_in(make.rapporteur(dossier.group, role=make.GroupRole.MEMBER))
    assert "#ar-turbines" in page(browser, here) and member.name_ar not in page(browser, here)
    browser.sign_in(make.person())
    assert browser.get(here).status_code in (403, 404)


def test_a_red_line_that_title_or_position_touch_is_hinted_at_too(
    window: Window, homes: list[Organisation], rapporteur: Person, browser: Browser
) -> None:
    base = amending_queries.base_of(window)
    word = base.position.split()[0]
    browser.sign_in(signatory_of(homes[0]))
    send(browser, "/red-lines", theme="لا نوقّع على هذا", keywords=word)
    browser.sign_in(rapporteur)
    hinted = page(browser, f"/papers/{window.dossier_id}/text/ar")
    assert 'href="#ar-position"' in hinted and 'id="ar-position"' in hinted and base.position[:40] in hinted
