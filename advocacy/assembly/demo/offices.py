"""The offices of the demo."""

from datetime import timedelta

from advocacy import clock
from advocacy.assembly.demo.book import FRENCH_OFFICES, LISTS, book
from advocacy.assembly.demo.house import House
from advocacy.contacts import actions as contacts
from advocacy.contacts.models import Gender, Office, Way

STALE = {"K20", "K25"}
"""Offices that nobody has checked for four months."""


def register(house: House) -> dict[str, Office]:
    """Put the offices into the register."""
    contacts.load_forms_of_address(by=None)
    today = clock.now().date()
    found: dict[str, Office] = {}
    for row in book()["contacts"]:
        code = row["id"]
        found[code] = contacts.register_office(
            code=code,
            name_ar=row["ar"],
            name_en=row["en"],
            name_fr=FRENCH_OFFICES.get(code, ""),
            form_key=row["form"],
            gender=Gender(row["address_gender"]),
            lang=row["lang"],
            way=Way(row["channel"]),
            mail=row["mail"],
            timezone=row["tz"],
            note=row["note"],
            tags=LISTS.get(row["tz"], ""),
            silent_until=today + timedelta(days=120) if "لا يُتواصل معه" in row["note"] else None,
            checked_on=today - timedelta(days=120 if code in STALE else 20),
            focal_organisation_id=house.organisations["23"].id if code == "K06" else None,
            by=house.person("layla"),
        )
    return found
