"""What all pages share: language, the frame around them, refusals, and the headers that keep third parties out."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from flask import Flask, Response, current_app, g, has_request_context, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_babel import Babel, get_locale
from flask_babel import gettext as _
from flask_babel.speaklater import LazyString
from flask_compress import Compress
from flask_wtf.csrf import CSRFError, CSRFProtect, generate_csrf
from markupsafe import Markup, escape
from sqlalchemy.exc import OperationalError
from werkzeug.exceptions import BadRequest, HTTPException
from werkzeug.middleware.proxy_fix import ProxyFix

from advocacy import access, packed
from advocacy.coalition import queries as coalition
from advocacy.coalition.models import Coalition
from advocacy.database import db
from advocacy.errors import Refusal
from advocacy.policy import Action
from config import Config
from papers.bounded import OutOfBounds
from papers.dates import local_time, long_date, moment
from papers.model import direction_of

LANGUAGES = {"ar": "العربية", "en": "English", "fr": "Français"}
"""The languages of the interface, by the names their readers give them."""

SECURITY_HEADERS = {
    "Content-Security-Policy": "default-src 'none'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; "
    "script-src 'self'; connect-src 'self'; font-src 'self'; form-action 'self'; "
    "base-uri 'none'; frame-ancestors 'none'",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "Cross-Origin-Opener-Policy": "same-origin",
}

csrf = CSRFProtect()


@dataclass(frozen=True, slots=True)
class Place:
    """One entry of the main navigation."""

    url: str
    label: str
    is_here: bool


def attach(app: Flask, config: Config) -> None:
    """Give every page its frame."""
    Babel(app, locale_selector=chosen_language)
    LazyString.__html__ = escaped  # it would claim to be safe markup, also where it carries what somebody typed
    Compress(app)
    trust_proxies(app, config.proxies)
    csrf.init_app(app)
    csrf.exempt("advocacy.accounts.views.close_now")  # must work at once, even from a page that is hours old
    packed.attach(app)
    access.declare(app, "static", Action.OPEN_TO_ALL)
    app.jinja_env.globals.update(
        lang=language,
        dir=lambda: direction_of(language()),
        asset=asset,
        actor=access.actor,
        may=access.may,
        Action=Action,
        person=lambda: g.get("person"),
        coalition=the_coalition,
        places=lambda: list(places()),
        other_languages=lambda: [(code, name) for code, name in LANGUAGES.items() if code != language()],
        url_in=url_in,
        token_field=token_field,
    )
    app.jinja_env.filters.update(day=day, local_day=local_day, moment=local_moment)
    app.jinja_env.filters.update(isoformat=lambda value: value.isoformat())
    app.before_request(refuse_nul)
    app.after_request(protect)
    app.register_error_handler(Refusal, refused)
    app.register_error_handler(CSRFError, form_expired)
    app.register_error_handler(HTTPException, gone_wrong)
    app.register_error_handler(OutOfBounds, too_much)
    app.register_error_handler(OperationalError, not_saved)
    if not app.testing:
        app.register_error_handler(Exception, broken)


def trust_proxies(app: Flask, number: int) -> None:
    """Take the reader's address from the web servers in front. Only that: addresses of pages come from the settings."""
    if number:
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=number, x_proto=0)  # type: ignore[method-assign]


def escaped(words: LazyString) -> str:
    """A translated string in a page, with everything escaped that came into it."""
    return str(escape(str(words)))


def chosen_language() -> str:
    """The reader's language: asked for in the address, chosen before, the person's own, the browser's, Arabic."""
    if not has_request_context():  # a job or a command, unless it forces the language of whom it writes to
        return str(current_app.config["BABEL_DEFAULT_LOCALE"])
    asked = request.args.get("lang", "")
    if asked in LANGUAGES:
        session["lang"] = asked
    chosen = session.get("lang") or (g.person.lang if g.get("person") else None)
    if chosen in LANGUAGES:
        return str(chosen)
    return request.accept_languages.best_match(LANGUAGES) or current_app.config["BABEL_DEFAULT_LOCALE"]


def language() -> str:
    """The language of this page: ar, en or fr."""
    locale = get_locale()
    return locale.language if locale else "ar"


def url_in(code: str) -> str:
    """This page in another language."""
    if request.method != "GET" or not request.endpoint:
        return url_for("public.register", lang=code)
    # the query by hand: some addresses hold the language of a text, which is another thing under the same name
    here = url_for(request.endpoint, **(request.view_args or {}))
    return f"{here}?{urlencode({**request.args.to_dict(), 'lang': code})}"


