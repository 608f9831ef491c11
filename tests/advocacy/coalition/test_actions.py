"""What the coordinator does, and what the coalition refuses."""

from datetime import date, timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from advocacy import blobs
from advocacy.clock import SetClock
from advocacy.coalition import actions
from advocacy.coalition.models import BodyRole, GroupRole, Organisation, Scope, Status, Visibility
from advocacy.coalition.queries import actor_of, status_on, the_coalition
from advocacy.coalition.rules import by_law_values
from advocacy.database import session, transaction
from advocacy.errors import BadInput, RuleBroken
from advocacy.ledger.models import Entry
from advocacy.policy import Office
from tests.make import coalition as make

DAY = date(2026, 11, 23)


def kinds() -> list[str]:
    return list(session.scalars(select(Entry.kind).order_by(Entry.number)))


def admit(name: str, **more: object) -> Organisation:
    with transaction():
        return actions.admit_organisation(name_ar=name, by=None, **more)  # type: ignore[arg-type]


def test_a_coalition_is_set_up_once(app: Flask) -> None:
    with transaction():
        actions.set_up_coalition(code="RY", name_ar="رواق", mail="office@riwaq.example", place_ar="دمشق", by=None)
    house = the_coalition()
    assert house is not None
    assert (house.rule, house.rule_values, house.place_ar) == ("opt_in", by_law_values("opt_in", {}), "دمشق")
    with pytest.raises(RuleBroken), transaction():
        actions.set_up_coalition(code="XX", name_ar="آخر", mail="x@riwaq.example", by=None)


def test_by_laws_change_with_their_values_and_the_ledger_says_so(app: Flask) -> None:
    house, sami = make.coalition(), make.person()
    with transaction():
        actions.edit_settings(house, rule="quorum_majority", rule_values={"quorum_percent": 60}, by=sami)
    assert house.rule_values == by_law_values("quorum_majority", {"quorum_percent": 60})
    entry = session.scalars(select(Entry)).one()
    assert (entry.kind, entry.person_id, entry.facts["fields"]) == ("coalition.settings_changed", sami.id, ["rule"])


@pytest.mark.parametrize("fields", [{"colour": "red; }"}, {"timezone": "Mars/Olympus"}, {"name_ar": ""}])
def test_settings_that_cannot_be_are_refused(app: Flask, fields: dict[str, str]) -> None:
    house = make.coalition()
    with pytest.raises(BadInput) as refusal, transaction():
        actions.edit_settings(house, by=None, **fields)
    assert set(refusal.value.fields) == set(fields)


def test_a_logo_with_a_script_is_refused(app: Flask) -> None:
    house = make.coalition()
    with pytest.raises(BadInput), transaction():
        actions.set_logo(house, b"<svg><script/></svg>", by=None)
    with transaction():
        actions.set_logo(house, b"<svg></svg>", by=None)
    assert house.logo_sha256 is not None
    assert blobs.read(house.logo_sha256) == b"<svg></svg>"


def test_an_organisation_is_admitted_with_number_status_and_ledger_line(app: Flask) -> None:
    first, second = admit("مركز سنديان"), admit("بيت الرمّان", since=date(2025, 1, 1))
    assert (first.number, second.number) == ("1", "2")
    assert status_on(first, DAY) is Status.MEMBER
    assert status_on(second, date(2024, 12, 31)) is None
    assert kinds() == ["coalition.organisation_admitted"] * 2


def test_a_name_that_differs_in_spelling_only_is_refused_unless_meant(app: Flask) -> None:
    admit("مركز سنديان")
    with pytest.raises(BadInput) as refusal:
        admit("مَرْكَز سنديـان")
    assert "name_ar" in refusal.value.fields
    assert admit("مَرْكَز سنديـان", despite_likeness=True).number == "2"


def test_a_name_of_nothing_but_signs_is_refused(app: Flask) -> None:
    with pytest.raises(BadInput):
        admit("«»")


def test_a_taken_number_is_refused(app: Flask) -> None:
    admit("مركز سنديان", number="X1")
    with pytest.raises(BadInput):
        admit("مركز آخر", number="X1")


def test_an_organisation_may_keep_its_name_and_not_take_anothers(app: Flask) -> None:
    house = admit("مركز سنديان")
    admit("بيت الرمان")
    with transaction():
        actions.rename_organisation(house, name_ar="مركز السنديان", name_en="Sindyan", by=None)
    with pytest.raises(BadInput), transaction():
        actions.rename_organisation(house, name_ar="بيت الرمّان", by=None)
    assert session.get_one(Organisation, house.id).name_ar == "مركز السنديان"


def test_nobody_is_suspended_without_a_reason(app: Flask) -> None:
    house = admit("مركز سنديان")
    with pytest.raises(BadInput), transaction():
        actions.change_status(house, Status.SUSPENDED, by=None)
    with transaction():
        actions.change_status(house, Status.SUSPENDED, reason="لم تسدَّد الاشتراكات", by=None)
    assert status_on(house, DAY) is Status.SUSPENDED
    assert [change.status for change in house.history] == [Status.MEMBER, Status.SUSPENDED]
    with pytest.raises(RuleBroken), transaction():
        actions.change_status(house, Status.SUSPENDED, reason="مرة أخرى", by=None)


