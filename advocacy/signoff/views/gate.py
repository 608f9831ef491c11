"""Before a personal link: «open», then a code or a PIN where one is asked for; and «close now» behind it.

A GET shows the coalition's name and a button, and changes nothing: programs that look through mails follow links. The
browser is known by a cookie of this link alone; it is no account, and nothing else of the house reads it.
"""

import hmac
import re

from flask import Response, current_app, g, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import force_locale
from flask_babel import gettext as _
from markupsafe import Markup
from sqlalchemy.exc import DatabaseError

from advocacy import chance
from advocacy.access import requires
from advocacy.coalition.queries import the_coalition
from advocacy.database import session, transaction
from advocacy.errors import BadInput, Refusal, RuleBroken
from advocacy.policy import Action
from advocacy.signoff import actions, queries
from advocacy.signoff.models import Factor, Invitation
from advocacy.signoff.rules.locks import KNOWN_FOR, OPEN_FOR
from advocacy.signoff.views import desk as desks
from advocacy.signoff.views.room import bp
from advocacy.signoff.views.signing import closed_door, desk_of, invitation_here, refused
from advocacy.web import csrf, form_value
from papers.dates import western

COOKIE = "link"
FREE = {"open_link", "enter_link", "close_link", "give_up_link", "ask_for_link"}
"""What can be done before a link without opening it. Everything else behind a link is behind the gate."""
KEPT = ("seal", "opened", "key", "written", "choice", "visibility", "reservation", "reason", "proposal", "knows_few")
"""What was typed on a page whose link has closed since: it goes along through the gate and back into the form."""
CLEARED = '"cache", "cookies", "storage"'


@bp.before_request
def stand_at_the_gate() -> ResponseReturnValue | None:
    """Let nobody past who only has the link, where that is not enough."""
    if not _is_behind_a_link():
        return None
    token = _token()
    invitation = invitation_here(token)
    if invitation is None or refused(invitation) not in ("", "over") or is_open_here(invitation):
        return None
    return gate(token, invitation)


@bp.after_request
def know_who_answered(response: Response) -> Response:
    """The browser that gives the first answer is the one that goes on with the link."""
    if request.endpoint != "signoff.sign" or response.status_code != 303 or _mark():
        return response
    invitation = queries.invitation_of(_token())
    is_known = invitation is not None and (_arrives_again(invitation) or _has_the_page(invitation))
    again = invitation is not None and is_known and not queries.was_closed(invitation)
    if invitation is not None and (again or not queries.is_taken(invitation)):
        mark = chance.token()
        try:
            with transaction():
                actions.know_browser(queries.invitation_of(_token()) or invitation, mark, again=again)
        except (DatabaseError, Refusal):  # the answer stands already, and nothing may say otherwise
            session.rollback()
            return response
        _set_mark(response, mark, int(KNOWN_FOR.total_seconds()))
    return response


@bp.post("/s/<token>/here")
@requires(Action.FOLLOW_SIGNING_LINK)
def stay_here(token: str) -> ResponseReturnValue:
    """The first hand on the page, told by its script beside the reading: the link is this browser's from now on.

    Where the link alone is not enough, or some browser has it already, this changes nothing.
    """
    invitation, key = queries.invitation_of(token), form_value(request.form, "key")
    answer = Response(status=204)
    if invitation is None or refused(invitation) or _mark() or not re.fullmatch(r"[2-9A-Z]{20}", key):
        return answer
    own = _has_the_page(invitation)  # it did not hear the reply
    if queries.is_strict(invitation.asked) or (queries.is_taken(invitation) and not own):
        return answer
    mark = chance.token()
    with transaction():
        actions.know_browser(queries.invitation_of(token) or invitation, mark, again=own, page="" if own else key)
    _set_mark(answer, mark, int(KNOWN_FOR.total_seconds()))
    return answer


@bp.post("/s/<token>/open")
@requires(Action.FOLLOW_SIGNING_LINK)
def open_link(token: str) -> ResponseReturnValue:
    """Somebody, not a program, wants to go in: where a code is asked for, mail one."""
    invitation = queries.invitation_of(token)
    why = refused(invitation)
    if invitation is None or why not in ("", "over"):
        return closed_door(token, invitation, why)
    if is_open_here(invitation) and not _kept():
        return redirect(_inside(token), 303)
    mark = _mark() or chance.token()
    try:
        with transaction():
            actions.ask_to_open(queries.invitation_of(token) or invitation, mark)
    except RuleBroken as refusal:
        return gate(token, invitation, refusal=refusal)
    answer = make_response(
        gate(token, invitation, asks=True)
        if _kept()
        else redirect(url_for("signoff.signing_page", token=token, asked=1, to=_to(), lang=_lang()), 303)
    )
    _set_mark(answer, mark, int(OPEN_FOR.total_seconds()))
    return answer


