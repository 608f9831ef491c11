"""Starting campaigns."""

from flask_babel import lazy_gettext as _
from sqlalchemy import select

from advocacy.accounts.models import Person
from advocacy.coalition.models import Campaign, Group
from advocacy.database import session
from advocacy.errors import BadInput
from advocacy.ledger import actions as ledger


def start_campaign(
    *,
    code: str,
    name_ar: str,
    name_en: str = "",
    name_fr: str = "",
    group: Group | None = None,
    goal_ar: str = "",
    goal_en: str = "",
    by: Person | None,
) -> Campaign:
    """Start a campaign; a working group may lead it."""
    if session.scalars(select(Campaign).where(Campaign.code == code)).first() is not None:
        raise BadInput({"code": _("This code is taken; choose another.")})
    campaign = Campaign(
        code=code, name_ar=name_ar, name_en=name_en, name_fr=name_fr, group=group, goal_ar=goal_ar, goal_en=goal_en
    )
    session.add(campaign)
    session.flush()
    ledger.append(
        "coalition.campaign_started", campaign, by=by.id if by else None, code=code, group=group.id if group else None
    )
    return campaign
