"""One page says what is still open, leads to each place, gives it to somebody; a weekly mail for those who wish it."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from advocacy.accounts.models import Person
from advocacy.clock import SetClock
from advocacy.coalition.models import Group
from advocacy.database import session, transaction
from advocacy.drafting import actions, queries
from advocacy.drafting.jobs import week_of
from advocacy.drafting.models import Dossier, Outcome, Suggestion, Task, Thread, Version, WeeklyList
from advocacy.drafting.queries.open import OPEN_POINTS, Section
from advocacy.drafting.rules import Point
from advocacy.errors import BadInput, RuleBroken
from advocacy.library import checks
from advocacy.library import queries as library
from advocacy.library.models import Consistency
from advocacy.outbox.actions import body_of, subject_of
from advocacy.outbox.models import Message
from papers.channels import CHANNELS
from papers.write.markdown import to_markdown
from tests.advocacy.drafting.test_live_suggestions import suggest
from tests.conftest import Browser
from tests.make import coalition as make
from tests.make import drafting, live
from tests.make.worker import work_off


@pytest.fixture
def dossier(group: Group) -> Dossier:
    return drafting.dossier(group)


def keys(dossier: Dossier, section: str) -> list[str]:
    return [point.key for point in queries.open_points(session.get_one(Dossier, dossier.id))[section]]


def with_paragraph(words: str, lang: str = "ar") -> str:
    text = drafting.TEXTS[lang]
    return text.replace("\n!! ", f"\n{words}\n\n!! ", 1)


def test_a_ready_paper_has_nothing_open(dossier: Dossier) -> None:
    assert [key for section in OPEN_POINTS for key in keys(dossier, section)] == []


def test_a_comment_a_suggestion_and_a_gap_are_open_until_they_are_dealt_with(dossier: Dossier, rim: Person) -> None:
    thread = drafting.talked_about(dossier, rim)
    with transaction():
        actions.offer_clause(session.get_one(Version, dossier.versions[0].id), by=rim)
    drafting.write(dossier, "ar", drafting.AR.replace(" | السند: [@SC2474]", " | السند: [@SC2474] "))
    assert keys(dossier, "comments") == [f"thread:{thread.id}"]
    assert keys(dossier, "suggestions") == ["suggestions:ar"]
    with transaction():
        actions.settle_thread(session.get_one(Thread, thread.id), Outcome.ACCEPTED, "", by=rim)
    assert keys(dossier, "comments") == []
    assert keys(drafting.begun(dossier.group), "text") != []


def test_a_figure_without_a_source_is_open_until_it_has_one(dossier: Dossier) -> None:
    drafting.write(dossier, "ar", with_paragraph("فُقد 1,300 شخص."))
    (key,) = keys(dossier, "claims")
    block = key.rpartition(":")[2]
    paper = queries.newest_paper(session.get_one(Dossier, dossier.id), "ar")
    assert block in {one.id for one in paper.blocks}
    drafting.write(dossier, "ar", with_paragraph("فُقد 1,300 شخص^[تقرير 2025]."))
    assert keys(dossier, "claims") == []


def test_an_allegation_without_a_figure_is_open_as_well(dossier: Dossier) -> None:
    drafting.write(dossier, "ar", with_paragraph("اعتقلت دورية معلمة من بيتها."))
    assert len(keys(dossier, "claims")) == 1


def test_each_ask_without_a_basis_is_named_until_it_rests_on_something(
    dossier: Dossier, rim: Person, browser: Browser
) -> None:
    drafting.write(dossier, "ar", drafting.AR.replace(" | السند: [@SC2474]", ""))
    (key,) = keys(dossier, "asks")
    browser.sign_in(rim)
    page = browser.get(f"/papers/{dossier.id}/open").text
    assert f"/papers/{dossier.id}/text/ar#ar-{key.rpartition(':')[2]}" in page
    drafting.write(dossier, "ar", drafting.AR)
    assert keys(dossier, "asks") == []


def test_each_block_that_is_behind_leads_to_its_place_beside_the_source(
    dossier: Dossier, rim: Person, browser: Browser
) -> None:
    moved = drafting.AR.replace("أسر كثيرة", "مئات الأسر").replace("على الصمت", "على النسيان")
    drafting.write(dossier, "ar", moved)
    found = keys(dossier, "languages")
    assert len(found) == 2 and all(key.startswith("behind:en:") for key in found)
    browser.sign_in(rim)
    page = browser.get(f"/papers/{dossier.id}/open").text
    for block in (key.rpartition(":")[2] for key in found):
        assert f'href="/papers/{dossier.id}/text/en/beside#at-{block}"' in page
        assert f'id="at-{block}"' in browser.get(f"/papers/{dossier.id}/text/en/beside").text
    with transaction():
        version = session.get_one(Dossier, dossier.id).version_in("en")
        assert version
        paper = queries.paper_of(queries.get_head(version))
        actions.save_revision(version, to_markdown(paper), base=version.head, reason="", by=rim, align=None)
    assert keys(dossier, "languages") == []


def test_a_language_that_was_just_begun_is_one_line_and_not_one_for_each_block(
    dossier: Dossier, rim: Person, browser: Browser
) -> None:
    with transaction():
        actions.add_language(session.get_one(Dossier, dossier.id), "fr", by=rim)
    found = keys(dossier, "languages")
    assert found[0] == "copied:fr" and not any(key.startswith("behind:") for key in found)
    lines = lines_of(browser.sign_in(rim).get(f"/papers/{dossier.id}/open").text)
    (href,) = [href for words, href in lines if "9 فقرات ما زالت بكلمات الأصل" in words]
    assert href == f"/papers/{dossier.id}/text/fr/beside#at-title"
    drafting.write(dossier, "fr", drafting.EN)
    assert keys(dossier, "languages") == []


@pytest.mark.parametrize(("lang", "words", "section"), [
    ("ar", "هؤلاء خونة.", "word:"), ("ar", "إنهم كالصراصير.", "word:"), ("en", "They are vermin.", "word:"),
    ("ar", "نقول هذا باسم الحكومة السورية.", "voice:"), ("en", "We speak on behalf of the army.", "voice:"),
])  # fmt: skip
def test_words_that_the_charter_does_not_want_are_hinted_at(
    lang: str, words: str, section: str, dossier: Dossier
) -> None:
    drafting.write(dossier, lang, with_paragraph(words, lang))
    assert any(key.startswith(section) for key in keys(dossier, "charter"))
    gaps = queries.readiness(session.get_one(Dossier, dossier.id), [lang])
    assert not any(gap.blocks for gap in gaps if lang == "ar"), "a hint never holds up the freeze"


def test_a_quotation_may_speak_for_whom_it_likes(dossier: Dossier) -> None:
    drafting.write(dossier, "ar", with_paragraph("> نقول هذا باسم الحكومة.\n> — ناطق"))
    assert keys(dossier, "charter") == []


def test_several_parties_named_together_offer_the_sentence_that_equates_nobody(dossier: Dossier, rim: Person) -> None:
    drafting.write(dossier, "ar", with_paragraph("ارتكب الطرف (أ) والطرف (ب) انتهاكات، والأمم المتحدة تتابع."))
    assert keys(dossier, "charter") == ["non_equation:ar:"]
    version = dossier.versions[0]
    with transaction():
        row = actions.offer_clause(session.get_one(Version, version.id), by=rim)
    with pytest.raises(BadInput), transaction():
        actions.offer_clause(session.get_one(Version, version.id), by=rim)
    with transaction():
        actions.accept_suggestions(session.get_one(Version, version.id), [row.id], by=rim)
    assert keys(dossier, "charter") == []
    paper = queries.newest_paper(session.get_one(Dossier, dossier.id), "ar")
    assert checks.non_equation("ar") in str(paper.blocks[-4]) and len(paper.asks) == 3


def test_one_party_and_bodies_of_the_united_nations_equate_nobody(dossier: Dossier) -> None:
    drafting.write(dossier, "ar", with_paragraph("الحكومة السورية والأمم المتحدة ومجلس الأمن والاتحاد الأوروبي."))
    assert keys(dossier, "charter") == []


@pytest.mark.parametrize(("status", "is_open"), [
    (None, True), (Consistency.UNDER_REVIEW, True), (Consistency.PARTLY, True), (Consistency.INCONSISTENT, True),
    (Consistency.CONSISTENT, False),
])  # fmt: skip
def test_national_law_is_open_until_it_is_known_to_agree_with_the_conventions(
    status: Consistency | None, is_open: bool, dossier: Dossier
) -> None:
    drafting.write(dossier, "ar", with_paragraph("وفق [@SYCD25 المادة 12]."))
    law = library.instrument_by_key("SYCD25")
    assert law
    law.consistency = status
    session.commit()
    assert (keys(dossier, "law") != []) is is_open


def test_a_channel_counts_by_its_own_rule_and_says_what_is_missing(dossier: Dossier, rim: Person) -> None:
    with transaction():
        actions.choose_channels(session.get_one(Dossier, dossier.id), ["hrc_written", "eu_brief"], by=rim)
    fits = queries.fits_of(session.get_one(Dossier, dossier.id))
    assert {fit.channel.key for fit in fits} == {"hrc_written", "eu_brief"}
    for fit in fits:
        paper = queries.newest_paper(session.get_one(Dossier, dossier.id), fit.version.lang)
        assert fit.count == CHANNELS[fit.channel.key].count(paper)
    assert any(key.startswith("channel:hrc_written:") for key in keys(dossier, "channels"))
    with pytest.raises(BadInput), transaction():
        actions.choose_channels(session.get_one(Dossier, dossier.id), ["pigeon"], by=rim)


def test_a_room_above_adds_its_points_by_one_entry(
    dossier: Dossier, rim: Person, browser: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(OPEN_POINTS, "more", Section("تعديلات", lambda one: [Point("more:1", "تعديل <ينتظر>", "ar")]))
    browser.sign_in(rim)
    page = browser.get(f"/papers/{dossier.id}/open").text
    assert "تعديل &lt;ينتظر&gt;" in page and "تعديلات" in page


def test_a_frozen_paper_has_nothing_open(group: Group) -> None:
    dossier = drafting.frozen_dossier(group)
    assert [key for section in OPEN_POINTS for key in keys(dossier, section)] == []


# --- given to somebody ------------------------------------------------------------------------------------------------


def test_a_point_is_given_to_somebody_with_a_day_and_taken_back(dossier: Dossier, rim: Person) -> None:
    drafting.write(dossier, "ar", with_paragraph("فُقد 1,300 شخص."))
    (key,) = keys(dossier, "claims")
    day = datetime(2026, 12, 1, tzinfo=UTC).date()
    with transaction():
        actions.assign_point(session.get_one(Dossier, dossier.id), key, rim, due=day, by=rim)
        actions.assign_point(session.get_one(Dossier, dossier.id), key, rim, due=None, by=rim)
    assert session.scalars(select(Task)).one().due is None
    with transaction():
        actions.assign_point(session.get_one(Dossier, dossier.id), key, None, due=None, by=rim)
    assert session.scalars(select(Task)).all() == []
    with pytest.raises(BadInput), transaction():
        actions.assign_point(session.get_one(Dossier, dossier.id), "claim:ar:nowhere", rim, due=None, by=rim)


def test_the_page_leads_to_each_place_and_assigns_without_scripts(
    browser: Browser, dossier: Dossier, rim: Person
) -> None:
    drafting.write(dossier, "ar", with_paragraph("فُقد 1,300 شخص."))
    thread = drafting.talked_about(dossier, rim)
    (key,) = keys(dossier, "claims")
    browser.sign_in(rim)
    here = f"/papers/{dossier.id}/open"
    page = browser.get(here).text
    place = f"/papers/{dossier.id}/text/ar#ar-{key.rpartition(':')[2]}"
    assert f'href="{place}"' in page and f"#thread-{thread.id}" in page
    assert f'id="{place.partition("#")[2]}"' in browser.get(place).text
    assert browser.post(here, data={"key": key, "assignee": rim.id, "due": "١/١٢/٢٠٢٦"}).status_code == 303
    assert session.scalars(select(Task)).one().due == datetime(2026, 12, 1, tzinfo=UTC).date()
    wrong = browser.post(here, data={"key": key, "assignee": rim.id, "due": "غدًا"})
    assert wrong.status_code == 422 and "غدًا" in wrong.text
    assert browser.post(here, data={"key": key, "assignee": make.person().id}).status_code == 422
    assert browser.post(here, data={"key": "x", "assignee": rim.id}).status_code == 422
    assert browser.post(f"{here}/channels", data={"channel": ["press"]}).status_code == 303
    assert browser.post(f"{here}/channels", data={"channel": ["pigeon"]}).status_code == 422
    assert "open" in browser.get(f"/papers/{dossier.id}").text


LINE = re.compile(r'<li><div class="grow"><p>(.*?)</p>', re.DOTALL)


def lines_of(page: str) -> list[tuple[str, str]]:
    """What each line of the page says, and where it leads; empty for a line that leads nowhere."""
    found = LINE.findall(page)
    hrefs = [re.search(r'<a href="([^"]+)"', line) for line in found]
    return [(line, href[1] if href else "") for line, href in zip(found, hrefs, strict=True)]


def test_each_line_leads_to_the_very_place(browser: Browser, dossier: Dossier, rim: Person) -> None:
    """Every kind of line: a title that blames, a position with another number, an ask too many, a figure, a law …"""
    ar = with_paragraph("فُقد 1,300 شخص.\n\nوفق [@SYCD25 المادة 12].")
    ar = ar.replace("## السياق", "واحد اثنان ثلاثة.\n\n## السياق")
    ar = ar.replace("# حقّ الأسر في المعرفة والمشاركة", "# خونة الوطن").replace(
        "للأسر وليست منحة", "للأسر منذ 2011 وليست منحة"
    )
    drafting.write(dossier, "ar", ar)
    en = drafting.EN.replace("# Families’ Right to Know and to Take Part", "# خونة الوطن").rpartition("\n!! ")[0]
    drafting.write(dossier, "en", en.replace("Many families", "Some families"))
    drafting.write(dossier, "ar", ar.replace("منذ 2011", "منذ عام 2011").replace("أسر كثيرة", "مئات الأسر"))
    drafting.talked_about(dossier, rim)
    with transaction():
        paper = session.get_one(Dossier, dossier.id)
        actions.choose_channels(paper, ["upr_joint", "press"], by=rim)
        paper.objective_id, paper.audience = None, ""
        actions.offer_clause(paper.versions[0], by=rim)
    suggest(live.shared(session.get_one(Dossier, dossier.id), "ar").version, rim, "أوّلًا", "one")
    browser.sign_in(rim)
    page = browser.get(f"/papers/{dossier.id}/open").text
    lines = lines_of(page)
    codes = {key.partition(":")[0] for section in OPEN_POINTS for key in keys(dossier, section)}
    assert codes >= {
        "thread", "suggestions", "live", "no_objective", "no_audience", "behind", "not_translated", "numbers",
        "ask_count", "missing_block", "claim", "word", "law", "channel",
    }  # fmt: skip
    for words, href in lines:
        assert href, words
        address, _hash, place = href.partition("#")
        shown = browser.get(address)
        assert shown.status_code == 200, (words, href)
        assert not place or f'id="{place}"' in shown.text, (words, href)
    led = {href.partition("#")[2] for _, href in lines}
    assert led >= {"ar-title", "at-title", "at-position", "whole", "live", "objective", "audience"}


def test_the_clause_is_proposed_from_the_page(browser: Browser, dossier: Dossier, rim: Person) -> None:
    browser.sign_in(rim)
    address = f"/papers/{dossier.id}/text/en/clause"
    assert browser.post(address).status_code == 303
    assert browser.post(address).status_code == 422
    assert session.scalars(select(Suggestion)).one().after == checks.non_equation("en")


def test_channels_of_a_frozen_paper_stay(group: Group, rim: Person) -> None:
    dossier = drafting.frozen_dossier(group)
    with pytest.raises(RuleBroken), transaction():
        actions.choose_channels(session.get_one(Dossier, dossier.id), ["press"], by=rim)


# --- the weekly mail --------------------------------------------------------------------------------------------------


def mails() -> list[Message]:
    return list(session.scalars(select(Message).where(Message.key.like("drafting.weekly:%"))))


def test_the_week_begins_on_sunday_morning() -> None:
    assert week_of(datetime(2026, 11, 22, 5, tzinfo=UTC)) == "2026-11-22"
    assert week_of(datetime(2026, 11, 22, 4, 59, tzinfo=UTC)) == "2026-11-15"
    assert week_of(datetime(2026, 11, 28, 23, tzinfo=UTC)) == "2026-11-22"


def test_who_wishes_it_gets_one_mail_a_week_with_what_waits(
    dossier: Dossier, rim: Person, group: Group, clock: SetClock
) -> None:
    rim.weekly = True
    session.commit()
    omar = make.rapporteur(group)
    drafting.write(dossier, "ar", with_paragraph("فُقد 1,300 شخص."))
    with transaction():
        (key,) = keys(dossier, "claims")
        actions.assign_point(
            session.get_one(Dossier, dossier.id), key, rim, due=datetime(2026, 12, 1, tzinfo=UTC).date(), by=omar
        )
        head = queries.get_head(session.get_one(Dossier, dossier.id).versions[0])
        actions.start_thread(head, "title", "غيّروا العنوان", assignee=rim, by=omar)
    work_off("drafting.weekly")
    work_off("drafting.weekly")
    (mail,) = mails()
    assert (mail.recipient, subject_of(mail)) == (rim.email, "قائمتكم لهذا الأسبوع")
    body = body_of(mail)
    assert "1,300" in body and "غيّروا العنوان" in body and "1 كانون الأول 2026" in body
    assert f"/papers/{dossier.id}/open" in body
    clock.set(clock.now() + timedelta(days=7))
    work_off("drafting.weekly")
    assert len(mails()) == 2
    assert [row.points for row in session.scalars(select(WeeklyList))] == [2, 2]


def test_with_nothing_to_do_and_without_the_wish_there_is_no_mail(dossier: Dossier, rim: Person, group: Group) -> None:
    make.rapporteur(group)
    rim.weekly = True
    session.commit()
    assert work_off("drafting.weekly") == 1
    assert mails() == [] and session.scalars(select(WeeklyList)).one().points == 0


def test_the_wish_is_said_in_the_profile(browser: Browser, rim: Person) -> None:
    browser.sign_in(rim)
    form = {"name_ar": "ريم", "lang": "ar", "timezone": "Asia/Damascus", "weekly": "yes"}
    assert browser.post("/account/profile", data=form).status_code == 303
    assert session.get_one(Person, rim.id).weekly is True
    assert "checked" in browser.get("/account/profile").text
    form.pop("weekly")
    browser.post("/account/profile", data=form)
    assert session.get_one(Person, rim.id).weekly is False
