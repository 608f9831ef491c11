"""The coalition's pages, by those who run it, those who belong to it, and a stranger."""

import io
from datetime import date

import pytest
from flask import Flask
from sqlalchemy import select

from advocacy.accounts.models import Person
from advocacy.clock import SetClock
from advocacy.coalition.models import BodyRole, Group, Organisation, Scope, Status, Visibility
from advocacy.coalition.queries import actor_of, status_on, the_coalition
from advocacy.coalition.rules import by_law_values
from advocacy.database import session
from advocacy.policy import Office
from tests.conftest import Browser
from tests.make import coalition as make

DAY = date(2026, 11, 23)
NEW = {
    "name_ar": "مركز سنديان",
    "name_en": "Sindyan",
    "kind": "organisation",
    "visibility": "public",
    "status": "member",
}


@pytest.fixture
def sami(browser: Browser) -> Person:
    """The coordinator, signed in."""
    make.coalition()
    someone = make.holder_of(Office.COORDINATOR, "sami")
    browser.sign_in(someone)
    return someone


def member_of(organisation: Organisation) -> Person:
    someone = make.person()
    make.kept(make.Affiliation(person_id=someone.id, organisation_id=organisation.id, since=make.LONG_AGO))
    return someone


CHANGES = [
    "/coalition/organisations",
    "/coalition/organisations/{id}",
    "/coalition/organisations/{id}/status",
    "/coalition/organisations/{id}/people",
    "/coalition/organisations/{id}/mandates",
    "/coalition/bodies",
    "/coalition/groups",
    "/coalition/campaigns",
    "/coalition/settings",
    "/coalition/settings/logo",
    "/coalition/import",
]


@pytest.mark.parametrize("address", CHANGES)
def test_a_stranger_and_a_member_change_nothing(browser: Browser, address: str) -> None:
    make.coalition()
    house = make.organisation()
    url = address.format(id=house.id)
    assert browser.post(url, data=NEW).status_code == 401
    assert browser.sign_in(make.person()).post(url, data=NEW).status_code == 403
    assert browser.sign_in(member_of(house)).post(url, data=NEW).status_code == 403
    assert len(list(session.scalars(select(Organisation)))) == 1


def test_a_stranger_reads_nothing(browser: Browser) -> None:
    house = make.organisation()
    for url in ("/coalition", f"/coalition/organisations/{house.id}", "/coalition/settings", "/coalition/import"):
        assert browser.get(url).status_code == 401
    browser.sign_in(make.person())
    assert browser.get("/coalition").status_code == 403


def test_an_organisation_is_admitted_and_found_however_it_is_spelt(browser: Browser, sami: Person) -> None:
    answer = browser.post("/coalition/organisations", data=NEW | {"name_ar": "جمعية ضفّة النهر", "since": "٠١/٠٢/٢٠٢٥"})
    assert answer.status_code == 303
    assert "جمعية ضفّة النهر" in browser.get(answer.location).text
    assert "جمعية ضفّة النهر" in browser.get("/coalition?q=الضفه").text
    assert "جمعية ضفّة النهر" not in browser.get("/coalition?q=بحر").text
    assert "جمعية ضفّة النهر" not in browser.get("/coalition?status=suspended").text
    assert status_on(session.scalars(select(Organisation)).one(), date(2025, 2, 1)) is Status.MEMBER


def test_a_namesake_is_refused_with_everything_typed_and_admitted_when_meant(browser: Browser, sami: Person) -> None:
    make.organisation("مركز سنديان")
    refused = browser.post("/coalition/organisations", data=NEW | {"note": "كلام كثير"})
    assert refused.status_code == 422
    assert "كلام كثير" in refused.text
    assert 'name="despite_likeness"' in refused.text
    again = browser.post("/coalition/organisations", data=NEW | {"despite_likeness": "yes"})
    assert again.status_code == 303


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("name_ar", ""),
        ("name_ar", "م" * 201),
        ("mail", "nobody"),
        ("kind", "empire"),
        ("visibility", "loud"),
        ("since", "31/02/2026"),
        ("status", "king"),
        ("timezone", "Mars/Olympus"),
    ],
)
def test_bad_input_is_named_beside_its_field(browser: Browser, sami: Person, field: str, value: str) -> None:
    answer = browser.post("/coalition/organisations", data=NEW | {field: value})
    assert answer.status_code == 422
    assert f'id="{field}-error"' in answer.text
    assert not list(session.scalars(select(Organisation)))


