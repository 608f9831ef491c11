"""Setting the coalition up, and its by-laws, contacts and letterhead."""

import re
from typing import Any

from flask_babel import lazy_gettext as _
from sqlalchemy import select

from advocacy import blobs
from advocacy.accounts.models import Person
from advocacy.clock import time_zones
from advocacy.coalition.models import Coalition
from advocacy.coalition.rules import WORDING_RULE, by_law_values, logo_type, wording_values
from advocacy.database import session
from advocacy.errors import BadInput, RuleBroken
from advocacy.ledger import actions as ledger

LOGO_BYTES = 200_000
MOST_GRACE = 240
"""Minutes; a wording is not kept open for longer by those who come late."""
MOST_DAYS = 3_650
ACCESSION_TOLD = ("secretariat", "signatories", "members")
"""Who is told that others have acceded to a text; the secretariat always is."""
_EDITABLE = frozenset(
    (
        "name_ar", "name_en", "name_fr", "short_ar", "short_en", "mail", "phone",
        "place_ar", "place_en", "place_fr", "colour", "timezone",
    )
)  # fmt: skip


def set_up_coalition(
    *,
    code: str,
    name_ar: str,
    mail: str,
    name_en: str = "",
    name_fr: str = "",
    rule: str = "opt_in",
    rule_values: dict[str, Any] | None = None,
    by: Person | None = None,
    **more: str,
) -> Coalition:
    """Found the coalition of this installation; there is one. `more` are further fields as in `edit_settings`."""
    if session.scalars(select(Coalition)).first() is not None:
        raise RuleBroken(_("The coalition has been set up already; change it in its settings."))
    if not re.fullmatch(r"[A-Z][A-Z0-9]{1,7}", code):
        raise BadInput({"code": _("Write two to eight capital Latin letters or digits; reference numbers begin so.")})
    house = Coalition(code=code, name_ar=name_ar, name_en=name_en, name_fr=name_fr, mail=mail)
    house.rule_values, house.wording_values = {}, {}
    session.add(house)
    _set(house, more)
    _set_rule(house, rule, rule_values or {})
    session.flush()
    ledger.append("coalition.set_up", house, by=by.id if by else None, code=code, rule=rule)
    return house


def edit_settings(
    house: Coalition,
    *,
    rule: str | None = None,
    rule_values: dict[str, Any] | None = None,
    grace_minutes: int | None = None,
    accession_days: int | None = None,
    accession_told: str | None = None,
    wording: dict[str, Any] | None = None,
    by: Person | None,
    **fields: str,
) -> None:
    """Change the by-laws (when `rule` is given) and any of names, places, contacts, colour and time zone.

    `grace_minutes`, from 0 to MOST_GRACE, `wording`, the numbers of the rule for a wording, `accession_days`, from 0 to
    MOST_DAYS, and `accession_told`, one of ACCESSION_TOLD, are part of the by-laws; None leaves them.

    Calls that are open keep the rule under which they were opened.
    """
    changed = _set(house, fields)
    if rule is not None:
        before = (house.rule, house.rule_values)
        _set_rule(house, rule, rule_values or {})
        if (house.rule, house.rule_values) != before:
            changed.append("rule")
    if grace_minutes is not None and grace_minutes != house.grace_minutes:
        if not 0 <= grace_minutes <= MOST_GRACE:
            raise BadInput({"grace_minutes": _("This value does not fit the rule.")})
        house.grace_minutes = grace_minutes
        changed.append("grace_minutes")
    changed += _set_accession(house, accession_days, accession_told)
    if wording is not None and _set_wording(house, wording):
        changed.append("wording")
    if changed:
        ledger.append(
            "coalition.settings_changed",
            house,
            by=by.id if by else None,
            fields=sorted(changed),
            rule=house.rule,
            rule_values=house.rule_values,
            grace_minutes=house.grace_minutes,
            accession_days=house.accession_days,
            accession_told=house.accession_told,
            wording_values=house.wording_values,
        )


def _set_accession(house: Coalition, days: int | None, told: str | None) -> list[str]:
    """How long organisations may accede after an issue, and who is told; returns what was changed."""
    changed = []
    if days is not None and days != house.accession_days:
        if not 0 <= days <= MOST_DAYS:
            raise BadInput({"accession_days": _("This value does not fit the rule.")})
        house.accession_days = days
        changed.append("accession_days")
    if told is not None and told != house.accession_told:
        if told not in ACCESSION_TOLD:
            raise BadInput({"accession_told": _("Choose one of the entries in the list.")})
        house.accession_told = told
        changed.append("accession_told")
    return changed


def set_logo(house: Coalition, data: bytes | None, *, by: Person | None) -> None:
    """Put a PNG or an SVG without scripts on the letterhead; None takes the logo away."""
    media = logo_type(data) if data is not None else None
    if data is not None and (media is None or len(data) > LOGO_BYTES):
        raise BadInput({"logo": _("Choose a PNG, or an SVG without scripts and links, of at most 200 kB.")})
    house.logo_sha256 = blobs.keep(data, media) if data is not None and media else None
    ledger.append("coalition.logo_changed", house, by=by.id if by else None, sha256=house.logo_sha256)


def _set(house: Coalition, fields: dict[str, str]) -> list[str]:
    """Set the fields that differ; returns their names."""
    if unknown := fields.keys() - _EDITABLE:
        raise TypeError(f"no such settings: {sorted(unknown)}")
    wrong: dict[str, object] = {}
    if "colour" in fields and not re.fullmatch(r"#[0-9a-fA-F]{6}", fields["colour"]):
        wrong["colour"] = _("Write the colour like #14532d.")
    if "timezone" in fields and fields["timezone"] not in time_zones():
        wrong["timezone"] = _("Choose one of the entries in the list.")
    wrong |= {name: _("This field is needed.") for name in ("name_ar", "mail") if not fields.get(name, "x")}
    if wrong:
        raise BadInput(wrong)
    changed = [name for name, value in fields.items() if getattr(house, name) != value]
    for name in changed:
        setattr(house, name, fields[name])
    return changed


def _set_wording(house: Coalition, values: dict[str, Any]) -> bool:
    """Set the numbers of the rule for a wording; whether they differ from those before."""
    try:
        chosen = wording_values(values)
    except ValueError as error:
        raise BadInput({f"{WORDING_RULE}-{error}": _("This value does not fit the rule.")}) from error
    before = wording_values(house.wording_values)
    house.wording_values = chosen
    return chosen != before


def _set_rule(house: Coalition, rule: str, values: dict[str, Any]) -> None:
    try:
        house.rule, house.rule_values = rule, by_law_values(rule, values)
    except ValueError as error:
        raise BadInput({str(error): _("This value does not fit the rule.")}) from error