@bp.post("/s/<token>/enter")
@requires(Action.FOLLOW_SIGNING_LINK)
def enter_link(token: str) -> ResponseReturnValue:
    """Show the code or the PIN. A wrong one is kept, counted and said; it opens nothing."""
    invitation, mark = queries.invitation_of(token), _mark()
    why = refused(invitation)
    if invitation is None or why not in ("", "over"):
        return closed_door(token, invitation, why)
    with transaction():
        typed = western(request.form.get("code", "")[:100])
        tried = actions.try_factor(queries.invitation_of(token) or invitation, mark, typed)
    if tried is actions.Tried.VOID:
        return closed_door(token, queries.invitation_of(token), "revoked")
    if tried is not actions.Tried.OPENED:
        return gate(token, invitation, refusal=_said_of(tried, invitation), asks=bool(mark))
    if why == "" and _kept():
        answer = make_response(desks.show(desk_of(invitation, token), typed=request.form))
    else:
        answer = make_response(redirect(_inside(token), 303))
    _set_mark(answer, mark, int(OPEN_FOR.total_seconds()))
    return answer


@bp.post("/s/<token>/close")
@requires(Action.FOLLOW_SIGNING_LINK)
def close_link(token: str) -> ResponseReturnValue:
    """«Close now»: going back shows nothing, the browser forgets what it kept, and the page that follows is blank."""
    invitation = queries.invitation_of(token)
    if invitation is not None:
        with transaction():
            actions.close_here(queries.invitation_of(token) or invitation, _mark())
    answer = make_response(redirect(url_for("signoff.blank"), 303))
    if invitation is not None:
        answer.delete_cookie(COOKIE, path=url_for("signoff.signing_page", token=token))
    answer.headers["Clear-Site-Data"] = CLEARED
    return answer


@bp.post("/s/<token>/give-up")
@requires(Action.FOLLOW_SIGNING_LINK)
def give_up_link(token: str) -> ResponseReturnValue:
    """The link is in the wrong hands: it ends, and its person gets another one in the mail."""
    invitation = queries.invitation_of(token)
    if invitation is not None and invitation.revoked_at is None:
        with transaction():
            actions.void_link(queries.invitation_of(token) or invitation, by=None)
    with force_locale(desks.interface_of(desks.asked_language(None))):
        house = the_coalition()
        return render_template("signoff/link_asked.html", mail=house.mail if house else "")


for _posted in (stay_here, open_link, enter_link, close_link, give_up_link):
    # a personal link is its own proof, and must work in a browser that keeps no cookies
    csrf.exempt(_posted)


def is_open_here(invitation: Invitation) -> bool:
    """Whether whoever asks now may see what is behind this link."""
    if g.get("person") is not None and g.person.id == invitation.person_id:
        return True  # signed in under their own name: more than a code by mail
    strict = queries.is_strict(invitation.asked)
    device = queries.device_at(invitation, _mark())
    if queries.is_open_for(device, strict=strict):
        return True
    if request.endpoint == "signoff.sign" and _arrives_again(invitation):
        return True  # its answer is a way to the receipt, and that is behind the gate too
    if request.endpoint == "signoff.sign" and not strict and _has_the_page(invitation):
        return True
    return not strict and (not queries.is_taken(invitation) or _has_receipt(invitation))


def _has_the_page(invitation: Invitation) -> bool:
    """Whether the form comes from the page that was touched first, though its cookie may not have arrived yet."""
    device = queries.device_of_page(invitation, form_value(request.form, "key"))
    return queries.is_open_for(device, strict=False) and not queries.was_closed(invitation)


def _arrives_again(invitation: Invitation) -> bool:
    call = invitation.asked.call
    return queries.sent_before(call, invitation.person_id, desks.form_identity()) is not None


def _has_receipt(invitation: Invitation) -> bool:
    """A browser that keeps no cookies shows the receipt of the answer that it has just given."""
    if request.endpoint not in ("signoff.show_receipt", "signoff.undo") or queries.was_closed(invitation):
        return False
    standing = queries.answer_so_far(invitation.asked.call, invitation.asked.organisation)
    code = request.args.get("r", "")
    is_own = standing is not None and standing.person_id == invitation.person_id
    return bool(is_own and standing and hmac.compare_digest(code.encode(), standing.receipt.encode()))


