"""Keeping the register."""

from datetime import date, timedelta

import pytest
from flask import Flask

from advocacy.clock import SetClock
from advocacy.contacts import actions, queries
from advocacy.contacts.models import Gender, Way
from advocacy.database import transaction
from advocacy.errors import BadInput, RuleBroken
from tests.make.contacts import office


def test_a_new_holder_changes_the_salutation_from_their_day_on(app: Flask) -> None:
    embassy = office(gender=Gender.MASCULINE)
    with transaction():
        actions.record_holder(
            embassy, name_ar="آنا", name_en="Anna Berg", gender=Gender.FEMININE, since=date(2026, 11, 1), by=None
        )
    before, after = (queries.address_of(embassy, "ar", date(2026, month, 15)) for month in (10, 11))
    assert before.salutation == "سعادة السفير المحترم،"
    assert after.salutation == "سعادة السفيرة المحترمة،"


def test_the_holder_before_ends_the_day_before(app: Flask) -> None:
    embassy = office()
    with transaction():
        for name, since in (("آنا", date(2025, 1, 1)), ("سارة", date(2026, 1, 1))):
            actions.record_holder(embassy, name_ar=name, gender=Gender.FEMININE, since=since, by=None)
    assert embassy.holders[0].until == date(2025, 12, 31)
    holder = queries.holder_on(embassy, date(2025, 12, 31))
    assert holder is not None
    assert holder.name_ar == "آنا"


def test_holders_do_not_overlap(app: Flask) -> None:
    embassy = office()
    with transaction():
        actions.record_holder(embassy, name_ar="آنا", gender=Gender.FEMININE, since=date(2026, 1, 1), by=None)
    with pytest.raises(RuleBroken), transaction():
        actions.record_holder(embassy, name_ar="سارة", gender=Gender.FEMININE, since=date(2025, 1, 1), by=None)


def test_an_office_reached_by_mail_needs_an_address(app: Flask) -> None:
    with pytest.raises(BadInput) as refused, transaction():
        actions.load_forms_of_address(by=None)
        actions.register_office(
            code="K1", name_ar="جهة", form_key="minister", gender=Gender.MASCULINE, lang="ar", way=Way.EMAIL, by=None
        )
    assert "mail" in refused.value.fields


def test_two_offices_do_not_share_a_code(app: Flask) -> None:
    known = office()
    with pytest.raises(BadInput) as refused, transaction():
        actions.register_office(
            code=known.code,
            name_ar="جهة",
            form_key="minister",
            gender=Gender.MASCULINE,
            lang="ar",
            way=Way.PAPER,
            by=None,
        )
    assert "code" in refused.value.fields


def test_offices_are_found_however_arabic_is_written(app: Flask) -> None:
    office("سفارة إستمير في دمشق")
    assert [found.name_ar for found in queries.offices("السفاره استمير")] == ["سفارة إستمير في دمشق"]
    assert queries.offices("قنصلية") == []


def test_an_office_nobody_checked_for_90_days_is_stale(app: Flask, clock: SetClock) -> None:
    embassy = office()
    assert not queries.is_stale(embassy, clock.now().date())
    clock.move(timedelta(days=91))
    assert queries.is_stale(embassy, clock.now().date())


def test_loading_the_forms_again_changes_nothing(app: Flask) -> None:
    with transaction():
        assert actions.load_forms_of_address(by=None) == 29
        assert actions.load_forms_of_address(by=None) == 0
