"""The house of these tests, built once a process and put back in a moment."""

import copy
from dataclasses import Field, dataclass, fields
from typing import Any, get_type_hints

from pysqlite3 import dbapi2
from sqlalchemy import inspect

from advocacy import outside
from advocacy.accounts.models import Person
from advocacy.database import db, session
from tests.hostile.house import House, built_anew


@dataclass(frozen=True)
class Copy:
    """A house as it was when it was built: its rows, what the doors knew, and who is who in it."""

    rows: Any
    doors: dict[str, Any]
    who: dict[str, Any]
    people: dict[str, int | None]
    values: dict[str, list[Any]]


_copies: dict[bool, Copy] = {}
"""The houses that this process has built, without and with printed files."""


def built(*, rendered: bool = False) -> House:
    """The house, in an empty database; built once a process, and then put back in a moment (SQLite only)."""
    if db.engine.dialect.name != "sqlite":
        return built_anew(rendered=rendered)
    if rendered not in _copies:
        _copies[rendered] = _copied(built_anew(rendered=rendered))
    return _put_back(_copies[rendered])


def _copied(house: House) -> Copy:
    rows = dbapi2.connect(":memory:")
    session.commit()
    with db.engine.connect() as connection:
        connection.connection.driver_connection.backup(rows)
    doors = {name: copy.deepcopy(vars(door)) for name, door in _doors().items()}
    who = {one.name: inspect(getattr(house, one.name)).identity for one in _rows_of(house)}
    people = {role: person.id if person else None for role, person in house.people.items()}
    return Copy(rows, doors, who, people, house.values)


def _put_back(kept: Copy) -> House:
    session.rollback()
    session.expunge_all()
    db.engine.dispose()
    with db.engine.connect() as connection:
        kept.rows.backup(connection.connection.driver_connection)
    for name, door in _doors().items():
        vars(door).clear()
        vars(door).update(copy.deepcopy(kept.doors[name]))
    types = get_type_hints(House)
    rows = {name: session.get_one(types[name], identity) for name, identity in kept.who.items()}
    people = {role: session.get_one(Person, number) if number else None for role, number in kept.people.items()}
    return House(people, **rows, values=copy.deepcopy(kept.values))


def _doors() -> dict[str, Any]:
    now = outside.current()
    return {"clock": now.clock, "chance": now.chance, "keys": now.keys, "mailer": now.mailer}


def _rows_of(house: House) -> list[Field[Any]]:
    return [one for one in fields(house) if one.name not in ("people", "values")]
