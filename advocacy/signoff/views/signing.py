"""The personal link: it names a person, an organisation and a call. `views.gate` stands before it."""

from collections.abc import Callable

from flask import current_app, g, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import force_locale
from flask_babel import gettext as _

from advocacy import clock
from advocacy.access import requires
from advocacy.coalition.queries import mandate_for, the_coalition
from advocacy.database import transaction
from advocacy.policy import Action
from advocacy.signoff import actions, queries
from advocacy.signoff.models import Call, Choice, Invitation, Purpose
from advocacy.signoff.stamps import claimed_at
from advocacy.signoff.views import desk as desks
from advocacy.signoff.views.desk import Desk
from advocacy.signoff.views.room import bp
from advocacy.signoff.words import ANSWERED
from advocacy.web import csrf


@bp.get("/s/<token>")
@requires(Action.FOLLOW_SIGNING_LINK)
def signing_page(token: str) -> ResponseReturnValue:
    return behind(token, desks.show)


@bp.post("/s/<token>")
@requires(Action.FOLLOW_SIGNING_LINK)
def sign(token: str) -> ResponseReturnValue:
    invitation = invitation_here(token)
    why = refused(invitation)
    if invitation and why == "over" and is_late_objection(invitation.asked.call):
        return desks.take_late(desk_of(invitation, token))
    if invitation and why == "over":
        sent = queries.sent_before(invitation.asked.call, invitation.person_id, desks.form_identity())
        if sent is not None:  # it came in time; only its device did not hear so
            return redirect(url_for("signoff.show_receipt", token=token, r=sent.answer.receipt), 303)
    # without a mandate the action itself refuses, because only then is the attempt noted
    if not invitation or why not in ("", "no_mandate"):
        return closed_door(token, invitation, why)
    answer = desks.take(desk_of(invitation, token))
    return closed_door(token, invitation, why) if why else answer


@bp.get("/s/<token>/receipt")
@requires(Action.FOLLOW_SIGNING_LINK)
def show_receipt(token: str) -> ResponseReturnValue:
    invitation = invitation_here(token)
    why = refused(invitation)
    if not invitation or why not in ("", "over"):
        return closed_door(token, invitation, why)
    return desks.receipt(desk_of(invitation, token))


@bp.post("/s/<token>/undo")
@requires(Action.FOLLOW_SIGNING_LINK)
def undo(token: str) -> ResponseReturnValue:
    return behind(token, desks.undo)


@bp.post("/s/<token>/new")
@requires(Action.FOLLOW_SIGNING_LINK)
def ask_for_link(token: str) -> ResponseReturnValue:
    """Mail a fresh link to whom the old one belonged; the page says the same whether it was ever ours."""
    invitation = queries.invitation_of(token)
    if invitation is not None:
        with transaction():
            actions.send_new_link(queries.invitation_of(token) or invitation)
    with force_locale(desks.interface_of(desks.asked_language(None))):
        return render_template("signoff/link_asked.html", mail=_office())


@bp.get("/blank")
@requires(Action.OPEN_TO_ALL)
def blank() -> ResponseReturnValue:
    """Where "close now" leads: a page that says nothing, and a browser that keeps nothing of the one before."""
    response = make_response(render_template("signoff/blank.html"))
    response.headers["Clear-Site-Data"] = '"cache"'
    return response


for _posted in (sign, undo, ask_for_link):
    # a personal link is its own proof, and must work in a browser that keeps no cookies
    csrf.exempt(_posted)


def is_late_objection(call: Call) -> bool:
    """An objection to a wording is taken, or at least noted, after the end too."""
    return call.purpose is Purpose.WORDING and request.form.get("choice") == Choice.OBJECT.value


def behind(
    token: str,
    then: Callable[[Desk], ResponseReturnValue],
    *,
    shut: Callable[[Invitation | None], str] | None = None,
) -> ResponseReturnValue:
    """What is done behind a personal link, or why it opens nothing now; `shut` says so, else `refused`."""
    invitation = invitation_here(token)
    why = (shut or refused)(invitation)
    return closed_door(token, invitation, why) if why or not invitation else then(desk_of(invitation, token))


def invitation_here(token: str) -> Invitation | None:
    """The invitation of the link that is followed, as the gate before it has read it in this request."""
    if g.get("link") != token:
        g.link, g.invitation = token, queries.invitation_of(token)
    found: Invitation | None = g.invitation
    return found