def gate(
    token: str, invitation: Invitation, *, refusal: Refusal | None = None, asks: bool | None = None
) -> ResponseReturnValue:
    """The page before a link: a button, and after it the field for the code or the PIN. No word of what is behind."""
    is_known = queries.device_at(invitation, _mark()) is not None
    wanted = "asked" in request.args and request.method == "GET"
    house = the_coalition()
    with force_locale(desks.interface_of(desks.asked_language(invitation.person))):
        if refusal is None and wanted and not is_known:
            refusal = RuleBroken(_("This browser keeps no cookies. Allow them for this page, or use another browser."))
        page = render_template(
            "signoff/gate.html",
            token=token,
            house=house,
            asks=(wanted and is_known) if asks is None else asks,
            by_mail=queries.factor_of(invitation.asked.organisation) is Factor.MAIL,
            refusal=refusal,
            kept=_kept(),
            to=_to(),
            pages_lang=_lang(),
        )
    return page, refusal.status if refusal and request.method == "POST" else (403 if request.method == "POST" else 200)


def close_button() -> Markup:
    """«Close now» as this page can do it: close its link, end the session, or just lead to a blank page."""
    is_behind = request.url_rule is not None and request.url_rule.rule.startswith("/s/<token>")
    token = _token() if is_behind and request.endpoint != "signoff.ask_for_link" else ""
    if token:
        action = url_for("signoff.close_link", token=token)
    elif g.get("person") is not None:
        action = url_for("accounts.close_now")
    else:
        return Markup('<a class="x" href="{}">{}</a>').format(url_for("signoff.blank"), _("Close now"))
    return Markup('<form class="x" method="post" action="{}" data-to="{}"><button>{}</button></form>').format(
        action, url_for("signoff.blank"), _("Close now")
    )


def _said_of(tried: actions.Tried, invitation: Invitation) -> Refusal:
    with force_locale(desks.interface_of(desks.asked_language(invitation.person))):
        if tried is actions.Tried.OLD:
            return BadInput({"code": _("This code holds no more. Have another one sent.")})
        if queries.factor_of(invitation.asked.organisation) is Factor.MAIL:
            return BadInput({"code": _("This is not the code. Look into the newest mail.")})
        return BadInput({"code": _("This is not the PIN. After a few more tries the link ends.")})


def _is_behind_a_link() -> bool:
    rule, name = request.url_rule, (request.endpoint or "").removeprefix("signoff.")
    return rule is not None and rule.rule.startswith("/s/<token>") and name not in FREE


def _token() -> str:
    return str((request.view_args or {}).get("token", ""))


def _mark() -> str:
    """The mark that this browser got from us; empty for none, and for what we never gave."""
    mark = request.cookies.get(COOKIE, "")
    return mark if re.fullmatch(r"[2-9A-Z]{32}", mark) else ""


def _kept() -> dict[str, str]:
    """What was typed into an answer that has come to the gate, bounded; empty for everything else."""
    if request.method != "POST" or not request.form.get("seal"):
        return {}
    offices = [name for name in request.form if re.fullmatch(r"to_\d{1,9}", name)][:50]
    return {name: request.form[name][:4_000] for name in (*KEPT, *offices) if name in request.form}


def _to() -> str:
    """The page behind this link that was asked for, by the last part of its address; empty for the first one."""
    wanted = request.values.get("to", "")
    if not wanted and request.method == "GET":
        wanted = request.path.rpartition("/")[2] if request.endpoint != "signoff.signing_page" else ""
    return wanted if re.fullmatch(r"[a-z-]{1,20}", wanted) else ""


def _lang() -> str | None:
    return request.args.get("lang")


def _inside(token: str) -> str:
    to = _to()
    page = url_for("signoff.signing_page", token=token)
    query = f"?lang={desks.asked_language(None)}" if _lang() else ""
    return f"{page}/{to}{query}" if to else f"{page}{query}"


def _set_mark(answer: Response, mark: str, seconds: int) -> None:
    answer.set_cookie(
        COOKIE,
        mark,
        max_age=seconds,
        path=url_for("signoff.signing_page", token=_token()),
        secure=current_app.config["SESSION_COOKIE_SECURE"],
        httponly=True,
        samesite="Lax",
    )
