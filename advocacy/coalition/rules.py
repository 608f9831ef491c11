"""Who may sign for an organisation on a day, and which by-laws there are to choose from; pure."""

import enum
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Protocol

from advocacy.policy import Actor, Office

_DANGEROUS = re.compile(
    r"<(?:[\w.-]+:)?(?:script|foreignobject|!doctype|!entity|image|use|iframe|animate\w*|set|handler|listener)\b"
    r"|href|@import|\\|&#|url\((?!#)|\son\w+\s*="
)
"""What in a lower-case SVG could run something or fetch something where the logo is drawn."""


@dataclass(frozen=True, slots=True)
class Whole:
    """A by-law's number, from `least` to `most`."""

    least: int
    most: int
    default: int


@dataclass(frozen=True, slots=True)
class OneOf:
    """A by-law's choice."""

    choices: tuple[str, ...]
    default: str


@dataclass(frozen=True, slots=True)
class YesOrNo:
    """A by-law's switch, off unless it was turned on."""

    default: bool = False


Value = Whole | OneOf | YesOrNo
_QUORUM = Whole(1, 100, default=50)
_OTHERWISE = OneOf(("not_adopted", "signatories"), default="not_adopted")
_MINIMUM = Whole(1, 10_000, default=1)
_WEIGHED = YesOrNo()
_CLOSE_EARLY = OneOf(("when_all_answered", "never", "when_certain"), default="when_all_answered")

BY_LAW_RULES: Mapping[str, Mapping[str, Value]] = {
    "opt_in": {"minimum": _MINIMUM, "close_early": _CLOSE_EARLY},
    "quorum_majority": {
        "quorum_percent": _QUORUM,
        "majority": OneOf(("simple", "half", "absolute", "two_thirds", "over_two_thirds"), default="simple"),
        "majority_of": OneOf(("answers", "members"), default="answers"),
        "count_abstentions": YesOrNo(),
        "objection_blocks": YesOrNo(),
        "weighed": _WEIGHED,
        "otherwise": _OTHERWISE,
        "minimum": _MINIMUM,
        "close_early": _CLOSE_EARLY,
    },
    "consensus": {
        "quorum_percent": _QUORUM,
        "minus": Whole(0, 10_000, default=0),
        "weighed": _WEIGHED,
        "otherwise": _OTHERWISE,
        "minimum": _MINIMUM,
        "close_early": _CLOSE_EARLY,
    },
}
"""The rules by which a call can be settled and the values each needs; signoff.RULES does the counting."""

WORDING_RULE = "silence"
WORDING_VALUES: Mapping[str, Value] = {"quorum_percent": _QUORUM, "weighed": _WEIGHED}
"""The rule of every call on a wording, and its numbers. It never ends early: silence must have its whole time."""


class Text(Protocol):
    """What a mandate may be limited to: a dossier, or anything like one."""

    @property
    def id(self) -> int: ...
    @property
    def kind(self) -> str: ...
    @property
    def campaign_id(self) -> int | None: ...


class Term(Protocol):
    """Something that holds from a day to a day, both included; `until` None means that it has no end yet.

    `ended_at` is the moment (UTC) at which somebody ended it at once; None for what ends with its last day.
    """

    @property
    def since(self) -> date: ...
    @property
    def until(self) -> date | None: ...
    @property
    def ended_at(self) -> datetime | None: ...


class Power(Term, Protocol):
    """A mandate, as far as the rules look at it."""

    @property
    def scope(self) -> str: ...
    @property
    def scope_values(self) -> Sequence[Any]: ...
    @property
    def revoked_at(self) -> datetime | None: ...


class Standing(enum.StrEnum):
    """How a mandate stands on a day."""

    VALID = "valid"
    NOT_YET = "not_yet"
    ENDED = "ended"
    REVOKED = "revoked"


def holds(term: Term, day: date) -> bool:
    """Whether a term, an affiliation or a mandate holds on that day. On the (UTC) day on which somebody ended it at
    once it holds no more; before that day it did, and what was done under it stays done.
    """
    if term.ended_at is not None and term.ended_at.date() <= day:
        return False
    return term.since <= day and (term.until is None or day <= term.until)


def standing_of(mandate: Power, day: date) -> Standing:
    """How the mandate stands. From the (UTC) day of its revocation it is revoked; before that day it was not."""
    if mandate.revoked_at is not None and mandate.revoked_at.date() <= day:
        return Standing.REVOKED
    if day < mandate.since:
        return Standing.NOT_YET
    if mandate.until is not None and mandate.until < day:
        return Standing.ENDED
    return Standing.VALID


