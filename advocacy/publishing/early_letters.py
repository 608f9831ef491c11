"""Mails about a text before its time: to whom it is handed early, and to all concerned when the embargo is lifted."""

from dataclasses import dataclass

from flask_babel import force_locale
from flask_babel import gettext as _

from advocacy import addresses
from advocacy.coalition.queries import the_coalition
from advocacy.publishing.models import Issue, Lifting
from advocacy.publishing.rules import dashed
from papers.dates import moment

SPOKEN = ("ar", "en", "fr")


@dataclass(frozen=True, slots=True)
class Letter:
    """Subject and body, in the language in which they are written."""

    lang: str
    subject: str
    body: str


def foot_line(issue: Issue, lang: str, recipient: str, mark: str) -> str:
    """The line under every page of an early copy: for whom, its mark, and until when it may not be used."""
    with force_locale(_spoken(lang)):
        return str(
            _(
                "Early copy for %(recipient)s alone · %(mark)s · not to be used before %(until)s",
                recipient=recipient,
                mark=mark,
                until=_until(issue, lang),
            )
        )


def early_copy(issue: Issue, lang: str) -> Letter:
    """With the copy: what it is, and until when it must not be used."""
    with force_locale(_spoken(lang)):
        parts = [
            _("Enclosed is an early copy of “%(title)s” for you alone.", title=issue.dossier.title_in(lang)),
            _("Please do not use or pass it on before %(until)s.", until=_until(issue, lang)),
            _("Every page bears a mark by which we know this copy."),
            _signature(lang),
        ]
        return Letter(_spoken(lang), str(_("Early copy: %(reference)s", reference=issue.reference)), _body(parts))


def lifted_to_members(lifting: Lifting, lang: str) -> Letter:
    """To the members: it is public before its time, by whose word and why."""
    with force_locale(_spoken(lang)):
        parts = [
            _("The embargo on “%(title)s” was ended early.", title=lifting.issue.dossier.title_in(lang)),
            _("Two persons of the secretariat and the board decided it. The reason: %(reason)s", reason=lifting.reason),
            _("The text is public now: %(url)s", url=_address(lifting.issue)),
            _signature(lang),
        ]
        return Letter(_spoken(lang), _subject(lifting.issue), _body(parts))


def lifted_to_holders(lifting: Lifting, lang: str) -> Letter:
    """To whoever holds an early copy: it may be used from now on. The reason is the coalition's own business."""
    with force_locale(_spoken(lang)):
        parts = [
            _("The embargo on “%(title)s” was ended early.", title=lifting.issue.dossier.title_in(lang)),
            _("You may use your copy from now on. The public text stands here: %(url)s", url=_address(lifting.issue)),
            _signature(lang),
        ]
        return Letter(_spoken(lang), _subject(lifting.issue), _body(parts))


def _subject(issue: Issue) -> str:
    return str(_("No longer under embargo: %(reference)s", reference=issue.reference))


def _body(parts: list[str]) -> str:
    return "\n\n".join(map(str, parts)) + "\n"


def _address(issue: Issue) -> str:
    return f"\u2066{addresses.public(f'/p/{dashed(issue.reference)}')}\u2069"


def _until(issue: Issue, lang: str) -> str:
    house = the_coalition()
    assert issue.embargo_until is not None
    return moment(issue.embargo_until, house.timezone if house else "UTC", lang)


def _signature(lang: str) -> str:
    house = the_coalition()
    return house.name_in(lang) if house else ""


def _spoken(lang: str) -> str:
    """The language of the interface in which somebody who reads this language is written to."""
    return lang if lang in SPOKEN else ("ar" if lang == "ckb" else "en")