def desk_of(invitation: Invitation, token: str) -> Desk:
    """The page that this link opens."""
    endpoints = {
        "page": "signoff.signing_page",
        "send": "signoff.sign",
        "receipt": "signoff.show_receipt",
        "undo": "signoff.undo",
        "outage": "signoff.report_outage_by_link",
        "more_time": "signoff.ask_more_time_by_link",
        "stop": "signoff.stop_standing_by_link",
        "change": "signoff.show_change",
        "confirm": "signoff.confirm_signature",
        "raise": "signoff.raise_change",
    }
    return Desk(
        call=invitation.asked.call,
        organisation=invitation.asked.organisation,
        person=invitation.person,
        lang=desks.asked_language(invitation.person),
        address=lambda name, **values: url_for(endpoints[name], token=token, **values),
        with_proof=False,
    )


def refused(invitation: Invitation | None) -> str:
    """Why this link opens nothing now; empty when it does."""
    if invitation is None:
        return "unknown"
    if g.get("person") is not None and g.person.id != invitation.person_id:
        return "somebody_else"
    if invitation.revoked_at is not None:
        return "revoked"
    call = invitation.asked.call
    if queries.is_over(call):
        return "over"
    now = clock.now()
    if invitation.expires_at <= now:
        return "expired"
    if mandate_for(invitation.person, invitation.asked.organisation, call.dossier, now.date()) is None:
        return "no_mandate"
    return ""


STATUS = {"unknown": 404, "somebody_else": 403, "revoked": 410, "over": 410, "expired": 410, "no_mandate": 403}


def closed_door(token: str, invitation: Invitation | None, why: str) -> ResponseReturnValue:
    """What the reader can do about a link that opens nothing; shows no word of the text."""
    lang = desks.asked_language(invitation.person if invitation else None)
    standing = None
    if why == "over" and invitation is not None:
        standing = queries.standing_answer(invitation.asked.call, invitation.asked.organisation)
    if why == "no_mandate" and invitation is not None:
        current_app.logger.info("signing link %s followed without a mandate", invitation.id)
    with force_locale(desks.interface_of(lang)):
        heading, help_ = words(why)
        page = render_template(
            "signoff/closed_door.html",
            heading=heading,
            help=help_,
            token=token,
            can_ask=why in ("unknown", "expired", "revoked"),
            receipt_url=url_for("signoff.show_receipt", token=token, lang=lang) if standing else "",
            way_in=_way_in(invitation, token) if why == "over" and invitation else "",
            mail=_office(),
            unsent=_unsent() if why in ("over", "expired", "revoked") else [],
            claimed=claimed_at(request.form.get("written", "")),
            zone=invitation.person.timezone if invitation else "",
        )
    return page, STATUS[why]


def _way_in(invitation: Invitation, token: str) -> str:
    """Where an organisation that has not signed can still ask for a link, now that the text is issued; else empty."""
    offers = current_app.extensions.get("mawqif.closed_doors", [])
    return next((address for offer in offers if (address := offer(invitation, token))), "")


def _unsent() -> list[str]:
    """What was answered too late: its writer sees it once more, because it is kept nowhere."""
    if request.method != "POST" or request.form.get("choice") not in {each.value for each in Choice}:
        return []
    said = [request.form.get(name, "").strip()[:4_000] for name in ("reservation", "reason", "proposal")]
    return [str(ANSWERED[Choice(request.form["choice"])]), *(words for words in said if words)]


def words(why: str) -> tuple[str, str]:
    """Heading and help for each reason."""
    return {
        "unknown": (
            _("We do not know this link"),
            _("Perhaps a part of it is missing. Open it again from your mail, or ask for a new one."),
        ),
        "somebody_else": (
            _("This link belongs to somebody else"),
            _("You are signed in under another name. Answer through your own link, or sign out first."),
        ),
        "revoked": (_("This link no longer holds"), _("It was replaced or withdrawn. Ask for a new one.")),
        "over": (
            _("This call has closed"),
            _("Nothing can be answered any more. What your organisation answered before stands as its receipt says."),
        ),
        "expired": (
            _("This link has expired; ask for a new one"),
            _("The new link goes to the same mail address."),
        ),
        "no_mandate": (
            _("You may not sign for this organisation today"),
            _(
                "Your mandate has ended, was withdrawn or does not cover this text. Ask the head of your organisation "
                "or the coordinator to record it, then open the same link again."
            ),
        ),
    }[why]


def _office() -> str:
    house = the_coalition()
    return str(house.mail) if house else ""