def test_an_organisation_is_edited(browser: Browser, sami: Person) -> None:
    house = make.organisation("مركز سنديان")
    url = f"/coalition/organisations/{house.id}"
    assert browser.get(f"{url}/edit").status_code == 200
    answer = browser.post(url, data=NEW | {"name_ar": "مركز السنديان", "visibility": "withheld", "kind": "network"})
    assert answer.status_code == 303
    session.expire_all()
    assert (house.name_ar, house.visibility, house.kind) == ("مركز السنديان", Visibility.WITHHELD, "network")


def test_a_status_tells_its_story(browser: Browser, sami: Person) -> None:
    house = make.organisation()
    url = f"/coalition/organisations/{house.id}"
    refused = browser.post(f"{url}/status", data={"status": "suspended", "since": "2026-11-01"})
    assert refused.status_code == 422
    browser.post(f"{url}/status", data={"status": "suspended", "since": "2026-11-01", "reason": "لم ترد منذ عام"})
    page = browser.get(url).text
    assert "لم ترد منذ عام" in page
    assert 'datetime="2026-11-01"' in page
    session.expire_all()
    assert status_on(house, DAY) is Status.SUSPENDED


def test_a_withheld_name_is_read_by_few(browser: Browser) -> None:
    hidden = make.organisation("منظمة مداد الذاكرة", visibility=Visibility.WITHHELD)
    hidden.name_en = "Midad"
    session.commit()
    other, admin = member_of(make.organisation()), make.person(is_admin=True)
    trusted_elsewhere = [make.holder_of(office) for office in (Office.BOARD, Office.OVERSIGHT, Office.ARBITRATION)]
    for reader in (other, admin, make.holder_of(Office.RELATIONS), make.holder_of(Office.RELEASE), *trusted_elsewhere):
        page = browser.sign_in(reader).get("/coalition").text
        assert "مداد" not in page
        assert "Midad" not in page
        assert "منظمة مداد" not in browser.get("/coalition?q=مداد").text.replace('value="مداد"', "")
        assert browser.get(f"/coalition/organisations/{hidden.id}").status_code == 404
    for reader in (member_of(hidden), make.holder_of(Office.COORDINATOR)):
        assert "مداد" in browser.sign_in(reader).get("/coalition").text


def test_an_organisation_itself_says_how_its_name_may_appear(browser: Browser) -> None:
    house = make.organisation()
    huda = make.signatory(house)
    url = f"/coalition/organisations/{house.id}/visibility"
    for other in (member_of(house), make.holder_of(Office.BOARD), make.signatory(make.organisation())):
        assert browser.sign_in(other).post(url, data={"visibility": "withheld"}).status_code == 403
    assert browser.sign_in(huda).post(url, data={"visibility": "loud"}).status_code == 422
    assert browser.post(url, data={"visibility": "withheld"}).status_code == 303
    session.expire_all()
    assert house.visibility is Visibility.WITHHELD


def test_other_members_do_not_see_who_signs_for_a_house(browser: Browser) -> None:
    house = make.organisation()
    huda = make.signatory(house)
    url = f"/coalition/organisations/{house.id}"
    assert huda.name_ar not in browser.sign_in(member_of(make.organisation())).get(url).text
    page = browser.sign_in(make.holder_of(Office.ARBITRATION)).get(url).text
    assert huda.name_ar in page


def mandate_data(person: Person, **more: object) -> dict[str, object]:
    return {"person": str(person.id), "scope": "all", "since": "", "until": "", **more}


