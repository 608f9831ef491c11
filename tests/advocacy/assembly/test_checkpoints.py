"""Checkpoints reach the members: each week and with every published issue, once, whoever restarts what."""

from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from advocacy.assembly import jobs, queries
from advocacy.assembly.actions import mail_checkpoint
from advocacy.assembly.models import Mailing
from advocacy.assembly.rules import week_began, week_of
from advocacy.clock import SetClock
from advocacy.coalition.models import Organisation, Status
from advocacy.database import session, transaction
from advocacy.ledger import queries as ledger
from advocacy.ledger.actions import append, erase_entry_facts
from advocacy.ledger.signing import verifier
from advocacy.mail import KeptMail
from advocacy.outbox.models import Message
from advocacy.policy import Office
from advocacy.publishing.models import Issue
from papers.proof.checkpoint import opened
from papers.proof.command import _checkpoint_in
from tests.conftest import Browser
from tests.make import coalition as make
from tests.make.publishing import issued, make_files, numbered
from tests.make.worker import work_off

WEEK = timedelta(days=7)


@pytest.fixture
def members(app: Flask) -> list[Organisation]:
    """Two members that read Arabic and English; others that get no such mail."""
    arabic, english, silent = make.organisation(), make.organisation(), make.organisation()
    english.lang, silent.mail = "en", ""
    session.commit()
    for status in (Status.LEFT, Status.INVITED, Status.PARTNER, Status.SUSPENDED):
        make.organisation(status=status)
    with transaction():
        append("test.happened", arabic, by=None)
    return [arabic, english]


def posted() -> list[Message]:
    return list(session.scalars(select(Message).where(Message.key.startswith("assembly.checkpoint:"))))


def test_every_member_gets_the_weeks_checkpoint_once(
    members: list[Organisation], clock: SetClock, mail: KeptMail
) -> None:
    assert work_off() == 0  # the week in which the ledger began is not over
    clock.move(WEEK)
    work_off()
    work_off()
    assert sorted(str(letter["To"]) for letter in mail.sent) == sorted(member.mail for member in members)
    clock.move(timedelta(days=1))
    assert work_off() == 0
    clock.move(WEEK)
    work_off()
    assert len(mail.sent) == 4
    assert [one.occasion for one in session.scalars(select(Mailing).order_by(Mailing.occasion))] == [
        "week:2026-49",
        "week:2026-50",
    ]


def test_a_worker_that_slept_for_weeks_mails_once(members: list[Organisation], clock: SetClock, mail: KeptMail) -> None:
    clock.move(5 * WEEK)
    work_off()
    assert len(mail.sent) == 2


def test_the_mail_is_in_the_language_of_the_member_and_names_nobody(
    members: list[Organisation], clock: SetClock, mail: KeptMail
) -> None:
    clock.move(WEEK)
    work_off()
    by_address = {str(letter["To"]): letter for letter in mail.sent}
    arabic, english = (by_address[member.mail] for member in members)
    assert arabic["Subject"] == "للحفظ: سجلّ التحالف"
    assert english["Subject"] == "To keep: the coalition's ledger"
    assert "Keep this mail" in english.get_content()
    assert "احتفظوا بهذه الرسالة" in arabic.get_content()
    assert not any(member.name_ar in letter.as_string() for member in members for letter in mail.sent)


def test_the_checkpoint_in_the_mail_can_be_checked_as_it_came(
    members: list[Organisation], clock: SetClock, mail: KeptMail
) -> None:
    clock.move(WEEK)
    work_off()
    for letter in mail.sent:
        kept = opened(_checkpoint_in(letter.get_content()), verifier())
        assert (kept.size, kept.root.hex()) == (1, ledger.verify_chain().root.hex())


