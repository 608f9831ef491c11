"""The mails about more time: that it was asked for, that it was granted, that it was declined and why."""

from collections.abc import Callable

from flask_babel import gettext as _
from flask_babel import ngettext

from advocacy import addresses
from advocacy.signoff.five_lines import text_for
from advocacy.signoff.letters import Letter, in_language
from advocacy.signoff.models import MoreTime
from papers.dates import moment

Write = Callable[[MoreTime, str, str], Letter]
"""Writes a mail about a request, in a language, for a clock."""


def asked(request: MoreTime, lang: str, zone: str) -> Letter:
    """To the organisation and to whoever asked: what was asked in its name."""
    with in_language(lang) as say:
        body = [
            _("Your organisation has asked for more time to answer. This is not an answer."),
            *_facts(request, lang, say),
            _("Asked by: %(name)s", name=say(request.asked_by.name_in(lang))),
            _("When: %(moment)s", moment=say(moment(request.asked_at, zone, lang))),
            _("The coordinator decides; you will be told by mail. Until then your day stays as it is."),
        ]
        return Letter(lang, _("More time was asked for"), "\n\n".join(body) + "\n")


def to_decide(request: MoreTime, lang: str) -> Letter:
    """To the coordinator."""
    with in_language(lang) as say:
        board = addresses.public(f"/calls/{request.call_id}")
        body = [_("A member asks for more time to answer."), *_facts(request, lang, say), board]
        return Letter(lang, _("A member asks for more time"), "\n\n".join(body) + "\n")


def granted(request: MoreTime, lang: str, zone: str) -> Letter:
    """The day of this member has moved."""
    with in_language(lang) as say:
        until = moment(request.granted_until or request.call.closes_at, zone, lang)
        body = [
            _("Your organisation has more time to answer."),
            *_facts(request, lang, say),
            _("You can answer until %(until)s.", until=say(until)),
            _("Your personal link stays the same."),
        ]
        return Letter(lang, _("You have more time to answer"), "\n\n".join(body) + "\n")


def declined(request: MoreTime, lang: str, zone: str) -> Letter:
    """The day stays, and why."""
    with in_language(lang) as say:
        body = [
            _("Your organisation cannot be given more time."),
            *_facts(request, lang, say),
            _("The coordinator's reason: %(words)s", words=say(request.decline_reason)),
            _("The call closes for good: %(moment)s", moment=say(moment(request.call.closes_at, zone, lang))),
        ]
        return Letter(lang, _("About the time that you asked for"), "\n\n".join(body) + "\n")


def _facts(request: MoreTime, lang: str, say: Callable[[str], str]) -> list[str]:
    return [
        _("Organisation: %(name)s", name=say(request.organisation.name_in(lang))),
        _("Text: %(title)s", title=say(text_for(request.call, lang).title)),
        ngettext("Asked for: %(num)s hour more", "Asked for: %(num)s hours more", request.hours),
        _("Reason: %(reason)s", reason=say(request.reason)),
    ]