def test_a_mandate_is_recorded_proved_downloaded_and_revoked(browser: Browser, sami: Person) -> None:
    house, huda = make.organisation(), make.person()
    url = f"/coalition/organisations/{house.id}"
    assert browser.get(f"{url}/mandates/new").status_code == 200
    proof = (io.BytesIO(b"%PDF-1.4 letter"), "../../كتاب تخويل.pdf")
    answer = browser.post(
        f"{url}/mandates", data=mandate_data(huda, proof=proof, until="31/12/2026"), content_type="multipart/form-data"
    )
    assert answer.status_code == 303
    mandate = house.mandates[0]
    assert (mandate.proof_name, mandate.until) == ("كتاب تخويل.pdf", date(2026, 12, 31))
    file = browser.get(f"/coalition/mandates/{mandate.id}/proof")
    assert file.data == b"%PDF-1.4 letter"
    assert file.headers["Content-Disposition"].startswith("attachment")
    assert browser.post(f"/coalition/mandates/{mandate.id}/revoke", data={"revoked_reason": " "}).status_code == 422
    assert browser.post(f"/coalition/mandates/{mandate.id}/revoke", data={"revoked_reason": "غادرت"}).status_code == 303
    assert "غادرت" in browser.get(url).text
    assert not actor_of(huda).represents


def test_a_proof_is_no_page_for_other_members(browser: Browser, sami: Person) -> None:
    house, huda = make.organisation(), make.person()
    proof = (io.BytesIO(b"%PDF-1.4 letter"), "a.pdf")
    browser.post(f"/coalition/organisations/{house.id}/mandates", data=mandate_data(huda, proof=proof))
    url = f"/coalition/mandates/{house.mandates[0].id}/proof"
    assert browser.sign_in(member_of(make.organisation())).get(url).status_code == 404
    assert browser.sign_in(make.person(is_admin=True)).get(url).status_code == 404
    assert browser.sign_in(member_of(house)).get(url).status_code == 200


def test_a_limited_mandate_keeps_its_limits(browser: Browser, sami: Person) -> None:
    house, huda = make.organisation(), make.person()
    url = f"/coalition/organisations/{house.id}/mandates"
    browser.post(url, data=mandate_data(huda, scope="kinds", kinds=["urgent_appeal", "joint_letter"]))
    assert (house.mandates[0].scope, house.mandates[0].scope_values) == (Scope.KINDS, ["urgent_appeal", "joint_letter"])
    assert browser.post(url, data=mandate_data(huda, scope="kinds")).status_code == 422
    assert browser.post(url, data=mandate_data(huda, scope="kinds", kinds=["ransom"])).status_code == 422
    assert browser.post(url, data=mandate_data(huda, scope="campaign")).status_code == 422
    assert browser.post(url, data=mandate_data(huda) | {"person": "999"}).status_code == 404


def test_a_program_is_no_proof(browser: Browser, sami: Person) -> None:
    house, huda = make.organisation(), make.person()
    proof = (io.BytesIO(b"MZ\x90"), "letter.pdf")
    answer = browser.post(f"/coalition/organisations/{house.id}/mandates", data=mandate_data(huda, proof=proof))
    assert answer.status_code == 422
    session.expire_all()
    assert not house.mandates


def test_a_body_is_formed_somebody_serves_and_leaves(browser: Browser, sami: Person, clock: SetClock) -> None:
    mariam = make.person()
    answer = browser.post(
        "/coalition/bodies", data={"code": "OT", "name_ar": "لجنة الرقابة والشفافية", "office": "oversight"}
    )
    page = browser.post(f"{answer.location}/terms", data={"whom": str(mariam.id), "role": "chair"})
    assert mariam.name_ar in browser.get(page.location).text
    assert actor_of(mariam).holds(Office.OVERSIGHT)
    session.expire_all()
    term = session.scalars(select(make.BodyTerm).where(make.BodyTerm.person_id == mariam.id)).one()
    assert term.role is BodyRole.CHAIR
    assert browser.post(f"/coalition/terms/body/{term.id}/end", data={"until": "2026-11-23"}).status_code == 303
    assert browser.post(f"/coalition/terms/body/{term.id}/end", data={"until": "never"}).status_code == 422
    assert browser.post("/coalition/terms/body/999/end").status_code == 404


def test_a_group_has_seats_and_writers(browser: Browser, sami: Person) -> None:
    house, rim = make.organisation(), make.person()
    group = browser.post("/coalition/groups", data={"code": "WG1", "name_ar": "فريق العدالة"}).location
    assert browser.post(f"{group}/seats", data={"whom": str(house.id)}).status_code == 303
    assert browser.post(f"{group}/terms", data={"whom": str(rim.id), "role": "rapporteur"}).status_code == 303
    page = browser.get(group).text
    assert house.name_ar in page
    assert rim.name_ar in page
    assert browser.post(f"{group}/terms", data={"whom": str(rim.id), "role": "rapporteur"}).status_code == 409
    assert actor_of(rim).leads == {session.scalars(select(Group)).one().id}


