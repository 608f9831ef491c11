"""A name that is withheld everywhere, looked for where nobody looks: raw tables, files inside files, logs, answers."""

import logging
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select, text
from werkzeug.routing import Rule

from advocacy.blobs import Blob
from advocacy.coalition.models import Visibility
from advocacy.database import Base, db, session
from advocacy.mail import KeptMail
from advocacy.policy import Office
from advocacy.signoff.models import Choice
from papers.leaks import Search, Secret, places_in
from papers.leaks.read import pieces_of_text
from tests.conftest import Browser
from tests.hostile import house as hidden
from tests.hostile.forms import LEAVES
from tests.hostile.house import LATE, ONCE, SHY, TRUSTED, House, addresses_of
from tests.hostile.kept import built
from tests.make import coalition as make
from tests.make import signoff
from tests.make.worker import work_off

CANARY = Search([Secret("shy", tuple(SHY.values()))])
ALL = Search(Secret(which, tuple(names.values())) for which, names in {"shy": SHY, "once": ONCE, "late": LATE}.items())


@pytest.fixture
def house(app: Flask) -> House:
    return built()


def raw_database() -> Iterator[tuple[str, bytes]]:
    """Everything that a thief of the database gets: the file and its log of writes; on PostgreSQL the rows as text."""
    session.rollback()
    if db.engine.dialect.name == "sqlite":
        for suffix in ("", "-wal", "-shm"):
            path = Path(f"{db.engine.url.database}{suffix}")
            if path.exists():
                yield path.name, path.read_bytes()
    with db.engine.connect() as connection:
        for table in Base.metadata.sorted_tables:
            for row in connection.execute(text(f'SELECT * FROM "{table.name}"')).all():
                words = (bytes(cell) if isinstance(cell, memoryview) else cell for cell in row)
                yield (
                    table.name,
                    "\n".join(
                        cell.decode("utf-8", "ignore") if isinstance(cell, bytes) else str(cell) for cell in words
                    ).encode(),
                )


def readable(data: bytes) -> bool:
    """Whether the bytes tell any of the names in a coding that a program might store."""
    names = [*SHY.values(), *ONCE.values(), *LATE.values()]
    plain = any(name.encode(coding) in data for name in names for coding in ("utf-8", "utf-16-le", "utf-16-be"))
    return plain or any(name.encode("unicode_escape") in data for name in names)


def test_whoever_takes_the_database_learns_no_name_of_an_organisation(house: House) -> None:
    work_off()
    seen = 0
    for where, data in raw_database():
        seen += len(data)
        assert not readable(data), where
        if len(data) < 100_000:
            assert not any(ALL.finds(words) for _at, words in pieces_of_text(data)), where
    assert seen > 500_000, "the database was not read"


def test_the_reader_of_raw_tables_is_not_blind(house: House) -> None:
    person = house.people["its own"]
    assert person is not None
    assert any(person.email.encode() in data for _where, data in raw_database())


@pytest.mark.timeout(300)
def test_every_file_that_is_kept_is_clean_to_its_innermost_part(app: Flask) -> None:
    built(rendered=True)
    blobs = session.scalars(select(Blob)).all()
    kinds = [blob.media_type for blob in blobs]
    assert sum("pdf" in kind for kind in kinds) >= 5 and sum("word" in kind for kind in kinds) >= 3
    for blob in blobs:
        if blob.data.startswith(b"%PDF-1.7 proof"):  # a mandate's proof, which no reader opens
            continue
        assert places_in(blob.data, blob.sha256, ALL) == [], blob.media_type


def posts(app: Flask, house: House) -> Iterator[tuple[Rule, str]]:
    """Every form, at two of the addresses at which it stands."""
    for rule in app.url_map.iter_rules():
        if "POST" in (rule.methods or set()) and rule.endpoint not in LEAVES:
            for address in islice(addresses_of(rule, house, app), 2):
                yield rule, address


TYPED = {"name_ar": SHY["ar"].replace("عصفور", "عُصفور"), "number": "1", "kind": "network", "confirm": "yes", "q": "x"}
"""What somebody types who has guessed the name; a refusal must not say that the guess is right."""
OWN_WORDS = (TYPED["name_ar"],)


@pytest.mark.timeout(300)
def test_no_answer_to_any_form_tells_the_name_to_somebody_whom_the_rule_does_not_name(
    house: House, browser: Browser, app: Flask, caplog: pytest.LogCaptureFixture
) -> None:
    told, asked = [], 0
    with caplog.at_level(logging.DEBUG):
        for role in ("nobody", "member", "relations", "admin"):
            assert role not in TRUSTED
            browser.delete_cookie("mawqif")
            if person := house.people[role]:
                browser.sign_in(person)
            for rule, address in posts(app, house):
                answer = browser.post(address, data=TYPED)
                asked += 1
                said = without_own(f"{answer.headers}\n{answer.get_data(as_text=True)}", OWN_WORDS)
                told += [f"{rule.endpoint} to {role}"] * CANARY.finds(said)
    assert told == []
    assert asked > 300
    assert not CANARY.finds(without_own(caplog.text, OWN_WORDS)), "a log names it"


def without_own(said: str, words: Iterable[str]) -> str:
    """A page without what the reader typed: a refusal gives it back."""
    for word in words:
        said = said.replace(word, "")
    return said


def test_no_mail_of_a_whole_call_tells_the_name_to_strangers_and_none_is_held_back_wrongly(
    app: Flask, mail: KeptMail
) -> None:
    house = built()
    work_off()
    own = {house.shy.mail, *(person.email for role, person in house.people.items() if person and role == "its own")}
    seen = 0
    for message in mail.sent:
        if CANARY.finds(f"{message['Subject']}\n{message.get_body().get_content()}"):  # type: ignore[union-attr]
            seen += 1
            assert str(message["To"]) in own
    assert seen, "its own receipt names it"
    with db.engine.connect() as connection:
        held = connection.execute(text("SELECT last_error FROM outbox_message WHERE last_error LIKE 'held%'")).all()
    assert held == []


def test_no_command_tells_the_name(house: House, app: Flask) -> None:
    runner = app.test_cli_runner()
    for args in (["ledger", "export"], ["ledger", "verify"], ["mail", "show"], ["keys", "show"], ["keys", "rotate"]):
        told = runner.invoke(args=args)
        assert told.exit_code == 0, (args, told.output)
        assert not ALL.finds(told.output), args


def test_an_uncounted_signatory_is_as_unseen_as_a_withheld_one(app: Flask, browser: Browser) -> None:
    shy = hidden.hidden_organisation(SHY, Visibility.UNCOUNTED)
    make.signatory(shy)
    signoff.members(2)
    call = signoff.open_call()
    signoff.answer(call, shy, Choice.SIGN, visibility=Visibility.UNCOUNTED)
    browser.sign_in(make.holder_of(Office.OVERSIGHT))
    assert not CANARY.finds(browser.get(f"/papers/{call.dossier_id}/decision-file").text)
    member = make.person()
    make.kept(make.Affiliation(person_id=member.id, organisation_id=call.roll[1].organisation_id, since=make.LONG_AGO))
    browser.sign_in(member)
    for address in ("/coalition", f"/coalition/organisations/{shy.id}", "/coalition?q=Kryptopasser"):
        said = browser.get(address).text.replace("Kryptopasser", "")
        assert not CANARY.finds(said)
