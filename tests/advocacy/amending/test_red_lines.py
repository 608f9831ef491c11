"""Red lines hint at passages that touch their theme, to those who write, without a name that is withheld."""

from advocacy.accounts.models import Person
from advocacy.amending.models import RedLine, Window
from advocacy.coalition.models import Organisation, Visibility
from advocacy.database import session
from tests.advocacy.amending.test_views import SECRET, page, paragraph, secret, send
from tests.conftest import Browser
from tests.make import coalition as make
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
