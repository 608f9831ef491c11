"""Comments hang on a passage, follow the text, are settled with an outcome, and hold up the freeze until then."""

import re

import pytest
from sqlalchemy import select

from advocacy.accounts.models import Person
from advocacy.assembly.story import story_of
from advocacy.coalition.models import Group
from advocacy.database import session, transaction
from advocacy.drafting import actions, queries
from advocacy.drafting.models import Dossier, Outcome, Stage, Thread, Waiver
from advocacy.errors import BadInput, RuleBroken
from advocacy.ledger.models import Entry
from advocacy.outbox.actions import body_of, subject_of
from advocacy.outbox.models import Message
from advocacy.policy import Office
from tests.conftest import Browser
from tests.make import coalition as make
from tests.make import drafting


@pytest.fixture
def rim(group: Group) -> Person:
    person = make.rapporteur(group)
    person.name_ar, person.name_en = "ريم ط.", "Rim T."
    return make.kept(person)


@pytest.fixture
def dossier(group: Group) -> Dossier:
    return drafting.dossier(group)


def mails() -> list[Message]:
    return list(session.scalars(select(Message).order_by(Message.id)))


def placed(dossier: Dossier, thread: Thread) -> str:
    version = session.get_one(Dossier, dossier.id).version_in("ar")
    assert version
    return queries.placed(version, [thread])[0].found.how


def test_a_comment_hangs_on_its_passage_and_words(dossier: Dossier, rim: Person) -> None:
    head = queries.get_head(dossier.versions[0])
    block = queries.paper_of(head).blocks[1].id
    with transaction():
        thread = actions.start_thread(head, block, "من أين هذا؟", quote="أسر كثيرة", by=rim)
    assert (thread.block, thread.quote, thread.revision, thread.is_open) == (block, "أسر كثيرة", 2, True)
    assert placed(dossier, thread) == "same"


def test_it_follows_the_text_and_says_when_the_passage_is_gone(dossier: Dossier, rim: Person) -> None:
    head = queries.get_head(dossier.versions[0])
    with transaction():
        block = queries.paper_of(head).blocks[1].id
        thread = actions.start_thread(head, block, "من أين هذا؟", quote="أسر كثيرة", by=rim)
    drafting.write(dossier, "ar", drafting.AR.replace("ما زالت أسر كثيرة تنتظر", "حتى اليوم ما زالت أسر كثيرة تنتظر"))
    assert placed(dossier, thread) == "words"
    drafting.write(dossier, "ar", drafting.AR.replace("أسر كثيرة تنتظر خبرًا", "عائلات تنتظر خبرًا"))
    assert placed(dossier, thread) == "changed"
    gone = "\n".join(line for line in drafting.AR.splitlines() if "ما زالت" not in line)
    drafting.write(dossier, "ar", gone)
    assert placed(dossier, thread) == "gone"


@pytest.mark.parametrize(("block", "quote", "field"), [("nowhere", "", "block"), ("title", "ليست هنا", "quote")])
def test_a_passage_or_words_that_are_not_there_are_refused(
    block: str, quote: str, field: str, dossier: Dossier, rim: Person
) -> None:
    with pytest.raises(BadInput) as refusal, transaction():
        actions.start_thread(queries.get_head(dossier.versions[0]), block, "كلمة", quote=quote, by=rim)
    assert set(refusal.value.fields) == {field}
    assert session.scalars(select(Thread)).all() == []


def test_whoever_is_named_is_told_once_by_a_mail_that_gives_nothing_away(
    dossier: Dossier, group: Group, rim: Person
) -> None:
    omar = make.rapporteur(group, "omar")
    outsider = make.person("layla")
    with transaction():
        head = queries.get_head(session.get_one(Dossier, dossier.id).versions[0])
        actions.start_thread(head, "", "ما رأي @omar و@ريم ط و@layla؟ و@OMAR مرة أخرى", by=rim)
    (mail,) = mails()
    assert mail.recipient == omar.email and outsider.email not in [one.recipient for one in mails()]
    assert subject_of(mail) == "تعليق بانتظاركم"
    assert "حقّ" not in subject_of(mail) and f"/papers/{dossier.id}/text/ar/comments#thread-" in body_of(mail)


def test_exactly_those_are_offered_whom_a_comment_would_tell(
    browser: Browser, dossier: Dossier, group: Group, rim: Person
) -> None:
    for login in ("omar", "huda"):
        namesake = make.rapporteur(group, login)
        namesake.name_ar, namesake.name_en = "عمر الأحمد", "Omar A."
        make.kept(namesake)
    left = make.rapporteur(group, "left")
    left.active = False
    make.kept(left)
    make.person("layla", name="ليلى من بعيد")
    make.rapporteur(make.group("آخر"), "elsewhere")
    browser.sign_in(rim)
    address = f"/papers/{dossier.id}/text/ar/comments"
    page = browser.get(f"{address}?at=whole").text
    offered = re.findall(r'data-write="([^"]*)" data-found-by="([^"]*)"', page)
    assert sorted(write for write, _ in offered) == ["huda", "omar"]  # two of one name are told apart by their logins
    assert all("عمر" in found_by and "احمد" in found_by.split() for _, found_by in offered)
    assert "ليلى" not in page and "elsewhere" not in page
    for write, _ in offered:
        browser.post(address, data={"text": f"ما رأي @{write}؟"})
    assert sorted(mail.recipient for mail in mails()) == ["huda@people.example", "omar@people.example"]


