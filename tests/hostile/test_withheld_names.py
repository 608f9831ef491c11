"""A withheld name appears nowhere but where the rule of docs/decisions/0009-withheld-names.md says."""

import io
import json
import logging
import re
import subprocess
import zipfile
from collections.abc import Iterable
from datetime import timedelta
from email.message import EmailMessage
from html import unescape
from urllib.parse import quote_plus

import pikepdf
import pytest
from flask import Flask

from advocacy.clock import SetClock
from advocacy.coalition.models import Visibility
from advocacy.ledger import queries as ledger
from advocacy.mail import KeptMail
from advocacy.policy import Office
from advocacy.signoff.models import Choice
from papers.arabic import fold_strict
from tests.conftest import Browser, without_proofs
from tests.hostile import house as hidden
from tests.hostile.house import LATE, ONCE, SHY, TRUSTED, House, addresses_of
from tests.hostile.kept import built
from tests.make import coalition as make
from tests.make import signoff
from tests.make.worker import work_off

NAMES = {
    which: [fold_strict(name) for name in names.values()]
    for which, names in {"shy": SHY, "once": ONCE, "late": LATE}.items()
}
COALITION_ROOM = re.compile(r"^/(coalition|home|account|papers/\d+/call/new|offices)")
"""Where the name of a member may be read that withholds it under one text only: the list of members is no secret."""


REVIEW_ROOM = re.compile(r"^/(amendments|sheets|red-lines|papers/\d+/(review|amend|merge|sheets))(?!.*\.\w+$)")
"""The pages of a review, on which the secretariat and an organisation itself know who acts; never a file of it."""


def said_in(text: str) -> set[str]:
    """Which of the three hidden organisations a text names, however it is spelt."""
    words = fold_strict(unescape(text))
    return {which for which, names in NAMES.items() if any(name in words for name in names)}


def words_of(data: bytes, mimetype: str) -> Iterable[str]:
    """Everything that can be read in a file: its bytes, its words, its parts, its metadata."""
    yield data.decode("utf-8", "replace")
    yield data.decode("utf-16-be", "replace")
    if data.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(data)) as parts:
            for part in parts.namelist():
                yield part
                yield re.sub(r"<[^>]+>", "", parts.read(part).decode("utf-8", "replace"))
                yield parts.read(part).decode("utf-8", "replace")
    if data.startswith(b"%PDF"):
        read = subprocess.run(["pdftotext", "-", "-"], input=data, capture_output=True, check=False)
        yield read.stdout.decode("utf-8", "replace")
        if mimetype == "application/pdf" and len(data) > 1000:
            yield from _inside(data)


def _inside(data: bytes) -> Iterable[str]:
    with pikepdf.open(io.BytesIO(data)) as pdf:
        for thing in pdf.objects:
            yield repr(thing)
            if isinstance(thing, pikepdf.Stream):
                raw = thing.read_raw_bytes() if "/DCTDecode" in str(thing.get("/Filter")) else thing.read_bytes()
                yield raw.decode("utf-8", "replace")
                yield raw.decode("utf-16-be", "replace")


def may_read(which: str, role: str, address: str, house: House) -> bool:
    """Whether the rule lets this role read this name at this address."""
    if address.endswith(".docx") and address.startswith(("/sheets", "/papers")):
        return False  # a file of a review names nobody who withholds the name, whoever asks for it
    if role in TRUSTED and not address.startswith(("/p/", "/verify", "/issues/", "/denials/")):
        signed = f"/calls/{house.adopted.id}"  # in which both have signed with their name withheld
        return "decision-file" not in address and address not in (signed, f"{signed}/answers.csv")
    if which == "once" and role in ("board", "oversight") and address.startswith(f"/calls/{house.changing.id}"):
        return True  # asked there like every member, and it has withheld nothing there
    if role == "arbitration" and address.startswith(("/calls/", "/denials/")):  # whoever must judge must know
        return True
    if address.startswith("/o/"):  # whoever holds the link reads the organisation's own mailbox
        return which == "once"
    if address.startswith("/i/"):  # and this one the organisation's own consent, given beforehand
        return which == "shy"
    if {"shy": "its own", "once": "own of the other"}.get(which) == role:
        return address.startswith(("/coalition", "/calls", "/home", "/instructions")) or bool(
            REVIEW_ROOM.match(address)
        )
    return which in ("once", "late") and bool(COALITION_ROOM.match(address))


@pytest.fixture
def house(app: Flask) -> House:
    return built()


@pytest.mark.timeout(600)  # every page and file for every role: minutes on a busy machine
@pytest.mark.parametrize("lang", ["ar", "en", "fr"])
def test_no_page_shows_a_withheld_name_to_somebody_whom_the_rule_does_not_name(
    lang: str, house: House, browser: Browser, app: Flask
) -> None:
    told, seen, broken = [], 0, []
    for role, person in house.people.items():
        if lang != "ar" and role not in ("nobody", "member", "relations"):  # the same pages in other words
            continue
        browser.delete_cookie("mawqif")
        if person:
            browser.sign_in(person)
        for rule in app.url_map.iter_rules():
            if "GET" not in (rule.methods or set()) or rule.endpoint == "static":
                continue
            for address in addresses_of(rule, house, app):
                answer = browser.get(f"{address}?lang={lang}")
                broken += [f"{address} → {answer.status_code} for {role}"] * (answer.status_code >= 500)
                text = "\n".join([str(answer.headers), *words_of(answer.data, answer.mimetype)])
                for which in said_in(text):
                    seen += 1
                    if not may_read(which, role, address, house):
                        told.append(f"{address} names {which} to {role}")
    assert broken == []
    assert told == [], "\n".join(told)
    assert seen > (10 if lang == "ar" else 0), "nobody saw the names, not even who may: this test has gone blind"