def test_no_name_and_no_reason_enters_the_ledger(app: Flask) -> None:
    house = admit("مركز سنديان", mail="sindyan@org.example")
    with transaction():
        actions.rename_organisation(house, name_ar="مركز البلوط", by=None)
        actions.change_visibility(house, Visibility.WITHHELD, by=None)
        actions.change_status(house, Status.SUSPENDED, reason="سرّ", by=None)
    written = " ".join(str(entry.facts) for entry in session.scalars(select(Entry)))
    assert not any(word in written for word in ("سنديان", "البلوط", "سرّ", "sindyan"))


def test_a_term_in_the_secretariat_gives_its_right_and_ends_with_its_day(app: Flask, clock: SetClock) -> None:
    sami = make.person()
    with transaction():
        body = actions.form_body(code="SE", name_ar="الأمانة التنفيذية", office=Office.COORDINATOR, by=None)
        term = actions.appoint_to_body(body, sami, role=BodyRole.STAFF, by=None)
    assert actor_of(sami).holds(Office.COORDINATOR)
    with pytest.raises(RuleBroken), transaction():
        actions.appoint_to_body(body, sami, by=None)
    with transaction():
        actions.end_term(term, until=DAY, by=None)
    clock.move(timedelta(days=1))
    assert not actor_of(sami).holds(Office.COORDINATOR)
    with pytest.raises(RuleBroken), transaction():
        actions.end_term(term, until=DAY, by=None)


def test_a_term_cannot_end_before_it_begins(app: Flask) -> None:
    sami = make.person()
    with pytest.raises(BadInput), transaction():
        body = actions.form_body(code="SE", name_ar="الأمانة", by=None)
        actions.appoint_to_body(body, sami, since=DAY, until=DAY - timedelta(days=1), by=None)


def test_a_rapporteur_leads_and_a_member_writes(app: Flask) -> None:
    rim, azad, house = make.person(), make.person(), make.organisation()
    with transaction():
        group = actions.form_group(code="WG1", name_ar="فريق العدالة", by=None)
        actions.seat_in_group(group, house, by=None)
        actions.appoint_to_group(group, rim, role=GroupRole.RAPPORTEUR, by=None)
        actions.appoint_to_group(group, azad, role=GroupRole.TRANSLATOR, by=None)
    assert actor_of(rim).leads == actor_of(azad).writes == {group.id}
    assert not actor_of(azad).leads
    with pytest.raises(BadInput), transaction():
        actions.form_group(code="WG1", name_ar="فريق آخر", by=None)
    with pytest.raises(RuleBroken), transaction():
        actions.seat_in_group(group, house, by=None)


def test_belonging_to_a_member_gives_no_right_to_sign(app: Flask) -> None:
    huda, house = make.person(), make.organisation()
    with transaction():
        actions.affiliate(huda, house, by=None)
    assert actor_of(huda).holds(Office.MEMBER)
    assert not actor_of(huda).represents


def test_a_mandate_is_recorded_with_its_proof_and_revoked_with_a_reason(app: Flask) -> None:
    huda, sami, house = make.person(), make.person(), make.organisation()
    with transaction():
        mandate = actions.record_mandate(house, huda, proof=b"%PDF-1.4 letter", proof_name="كتاب.pdf", by=sami)
    assert mandate.proof_sha256 is not None
    assert actor_of(huda).represents == {house.id}
    with pytest.raises(BadInput), transaction():
        actions.revoke_mandate(mandate, reason="", by=sami)
    with transaction():
        actions.revoke_mandate(mandate, reason="غادرت المنظمة", by=sami)
    assert not actor_of(huda).represents
    with pytest.raises(RuleBroken), transaction():
        actions.revoke_mandate(mandate, reason="مرة أخرى", by=sami)
    assert kinds() == ["coalition.mandate_recorded", "coalition.mandate_revoked"]


@pytest.mark.parametrize("proof", [b"MZ program", b"", b"\xff\xd8\xff" + b"0" * 5_000_000])
def test_a_proof_that_is_no_letter_is_refused(app: Flask, proof: bytes) -> None:
    huda, house = make.person(), make.organisation()
    with pytest.raises(BadInput) as refusal, transaction():
        actions.record_mandate(house, huda, proof=proof, by=None)
    assert "proof" in refusal.value.fields


def test_a_limited_mandate_names_its_limits(app: Flask) -> None:
    huda, house = make.person(), make.organisation()
    with pytest.raises(BadInput), transaction():
        actions.record_mandate(house, huda, scope=Scope.KINDS, by=None)
    with pytest.raises(BadInput), transaction():
        actions.record_mandate(house, huda, scope_values=["position_paper"], by=None)


def test_four_taps_record_one_mandate(app: Flask) -> None:
    huda, house = make.person(), make.organisation()
    with transaction():
        mandate = actions.record_mandate(house, huda, by=None)
    for _tap in range(3):
        with pytest.raises(RuleBroken), transaction():
            actions.record_mandate(house, huda, by=None)
    sami = make.person()
    with transaction():
        actions.revoke_mandate(mandate, reason="خطأ في التاريخ", by=sami)
        actions.record_mandate(house, huda, by=None)
    assert len(house.mandates) == 2


def test_a_campaign_is_started_by_a_group_under_its_own_code(app: Flask) -> None:
    group = make.group()
    with transaction():
        campaign = actions.start_campaign(code="C1", name_ar="من حقّنا أن نعرف", group=group, by=None)
    assert campaign.group == group
    with pytest.raises(BadInput), transaction():
        actions.start_campaign(code="C1", name_ar="أخرى", by=None)