def test_a_campaign_is_started(browser: Browser, sami: Person) -> None:
    group = make.group()
    data = {"code": "C1", "name_ar": "من حقّنا أن نعرف", "group": str(group.id), "goal_ar": "مقاعد للأسر"}
    page = browser.get(browser.post("/coalition/campaigns", data=data).location).text
    assert "من حقّنا أن نعرف" in page
    assert "مقاعد للأسر" in page
    assert browser.post("/coalition/campaigns", data=data).status_code == 422


def test_by_laws_are_set_with_arabic_digits(browser: Browser, sami: Person) -> None:
    data = {
        "name_ar": "تحالف",
        "mail": "office@riwaq.example",
        "colour": "#123456",
        "rule": "quorum_majority",
        "quorum_majority-quorum_percent": "٦٠",
        "quorum_majority-majority": "two_thirds",
        "quorum_majority-objection_blocks": "yes",
    }
    assert browser.post("/coalition/settings", data=data).status_code == 303
    session.expire_all()
    house = the_coalition()
    assert house is not None
    chosen = {"quorum_percent": 60, "majority": "two_thirds", "objection_blocks": True}
    assert house.rule_values == by_law_values("quorum_majority", chosen)
    page = browser.get("/coalition/settings").text
    assert 'value="60"' in page
    assert 'name="quorum_majority-objection_blocks" value="yes" checked' in page
    refused = browser.post("/coalition/settings", data=data | {"quorum_majority-quorum_percent": "101"})
    assert refused.status_code == 422
    assert 'id="quorum_majority-quorum_percent-error"' in refused.text
    assert 'value="101"' in refused.text


def test_a_logo_is_shown_and_never_runs_and_goes_only_when_meant(browser: Browser, sami: Person) -> None:
    logo = (io.BytesIO(b"<svg xmlns='http://www.w3.org/2000/svg'></svg>"), "logo.svg")
    assert browser.post("/coalition/settings/logo", data={"logo": logo}).status_code == 303
    answer = browser.get("/coalition/logo")
    assert answer.mimetype == "image/svg+xml"
    assert "sandbox" in answer.headers["Content-Security-Policy"]
    assert browser.post("/coalition/settings/logo").status_code == 422
    assert browser.get("/coalition/logo").status_code == 200
    assert browser.post("/coalition/settings/logo", data={"remove": "yes"}).status_code == 303
    browser.post("/account/leave")
    assert browser.get("/coalition/logo").status_code == 404


def test_a_logo_is_public(browser: Browser, sami: Person) -> None:
    logo = (io.BytesIO(b"<svg xmlns='http://www.w3.org/2000/svg'></svg>"), "logo.svg")
    browser.post("/coalition/settings/logo", data={"logo": logo})
    browser.post("/account/leave")
    assert browser.get("/coalition/logo").status_code == 200


def test_every_page_opens_in_every_language(browser: Browser, sami: Person, app: Flask) -> None:
    house = make.organisation()
    make.signatory(house)
    group, rim = make.group(), make.person()
    make.kept(make.GroupTerm(group_id=group.id, person_id=rim.id, role=make.GroupRole.MEMBER, since=make.LONG_AGO))
    pages = [
        "/coalition",
        f"/coalition/organisations/{house.id}",
        f"/coalition/organisations/{house.id}/edit",
        f"/coalition/organisations/{house.id}/mandates/new",
        "/coalition/organisations/new",
        "/coalition/bodies/new",
        f"/coalition/bodies/{session.scalars(select(make.Body.id)).first()}",
        "/coalition/groups/new",
        f"/coalition/groups/{group.id}",
        "/coalition/campaigns/new",
        "/coalition/settings",
        "/coalition/import",
        "/account/people",
        "/account/people/new",
    ]
    for page in pages:
        for lang in ("ar", "en", "fr"):
            assert browser.get(f"{page}?lang={lang}").status_code == 200