def test_no_file_of_an_issue_and_no_letter_holds_a_withheld_name(app: Flask, browser: Browser) -> None:
    house = built(rendered=True)
    browser.sign_in(house.people["coordinator"])
    rules = {rule.endpoint: rule for rule in app.url_map.iter_rules()}
    checked = []
    for endpoint in ("public.download", "dispatch.show_file", "assembly.print_decision_file", "public.show_paper"):
        for address in addresses_of(rules[endpoint], house, app):
            answer = browser.get(address)
            if answer.status_code == 200:
                checked.append(answer.mimetype)
                assert said_in("\n".join(words_of(answer.data, answer.mimetype))) == set(), address
                assert said_in(str(answer.headers)) == set(), address
    assert sum("pdf" in kind for kind in checked) >= 5 and sum("word" in kind for kind in checked) >= 3


def test_the_words_of_a_file_can_be_found_by_these_tests(app: Flask, browser: Browser) -> None:
    house = built(rendered=True)
    pdf = browser.get(f"/p/{house.values['reference'][0]}/{house.values['name'][0]}")
    shown = house.adopted.roll[0].organisation.name_ar
    assert fold_strict(shown) in fold_strict("\n".join(words_of(pdf.data, pdf.mimetype)))


def test_mails_name_a_withheld_organisation_only_to_its_own_people_and_the_secretariat(
    house: House, mail: KeptMail
) -> None:
    work_off()
    own = {mandate.person.email for mandate in house.once.mandates}
    allowed = {
        "shy": {house.people["its own"].email, house.people["coordinator"].email, house.shy.mail},
        "once": {*own, house.people["coordinator"].email, house.once.mail},
        "late": {house.late.mandates[0].person.email, house.late.mail},
    }
    told = []
    for message in mail.sent:
        text = "\n".join(str(value) for _name, value in message.items()) + "\n" + body_of(message)
        told += [(which, str(message["To"])) for which in said_in(text) if message["To"] not in allowed[which]]
    assert told == [], "\n".join(told)
    assert any("shy" in said_in(body_of(message)) for message in mail.sent), "its own receipt names it"


def body_of(message: EmailMessage) -> str:
    """All readable words of a mail and of what it encloses."""
    words = []
    for part in message.walk():
        if not part.is_multipart():
            words += [str(part.get_filename() or ""), *words_of(part.get_payload(decode=True), part.get_content_type())]
    return "\n".join(words)


def test_the_ledger_and_the_logs_name_no_organisation(
    house: House, app: Flask, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.DEBUG):
        work_off()
    assert said_in(caplog.text) == set()
    entries = "\n".join(json.dumps(ledger.fact_in(entry), ensure_ascii=False) for entry in ledger.all_entries())
    assert len(entries) > 1000
    assert said_in(entries) == set()
    exported = app.test_cli_runner().invoke(args=["ledger", "export"])
    assert exported.exit_code == 0
    assert said_in(exported.output) == set()


def test_a_search_for_a_withheld_name_finds_nothing_for_those_who_may_not_read_it(
    house: House, browser: Browser
) -> None:
    def found(address: str, word: str) -> str:
        page = without_proofs(browser.get(address, query_string={"q": word}).text)
        return page.replace(quote_plus(word), "").replace(word, "")

    for role in ("member", "signatory", "relations", "admin", "nobody"):
        browser.delete_cookie("mawqif")
        if person := house.people[role]:
            browser.sign_in(person)
        for address in ("/coalition", "/", "/offices", "/papers", "/library"):
            assert found(address, SHY["en"]) == found(address, "Zzyzx Hideaway"), f"{address} for {role}"


def test_a_decision_file_does_not_name_who_withholds_its_name_from_every_text_and_has_not_answered(
    app: Flask, browser: Browser, clock: SetClock
) -> None:
    shy = hidden.hidden_organisation(SHY, Visibility.WITHHELD)
    make.signatory(shy)
    shown = signoff.members(1)[0]
    call = signoff.open_call()
    clock.move(timedelta(hours=95))
    work_off("signoff.remind")
    browser.sign_in(make.holder_of(Office.OVERSIGHT))
    page = browser.get(f"/papers/{call.dossier_id}/decision-file?lang=en").text
    assert shown.name_en in page, "a reminder is told"
    assert said_in(page) == set()


def test_a_decision_file_leaves_out_words_in_which_a_withheld_organisation_names_itself(
    app: Flask, browser: Browser
) -> None:
    shy = hidden.hidden_organisation(SHY, Visibility.WITHHELD)
    make.signatory(shy)
    call = signoff.open_call()
    words = {"reason": f"نحن في {SHY['ar']} نعترض.", "proposal": "نقترح صيغة أخرى."}
    signoff.answer(call, shy, Choice.OBJECT, visibility=Visibility.WITHHELD, **words)
    browser.sign_in(make.holder_of(Office.OVERSIGHT))
    page = browser.get(f"/papers/{call.dossier_id}/decision-file").text
    assert "نقترح صيغة أخرى" in page
    assert said_in(page) == set()