def test_where_nobody_else_works_on_the_paper_nobody_is_offered(
    browser: Browser, dossier: Dossier, rim: Person
) -> None:
    browser.sign_in(rim)
    page = browser.get(f"/papers/{dossier.id}/text/ar/comments").text
    assert "mention.js" not in page and "data-write" not in page


def test_a_thread_given_to_somebody_tells_them_and_only_them(dossier: Dossier, group: Group, rim: Person) -> None:
    omar = make.rapporteur(group)
    with transaction():
        head = queries.get_head(session.get_one(Dossier, dossier.id).versions[0])
        thread = actions.start_thread(head, "", "للمراجعة", assignee=omar, by=rim)
    with transaction():
        actions.assign_thread(session.get_one(Thread, thread.id), omar, by=rim)
        actions.assign_thread(session.get_one(Thread, thread.id), rim, by=rim)
    assert [mail.recipient for mail in mails()] == [omar.email]


@pytest.mark.parametrize("outcome", [Outcome.PARTLY, Outcome.REJECTED])
def test_settling_otherwise_than_accepted_needs_a_reason(outcome: Outcome, dossier: Dossier, rim: Person) -> None:
    thread = drafting.talked_about(dossier, rim)
    with pytest.raises(BadInput), transaction():
        actions.settle_thread(session.get_one(Thread, thread.id), outcome, " \u200f", by=rim)
    with transaction():
        actions.settle_thread(session.get_one(Thread, thread.id), outcome, "خارج الموضوع", by=rim)
    assert session.get_one(Thread, thread.id).reason == "خارج الموضوع"


def test_a_settled_thread_can_be_opened_again_and_then_settled_again(dossier: Dossier, rim: Person) -> None:
    thread = drafting.talked_about(dossier, rim)
    with transaction():
        actions.settle_thread(session.get_one(Thread, thread.id), Outcome.ACCEPTED, "", by=rim)
    with pytest.raises(RuleBroken), transaction():
        actions.settle_thread(session.get_one(Thread, thread.id), Outcome.REJECTED, "لا", by=rim)
    with transaction():
        actions.reopen_thread(session.get_one(Thread, thread.id), by=rim)
    assert session.get_one(Thread, thread.id).is_open
    kinds = [entry.kind for entry in session.scalars(select(Entry)) if entry.kind.startswith("drafting.comment")]
    assert kinds == ["drafting.comment_settled", "drafting.comment_reopened"]


def test_nothing_is_frozen_while_a_thread_is_open_unless_waived_with_a_reason(dossier: Dossier, rim: Person) -> None:
    thread = drafting.talked_about(dossier, rim)
    key = f"thread:{thread.id}"
    for waivers in ({}, {key: "  "}, {"thread:999": "سبب"}):
        with pytest.raises(actions.NotReady) as refusal, transaction():
            actions.freeze_paper(session.get_one(Dossier, dossier.id), waivers=waivers, by=rim)
        assert [gap.waiver for gap in refusal.value.gaps] == [key]
    with transaction():
        actions.freeze_paper(session.get_one(Dossier, dossier.id), waivers={key: "يُبحث في الورقة التالية"}, by=rim)
    assert session.get_one(Dossier, dossier.id).stage is Stage.FROZEN
    waiver = session.scalars(select(Waiver)).one()
    assert (waiver.key, waiver.reason, waiver.waived_by_id) == (key, "يُبحث في الورقة التالية", rim.id)
    told = [line for event in story_of(session.get_one(Dossier, dossier.id), "ar") for line in event.lines]
    assert "يُبحث في الورقة التالية" in told


def test_a_waiver_lets_pass_only_what_can_be_waived(group: Group, rim: Person) -> None:
    bare = drafting.begun(group)
    with pytest.raises(actions.NotReady), transaction():
        actions.freeze_paper(session.get_one(Dossier, bare.id), waivers={"": "سبب", "no_objective": "سبب"}, by=rim)


# --- the pages --------------------------------------------------------------------------------------------------------


