"""Who belongs, and who may sign on a day."""

from datetime import UTC, date, datetime
from types import SimpleNamespace

from flask import Flask

from advocacy.coalition import queries
from advocacy.coalition.models import Scope, Status, StatusChange
from advocacy.database import session
from tests.make import coalition as make

DAY = date(2026, 11, 23)
TEXT = SimpleNamespace(id=7, kind="position_paper", campaign_id=None)


def test_members_are_counted_by_the_day_that_is_asked_about(app: Flask) -> None:
    member, suspended = make.organisation(), make.organisation()
    make.organisation(status=Status.PARTNER)
    now = datetime(2026, 11, 1, tzinfo=UTC)
    suspended.history.append(StatusChange(status=Status.SUSPENDED, since=date(2026, 11, 1), recorded_at=now))
    session.commit()
    assert queries.members_on(DAY) == [member]
    assert queries.members_on(date(2026, 10, 31)) == [member, suspended]
    assert queries.members_on(date(2019, 1, 1)) == []


def test_a_status_recorded_later_for_an_earlier_day_takes_its_place_in_time(app: Flask) -> None:
    organisation = make.organisation(status=Status.MEMBER)
    now = datetime(2026, 11, 1, tzinfo=UTC)
    organisation.history.append(StatusChange(status=Status.LEFT, since=date(2026, 10, 1), recorded_at=now))
    organisation.history.append(StatusChange(status=Status.SUSPENDED, since=date(2026, 9, 1), recorded_at=now))
    session.commit()
    assert queries.status_on(organisation, DAY) is Status.LEFT
    assert queries.status_on(organisation, date(2026, 9, 15)) is Status.SUSPENDED


def test_somebody_with_a_mandate_may_sign_and_others_of_the_house_may_not(app: Flask) -> None:
    organisation = make.organisation()
    reem, other = make.signatory(organisation), make.person()
    found = queries.signatories_of(organisation, TEXT, DAY)
    assert [person for person, _mandate in found] == [reem]
    assert queries.mandate_for(reem, organisation, TEXT, DAY) == found[0][1]
    assert queries.mandate_for(other, organisation, TEXT, DAY) is None


def test_nobody_signs_for_a_suspended_member(app: Flask) -> None:
    organisation = make.organisation(status=Status.SUSPENDED)
    make.signatory(organisation)
    assert queries.signatories_of(organisation, TEXT, DAY) == []


def test_a_mandate_of_one_house_is_none_for_another(app: Flask) -> None:
    mine, theirs = make.organisation(), make.organisation()
    assert queries.mandate_for(make.signatory(mine), theirs, TEXT, DAY) is None


def test_a_closed_account_signs_nothing(app: Flask) -> None:
    organisation = make.organisation()
    reem = make.signatory(organisation)
    reem.active = False
    session.commit()
    assert queries.signatories_of(organisation, TEXT, DAY) == []


def test_somebody_with_two_mandates_is_asked_once_by_the_one_that_covers_the_text(app: Flask) -> None:
    organisation = make.organisation()
    reem = make.signatory(organisation)
    organisation.mandates[0].scope, organisation.mandates[0].scope_values = Scope.KINDS, ["urgent_appeal"]
    wide = make.mandate(organisation, reem)
    session.expire_all()
    assert queries.signatories_of(organisation, TEXT, DAY) == [(reem, wide)]


def test_a_name_is_known_again_under_another_spelling(app: Flask) -> None:
    house = make.organisation("جمعية ضفّة النهر")
    assert queries.organisation_named_like("جمعيه  ضفة النّهر") == house
    assert queries.organisation_named_like("جمعية ضفة البحر") is None
    assert queries.organisation_named_like("جمعية ضفة النهر", other_than=house) is None


def test_organisations_are_listed_in_the_alphabet_of_the_reader(app: Flask) -> None:
    z, a = make.organisation("بيت الزيتون"), make.organisation("الأثل")
    z.name_en, a.name_en = "A house", "Z youth"
    session.commit()
    assert queries.organisations("ar") == [a, z]
    assert queries.organisations("en") == [z, a]
