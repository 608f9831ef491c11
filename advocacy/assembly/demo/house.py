"""The people, organisations, bodies and groups of the demo."""

from datetime import date, timedelta

from advocacy import clock
from advocacy.accounts import actions as accounts
from advocacy.accounts.models import Person
from advocacy.assembly.demo.book import (
    BODIES_OF,
    ENGLISH_NAMES,
    HOMES,
    OFFICES_OF_BODIES,
    PASSWORD,
    RAPPORTEURS,
    SIGNATORIES,
    TRANSLATOR,
    book,
)
from advocacy.coalition import actions as coalition
from advocacy.coalition.models import BodyRole, GroupRole, Organisation, OrganisationKind, Status, Visibility
from advocacy.policy import Office
from advocacy.signoff.actions.composing import take_usual_routes

FOUNDED = date(2024, 1, 15)
LAWYERS = "WG2"
"""The working group that checks the citations of papers about law."""
PEOPLE_ABROAD = {"layla": "Europe/Zurich", "michel": "Europe/Paris", "salma": "Europe/Brussels"}


class House:
    """Everybody and everything of the demo by the names of its book."""

    def __init__(self) -> None:
        self.people: dict[str, Person] = {}
        self.organisations: dict[str, Organisation] = {}
        self.groups: dict[str, int] = {}
        self.campaigns: dict[str, int] = {}
        self.signs_for: dict[str, Person] = {}

    def person(self, login: str) -> Person:
        return self.people[login]


def build() -> House:
    """Found the coalition and fill it with people; the passwords are the demo's."""
    house = House()
    about = book()["coalition"]
    coalition.set_up_coalition(
        code=about["code"],
        name_ar=about["ar"],
        name_en=about["en"],
        name_fr=about["fr"],
        short_ar=about["short_ar"],
        short_en="Riwaq al-Yasmin",
        mail=about["mail"],
        place_ar="دمشق",
        place_en="Damascus",
        place_fr="Damas",
        rule="quorum_majority",
        rule_values={"quorum_percent": 50, "majority": "two_thirds"},
        by=None,
    )
    _organisations(house)
    _people(house)
    _bodies(house)
    _groups(house)
    _mandates(house)
    take_usual_routes(legal=f"group:{house.groups[LAWYERS]}", by=house.person("sami"))
    return house


def _organisations(house: House) -> None:
    for row in book()["organisations"]:
        house.organisations[row["no"]] = coalition.admit_organisation(
            number=row["no"],
            name_ar=row["ar"],
            name_en=row["en"],
            kind=OrganisationKind(row["type"]),
            visibility=Visibility(row["visibility"]),
            since=FOUNDED,
            mail=f"org{int(row['no']):02d}@org.example",
            note=row["note"],
            by=None,
        )
    for code, name_ar, name_en in book()["external"]:
        house.organisations[code] = coalition.admit_organisation(
            number=code,
            name_ar=name_ar,
            name_en=name_en,
            kind=OrganisationKind.NETWORK,
            status=Status.PARTNER,
            since=FOUNDED,
            mail=f"{code.lower()}@partner.example",
            lang="en",
            by=None,
        )
    coalition.change_status(
        house.organisations["22"],
        Status.SUSPENDED,
        since=clock.now().date() - timedelta(days=20),
        reason="تعليق مؤقت بطلب من الهيئة الإدارية",
        by=None,
    )


def _people(house: House) -> None:
    for row in book()["users"]:
        langs = row["langs"].split(",")
        _add(house, row["login"], row["ar"], ENGLISH_NAMES[row["login"]], lang="ar" if "ar" in langs else "en")
    for someone in SIGNATORIES:
        _add(house, someone.login, someone.name_ar, someone.name_en)


def _add(house: House, login: str, name_ar: str, name_en: str, lang: str = "ar") -> None:
    person = accounts.add_person(
        login=login,
        name_ar=name_ar,
        name_en=name_en,
        email=f"{login}@people.example",
        lang=lang,
        timezone=PEOPLE_ABROAD.get(login, "Asia/Damascus"),
        is_admin=login == "admin",
        by=None,
    )
    accounts.set_password(person, PASSWORD, by=None)
    house.people[login] = person


def _bodies(house: House) -> None:
    for code, name_ar, name_en, about in book()["bodies"]:
        office = OFFICES_OF_BODIES.get(code)
        body = coalition.form_body(
            code=code,
            name_ar=name_ar,
            name_en=name_en,
            office=Office(office) if office else None,
            description=about,
            by=None,
        )
        for login, (home, role) in BODIES_OF.items():
            if home == code:
                coalition.appoint_to_body(body, house.person(login), role=BodyRole(role), since=FOUNDED, by=None)


def _groups(house: House) -> None:
    for code, name_ar, name_en, seats in book()["working_groups"]:
        group = coalition.form_group(code=code, name_ar=name_ar, name_en=name_en, by=None)
        house.groups[code] = group.id
        for number in seats:
            coalition.seat_in_group(group, house.organisations[str(number)], since=FOUNDED, by=None)
        writers = {RAPPORTEURS[code]: GroupRole.RAPPORTEUR, TRANSLATOR: GroupRole.TRANSLATOR}
        if code == "WG2":
            writers["khalil"] = GroupRole.MEMBER
        for login, role in writers.items():
            coalition.appoint_to_group(group, house.person(login), role=role, since=FOUNDED, by=None)
        for key, name, name_en_of, home, goal in book()["campaigns"]:
            if home == code:
                campaign = coalition.start_campaign(
                    code=key, name_ar=name, name_en=name_en_of, group=group, goal_en=goal, by=None
                )
                house.campaigns[key] = campaign.id


def _mandates(house: House) -> None:
    signing = {login: home for login, home in HOMES.items() if not home.startswith("X")}
    signing |= {someone.login: someone.organisation for someone in SIGNATORIES}
    for login, home in {**HOMES, **signing}.items():
        coalition.affiliate(house.person(login), house.organisations[home], since=FOUNDED, by=None)
    for login, home in signing.items():
        person, organisation = house.person(login), house.organisations[home]
        mandate = coalition.record_mandate(organisation, person, since=FOUNDED, by=house.person("sami"))
        if login == "basel":
            coalition.revoke_mandate(mandate, reason="غادر المنظمة الشهر الماضي", by=house.person("sami"))
        else:
            house.signs_for.setdefault(home, person)
