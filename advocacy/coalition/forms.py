"""What is typed on the pages of the coalition."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from flask_babel import lazy_gettext as _

from advocacy.coalition.actions.settings import ACCESSION_TOLD, MOST_DAYS, MOST_GRACE
from advocacy.coalition.models import BodyRole, GroupRole, OrganisationKind, Scope, Status, Visibility
from advocacy.coalition.rules import BY_LAW_RULES, NEVER_SIGN, WORDING_RULE, WORDING_VALUES, OneOf, Value, Whole
from advocacy.coalition.sheet import THEY_NEVER_SIGN
from advocacy.forms import Typed, reading
from advocacy.policy import Office

Form = Mapping[str, str]
LANGUAGES = ("ar", "en", "fr")
WEEKENDS = ("by_zone", "fri_sat", "sat_sun")


@dataclass(frozen=True, slots=True)
class Names:
    """Names in three languages."""

    name_ar: str
    name_en: str
    name_fr: str

    @classmethod
    def read(cls, typed: Typed) -> "Names":
        return cls(
            typed.text("name_ar", required=True, lang="ar"), typed.text("name_en"), typed.text("name_fr", lang="fr")
        )

    def as_fields(self) -> dict[str, str]:
        return {"name_ar": self.name_ar, "name_en": self.name_en, "name_fr": self.name_fr}


@dataclass(frozen=True, slots=True)
class OrganisationForm:
    """An organisation, as it is admitted or edited."""

    names: Names
    kind: OrganisationKind
    visibility: Visibility
    more: dict[str, str]
    despite_likeness: bool

    @classmethod
    def parse(cls, form: Form) -> "OrganisationForm":
        with reading(form) as typed:
            more = {
                "registration": typed.text("registration"),
                "mail": typed.mail("mail"),
                "lang": typed.choice("lang", LANGUAGES, default="ar"),
                "timezone": typed.zone("timezone"),
                "weekend": typed.choice("weekend", WEEKENDS, default="by_zone").replace("by_zone", ""),
                "region": typed.text("region", max_length=80),
                "note": typed.lines("note", max_length=2000),
            }
            return cls(
                Names.read(typed),
                _kind(typed),
                Visibility(typed.choice("visibility", list(Visibility), default="public")),
                more,
                typed.is_checked("despite_likeness"),
            )


def _kind(typed: Typed) -> OrganisationKind:
    """A kind that can sign. Parties, armed actors and state bodies are offered too, so that nobody mislabels them."""
    kind = typed.choice("kind", [*OrganisationKind, *NEVER_SIGN], default="organisation")
    if kind in NEVER_SIGN:
        typed.refuse("kind", THEY_NEVER_SIGN)
        return OrganisationKind.ORGANISATION
    return OrganisationKind(kind)


@dataclass(frozen=True, slots=True)
class StatusForm:
    """A new status, from a day on, with its reason."""

    status: Status
    since: date | None
    reason: str

    @classmethod
    def parse(cls, form: Form) -> "StatusForm":
        with reading(form) as typed:
            return cls(
                Status(typed.choice("status", list(Status))),
                typed.day("since"),
                typed.lines("reason", max_length=1000),
            )


@dataclass(frozen=True, slots=True)
class MandateForm:
    """Who may sign, for which texts, from when to when. The proof is a file and comes beside the form."""

    person_id: int
    scope: Scope
    scope_values: list[str | int]
    since: date | None
    until: date | None
    alternate_for: int | None

    @classmethod
    def parse(cls, form: Form, kinds: list[str]) -> "MandateForm":
        """`kinds` are those ticked; which exist is checked by the caller, who knows the engine's."""
        with reading(form) as typed:
            scope = Scope(typed.choice("scope", [Scope.ALL, Scope.KINDS, Scope.CAMPAIGN], default="all"))
            values: list[str | int] = []
            if scope is Scope.KINDS:
                values = list(kinds)
            elif scope is Scope.CAMPAIGN and (campaign := typed.whole("campaign", least=1)):
                values = [campaign]
            if scope is not Scope.ALL and not values:
                typed.refuse("scope", _("Say for which texts the mandate holds."))
            return cls(
                typed.whole("person", least=1, required=True) or 0,
                scope,
                values,
                typed.day("since"),
                typed.day("until"),
                typed.whole("alternate_for", least=1),
            )


