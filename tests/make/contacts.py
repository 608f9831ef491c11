"""Offices that receive papers."""

from itertools import count

from advocacy.contacts import actions
from advocacy.contacts.models import Gender, Office, Way
from advocacy.database import transaction

_numbers = count(1)


def office(
    name: str = "سفارة نورلاند",
    *,
    form_key: str = "ambassador",
    gender: Gender = Gender.FEMININE,
    lang: str = "en",
    way: Way = Way.EMAIL,
    tags: str = "",
) -> Office:
    """An office in the register, reached by mail unless said otherwise."""
    number = next(_numbers)
    with transaction():
        actions.load_forms_of_address(by=None)
        return actions.register_office(
            code=f"K{number}",
            name_ar=name,
            name_en=f"Embassy of Norland {number}",
            form_key=form_key,
            gender=gender,
            lang=lang,
            way=way,
            mail=f"k{number}@office.example" if way is Way.EMAIL else "",
            tags=tags,
            by=None,
        )
