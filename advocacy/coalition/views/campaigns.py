"""Pages about campaigns."""

from flask import Blueprint, flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext

from advocacy.access import requires
from advocacy.coalition import actions, queries
from advocacy.coalition.forms import CampaignForm
from advocacy.coalition.models import Campaign, Group
from advocacy.database import session, transaction
from advocacy.errors import NotFound, Refusal
from advocacy.policy import Action


def attach(bp: Blueprint) -> None:
    """Add these pages to the room."""
    bp.get("/campaigns/new")(new_campaign)
    bp.post("/campaigns")(start_campaign)
    bp.get("/campaigns/<int:campaign_id>")(show_campaign)


@requires(Action.MANAGE_COALITION)
def new_campaign() -> ResponseReturnValue:
    return _form_page()


@requires(Action.MANAGE_COALITION)
def start_campaign() -> ResponseReturnValue:
    try:
        form = CampaignForm.parse(request.form)
        with transaction():
            group = session.get(Group, form.group_id) if form.group_id else None
            campaign = actions.start_campaign(
                code=form.code,
                **form.names.as_fields(),
                group=group,
                goal_ar=form.goal_ar,
                goal_en=form.goal_en,
                by=g.person,
            )
    except Refusal as refusal:
        return _form_page(refusal, request.form)
    flash(_("The campaign has begun."))
    return redirect(url_for("coalition.show_campaign", campaign_id=campaign.id), 303)


@requires(Action.READ_COALITION)
def show_campaign(campaign_id: int) -> ResponseReturnValue:
    campaign = session.get(Campaign, campaign_id)
    if campaign is None:
        raise NotFound(lazy_gettext("There is no such campaign."))
    return render_template("coalition/show_campaign.html", campaign=campaign)


def _form_page(refusal: Refusal | None = None, typed: object = None) -> ResponseReturnValue:
    page = render_template("coalition/new_campaign.html", groups=queries.groups(), refusal=refusal, typed=typed or {})
    return (page, refusal.status) if refusal else page
