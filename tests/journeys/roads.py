"""The stretches of road that both journeys go: from the pages of a paper to its files, as their people walk them."""

import re
import urllib.parse
import urllib.request
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from advocacy.assembly.demo.book import HOMES, SIGNATORIES
from advocacy.outbox.inbox import Letter
from tests.journeys.house import House, until
from tests.journeys.visitor import Visitor

TEXTS = Path(__file__).parent / "texts"
LINK = re.compile(r"https?://\S+/s/[A-Z0-9]+")
SEAL = re.compile(r'name="seal" value="([0-9a-f]{64})"')
WITHHELD = "مبادرة طاولة الخبز", "Bread Table", "org12@org.example"
"""By which a reader could recognise the organisation that signs without its name."""


def words_of(name: str) -> str:
    """A text as somebody types it."""
    return (TEXTS / name).read_text("utf-8")


def printed_words(source: str) -> str:
    """What is printed of a typed text, but for citations: the preposition «بـ:» joins the word that follows it."""
    return re.sub(r"\[@[^\]]*\]", "", source).replace("بـ: ", "ب")


def number_in(url: str) -> int:
    """The last number in an address: the id of what the page shows."""
    return int(re.findall(r"/(\d+)", url)[-1])


# --- answering ---


@dataclass(frozen=True, slots=True)
class Reply:
    """What somebody answers, besides a plain public signature."""

    choice: str = "sign"
    visibility: str = "public"
    words: Mapping[str, str] = field(default_factory=dict)


def signatories() -> dict[str, str]:
    """Who answers for which member: one login for each organisation."""
    homes = {number: login for login, number in HOMES.items() if login not in ("yara1", "basel", "salma")}
    return {**homes, **{one.organisation: one.login for one in SIGNATORIES}}


def mail_about(house: House, login: str, title: str) -> Letter:
    """The mail with the personal link of this person to the paper of that title."""

    def look() -> Letter | None:
        mails = house.letters_to(f"{login}@people.example")
        return next((mail for mail in mails if title in mail.words and LINK.search(mail.words)), None)

    found = until(look, f"the personal link of {login}")
    assert found
    return found


def link_for(house: House, login: str, title: str) -> str:
    """The personal link that was mailed to this person about the paper of that title."""
    return LINK.findall(mail_about(house, login, title).words)[0]


def reply_by_link(link: str, reply: Reply) -> str:
    """Answer as a browser without scripts would: read the page, send its form; returns the receipt's page."""
    with urllib.request.urlopen(link, timeout=30) as page:
        seal = SEAL.search(page.read().decode())
    assert seal
    form = {"seal": seal[1], "choice": reply.choice, "visibility": reply.visibility, "knows_few": "yes", **reply.words}
    with urllib.request.urlopen(link, urllib.parse.urlencode(form).encode(), timeout=30) as page:
        return str(page.read().decode())


def all_others_answer(house: House, title: str, replies: Mapping[str, Reply], *, without: set[str]) -> None:
    """Every member but those signs, or answers what `replies` says, by organisation number."""
    for number, login in sorted(signatories().items(), key=lambda pair: int(pair[0])):
        if number not in without:
            page = reply_by_link(link_for(house, login, title), replies.get(number, Reply()))
            assert "receipt" in page or "<code>" in page


# --- what a reader may find ---


def betrays(said: str | bytes) -> list[str]:
    """Which marks of the withheld organisation stand in a text or file."""
    if isinstance(said, bytes):
        return [mark for mark in WITHHELD if mark.encode() in said or mark.encode("utf-16-be") in said]
    return [mark for mark in WITHHELD if mark in said]


def fetch(house: House, path: str) -> bytes:
    """What the house hands to a reader without an account."""
    with urllib.request.urlopen(path if path.startswith("http") else house.address + path, timeout=60) as answer:
        return bytes(answer.read())


# --- issuing ---


def issue(coordinator: Visitor, dossier: int) -> int:
    """Take the next number for an adopted paper and wait until the worker has made its files; returns the issue."""
    coordinator.open(f"/papers/{dossier}").follow("Sign-off call").follow("Prepare the issue")
    coordinator.picture(f"{coordinator.lang}-new-issue")
    coordinator.press("Take the next number and issue")
    number = number_in(coordinator.page.url)

    def is_made() -> bool:
        coordinator.open(f"/issues/{number}")
        return coordinator.sees(".files a")

    until(is_made, "the files of the issue", 90)
    coordinator.picture(f"{coordinator.lang}-issue")
    return number
