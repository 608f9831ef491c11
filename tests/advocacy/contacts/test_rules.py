"""How offices are addressed."""

import json
from types import SimpleNamespace

import pytest

from advocacy.contacts.actions import FORMS_OF_ADDRESS
from advocacy.contacts.rules import Address, address

FORMS = {form["key"]: SimpleNamespace(**form) for form in json.loads(FORMS_OF_ADDRESS.read_text("utf-8"))["forms"]}


def test_an_ambassador_is_addressed_in_arabic_by_form_and_respect() -> None:
    assert address(FORMS["ambassador"], "f", "ar", "سفارة نورلاند في عمّان") == Address(
        ("سعادة السفيرة المحترمة", "سفارة نورلاند في عمّان"),
        "سعادة السفيرة المحترمة،",
        "وتفضلوا بقبول فائق الاحترام والتقدير،",
    )


def test_a_known_holder_is_named_in_the_address_and_not_in_the_salutation() -> None:
    got = address(FORMS["permanent_representative"], "f", "en", "Permanent Mission of Norland", "Anna Lindqvist")
    assert got.lines[0] == "Her Excellency Anna Lindqvist, Permanent Representative to the United Nations"
    assert got.salutation == "Excellency,"
    assert got.closing == "Please accept, Excellency, the assurances of our highest consideration."


def test_an_office_without_a_holder_is_addressed_by_its_function() -> None:
    got = address(FORMS["charge_daffaires"], "m", "en", "Embassy of Arcadia in Ankara")
    assert got.lines == ("The Chargé d’affaires a.i.", "Embassy of Arcadia in Ankara")


def test_a_title_that_the_office_bears_in_its_name_is_not_said_twice() -> None:
    got = address(FORMS["minister"], "m", "en", "Minister for Foreign Affairs of Estmere")
    assert got.lines == ("Minister for Foreign Affairs of Estmere",)


def test_a_desk_officer_without_a_name_is_sir_or_madam() -> None:
    assert address(FORMS["desk_officer"], "f", "en", "Syria desk").salutation == "Dear Sir or Madam,"
    assert address(FORMS["desk_officer"], "f", "en", "Syria desk", "Maria Berg").salutation == "Dear Ms Berg,"


def test_the_french_closing_repeats_the_salutation() -> None:
    got = address(FORMS["ambassador"], "m", "fr", "Ambassade de Valdoria à Beyrouth")
    assert got.salutation == "Monsieur l’Ambassadeur,"
    assert got.closing.startswith("Veuillez agréer, Monsieur l’Ambassadeur, l’assurance")


def test_speakers_are_addressed_by_the_gender_of_the_form() -> None:
    assert address(FORMS["speaker"], "f", "en", "Parliament").salutation == "Madam Speaker,"
    assert address(FORMS["speaker"], "m", "en", "Parliament").salutation == "Mr. Speaker,"


@pytest.mark.parametrize("key", FORMS)
@pytest.mark.parametrize("lang", ["ar", "en", "fr"])
@pytest.mark.parametrize("gender", ["m", "f", "n"])
@pytest.mark.parametrize("holder", ["", "ليلى منصور"])
def test_no_form_leaves_dots_slashes_or_gaps_in_a_letter(key: str, lang: str, gender: str, holder: str) -> None:
    got = address(FORMS[key], gender, lang, "الجهة", holder)
    for words in (*got.lines, got.salutation, got.closing):
        assert words == " ".join(words.split())
        assert "..." not in words
        assert "His/" not in words
        assert "Mr/" not in words
    assert not got.salutation.startswith(("/", " "))
    assert got.salutation.endswith((",", "،"))