def test_the_whole_talk_without_scripts(browser: Browser, dossier: Dossier, rim: Person) -> None:
    browser.sign_in(rim)
    here = f"/papers/{dossier.id}/text/ar/comments"
    block = queries.paper_of(queries.get_head(dossier.versions[0])).blocks[1].id
    page = browser.get(f"{here}?at={block}").text
    assert f'name="block" value="{block}"' in page and f"at={block}#say" in page
    sent = browser.post(here, data={"block": block, "quote": "أسر كثيرة", "text": "من أين <b>هذا</b>؟ \u202eabc"})
    assert sent.status_code == 303 and sent.location.endswith("#thread-1")
    page = browser.get(sent.location).text
    assert "من أين &lt;b&gt;هذا&lt;/b&gt;؟" in page and "\u202e" not in page and 'href="#thread-1"' in page
    assert browser.post(f"/papers/{dossier.id}/comments/1/answer", data={"text": "من التقرير."}).status_code == 303
    mine = browser.post(f"/papers/{dossier.id}/comments/1/assign", data={"assignee": rim.id})
    assert mine.status_code == 303
    assert "من أين" in browser.get(f"/papers/{dossier.id}/comments?show=mine").text
    refused = browser.post(f"/papers/{dossier.id}/comments/1/settle", data={"outcome": "rejected", "reason": ""})
    assert refused.status_code == 422 and "بيّنوا السبب" in refused.text
    assert 'aria-describedby="t1-reason-error" aria-invalid="true"' in refused.text
    assert 'id="t1-reason-error"' in refused.text
    done = browser.post(f"/papers/{dossier.id}/comments/1/settle", data={"outcome": "partly", "reason": "أُضيف مصدر"})
    assert done.status_code == 303
    assert "أُضيف مصدر" in browser.get(here).text
    assert "من أين" not in browser.get(f"/papers/{dossier.id}/comments").text
    assert "من أين" in browser.get(f"/papers/{dossier.id}/comments?show=settled").text
    assert browser.post(f"/papers/{dossier.id}/comments/1/reopen").status_code == 303
    assert browser.post(f"/papers/{dossier.id}/comments/1/reopen").status_code == 409


def test_what_was_typed_is_kept_beside_its_mistake(browser: Browser, dossier: Dossier, rim: Person) -> None:
    browser.sign_in(rim)
    here = f"/papers/{dossier.id}/text/ar/comments"
    refused = browser.post(here, data={"block": "title", "quote": "ليست هنا", "text": "كلامي كله"})
    assert refused.status_code == 422
    assert "كلامي كله" in refused.text and 'value="ليست هنا"' in refused.text
    assert 'aria-describedby="quote-hint say-quote-error" aria-invalid="true"' in refused.text
    assert 'id="say-quote-error"' in refused.text
    assert browser.post(here, data={"block": "title", "text": " "}).status_code == 422
    assert browser.post(here, data={"text": "ك" * 4001}).status_code == 422
    assert browser.post(here, data={"text": "كلام", "assignee": "9999"}).status_code == 422


def test_a_thread_is_reached_only_through_its_own_paper(browser: Browser, group: Group, rim: Person) -> None:
    thread = drafting.talked_about(drafting.dossier(group), rim)
    other = drafting.dossier(group)
    browser.sign_in(rim)
    for verb in ("answer", "assign", "settle", "reopen"):
        assert browser.post(f"/papers/{other.id}/comments/{thread.id}/{verb}", data={"text": "x"}).status_code == 404


def test_the_board_comments_and_does_not_settle(browser: Browser, dossier: Dossier, rim: Person) -> None:
    thread = drafting.talked_about(dossier, rim)
    browser.sign_in(make.holder_of(Office.BOARD))
    assert browser.post(f"/papers/{dossier.id}/text/ar/comments", data={"text": "ملاحظة"}).status_code == 303
    settle = {"outcome": "accepted", "reason": ""}
    assert browser.post(f"/papers/{dossier.id}/comments/{thread.id}/settle", data=settle).status_code == 403


def test_a_writer_of_another_group_sees_no_comment(browser: Browser, dossier: Dossier, rim: Person) -> None:
    drafting.talked_about(dossier, rim, "سرّ العمل")
    browser.sign_in(make.rapporteur(make.group("آخر")))
    for page in ("/comments", "/text/ar/comments", "/open"):
        answer = browser.get(f"/papers/{dossier.id}{page}")
        assert answer.status_code == 404 and "سرّ العمل" not in answer.text


def test_the_freeze_page_takes_a_reason_for_each_open_comment(browser: Browser, dossier: Dossier, rim: Person) -> None:
    thread = drafting.talked_about(dossier, rim)
    browser.sign_in(rim)
    page = browser.get(f"/papers/{dossier.id}/freeze").text
    assert f'name="waive-thread:{thread.id}"' in page
    languages = {"language": ["ar", "en"]}
    assert browser.post(f"/papers/{dossier.id}/freeze", data=languages).status_code == 409
    with_reason = languages | {f"waive-thread:{thread.id}": "لا يمسّ النص"}
    assert browser.post(f"/papers/{dossier.id}/freeze", data=with_reason).status_code == 303
