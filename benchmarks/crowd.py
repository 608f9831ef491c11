"""Calls with many members, put into the tables at once: making each by hand would take hours."""

from datetime import timedelta
from itertools import count
from typing import Any

from sqlalchemy import func, insert, select

from advocacy import chance, clock
from advocacy.accounts.models import Person
from advocacy.coalition.models import (
    Mandate,
    Organisation,
    OrganisationKind,
    Scope,
    Status,
    StatusChange,
    Visibility,
)
from advocacy.coalition.sealed import likeness, sealed_words
from advocacy.database import Base, session, transaction
from advocacy.outbox.models import MailState, Message
from advocacy.signoff.models import Answer, Asked, Call, Choice, Invitation, Reminder
from tests.make.coalition import LONG_AGO
from tests.make.frozen import ARABIC, ENGLISH, frozen_from

AT_ONCE = 5_000
_calls = count(1)


def call_with(members: int, *, answered: int, hours: float = 96) -> int:
    """The id of an open call with so many members of its own, `answered` of which have signed."""
    dossier, now = frozen_from(ARABIC, ENGLISH), clock.now()
    freeze, batch = dossier.freezes[-1], next(_calls)
    with transaction():
        call = Call(
            dossier_id=dossier.id,
            freeze_id=freeze.id,
            seal=freeze.seal,
            rule="quorum_majority",
            rule_values={"quorum_percent": 10},
            opened_at=now,
            soft_at=now + timedelta(hours=hours / 2),
            closes_at=now + timedelta(hours=hours),
            timezone="Asia/Damascus",
        )
        session.add(call)
        session.flush()
        first = {table: _next(table) for table in (Organisation, Person, Mandate, Asked, Invitation)}
        for start in range(0, members, AT_ONCE):
            numbers = range(start, min(start + AT_ONCE, members))
            for table, rows in _rows(call, batch, numbers, answered, first).items():
                if rows:
                    session.execute(insert(table), rows)
        for table in first:
            _count_on(table)
        return call.id


def _count_on(table: type[Base]) -> None:
    """PostgreSQL does not see ids that were said to it, and would give them again."""
    if session.get_bind().dialect.name == "postgresql":
        sequence = func.pg_get_serial_sequence(table.__tablename__, "id")
        session.execute(select(func.setval(sequence, _next(table), False)))


def _next(table: type[Base]) -> int:
    return (session.scalar(select(func.max(table.id))) or 0) + 1  # type: ignore[attr-defined]


def _rows(
    call: Call, batch: int, numbers: range, answered: int, first: dict[type[Any], int]
) -> dict[type[Base], list[dict[str, Any]]]:
    now = clock.now()
    rows: dict[type[Base], list[dict[str, Any]]] = {
        table: []
        for table in (Organisation, StatusChange, Person, Mandate, Asked, Invitation, Message, Reminder, Answer)
    }
    for number in numbers:
        house, person, mandate, line, link = (start + number for start in first.values())
        rows[Organisation].append(_house(house, f"{batch}-{number}"))
        rows[StatusChange].append(
            {"organisation_id": house, "status": Status.MEMBER, "since": LONG_AGO, "recorded_at": now}
        )
        rows[Person].append(_person(person, f"c{batch}n{number}"))
        rows[Mandate].append(
            {
                "id": mandate,
                "organisation_id": house,
                "person_id": person,
                "scope": Scope.ALL,
                "scope_values": [],
                "since": LONG_AGO,
                "recorded_at": now,
            }
        )
        rows[Asked].append({"id": line, "call_id": call.id, "organisation_id": house, "votes": 1})
        rows[Invitation].append(
            {
                "id": link,
                "asked_id": line,
                "person_id": person,
                "token_hash": chance.token(),
                "made_at": now,
                "expires_at": call.closes_at,
            }
        )
        rows[Message].append(
            {
                "key": f"signoff.link:{link}",
                "recipient": f"c{batch}n{number}@people.example",
                "lang": "ar",
                "message_id": chance.token(),
                "state": MailState.SENT,
                "due_at": now,
                "created_at": now,
                "sent_at": now,
            }
        )
        rows[Reminder].append({"call_id": call.id, "organisation_id": house, "due_at": call.soft_at})
        if number < answered:
            rows[Answer].append(_answer(call, house, person, mandate))
    return rows


def _house(number: int, name: str) -> dict[str, Any]:
    uid, words = chance.some_bytes(16).hex(), {"name_ar": f"منظمة {name}", "name_en": f"Organisation {name}"}
    return {
        "id": number,
        "number": f"crowd {name}",
        "kind": OrganisationKind.ORGANISATION,
        "visibility": Visibility.PUBLIC,
        "uid": uid,
        "sealed": sealed_words(uid, words),
        "likeness": likeness(words["name_ar"]),
        "created_at": clock.now(),
    }


def _person(number: int, login: str) -> dict[str, Any]:
    return {
        "id": number,
        "login": login,
        "name_ar": f"شخص {login}",
        "name_en": f"Person {login}",
        "email": f"{login}@people.example",
        "created_at": clock.now(),
        "fs_uniquifier": login,
    }


def _answer(call: Call, house: int, person: int, mandate: int) -> dict[str, Any]:
    return {
        "call_id": call.id,
        "organisation_id": house,
        "person_id": person,
        "mandate_id": mandate,
        "seal": call.seal,
        "choice": Choice.SIGN,
        "visibility": Visibility.PUBLIC,
        "answered_at": clock.now(),
        "receipt": chance.code(12),
    }
