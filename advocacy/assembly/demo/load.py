"""Loading the demo: everything in one transaction, then the mails and files of what lies in the past."""

import logging
from dataclasses import replace
from datetime import timedelta

from sqlalchemy import select

from advocacy import clock, outside
from advocacy.assembly.demo import offices, papers, reviewed
from advocacy.assembly.demo.book import book
from advocacy.assembly.demo.house import House, build
from advocacy.assembly.demo.story import at
from advocacy.coalition import queries as coalition
from advocacy.contacts.models import Office
from advocacy.database import session, transaction
from advocacy.dispatch import actions as dispatch
from advocacy.dispatch.proposal import proposed_letters
from advocacy.ledger import actions as ledger
from advocacy.library.actions import fill_library
from advocacy.mail import KeptMail
from advocacy.outbox import jobs as outbox
from advocacy.outbox.models import MailState, Message
from advocacy.publishing import actions as publishing
from advocacy.publishing.making import make_files
from advocacy.publishing.models import Issue, IssueState

log = logging.getLogger(__name__)
DAY = timedelta(days=1)
SENT_TO = ("K01", "K03", "K05", "K06", "K07", "K09", "K10", "K13", "K14", "K21", "K22", "K24", "K27", "K28")
"""Offices of the package that waits for its release."""


class AlreadyLoaded(Exception):
    """There is a coalition in this database already."""


def load_demo() -> None:
    """Bring the demo to life, as of now. Raises AlreadyLoaded in a database that holds a coalition."""
    if coalition.the_coalition() is not None:
        raise AlreadyLoaded
    now = clock.now()
    with transaction():
        with at(now - 60 * DAY):
            house = build()
            fill_library(by=house.person("sami"))
            register = offices.register(house)
            publishing.continue_numbering(now.year, 10, by=house.person("sami"))
        first = papers.right_to_know(house, now)
        last = papers.recovery(house, now)
        papers.law_that_protects(house, now)
        papers.water(house, now)
        papers.papers_lost(house, now)
        papers.school(house, now)
        reviewed.open_doors(house, now)
    deliver_before(now - DAY)
    print_and_withdraw(first.id, house)
    print_and_pack(last.id, house, register)
    deliver_before(now - DAY)
    with transaction():
        found = coalition.the_coalition()
        if found is not None:
            ledger.append("assembly.demo_loaded", found, by=None)


def deliver_before(moment: object) -> None:
    """Let the mails of the past have been sent when they were due; what is due now goes to the real mail server."""
    waiting = select(Message).where(Message.state == MailState.WAITING, Message.due_at < moment).order_by(Message.id)
    doors = outside.current()
    for message in session.scalars(waiting).all():
        with at(message.due_at):
            outside.install(replace(outside.current(), mailer=KeptMail()))
            outbox.send(message.id)
    outside.install(doors)


def print_and_withdraw(issue_id: int, house: House) -> None:
    """Print issue 1.0 of the first paper; two weeks later one organisation withdraws, and 1.1 replaces it."""
    issue = session.get_one(Issue, issue_id)
    if not printed(issue):
        return
    with at(issue.issued_at + 14 * DAY):
        with transaction():
            later = publishing.reissue(
                session.get_one(Issue, issue_id),
                without=[house.organisations["9"]],
                note={
                    "ar": "تغيّرت قائمة الموقّعين: سحبت منظمة توقيعها.",
                    "en": "The list of signatories changed: one organisation withdrew its signature.",
                    "fr": "La liste des signataires a changé : une organisation a retiré sa signature.",
                },
                by=house.person("sami"),
            )
        make_files(later.id)


def printed(issue: Issue) -> bool:
    """Make the files of an issue when they were due. False when they cannot be made here: the worker tries again, and
    what rests on them is left out of the demo."""
    with at(issue.issued_at):
        make_files(issue.id)
    session.expire_all()
    if issue.state is not IssueState.CURRENT:
        log.warning("the files of %s cannot be made: %s", issue.reference, issue.last_error)
    return issue.state is IssueState.CURRENT


def print_and_pack(issue_id: int, house: House, register: dict[str, Office]) -> None:
    """Print the letter of paper 6 and prepare its package, which a second person has yet to release."""
    issue = session.get_one(Issue, issue_id)
    if not printed(issue):
        return
    with at(clock.now() - DAY), transaction():
        issue = session.get_one(Issue, issue_id)
        dispatch.prepare_package(
            issue,
            title="رسالة التعافي إلى البعثات والوزارات",
            letters=proposed_letters(issue),
            offices=[register[code] for code in SENT_TO],
            by=house.person("layla"),
        )


def who_can_sign_in() -> list[tuple[str, str]]:
    """The people of the demo and what they are, for the console: login and role."""
    return [(row["login"], row["role"]) for row in book()["users"]]