def covers(mandate: Power, text: Text) -> bool:
    """Whether the text lies within the mandate's scope (HANDBOOK 1.3: all, kinds, one campaign, one paper)."""
    values = {str(value) for value in mandate.scope_values}
    match str(mandate.scope):
        case "all":
            return True
        case "kinds":
            return text.kind in values
        case "campaign":
            return text.campaign_id is not None and str(text.campaign_id) in values
        case "paper":
            return str(text.id) in values
    return False


def may_sign(mandate: Power, text: Text, day: date, status: str | None) -> bool:
    """Whether this mandate suffices to sign this text on that day for an organisation of that status.

    Only members sign: a suspended, invited or departed organisation does not, whatever its mandates say.
    """
    return status == "member" and standing_of(mandate, day) is Standing.VALID and covers(mandate, text)


def by_law_values(rule: str, values: Mapping[str, object]) -> dict[str, Any]:
    """The values that the rule needs, with defaults for those not given; ValueError names what does not fit."""
    if rule not in BY_LAW_RULES:
        raise ValueError("rule")
    return _completed(BY_LAW_RULES[rule], values)


def wording_values(values: Mapping[str, object]) -> dict[str, Any]:
    """The numbers of the rule for a wording, completed; ValueError names what does not fit."""
    return _completed(WORDING_VALUES, values)


def _completed(fields: Mapping[str, Value], values: Mapping[str, object]) -> dict[str, Any]:
    chosen: dict[str, Any] = {}
    for name, field in fields.items():
        value = values.get(name, field.default)
        if not _fits(field, value):
            raise ValueError(name)
        chosen[name] = value
    return chosen


def _fits(field: Value, value: object) -> bool:
    match field:
        case YesOrNo():
            return isinstance(value, bool)
        case Whole(least=least, most=most):
            return isinstance(value, int) and not isinstance(value, bool) and least <= value <= most
        case OneOf(choices=choices):
            return value in choices


def file_type(data: bytes) -> str | None:
    """The media type of a proof by its first bytes, whatever its name says: PDF, PNG or JPEG; else None."""
    signatures = {b"%PDF-": "application/pdf", b"\x89PNG\r\n\x1a\n": "image/png", b"\xff\xd8\xff": "image/jpeg"}
    return next((media for start, media in signatures.items() if data.startswith(start)), None)


def logo_type(data: bytes) -> str | None:
    """The media type of a logo: a PNG, or an SVG in which nothing runs and nothing is fetched; else None."""
    if file_type(data) == "image/png":
        return "image/png"
    text = data.decode("utf-8", "replace").lower()
    is_svg = "<svg" in text[:1000] and text.rstrip().endswith("</svg>") and "\ufffd" not in text
    return "image/svg+xml" if is_svg and not _DANGEROUS.search(text) else None


class House(Protocol):
    """An organisation, as far as the rules look at it."""

    @property
    def id(self) -> int: ...
    @property
    def visibility(self) -> str: ...


NEVER_SIGN = ("political_party", "armed_actor", "state_body")
"""Kinds that can be addressed or named in a text, but neither sign nor endorse: no list of organisations has them."""

_TRUSTED = (Office.COORDINATOR, Office.BOARD, Office.OVERSIGHT, Office.ARBITRATION)


def is_hidden(visibility: str) -> bool:
    """Whether a name with this rule is printed in no language."""
    return visibility in ("withheld", "uncounted")


def reads_hidden(actor: Actor, house: House) -> bool:
    """Whether somebody may know of an organisation that withholds its name: its own people, and the secretariat, which
    keeps the roll and must reach it. What it signed, not even the secretariat reads beside the name.
    """
    return actor.holds(Office.COORDINATOR) or house.id in actor.belongs | actor.represents


def reads_inside(actor: Actor, house: House) -> bool:
    """Whether somebody may see who works and signs for an organisation, and its proofs (HANDBOOK 1.9).

    Other members need not know; the technical administrator must not.
    """
    return reads_hidden(actor, house) or (actor.holds(*_TRUSTED) and not is_hidden(house.visibility))


def reads_name(actor: Actor, house: House) -> bool:
    """Whether somebody may see an organisation's name on the pages of the coalition; a withheld one only few may."""
    return not is_hidden(house.visibility) or reads_hidden(actor, house)
