"""The register in the browser."""

from flask import Flask

from advocacy.contacts import queries
from advocacy.policy import Office as Standing
from tests.conftest import Browser
from tests.make.coalition import coalition, group, holder_of, rapporteur
from tests.make.contacts import office

TYPED = {
    "code": "K77",
    "name_ar": "سفارة لوميريا",
    "form_key": "ambassador",
    "gender": "f",
    "lang": "fr",
    "way": "email",
    "mail": "lumeria@office.example",
    "timezone": "Europe/Zurich",
    "silent_until": "",
}


def test_the_desk_registers_an_office(app: Flask, browser: Browser) -> None:
    coalition()
    office()
    answer = browser.sign_in(holder_of(Standing.RELATIONS)).post("/offices/new", data=TYPED)
    assert answer.status_code == 303
    page = browser.get(answer.location)
    assert "سعادة السفيرة المحترمة،" in page.text
    assert "Madame l’Ambassadrice," in page.text


def test_what_was_typed_stays_when_a_field_is_wrong(app: Flask, browser: Browser) -> None:
    coalition()
    office()
    wrong = TYPED | {"mail": "not an address", "silent_until": "soon"}
    answer = browser.sign_in(holder_of(Standing.RELATIONS)).post("/offices/new", data=wrong)
    assert answer.status_code == 422
    assert "not an address" in answer.text
    assert 'id="mail-error"' in answer.text
    assert 'id="silent_until-error"' in answer.text
    assert queries.office_of_code("K77") is None


def test_an_outsider_reads_no_office(app: Flask, browser: Browser) -> None:
    coalition()
    embassy = office()
    for address in ("/offices", f"/offices/{embassy.id}", "/offices/new", "/offices/forms-of-address"):
        assert browser.get(address).status_code == 401
    browser.sign_in(rapporteur(group()))
    for address in ("/offices", f"/offices/{embassy.id}", "/offices/new", "/offices/forms-of-address"):
        assert browser.get(address).status_code == 403


def test_oversight_reads_offices_and_changes_none(app: Flask, browser: Browser) -> None:
    coalition()
    embassy = office()
    browser.sign_in(holder_of(Standing.OVERSIGHT))
    assert browser.get(f"/offices/{embassy.id}").status_code == 200
    assert browser.post(f"/offices/{embassy.id}/edit", data=TYPED).status_code == 403


def test_the_desk_edits_a_form_of_address(app: Flask, browser: Browser) -> None:
    coalition()
    embassy = office()
    browser.sign_in(holder_of(Standing.RELATIONS))
    page = browser.get("/offices/forms-of-address/ambassador")
    assert "سعادة السفيرة" in page.text
    words = {"ar_m": "عطوفة السفير", "ar_f": "عطوفة السفيرة", "fr_m": "Monsieur,", "fr_f": "Madame,"}
    answer = browser.post("/offices/forms-of-address/ambassador", data=words | {"en_salutation": "Excellency,"})
    assert answer.status_code == 303
    assert "عطوفة السفيرة المحترمة،" in browser.get(f"/offices/{embassy.id}").text


def test_an_unknown_office_is_a_clear_page(app: Flask, browser: Browser) -> None:
    coalition()
    answer = browser.sign_in(holder_of(Standing.RELATIONS)).get("/offices/999")
    assert answer.status_code == 404
    assert "لا توجد جهة" in answer.text
