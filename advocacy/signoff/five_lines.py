"""The five lines that a signatory reads first: what, who else, to whom, until when, and how the name will appear."""

from dataclasses import dataclass
from datetime import datetime

from flask_babel import gettext as _
from flask_babel import ngettext

from advocacy.coalition.models import Organisation, Visibility
from advocacy.drafting.models import FrozenText
from advocacy.signoff.models import Call, Purpose
from advocacy.signoff.queries import asked, asked_and_signed, outage_of, own_day
from advocacy.signoff.words import naming
from papers.dates import moment
from papers.words import signed_by


@dataclass(frozen=True, slots=True)
class Line:
    """One of the five; `more` are further sentences below the first."""

    label: str
    words: str
    more: tuple[str, ...] = ()


def five_lines(call: Call, organisation: Organisation, zone: str, lang: str) -> list[Line]:
    """The five lines for a reader whose clock shows `zone`, in ar, en or fr; to be called under that locale."""
    asked_for, signed = asked_and_signed(call)
    is_out = outage_of(call, organisation) is not None
    return [
        Line(_("What"), text_for(call, lang).title),
        Line(
            _("Who else"),
            ngettext("%(num)s organisation is asked", "%(num)s organisations are asked", asked_for),
            (signed_by(signed, lang),) if call.purpose is Purpose.SIGNATURE else (),
        ),
        to_whom(call),
        Line(_("Until when"), *until_when(call, zone, lang, is_out=is_out, day=own_day(call, organisation))),
        Line(_("Your name"), *your_name(call, organisation, lang)),
    ]


def text_for(call: Call, lang: str) -> FrozenText:
    """The frozen text in that language, else the authoritative one."""
    found = call.freeze.text_in(lang)
    return found or next(text for text in call.freeze.texts if text.is_authoritative)


def to_whom(call: Call) -> Line:
    """The line that says who will read the text."""
    return Line(_("To whom"), call.dossier.audience or _("Not decided yet; the coordinator can tell you."))


def until_when(
    call: Call, zone: str, lang: str, *, is_out: bool, day: datetime | None = None
) -> tuple[str, tuple[str, ...]]:
    """The deadline on the reader's clock first, then on the clock of whoever set it, then when the door closes."""
    more: list[str] = []
    if is_out:
        more.append(str(_("An outage was reported: your day has moved to the end of the call.")))
        return moment(call.closes_at, zone, lang), tuple(more)
    day = day or call.soft_at
    if day > call.soft_at:
        more.append(str(_("Your organisation was given more time.")))
    elif zone != call.timezone:
        more.append(moment(call.soft_at, call.timezone, lang))
    if call.closes_at != day:
        more.append(_("The call closes for good: %(moment)s", moment=moment(call.closes_at, zone, lang)))
    return moment(day, zone, lang), tuple(more)


def your_name(call: Call, organisation: Organisation, lang: str) -> tuple[str, tuple[str, ...]]:
    """How the name will appear; about a wording, that it will not, and what the organisation's silence means."""
    if call.purpose is Purpose.SIGNATURE:
        return name_words(organisation, organisation.visibility, lang), ()
    line = asked(call, organisation)
    silence = (
        _("As your organisation has accepted beforehand, its silence counts as no objection.")
        if line is not None and line.accepts_silence
        else _("The silence of your organisation counts for nothing.")
    )
    return _("It appears nowhere: this is about the wording, and nobody signs."), (silence,)


def name_words(organisation: Organisation, visibility: Visibility, lang: str) -> str:
    """How the name will appear if the organisation signs with this choice."""
    if visibility is not Visibility.PUBLIC:
        return naming(visibility)
    return str(_("As “%(name)s”, in the list of signatories", name=organisation.name_in(lang)))
