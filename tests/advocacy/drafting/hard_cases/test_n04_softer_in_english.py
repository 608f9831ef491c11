"""N04: Arabic and English diverge: a number differs, an ask is softer in English."""

import re

import pytest
from sqlalchemy import select

from advocacy.accounts.models import Person
from advocacy.contacts.models import Office as Recipient
from advocacy.database import session
from advocacy.drafting.models import Dossier, Stage, Waiver
from advocacy.outbox.actions import body_of
from advocacy.outbox.models import Message
from advocacy.policy import Office
from advocacy.publishing.models import Issue
from tests.conftest import Browser
from tests.make import coalition as make
from tests.make import contacts, publishing
from tests.make import dispatch as parcels
from tests.make.drafting import AR, EN, dossier
from tests.make.worker import work_off

SOFTER = EN.replace("We demand that the bodies", "We request that the bodies")
EIGHT_MONTHS = AR.replace("خلال 6 أشهر", "خلال 8 أشهر")


def paper(browser: Browser, *, en: str = EN) -> tuple[Dossier, Person]:
    """Written in both languages; whoever leads its group has signed in."""
    group = make.group()
    leader = make.rapporteur(group)
    browser.sign_in(leader)
    return dossier(group, en=en), leader


def frozen(browser: Browser, on: Dossier, **typed: str) -> int:
    data = {"language": ["ar", "en"], **typed}
    return int(browser.post(f"/papers/{on.id}/freeze", data=data).status_code)


def stage(on: Dossier) -> Stage:
    session.rollback()
    session.expire_all()
    return session.get_one(Dossier, on.id).stage


def write(browser: Browser, on: Dossier, lang: str, source: str) -> None:
    version = session.get_one(Dossier, on.id).version_in(lang)
    assert version is not None
    data = {"source": source, "base": str(version.head), "reason": "تصحيح"}
    assert browser.post(f"/papers/{on.id}/text/{lang}/edit", data=data).status_code == 303
    session.rollback()
    session.expire_all()


def test_N04_a_number_changed_in_arabic_makes_the_english_amber_and_nothing_is_issued(browser: Browser) -> None:
    on, _leader = paper(browser)
    write(browser, on, "ar", EIGHT_MONTHS)
    beside = browser.get(f"/papers/{on.id}/text/en/beside").text
    assert re.search(r'class="pair[^"]*behind', beside), "the English block is amber"
    assert frozen(browser, on) == 409
    assert stage(on) is Stage.DRAFTING


def test_N04_a_number_that_differs_blocks_although_somebody_confirmed_the_translation(browser: Browser) -> None:
    on, _leader = paper(browser, en=EN.replace("within 6 months", "within 8 months"))
    page = browser.get(f"/papers/{on.id}/freeze").text
    assert "8, " in page or "8" in page
    assert frozen(browser, on) == 409
    assert stage(on) is Stage.DRAFTING


def test_N04_a_softer_ask_blocks_the_freeze(browser: Browser) -> None:
    on, _leader = paper(browser, en=SOFTER)
    assert frozen(browser, on) == 409
    assert stage(on) is Stage.DRAFTING


def test_N04_the_same_strength_in_both_languages_is_frozen(browser: Browser) -> None:
    on, _leader = paper(browser)
    assert frozen(browser, on) == 303
    assert stage(on) is Stage.FROZEN


def test_N04_only_a_reason_that_is_kept_lets_a_difference_pass_and_for_this_very_difference_alone(
    browser: Browser,
) -> None:
    on, _leader = paper(browser, en=SOFTER)
    page = browser.get(f"/papers/{on.id}/freeze").text
    names = re.findall(r'name="(waive-ask_verb[^"]+)"', page)
    assert len(names) == 1
    assert frozen(browser, on, **{names[0]: " "}) == 409
    other = names[0][:-1] + ("0" if names[0][-1] != "0" else "1")
    assert frozen(browser, on, **{other: "سبب"}) == 409, "a reason for another difference excuses nothing"
    assert frozen(browser, on, **{names[0]: "الفعل العربي نفسه في النصين."}) == 303
    assert session.scalars(select(Waiver.reason)).one() == "الفعل العربي نفسه في النصين."


def test_N04_found_after_issue_the_authoritative_language_rules_and_receivers_get_an_erratum(browser: Browser) -> None:
    issue = publishing.issued()
    office = contacts.office()
    parcels.release(parcels.package(issue, offices=[session.get_one(Recipient, office.id)]))
    work_off("dispatch.make_parcels", "outbox.send")
    note = {
        "ar": "المطلب الأول في الترجمة الإنكليزية أضعف؛ يُعتدّ بالنص العربي.",
        "en": "In the English translation ask 1 reads softer; the Arabic text prevails.",
    }
    newer = publishing.reissued(session.get_one(Issue, issue.id), note=note)
    page = browser.get(f"/p/{issue.reference.replace('/', '-')}?text=en&lang=en").text
    assert note["en"] in page
    assert "Translated from" in page, "the page says which language the other one is made from"
    verdict = browser.get(f"/verify/{issue.code}?lang=en").text
    assert note["en"] in verdict and "superseded" in verdict
    browser.sign_in(make.holder_of(Office.COORDINATOR))
    assert browser.post(f"/packages/errata/{newer.id}").status_code == 303
    mail = session.scalars(select(Message).where(Message.key.like("dispatch.erratum:%"))).one()
    assert mail.recipient == office.mail and note["en"] in body_of(mail)


@pytest.mark.parametrize("code", ["numbers", "dates", "ask_verb"])
def test_N04_what_differs_in_substance_is_never_a_mere_hint(code: str) -> None:
    from advocacy.drafting.queries.readiness import DIFFERENCES, EXCUSABLE
    from advocacy.drafting.rules import Weight

    assert DIFFERENCES[code][0] is Weight.BLOCKS and code in EXCUSABLE
