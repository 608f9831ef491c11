"""The mails about what a second person must do, and about what was written down for an organisation."""

from collections.abc import Callable

from flask_babel import gettext as _
from flask_babel import lazy_gettext

from advocacy import addresses
from advocacy.signoff.five_lines import text_for
from advocacy.signoff.letters import Letter, in_language, office_mail, terms_of, words_of
from advocacy.signoff.models import Answer, Recording
from advocacy.signoff.words import ANSWERED, CAME_BY
from papers.dates import moment

HEADS = {
    "recorded": lazy_gettext(
        "We have written down an answer of your organisation. It counts once a second confirms it."
    ),
    "confirmed": lazy_gettext("A second person has confirmed the answer that we wrote down. It counts from now on."),
    "dropped": lazy_gettext("The answer that we wrote down has been taken back. It does not count."),
}


def second_wanted(first: Answer, lang: str, zone: str) -> Letter:
    """To those who may give the second of two signatures."""
    with in_language(lang) as say:
        body = [
            _("Your organisation signs with two people. The first answer is there; it counts once the second is."),
            "",
            _("Organisation: %(name)s", name=say(first.organisation.name_in(lang))),
            _("Text: %(title)s", title=say(text_for(first.call, lang).title)),
            _("Answer: %(choice)s", choice=str(ANSWERED[first.choice])),
            *words_of(first, say),
            _("Answered by: %(name)s", name=say(first.person.name_in(lang))),
            _("The call closes for good: %(moment)s", moment=moment(first.call.closes_at, zone, lang)),
            "",
            _("Open your own personal link, read the text, and give the same answer if you agree."),
        ]
        return Letter(lang, _("A second signature is needed"), "\n".join(body) + "\n")


def second_confirmer_wanted(recording: Recording, lang: str) -> Letter:
    """To whoever may confirm what a colleague wrote down; without the organisation's name."""
    with in_language(lang) as say:
        body = [
            _("An answer that came by telephone or on paper waits for a second person to confirm it."),
            "",
            _("Text: %(title)s", title=say(text_for(recording.call, lang).title)),
            _("Written down by: %(name)s", name=say(recording.recorded_by.name_in(lang))),
            "",
            addresses.public(f"/calls/{recording.call_id}"),
        ]
        return Letter(lang, _("An answer waits for a second person"), "\n".join(body) + "\n")


def on_behalf(
    recording: Recording, what: str, lang: str, zone: str, link: str, *, waits_for_word: bool = False
) -> Letter:
    """To the organisation: what was written down for it, and how to take it back. `what` is a word of HEADS.

    `waits_for_word`: it must first say itself that it knows how few names are withheld.
    """
    with in_language(lang) as say:
        body = [
            str(HEADS[what]),
            "",
            _("Organisation: %(name)s", name=say(recording.organisation.name_in(lang))),
            _("Text: %(title)s", title=say(text_for(recording.call, lang).title)),
            _("Answer: %(choice)s", choice=str(ANSWERED[recording.choice])),
            *words_of(recording, say),
            *terms_of(recording),
            *_came(recording, lang, zone, say),
            "",
            *(_few(link) if link and waits_for_word else []),
            *_undo(link),
            _("If you did not expect this mail, write to %(mail)s at once.", mail=say(office_mail())),
        ]
        return Letter(lang, _("An answer in your organisation's name"), "\n".join(body) + "\n")


def _came(recording: Recording, lang: str, zone: str, say: Callable[[str], str]) -> list[str]:
    return [
        _("Given by: %(name)s", name=say(recording.person.name_in(lang))),
        _("How it came: %(way)s", way=str(CAME_BY[recording.channel])),
        _("How we know: %(words)s", words=say(recording.evidence)),
        _("Written down by: %(name)s", name=say(recording.recorded_by.name_in(lang))),
        _("When: %(moment)s", moment=moment(recording.recorded_at, zone, lang)),
    ]


def _few(link: str) -> list[str]:
    said = _(
        "Fewer than three names are withheld so far: their number alone may tell that yours is among them. As long as "
        "your organisation has not said that it accepts this, the answer cannot be confirmed."
    )
    return [said + f"\n{link}", ""]


def _undo(link: str) -> list[str]:
    if not link:
        return []
    return [_("If it is not so, take it back here, within 24 hours and while the call is open:") + f"\n{link}"]
