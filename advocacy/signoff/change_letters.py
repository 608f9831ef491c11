"""The mails about a changed text: what it means for the signature of the one who reads it, and where to look."""

from collections.abc import Mapping

from flask_babel import force_locale, lazy_gettext
from flask_babel import gettext as _

from advocacy.accounts.models import Person
from advocacy.signoff.five_lines import text_for
from advocacy.signoff.letters import Letter, LinkLetter
from advocacy.signoff.models import Answer, Asked, Change
from advocacy.signoff.queries import SIGNING
from papers.dates import moment

SUBSTANCE: Mapping[str, object] = {
    "actors": lazy_gettext("other parties are named"),
    "numbers": lazy_gettext("a number changed"),
    "dates": lazy_gettext("a date changed"),
    "asks": lazy_gettext("an ask changed"),
    "negation": lazy_gettext("a negation came or went"),
    "sources": lazy_gettext("another source is cited"),
    "position": lazy_gettext("the one-sentence position changed"),
    "passage": lazy_gettext("a passage came or went"),
}
"""What the system saw, by `papers.substance.Code`."""


def changed_for(change: Change, answer: Answer) -> LinkLetter:
    """How the change is told to the people of the organisation that gave this answer."""

    def write(line: Asked, person: Person, link: str) -> Letter:
        return _letter(change, answer, line, person, link)

    return write


def newly_named(change: Change, lang: str = "") -> list[str]:
    """The parties that the text names now and did not name before: in that language if it has it, else in all."""
    found = [one for one in change.found if one["code"] == "actors" and one["new"]]
    own = [one for one in found if one["lang"] == lang]
    return list(dict.fromkeys(one["new"] for one in own or found))


def _letter(change: Change, answer: Answer, line: Asked, person: Person, link: str) -> Letter:
    lang = person.lang
    with force_locale(lang):
        call, signed = line.call, answer.choice in SIGNING
        parts = [
            _("Greetings,"),
            _("The text that your organisation has answered about was changed."),
            "\n".join(
                [
                    _("Text: %(title)s", title=_apart(text_for(call, lang).title)),
                    _("What was changed, and why: %(reason)s", reason=_apart(change.reason)),
                ]
            ),
            _meaning(change, signed, person, lang),
            _warning(change, signed),
            _("To see the difference, and to say so with one tap, open your personal link:") + f"\n{link}/change",
            _("The link is for you alone: please do not pass it on."),
        ]
        subject = (
            _("Please confirm: a text was changed") if signed and not change.is_editorial else _("A text was changed")
        )
        return Letter(lang, subject, "\n\n".join(part for part in parts if part) + "\n")


def _meaning(change: Change, signed: bool, person: Person, lang: str) -> str:
    if not signed:
        return str(_("Your answer stands as it was given. You can give another one while the call is open."))
    if change.is_editorial and change.window_until is not None:
        until = _apart(moment(change.window_until, person.timezone, lang))
        return str(
            _(
                "The change is called editorial: your signature goes over to the corrected text. If you think that it "
                "is a matter of substance, say so until %(until)s; then every signature waits to be confirmed.",
                until=until,
            )
        )
    until = _apart(moment(change.call.closes_at, person.timezone, lang))
    return str(
        _(
            "The change is one of substance: your signature does not count and is not printed until you confirm it. "
            "You can do so until %(until)s.",
            until=until,
        )
    )


def _warning(change: Change, signed: bool) -> str:
    """Whoever lives where a party that is now named has power may want to be unseen (N25); the mail names nobody."""
    if not signed or not newly_named(change):
        return ""
    return str(
        _(
            "The text now names a party that it did not name before. If that can endanger your people, you can choose "
            "on the same page that the name of your organisation appears in no copy."
        )
    )


def _apart(words: str) -> str:
    return f"\u2068{words}\u2069"
