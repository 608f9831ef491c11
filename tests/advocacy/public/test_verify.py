"""Verification: by code, by file, and of whatever somebody throws at it."""

import random
from datetime import timedelta

import pytest
from werkzeug.test import TestResponse

from advocacy import blobs, clock, outside
from advocacy.clock import SetClock
from advocacy.database import session, transaction
from advocacy.publishing import actions
from advocacy.publishing.models import Issue
from advocacy.publishing.sealing import sealing_key
from papers.seal.keys import make_authority, make_certificate
from papers.seal.pades import seal
from tests.conftest import Browser
from tests.make.publishing import issued, reissued

GENUINE, SUPERSEDED, WITHDRAWN = "وثيقة أصلية وسارية", "وثيقة أصلية حلّ محلّها إصدار أحدث", "وثيقة أصلية، لكنها سُحبت"
UNKNOWN, CHANGED, OURS_BUT_UNKNOWN = "لا نعرف هذه الوثيقة", "غُيّر هذا الملف بعد ختمه", "مختوم بختمنا، لكنه ليس في سجلّنا"


def send(browser: Browser, data: bytes, name: str = "paper.pdf") -> TestResponse:
    """Send a file as a browser does; written by hand, because the test client leaves its own large files open."""
    head = f'--edge\r\nContent-Disposition: form-data; name="file"; filename="{name}"\r\n\r\n'
    body = head.encode() + data + b"\r\n--edge--\r\n"
    return browser.post("/verify", data=body, content_type="multipart/form-data; boundary=edge")


def upload(browser: Browser, data: bytes, name: str = "paper.pdf") -> str:
    answer = send(browser, data, name)
    assert answer.status_code == 200
    return answer.text


def unsealed(issue: Issue) -> bytes:
    file = issue.file("ar", "pdf")
    assert file is not None
    assert file.unsealed_sha256 is not None
    return blobs.read(file.unsealed_sha256)


def sealed(issue: Issue) -> bytes:
    file = issue.file("ar", "pdf")
    assert file is not None
    return blobs.read(file.sha256)


def test_a_code_leads_to_the_verdict_with_date_count_and_fingerprints(browser: Browser) -> None:
    issue = issued(withheld=1)
    page = browser.get(f"/verify/{issue.code}").text
    assert GENUINE in page
    assert "وقّعت 3 منظمات" in page
    assert "23 تشرين الثاني 2026" in page
    assert issue.freeze.texts[0].digest[:8] in page
    assert issue.freeze.seal[:8] in page