def test_a_restart_in_the_middle_sends_nothing_twice(members: list[Organisation], clock: SetClock) -> None:
    clock.move(WEEK)
    with pytest.raises(ZeroDivisionError), transaction():
        mail_checkpoint(jobs.week(week_of(clock.now())))
        raise ZeroDivisionError
    assert posted() == []
    for _start in range(3):
        for number in (202649, 202648):
            jobs.mail_week(number)
    assert len(posted()) == 2
    assert {message.key.rsplit(":", 1)[0] for message in posted()} == {"assembly.checkpoint:week:2026-49"}


def test_an_occasion_that_is_done_is_done_for_whoever_joins_later_too(members: list[Organisation]) -> None:
    with transaction():
        first = mail_checkpoint("week:2026-49")
    make.organisation()
    with transaction():
        assert mail_checkpoint("week:2026-49").posted_at == first.posted_at
    assert len(posted()) == 2


def test_a_published_issue_is_followed_by_a_checkpoint_that_covers_it(app: Flask) -> None:
    issue = issued()
    members = queries.members_with_mail()
    work_off("assembly.mail_issue")
    work_off("assembly.mail_issue")
    addresses = [message.recipient for message in posted()]
    assert set(addresses) == {member.mail for member in members}
    assert len(addresses) == len(set(addresses))
    mailing = session.get_one(Mailing, f"issue:{issue.id}")
    kept = ledger.newest_checkpoint()
    entry = ledger.first_entry_of("publishing.published", "publishing_issue", issue.id)
    assert kept is not None
    assert entry is not None
    assert mailing.checkpoint_id == kept.id
    assert kept.size >= entry.number
    assert mailing.members == len(addresses)


def test_an_issue_under_embargo_is_followed_by_nothing(clock: SetClock) -> None:
    issue = numbered(embargo_until=clock.now() + timedelta(hours=3))
    make_files(issue)
    assert work_off("assembly.mail_issue") == 0
    jobs.mail_issue(issue.id)
    assert posted() == []
    clock.move(timedelta(hours=4))
    work_off("publishing.lift_embargo")
    assert work_off("assembly.mail_issue") == 1


def test_an_old_issue_is_not_announced_after_an_upgrade(clock: SetClock) -> None:
    issue = issued()
    clock.move(WEEK)
    assert session.get_one(Issue, issue.id).is_published
    assert jobs.issues_due() == []


def test_weeks_begin_on_monday_in_utc() -> None:
    assert week_of(datetime(2026, 11, 29, 23, 59, tzinfo=UTC)) == 202648
    assert week_of(datetime(2026, 11, 30, tzinfo=UTC)) == 202649
    assert week_of(datetime(2027, 1, 1, tzinfo=UTC)) == 202653
    assert week_began(datetime(2026, 11, 29, 23, 59, tzinfo=UTC)) == datetime(2026, 11, 23, tzinfo=UTC)
    assert jobs.week(202653) == "week:2026-53"


def test_the_decision_file_names_the_checkpoint_that_covers_it(browser: Browser) -> None:
    issue = issued()
    browser.sign_in(make.holder_of(Office.OVERSIGHT))
    address = f"/papers/{issue.dossier_id}/decision-file?lang=en"
    assert "The next signed checkpoint of the ledger will cover this file." in browser.get(address).text
    work_off("assembly.mail_issue")
    kept = ledger.newest_checkpoint()
    assert kept is not None
    page = browser.get(address).text
    assert ledger.short_of(kept) in page
    assert f"/ledger/checkpoint?size={kept.size}" in page


def test_the_decision_file_says_what_was_erased(browser: Browser) -> None:
    issue = issued()
    numbers = [entry.number for entry in ledger.entries_of_dossier(issue.dossier_id)]
    with transaction():
        erase_entry_facts(numbers, by=None)
    browser.sign_in(make.holder_of(Office.OVERSIGHT))
    answer = browser.get(f"/papers/{issue.dossier_id}/decision-file?lang=en")
    assert answer.status_code == 200
    assert answer.text.count("What happened here was erased; its digest is kept") >= 5
