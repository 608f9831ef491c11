"""What an issue prints around a text."""

from datetime import date

import pytest

from advocacy.coalition.models import Organisation
from advocacy.publishing.editions import Voice, endorsed, from_record, signed, to_record
from papers.edition import Edition, Letterhead, Reservation, Signatory

pytestmark = pytest.mark.usefixtures("app")  # names are sealed with the keys of an installation


def organisation(ar: str, en: str) -> Organisation:
    return Organisation(name_ar=ar, name_en=en, name_fr="")


def first() -> Organisation:
    return organisation("الأمل", "Zenith")


def second() -> Organisation:
    return organisation("بيت الرمّان", "Aleph")


def hidden() -> Organisation:
    return organisation("منظمة يجب ألّا تُذكر", "Canary")


def test_signatories_stand_in_the_alphabet_of_the_edition() -> None:
    voices = [Voice(second()), Voice(first())]
    assert [one.name for one in signed(voices, "ar")["members"]] == ["الأمل", "بيت الرمّان"]
    assert [one.name for one in signed(voices, "en")["members"]] == ["Aleph", "Zenith"]


def test_reservations_are_numbered_in_the_order_of_the_list() -> None:
    voices = [Voice(first(), reservation="أ"), Voice(second(), reservation="ب")]
    english = signed(voices, "en")
    assert english["members"] == (Signatory("Aleph", "", (1,)), Signatory("Zenith", "", (2,)))
    assert english["reservations"] == (Reservation("Aleph", "ب"), Reservation("Zenith", "أ"))


def test_a_withheld_organisation_is_counted_and_its_reservation_has_no_name() -> None:
    found = signed([Voice(hidden(), True, "نتحفّظ"), Voice(first())], "ar")
    assert found["withheld"] == 1
    assert found["reservations"] == (Reservation("", "نتحفّظ"),)
    assert "منظمة يجب" not in repr(found)


def test_the_order_of_withheld_reservations_says_nothing_about_whose_they_are() -> None:
    one, other = Voice(hidden(), True, "ب"), Voice(first(), True, "أ")
    assert signed([one, other], "ar") == signed([other, one], "ar")


def test_supporters_are_listed_apart_in_their_own_alphabet() -> None:
    assert [one.name for one in endorsed([second(), first()], "ar")] == ["الأمل", "بيت الرمّان"]


def test_an_edition_survives_being_kept() -> None:
    edition = Edition(
        letterhead=Letterhead("تحالف", "ت", ("دمشق · a@b.example",), b"\x89PNG", "#123456"),
        reference="RY/2026/001",
        issue="1.0",
        date=date(2026, 11, 23),
        members=(Signatory("الأمل", "", (1,)),),
        endorsers=(Signatory("Aleph"),),
        withheld=2,
        reservations=(Reservation("الأمل", "نص"),),
        status="translation",
        translated_from="ar",
    )
    assert from_record(to_record(edition, "digest"), b"\x89PNG") == edition
    assert to_record(edition, "digest")["letterhead"]["logo"] == "digest"