@cache
def _stamp(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()[:10]


def asset(name: str) -> str:
    """The address of one of our own files, with its digest, so that browsers may keep it for ever."""
    return url_for("static", filename=name, v=_stamp(Path(current_app.static_folder or "") / name))


def the_coalition() -> Coalition | None:
    """The coalition as the frame of this page names it, above and below: asked once a page."""
    if "coalition" not in g:
        g.coalition = coalition.the_coalition()
    found: Coalition | None = g.coalition
    return found


def token_field() -> Markup:
    """The hidden field that proves that a form came from us."""
    return Markup('<input type="hidden" name="csrf_token" value="{}">').format(generate_csrf())


def places() -> Iterator[Place]:
    """The rooms that this person may enter."""
    rooms = (
        ("assembly.home", _("Home"), Action.READ_OWN),
        ("drafting.list_papers", _("Papers"), Action.READ_PAPERS),
        ("signoff.my_calls", _("To sign"), Action.ANSWER_CALL),
        ("signoff.list_openings", _("Withheld names"), Action.OPEN_NAMES),
        ("dispatch.list_packages", _("Packages"), Action.READ_PACKAGES),
        ("contacts.list_offices", _("Offices"), Action.READ_OFFICES),
        ("library.show_library", _("Library"), Action.READ_LIBRARY),
        ("evidence.list_sources", _("Evidence"), Action.READ_SOURCES),
        ("coalition.show_coalition", _("Coalition"), Action.READ_COALITION),
        ("public.register", _("Published"), Action.OPEN_TO_ALL),
    )
    here = _place_here()
    for endpoint, label, action in rooms:
        if endpoint in current_app.view_functions and access.may(action):
            yield Place(url_for(endpoint), label, endpoint.split(".")[0] == here)


def _place_here() -> str:
    """The room whose entry is marked: calls, reviews and issues are parts of a paper; what I sign is not."""
    room = (request.endpoint or "").split(".")[0]
    if request.endpoint == "signoff.my_calls" or "organisation_id" in (request.view_args or {}):
        return room
    if "dossier_id" in (request.view_args or {}):
        return "drafting"
    return {"amending": "drafting", "publishing": "drafting", "signoff": "drafting", "errata": "dispatch"}.get(
        room, room
    )


def day(value: date | None) -> str:
    """A date in words of the reader's language («23 تشرين الثاني 2026»)."""
    return long_date(value, language()) if value else ""


def local_moment(value: datetime | None, zone: str = "") -> str:
    """A moment in the reader's zone and language, with the name of the zone."""
    return moment(value, zone or reader_zone(), language()) if value else ""


def local_day(value: datetime) -> str:
    """The day of a moment in the reader's zone and language."""
    return long_date(local_time(value, reader_zone()), language())


def reader_zone() -> str:
    """The zone by whose clock the reader lives; that of the coalition for who is not signed in."""
    person = g.get("person")
    return str(person.timezone if person else current_app.config["BABEL_DEFAULT_TIMEZONE"])


def refuse_nul() -> None:
    """No word of an address holds the character NUL: nobody types it, and PostgreSQL breaks on it."""
    if "\0" in request.path or any("\0" in name + value for name, value in request.args.items(multi=True)):
        raise BadRequest


def protect(response: Response) -> Response:
    """No third party, no framing, no guessing; pages of signed-in people are kept by no cache."""
    for name, value in SECURITY_HEADERS.items():
        response.headers.setdefault(name, value)
    if request.endpoint == "static":
        response.headers["Cache-Control"] = "public, max-age=31536000, immutable"
    else:
        response.headers.setdefault("Cache-Control", "no-store")
    return response


def refused(refusal: Refusal) -> ResponseReturnValue:
    """A refusal that no view showed beside its field."""
    if refusal.status == 401:
        return render_template("accounts/sign_in_first.html", after=request.full_path), 401
    return render_template("refused.html", title=None, message=refusal.message), refusal.status


def form_expired(error: CSRFError) -> ResponseReturnValue:
    """The proof that the form is ours is missing or old: what was typed is shown again, to be copied."""
    return render_template("form_expired.html", typed=typed_by_hand()), 400


def typed_by_hand() -> dict[str, str]:
    """The words of the form that somebody has typed and would have to type again; never a password."""
    ours = ("csrf_token", "seal")
    typed = {name: value for name, value in request.form.items() if name not in ours and "password" not in name}
    return {name: value for name, value in typed.items() if len(value) > 20 or " " in value.strip()}


def not_saved(error: OperationalError) -> ResponseReturnValue:
    """The database could not write (the disk is full, it is locked or away): nothing of the request was kept."""
    current_app.logger.error("not saved at %s: %s", request.endpoint, type(error.orig).__name__)
    db.session.rollback()
    page = render_template("not_saved.html", typed=typed_by_hand(), is_sent=request.method == "POST")
    return page, 503, {"Retry-After": "60"}


def gone_wrong(error: HTTPException) -> ResponseReturnValue:
    """Errors of HTTP in the reader's language."""
    if error.code is None or error.code < 400:
        return error
    messages = {
        404: _("There is no page at this address, or you may not see it."),
        405: _("This address does not take that kind of request."),
        413: _("That is more than can be sent at once. Send a smaller file or text."),
        429: _("Too many requests. Wait a minute and try again."),
    }
    return render_template(
        "refused.html", title=None, message=messages.get(error.code, _("This request cannot be read."))
    ), error.code


def too_much(stopped: OutOfBounds) -> ResponseReturnValue:
    """A document that needs more than one document may use; nothing was changed by trying."""
    current_app.logger.warning("stopped at %s: %s", request.endpoint, stopped)
    messages = {
        "too_slow": _("This document takes too long to make. Shorten its text or its tables and try again."),
        "too_big": _("This document is too large to make. Shorten its text, its tables or its pictures and try again."),
    }
    message = messages.get(stopped.code, _("This document could not be made just now. Try again in a minute."))
    return render_template("refused.html", title=None, message=message), 503


def broken(error: Exception) -> ResponseReturnValue:
    """Something we did not foresee: logged without names, said plainly, nothing half done."""
    current_app.logger.exception("unforeseen %s at %s", type(error).__name__, request.endpoint)
    return render_template("broken.html"), 500


def form_value(form: Any, name: str) -> str:
    """What was typed into a field, without surrounding space."""
    return str(form.get(name, "")).strip()
