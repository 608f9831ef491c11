"""The register and the page of a paper, as somebody outside sees them."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from flask import Flask

from advocacy.clock import SetClock
from advocacy.coalition.models import Campaign
from advocacy.database import session, transaction
from advocacy.public.rules import language_of, matches, reader_size
from advocacy.publishing import actions
from advocacy.publishing.models import Issue
from papers.write.text import to_text
from tests.advocacy.publishing.test_files import CANARY_AR, CANARY_EN, call_with_a_withheld_name
from tests.conftest import Browser
from tests.make import coalition as make
from tests.make.frozen import ARABIC, ENGLISH, frozen_from
from tests.make.publishing import issued, reissued
from tests.make.signoff import adopted_call

PAGE = "/p/RY-2026-001"


def titled(ar: str, en: str, *, kind: str = "position_paper", campaign: Campaign | None = None) -> Issue:
    texts = (replace(ARABIC, title=ar, kind=kind), replace(ENGLISH, title=en, kind=kind))
    return issued(adopted_call(frozen_from(*texts, campaign=campaign)))


def test_the_register_lists_what_is_public_in_the_readers_language(browser: Browser) -> None:
    titled("المدرسة ليست هدفًا", "A School Is Not a Target")
    arabic, english = browser.get("/?lang=ar").text, browser.get("/?lang=en").text
    assert "المدرسة ليست هدفًا" in arabic
    assert "23 تشرين الثاني 2026" in arabic
    assert "RY/2026/001" in arabic
    assert "A School Is Not a Target" in english
    assert 'href="/p/RY-2026-001"' in english


def test_the_search_folds_arabic_and_knows_every_language(browser: Browser) -> None:
    titled("المدرسة ليست هدفًا", "A School Is Not a Target")
    titled("ماء الشرب", "Drinking Water", kind="joint_statement")
    for words in ("المدرسه", "مدرسة هدفا", "المَدرسة", "school", "SCHOOL target", "RY/2026/001", "001", "ورقة موقف"):
        page = browser.get("/", query_string={"q": words, "lang": "ar"}).text
        assert "المدرسة ليست هدفًا" in page, words
        assert "ماء الشرب" not in page, words


def test_a_search_that_finds_nothing_says_so(browser: Browser) -> None:
    titled("المدرسة ليست هدفًا", "A School Is Not a Target")
    assert "المدرسة ليست هدفًا" not in browser.get("/?q=ماء").text
    assert browser.get("/?q=" + "x" * 3000).status_code == 200


def test_the_register_is_filtered_by_kind_campaign_and_year(browser: Browser) -> None:
    campaign = make.kept(Campaign(code="C1", name_ar="حملة الأسر", name_en="Families"))
    titled("أولى", "First", campaign=campaign)
    titled("ثانية", "Second", kind="joint_statement")
    assert "/p/RY-2026-002" not in browser.get(f"/?campaign={campaign.id}").text
    assert "/p/RY-2026-001" not in browser.get("/?kind=joint_statement").text
    assert "/p/RY-2026-001" in browser.get("/?year=2026").text
    assert "/p/RY-2026-001" not in browser.get("/?year=2025").text
    for odd in ("/?year=x", "/?campaign=-1", "/?campaign=" + "9" * 30):
        assert browser.get(odd).status_code == 200
    assert browser.get("/?kind=%00").status_code == 400


def test_the_first_screen_answers_the_four_questions(browser: Browser) -> None:
    issued()
    page = browser.get(f"{PAGE}?lang=en").text
    head = page[: page.index('<div class="cols')]
    for answer in (
        "Genuine and current",
        "In the name of 3 member organisations of the Riwaq al-Yasmin Civil Coalition",
        "3 organisations have signed",
        ENGLISH.position,
        "1 ask",
        "mailto:office@riwaq.example",
    ):
        assert answer in head


def test_the_page_shows_the_whole_text_and_who_signed(browser: Browser) -> None:
    issue = issued()
    page = browser.get(f"{PAGE}?lang=ar").text
    for word in to_text(replace(ARABIC, position="")).split():
        assert word.strip("#*:.") in page
    for line in issue.call.roll:
        assert line.organisation.name_ar in page
    assert issue.code in page


def test_the_text_is_read_in_any_language_of_the_paper_whatever_the_page_speaks(browser: Browser) -> None:
    issued()
    page = browser.get(f"{PAGE}?lang=ar&text=en").text
    assert ENGLISH.title in page
    assert 'lang="en" dir="ltr"' in page
    assert "Translated from Arabic" in page
    assert browser.get(f"{PAGE}?text=xx").status_code == 200


def test_a_withheld_name_is_on_no_public_page(browser: Browser) -> None:
    issue = issued(call_with_a_withheld_name())
    pages = ["/", f"/?q={CANARY_AR}", PAGE, f"{PAGE}?text=en", f"/verify/{issue.code}"]
    said = "".join(browser.get(page, headers={"Accept-Language": lang}).text for page in pages for lang in ("ar", "en"))
    said = said.replace(f'value="{CANARY_AR}"', "")  # what the reader typed into the search
    assert CANARY_AR not in said
    assert CANARY_EN not in said
    assert "إضافةً إلى منظمة واحدة حُجب اسمها لأسباب أمنية" in said


def test_an_embargoed_paper_does_not_exist_outside(browser: Browser, clock: SetClock) -> None:
    issue = issued(embargo_until=clock.now() + timedelta(hours=1))
    name = issue.files[0].name
    for address in (PAGE, f"{PAGE}/{name}", f"/verify/{issue.code}"):
        answer = browser.get(address)
        assert answer.status_code == 404
        assert issue.dossier.title_in("ar") not in answer.text
    assert PAGE not in browser.get("/").text


def test_a_paper_whose_files_are_not_made_yet_does_not_exist_outside(browser: Browser) -> None:
    from tests.make.publishing import numbered

    issue = numbered()
    assert browser.get(PAGE).status_code == 404
    assert browser.get(f"/verify/{issue.code}").status_code == 404


def test_files_are_downloaded_under_their_neutral_names(browser: Browser) -> None:
    issue = issued()
    for file in issue.files:
        answer = browser.get(f"{PAGE}/{file.name}")
        assert answer.status_code == 200
        assert len(answer.data) == file.size
        assert answer.headers["Content-Disposition"] == f"attachment; filename={file.name}"
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert answer.headers["ETag"] == f'"{file.sha256}"'
        assert answer.headers["Cache-Control"] == "no-cache"
        again = browser.get(f"{PAGE}/{file.name}", headers={"If-None-Match": f'"{file.sha256}"'})
        assert (again.status_code, again.data) == (304, b"")
    assert browser.get(f"{PAGE}/../../wsgi.py").status_code == 404
    assert browser.get(f"{PAGE}/nothing.pdf").status_code == 404


def test_after_issue_1_1_only_its_files_are_offered_and_the_history_says_why(browser: Browser) -> None:
    old = issued()
    new = reissued(old, note={"ar": "سُحب توقيع.", "en": "A signature was withdrawn."})
    page = browser.get(f"{PAGE}?lang=en").text
    assert "A signature was withdrawn." in page
    assert "RY-2026-001-1.1-ar.pdf" in page
    assert browser.get(f"{PAGE}/{new.files[0].name}").status_code == 200
    assert browser.get(f"{PAGE}/{old.files[0].name}").status_code == 404


def test_a_withdrawn_paper_says_so_and_offers_no_files_and_no_names(browser: Browser) -> None:
    issue = issued()
    with transaction():
        actions.withdraw_issue(session.get_one(Issue, issue.id), reason="رقم غير دقيق.", by=None)
    page = browser.get(f"{PAGE}?lang=en").text
    assert "Genuine, but withdrawn" in page
    assert "رقم غير دقيق." in page
    assert issue.call.roll[0].organisation.name_ar not in page
    assert browser.get(f"{PAGE}/{issue.files[0].name}").status_code == 404


def test_public_pages_set_no_cookie_and_carry_no_script(browser: Browser) -> None:
    issue = issued()
    for address in ("/", PAGE, "/verify", f"/verify/{issue.code}", "/verify/none"):
        answer = browser.get(address)
        assert "Set-Cookie" not in answer.headers, address
        assert "<script" not in answer.text


def test_a_shown_language_is_the_asked_one_then_the_readers_then_the_first() -> None:
    assert language_of("en", "ar", ("ar", "en")) == "en"
    assert language_of("xx", "en", ("ar", "en")) == "en"
    assert language_of("", "fr", ("ar", "en")) == "ar"


def test_sizes_are_said_in_the_unit_that_people_pay_for() -> None:
    assert [reader_size(n) for n in (200, 71_400, 999_999, 1_260_000)] == [
        ("1", "KB"),
        ("71", "KB"),
        ("1000", "KB"),
        ("1.3", "MB"),
    ]


def test_no_words_match_everything() -> None:
    assert matches("", "anything")
    assert not matches("شيء آخر", "anything")


def test_dates_far_apart_are_listed_newest_first(app: Flask, browser: Browser) -> None:
    issued(dated=date(2027, 1, 5))
    issued(dated=date(2026, 12, 1))
    page = browser.get("/").text
    assert page.index("RY-2027-001") < page.index("RY-2026-001")


@pytest.mark.parametrize(
    "address",
    ["/p/%00", "/p/%00/x", "/p/" + "x" * 3000, "/p/%F0%9F", "/verify/%00", "/verify/" + "9" * 5000, "/p/..%2f"],
)
def test_an_address_that_cannot_be_leads_nowhere(browser: Browser, address: str) -> None:
    assert browser.get(address).status_code == (400 if "%00" in address else 404)
