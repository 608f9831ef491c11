"""People, organisations and their standing."""

from datetime import date
from itertools import count
from typing import TypeVar

from advocacy import clock
from advocacy.accounts.models import Person
from advocacy.coalition.models import (
    Affiliation,
    Body,
    BodyRole,
    BodyTerm,
    Coalition,
    Group,
    GroupRole,
    GroupTerm,
    Mandate,
    Organisation,
    OrganisationKind,
    Scope,
    Status,
    StatusChange,
    Visibility,
)
from advocacy.database import Base, session
from advocacy.policy import Office

_numbers = count(1)
LONG_AGO = date(2020, 1, 1)


Row = TypeVar("Row", bound=Base)


def kept(row: Row) -> Row:
    """Add, commit and return a row."""
    session.add(row)
    session.commit()
    return row


def coalition() -> Coalition:
    """The coalition of the tests."""
    return kept(
        Coalition(
            code="RY",
            name_ar="تحالف رواق الياسمين المدني",
            name_en="Riwaq al-Yasmin Civil Coalition",
            name_fr="Coalition civile Riwaq al-Yasmin",
            short_ar="رواق الياسمين",
            short_en="Riwaq al-Yasmin",
            mail="office@riwaq.example",
            place_ar="دمشق",
            place_en="Damascus",
            place_fr="Damas",
        )
    )


def person(login: str = "", *, lang: str = "ar", name: str = "", is_admin: bool = False) -> Person:
    """Somebody with an account."""
    number = next(_numbers)
    login = login or f"person{number}"
    return kept(
        Person(
            login=login,
            name_ar=name or f"شخص {number}",
            name_en=f"Person {number}",
            email=f"{login}@people.example",
            lang=lang,
            is_admin=is_admin,
            created_at=clock.now(),
            fs_uniquifier=f"u{number}",
        )
    )


def organisation(
    name: str = "",
    *,
    status: Status = Status.MEMBER,
    visibility: Visibility = Visibility.PUBLIC,
    kind: OrganisationKind = OrganisationKind.ORGANISATION,
) -> Organisation:
    """An organisation that has had its status for long."""
    number = next(_numbers)
    name = name or f"منظمة رقم {number}"
    row = Organisation(
        number=str(number),
        kind=kind,
        visibility=visibility,
        name_ar=name,
        name_en=f"Organisation {number}",
        mail=f"org{number}@org.example",
        created_at=clock.now(),
    )
    row.history.append(StatusChange(status=status, since=LONG_AGO, recorded_at=clock.now()))
    return kept(row)


def holder_of(office: Office, login: str = "", *, lang: str = "ar") -> Person:
    """Somebody with a term in a body that gives this standing."""
    someone = person(login or f"{office.value}{next(_numbers)}", lang=lang)
    body = kept(Body(code=f"B{next(_numbers)}", office=office.value, name_ar="هيئة", name_en="Body"))
    kept(BodyTerm(body_id=body.id, person_id=someone.id, role=BodyRole.MEMBER, since=LONG_AGO))
    return someone


def group(name: str = "فريق عمل") -> Group:
    """A working group."""
    number = next(_numbers)
    return kept(Group(code=f"WG{number}", name_ar=name, name_en=f"Group {number}"))


def rapporteur(of: Group, login: str = "", *, lang: str = "ar", role: GroupRole = GroupRole.RAPPORTEUR) -> Person:
    """Somebody who writes in a working group."""
    someone = person(login, lang=lang)
    kept(GroupTerm(group_id=of.id, person_id=someone.id, role=role, since=LONG_AGO))
    return someone


def signatory(of: Organisation, login: str = "", *, lang: str = "ar", until: date | None = None) -> Person:
    """Somebody of an organisation with a mandate to sign for it."""
    someone = person(login, lang=lang)
    kept(Affiliation(person_id=someone.id, organisation_id=of.id, since=LONG_AGO))
    mandate(of, someone, until=until)
    return someone


def mandate(of: Organisation, to: Person, *, since: date = LONG_AGO, until: date | None = None) -> Mandate:
    """A mandate for all texts."""
    return kept(
        Mandate(
            organisation_id=of.id,
            person_id=to.id,
            scope=Scope.ALL,
            scope_values=[],
            since=since,
            until=until,
            recorded_at=clock.now(),
        )
    )
