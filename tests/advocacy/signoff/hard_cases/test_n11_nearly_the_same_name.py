"""N11: two organisations have nearly the same Arabic name."""

import pytest
from sqlalchemy import select

from advocacy.coalition.models import Organisation, Status
from advocacy.database import session
from advocacy.policy import Office
from advocacy.signoff.models import Endorsement
from tests.conftest import Browser
from tests.make import coalition as make
from tests.make import signoff as calls

NEW = {"kind": "organisation", "visibility": "public", "status": "member"}


@pytest.fixture
def coordinator(browser: Browser) -> Browser:
    make.coalition()
    return browser.sign_in(make.holder_of(Office.COORDINATOR))


@pytest.mark.parametrize(
    ("known", "new"),
    [
        ("شبكة الأحرار", "شبكة الاحرار"),
        ("شبكة الأحرار", "شبكة أحرار"),
        ("جمعية النور", "جمعيه النور"),
        ("الشبكة السورية", "شبكة سورية"),
    ],
)
def test_N11_a_likeness_is_said_at_admission_and_must_be_overruled(coordinator: Browser, known: str, new: str) -> None:
    make.organisation(known)
    before = len(session.scalars(select(Organisation)).all())
    refused = coordinator.post("/coalition/organisations", data={**NEW, "name_ar": new})
    assert refused.status_code == 422
    assert known in refused.text
    assert 'name="despite_likeness"' in refused.text
    assert len(session.scalars(select(Organisation)).all()) == before
    answer = coordinator.post("/coalition/organisations", data={**NEW, "name_ar": new, "despite_likeness": "on"})
    assert answer.status_code == 303


def test_N11_another_name_is_no_likeness(coordinator: Browser) -> None:
    make.organisation("شبكة الأحرار")
    assert coordinator.post("/coalition/organisations", data={**NEW, "name_ar": "شبكة الأنوار"}).status_code == 303


def test_N11_support_from_outside_by_a_name_like_a_members_asks_which_of_the_two_wrote(coordinator: Browser) -> None:
    calls.members(1)
    member = make.organisation("شبكة الأحرار")
    partner = make.organisation("شبكة الاحرار", status=Status.PARTNER)
    call = calls.open_call()
    data = {"organisation": str(partner.id), "evidence": "رسالة من المدير"}
    refused = coordinator.post(f"/calls/{call.id}/endorse", data=data)
    assert refused.status_code == 422
    assert f"الرقم {member.number}" in refused.text
    assert 'name="despite_likeness"' in refused.text
    assert session.scalars(select(Endorsement)).all() == []
    data["despite_likeness"] = "on"
    assert coordinator.post(f"/calls/{call.id}/endorse", data=data).status_code == 303
    assert session.scalars(select(Endorsement)).one().organisation_id == partner.id


@pytest.mark.parametrize("kind", ["political_party", "armed_actor", "state_body"])
def test_parties_armed_actors_and_state_bodies_are_not_admitted_by_any_door(coordinator: Browser, kind: str) -> None:
    page = coordinator.get("/coalition/organisations/new").text
    assert f'value="{kind}"' in page
    data = {**NEW, "name_ar": "اسم ما", "kind": kind, "status": "partner"}
    refused = coordinator.post("/coalition/organisations", data=data)
    assert refused.status_code == 422
    assert 'id="kind-error"' in refused.text
    known = make.organisation()
    edited = coordinator.post(f"/coalition/organisations/{known.id}", data={**data, "name_ar": known.name_ar})
    assert edited.status_code == 422
    assert len(session.scalars(select(Organisation)).all()) == 1


@pytest.mark.parametrize("words", ["حزب سياسي", "فصيل مسلّح", "جهة حكومية", "political party"])
def test_parties_armed_actors_and_state_bodies_are_not_imported_from_a_table(coordinator: Browser, words: str) -> None:
    page = coordinator.post("/coalition/import", data={"pasted": f"اسم ما\tSome name\t{words}\t", "admit": "yes"})
    assert "لا توقّع" in page.text
    assert session.scalars(select(Organisation)).all() == []
