"""From the forms of the register to values."""

from collections.abc import Mapping
from typing import Any

from advocacy.contacts.models import Gender, Way
from advocacy.contacts.rules import LANGUAGES
from advocacy.forms import reading


def office_form(form: Mapping[str, str], form_keys: list[str]) -> dict[str, Any]:
    """An office as typed: the keyword arguments of `register_office` without `by`."""
    with reading(form) as typed:
        values: dict[str, Any] = {
            "code": typed.text("code", required=True, max_length=20),
            "name_ar": typed.text("name_ar", required=True, max_length=300, lang="ar"),
            "name_en": typed.text("name_en", max_length=300),
            "name_fr": typed.text("name_fr", max_length=300),
            "form_key": typed.choice("form_key", form_keys),
            "gender": Gender(typed.choice("gender", [g.value for g in Gender], default="m")),
            "lang": typed.choice("lang", LANGUAGES, default="en"),
            "way": Way(typed.choice("way", [w.value for w in Way], default="email")),
            "mail": typed.mail("mail"),
            "other_mail": typed.mail("other_mail"),
            "timezone": typed.zone("timezone", default="Europe/Zurich"),
            "address": typed.lines("address", max_length=600),
            "note": typed.lines("note", max_length=1000),
            "tags": typed.text("tags", max_length=200),
            "silent_until": typed.day("silent_until"),
        }
    return values


def holder_form(form: Mapping[str, str]) -> dict[str, Any]:
    """A holder as typed: the keyword arguments of `record_holder` without `by`."""
    with reading(form) as typed:
        values: dict[str, Any] = {
            "name_ar": typed.text("name_ar", required=True, max_length=200, lang="ar"),
            "name_en": typed.text("name_en", max_length=200),
            "name_fr": typed.text("name_fr", max_length=200),
            "gender": Gender(typed.choice("gender", [g.value for g in Gender], default="m")),
            "since": typed.day("since", required=True),
        }
    return values


def address_form(form: Mapping[str, str]) -> dict[str, str]:
    """The words of a form of address as typed."""
    with reading(form) as typed:
        values = {name: typed.text(name, required=True, max_length=200) for name in ("ar_m", "ar_f", "fr_m", "fr_f")}
        values["en_salutation"] = typed.text("en_salutation", required=True, max_length=200)
        values["en_envelope"] = typed.text("en_envelope", max_length=200)
        values["note"] = typed.lines("note", max_length=600)
    return values