@pytest.mark.parametrize("spelling", ["{}", " {} ", "lower", "spaced", "arabic", "https://riwaq.example/verify/{}"])
def test_a_code_is_taken_however_it_is_typed(browser: Browser, spelling: str) -> None:
    issue = issued()
    match spelling:
        case "lower":
            typed = issue.code.lower().replace("-", "")
        case "spaced":
            typed = " ".join(issue.code)
        case "arabic":
            typed = issue.code.translate(str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩"))
        case _:
            typed = spelling.format(issue.code)
    answer = browser.get("/verify", query_string={"code": typed})
    assert answer.status_code == 303
    assert answer.location.endswith(f"/verify/{issue.code}")


def test_what_is_no_code_is_said_beside_what_was_typed(browser: Browser) -> None:
    answer = browser.get("/verify", query_string={"code": "<b>nonsense"})
    assert answer.status_code == 422
    assert "&lt;b&gt;nonsense" in answer.text


def test_a_code_that_nobody_has_is_unknown(browser: Browser) -> None:
    answer = browser.get("/verify/22222-22222")
    assert answer.status_code == 404
    assert UNKNOWN in answer.text


def test_a_superseded_issue_leads_to_the_current_one(browser: Browser) -> None:
    old = issued()
    data = sealed(old)
    reissued(old, note={"ar": "سُحب توقيع.", "en": "A signature was withdrawn."})
    for page in (browser.get(f"/verify/{old.code}").text, upload(browser, data)):
        assert SUPERSEDED in page
        assert "سُحب توقيع." in page
        assert "/p/RY-2026-001" in page
        assert "1.1" in page
    assert "A signature was withdrawn." in browser.get(f"/verify/{old.code}?lang=en").text


def test_a_withdrawn_issue_says_since_when_and_why(browser: Browser) -> None:
    issue = issued()
    data = sealed(issue)
    with transaction():
        actions.withdraw_issue(session.get_one(Issue, issue.id), reason="رقم غير دقيق.", by=None)
    for page in (browser.get(f"/verify/{issue.code}").text, upload(browser, data)):
        assert WITHDRAWN in page
        assert "رقم غير دقيق." in page


def test_every_file_that_we_issued_is_genuine(browser: Browser) -> None:
    for file in issued().files:
        assert GENUINE in upload(browser, blobs.read(file.sha256), file.name)


def test_a_package_that_was_registered_is_genuine(browser: Browser) -> None:
    issue = issued()
    package = seal(unsealed(issue), sealing_key(), at=clock.now(), name="Seal", reason="with a letter")
    assert OURS_BUT_UNKNOWN in upload(browser, package)
    with transaction():
        actions.register_file(session.get_one(Issue, issue.id), blobs.keep(package, "application/pdf"))
    assert GENUINE in upload(browser, package)


def test_a_file_that_was_written_on_after_sealing_is_changed(browser: Browser) -> None:
    issue = issued()
    page = upload(browser, sealed(issue) + b"\n% a remark\n%%EOF\n")
    assert CHANGED in page
    assert "/p/RY-2026-001" in page


def test_a_file_with_another_byte_inside_is_changed(browser: Browser) -> None:
    data = bytearray(sealed(issued()))
    place = data.index(b"stream") + 40
    data[place] ^= 1
    page = upload(browser, bytes(data))
    assert CHANGED in page or UNKNOWN in page
    assert GENUINE not in page


def test_a_seal_of_somebody_else_is_not_ours(browser: Browser) -> None:
    issue = issued()
    name = "Riwaq al-Yasmin Civil Coalition"
    theirs = make_certificate(make_authority(name, clock.now()), name, clock.now())
    page = upload(browser, seal(unsealed(issue), theirs, at=clock.now(), name="Seal", reason="forged"))
    assert UNKNOWN in page
    assert GENUINE not in page


def test_an_embargoed_file_is_unknown_until_the_embargo_ends(browser: Browser, clock: SetClock) -> None:
    issue = issued(embargo_until=clock.now() + timedelta(hours=1))
    page = upload(browser, sealed(issue))
    assert UNKNOWN in page
    assert "RY/2026/001" not in page


def test_nothing_and_too_much_are_refused_in_words(browser: Browser) -> None:
    assert browser.post("/verify", data={}).status_code == 422
    assert send(browser, b"", "").status_code == 422
    big = send(browser, b"%PDF-" + b"0" * 20_100_000)
    assert big.status_code == 413
    assert "20" in big.text


def test_a_file_of_nearly_20_mb_is_read(browser: Browser) -> None:
    assert UNKNOWN in upload(browser, b"%PDF-" + b"0" * 19_000_000)


def test_the_form_works_without_a_cookie_and_without_its_proof(browser: Browser) -> None:
    browser.application.config["WTF_CSRF_ENABLED"] = True
    try:
        assert UNKNOWN in upload(browser, b"%PDF-1.7 /ByteRange")
    finally:
        browser.application.config["WTF_CSRF_ENABLED"] = False


def test_no_upload_breaks_the_page(browser: Browser) -> None:
    whole = sealed(issued())
    dice = random.Random(20261123)
    tries = [b"%PDF-/ByteRange", b"%PDF-1.7\n" + b"[" * 50_000 + b"/ByteRange", whole[: len(whole) // 2], whole[::-1]]
    for _turn in range(25):
        data = bytearray(whole)
        for _cut in range(dice.randint(1, 30)):
            place = dice.randrange(len(data))
            if dice.random() < 0.3:
                del data[place : place + dice.randint(1, 400)]
            else:
                data[place] = dice.randrange(256)
        tries.append(bytes(data))
    for data in tries:
        assert GENUINE not in upload(browser, data)


def test_the_certificate_of_the_seal_is_there_for_everybody(browser: Browser) -> None:
    issued()
    answer = browser.get("/seal/authority.pem")
    assert answer.data.startswith(b"-----BEGIN CERTIFICATE-----")
    assert b"PRIVATE" not in answer.data
    assert outside.current().keys.get("authority.pem") is not None


def test_a_file_says_what_it_proves_by_itself_and_what_not_unless_it_was_changed(browser: Browser) -> None:
    issue = issued(withheld=1, rendered=True)
    page = upload(browser, sealed(issue))
    assert GENUINE in page
    assert "ما يثبته الملف نفسه" in page
    assert "2 بالاسم، 1 باسم محجوب" in page
    digest = issue.freeze.texts[0].digest
    assert f"{digest[:8]} {digest[8:16]}" in page
    assert "ما لا يثبته الملف وحده" in page
    assert "لا يفتح الالتزامَ إلا ملحُه" in page
    assert "أنّ هذا الإصدار ما زال ساريًا" not in page
    changed = upload(browser, sealed(issue) + b"\n% a remark\n%%EOF\n")
    assert CHANGED in changed
    assert "بالاسم" not in changed


def test_a_file_under_embargo_says_nothing_of_itself(browser: Browser, clock: SetClock) -> None:
    issue = issued(embargo_until=clock.now() + timedelta(hours=1))
    assert "ما يثبته الملف نفسه" not in upload(browser, sealed(issue))
