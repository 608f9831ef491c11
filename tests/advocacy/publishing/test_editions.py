"""What an issue prints around a text."""

from datetime import date

import pytest

from advocacy.coalition.models import Organisation
from advocacy.publishing.editions import (
    Latecomer,
    Opened,
    Voice,
    endorsed,
    from_record,
    signed,
    to_record,
    with_latecomers,
    with_names,
)
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


MONDAY, TUESDAY, FRIDAY = date(2026, 11, 23), date(2026, 11, 24), date(2026, 11, 27)


def later(*late: Latecomer) -> Edition:
    """An edition of two members of the first day, one of them withheld, and of those that acceded."""
    voices = [Voice(first(), reservation="أ"), Voice(second(), True, "ب")]
    endorsers = endorsed([organisation("داعمة", "Supporter")], "en")
    printed = with_latecomers(signed(voices, "en"), endorsers, late, "en")
    return Edition(letterhead=Letterhead("Coalition"), commitments=("c1",), **printed)


def test_a_copy_for_one_recipient_names_who_acceded_by_day_and_numbers_all_reservations_anew() -> None:
    open_ones = [
        Latecomer(organisation("١", "Early"), MONDAY, True, reservation="ج"),
        Latecomer(organisation("٢", "Late"), FRIDAY, True, reservation="د"),
        Latecomer(organisation("٣", "Partner"), FRIDAY, False),
    ]
    member = Latecomer(hidden(), TUESDAY, True, True, "هـ", "c2")
    partner = Latecomer(organisation("٤", "Shy partner"), MONDAY, False, True, "", "c3")
    other = Latecomer(organisation("٥", "Unseen"), MONDAY, True, True, "و", "c4")
    edition = later(*open_ones, member, partner, other)
    assert (edition.acceded_withheld, edition.acceded_commitments) == (3, ("c2", "c3", "c4"))
    days = [MONDAY, TUESDAY, FRIDAY]
    found = with_names(edition, [Opened("Aleph", "ب", "c1")], "en", [member, partner], days)
    assert [one.name for one in found.members] == ["Aleph", "Zenith"]
    assert [one.name for one in found.acceded] == ["Early", "Canary", "Late"]
    assert [one.name for one in found.endorsers] == ["Supporter", "Shy partner", "Partner"]
    assert found.acceded[1].note == "acceded on 24 November 2026"
    assert (found.withheld, found.commitments) == (0, ())
    assert (found.acceded_withheld, found.acceded_commitments) == (1, ("c4",))
    named = {
        one.name: found.reservations[one.reservations[0] - 1]
        for one in (*found.members, *found.endorsers, *found.acceded)
        if one.reservations
    }
    assert {name: (said.name, said.text) for name, said in named.items()} == {
        "Aleph": ("Aleph", "ب"),
        "Zenith": ("Zenith", "أ"),
        "Early": ("Early", "ج"),
        "Canary": ("Canary", "هـ"),
        "Late": ("Late", "د"),
    }
    assert [said.text for said in found.reservations if not said.name] == ["و"]
    assert len(found.reservations) == 6


def test_nobody_is_named_in_a_copy_of_an_edition_that_does_not_count_it() -> None:
    member = Latecomer(hidden(), TUESDAY, True, True, "", "c2")
    with pytest.raises(ValueError, match="not in list"):
        with_names(later(), [], "en", [member], [TUESDAY])