@dataclass(frozen=True, slots=True)
class AbsenceForm:
    """A representative who is away from a day to a day."""

    person_id: int
    since: date | None
    until: date | None

    @classmethod
    def parse(cls, form: Form) -> "AbsenceForm":
        with reading(form) as typed:
            person = typed.whole("away", least=1, required=True) or 0
            return cls(person, typed.day("away_since"), typed.day("away_until", required=True))


@dataclass(frozen=True, slots=True)
class BodyForm:
    """A body or a working group to be formed. `office` is None for a body that gives no right, and for groups."""

    code: str
    names: Names
    office: Office | None
    description: str

    @classmethod
    def parse(cls, form: Form) -> "BodyForm":
        with reading(form) as typed:
            office = str(form.get("office", ""))
            if office and office not in list(Office):
                typed.refuse("office", _("Choose one of the entries in the list."))
                office = ""
            return cls(
                typed.text("code", required=True, max_length=12),
                Names.read(typed),
                Office(office) if office else None,
                typed.lines("description", max_length=1000),
            )


@dataclass(frozen=True, slots=True)
class TermForm:
    """Somebody's term, or an organisation's seat: `whom` is the id of the person or organisation."""

    whom: int
    role: str
    since: date | None
    until: date | None

    @classmethod
    def parse(cls, form: Form, roles: type[BodyRole] | type[GroupRole] | None = None) -> "TermForm":
        with reading(form) as typed:
            return cls(
                typed.whole("whom", least=1, required=True) or 0,
                typed.choice("role", list(roles)) if roles else "",
                typed.day("since"),
                typed.day("until"),
            )


@dataclass(frozen=True, slots=True)
class CampaignForm:
    """A campaign to be started."""

    code: str
    names: Names
    group_id: int | None
    goal_ar: str
    goal_en: str

    @classmethod
    def parse(cls, form: Form) -> "CampaignForm":
        with reading(form) as typed:
            return cls(
                typed.text("code", required=True, max_length=12),
                Names.read(typed),
                typed.whole("group", least=1),
                typed.lines("goal_ar", max_length=1000, lang="ar"),
                typed.lines("goal_en", max_length=1000),
            )


SETTINGS = ("short_ar", "short_en", "phone", "place_ar", "place_en", "place_fr", "colour")


@dataclass(frozen=True, slots=True)
class SettingsForm:
    """The coalition's settings: names, places and contacts in `fields`, and the by-laws with their values.

    A value of a rule is typed in a field that bears both names (`by_law_field`), because rules share names of values.
    """

    fields: dict[str, str]
    rule: str
    rule_values: dict[str, Any]
    grace_minutes: int | None
    wording: dict[str, Any]
    accession_days: int | None
    accession_told: str

    @classmethod
    def parse(cls, form: Form) -> "SettingsForm":
        with reading(form) as typed:
            fields = Names.read(typed).as_fields() | {name: typed.text(name, max_length=120) for name in SETTINGS}
            fields |= {"mail": typed.mail("mail", required=True), "timezone": typed.zone("timezone")}
            rule = typed.choice("rule", list(BY_LAW_RULES))
            asked = BY_LAW_RULES.get(rule, {})
            values = {name: _by_law_value(typed, rule, name, asked[name]) for name in asked}
            wording = {name: _by_law_value(typed, WORDING_RULE, name, each) for name, each in WORDING_VALUES.items()}
            days = typed.whole("accession_days", most=MOST_DAYS)
            told = typed.choice("accession_told", ACCESSION_TOLD, default=ACCESSION_TOLD[1])
            return cls(fields, rule, values, typed.whole("grace_minutes", most=MOST_GRACE), wording, days, told)


def by_law_field(rule: str, name: str) -> str:
    """What the field of a rule's value is called on the page of the settings."""
    return f"{rule}-{name}"


def _by_law_value(typed: Typed, rule: str, name: str, value: Value) -> object:
    field = by_law_field(rule, name)
    match value:
        case Whole(least=least, most=most, default=default):
            found = typed.whole(field, least=least, most=most)
            return default if found is None else found
        case OneOf(choices=choices, default=default):
            return typed.choice(field, choices, default=default)
        case _:
            return typed.is_checked(field)
