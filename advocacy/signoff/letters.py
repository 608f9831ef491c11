"""The mails of a call: plain text, a subject that gives nothing away on a shared telephone, isolates around names."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime

from flask_babel import force_locale, get_locale, lazy_gettext
from flask_babel import gettext as _

from advocacy import addresses
from advocacy.accounts.models import Person
from advocacy.coalition.models import Organisation
from advocacy.coalition.queries import the_coalition
from advocacy.signoff.five_lines import Line, five_lines, text_for, to_whom, until_when
from advocacy.signoff.models import Answer, Asked, Call, Outcome, Purpose, Recording
from advocacy.signoff.passages import tied
from advocacy.signoff.queries import SIGNING, asked, is_strict
from advocacy.signoff.recipient_words import naming_of, readers_of
from advocacy.signoff.rules import attribution_line, attribution_of
from advocacy.signoff.words import ANSWERED
from papers.dates import moment


@dataclass(frozen=True, slots=True)
class Letter:
    """A finished mail in one language."""

    lang: str
    subject: str
    body: str


ENDS = {
    Outcome.ADOPTED: lazy_gettext("The text is adopted."),
    Outcome.NOT_ADOPTED: lazy_gettext("The text is not adopted."),
    Outcome.AGREED: lazy_gettext(
        "The wording stands. Nobody has signed by it; the text can now be put up for signature."
    ),
    Outcome.NOT_AGREED: lazy_gettext("The wording does not stand."),
}
LinkLetter = Callable[[Asked, Person, str], Letter]


def invitation(line: Asked, person: Person, link: str) -> Letter:
    """The call itself, with the personal link."""
    return _asking(line, person, link, lazy_gettext("A text awaits your answer"), None)


def reminder(line: Asked, person: Person, link: str) -> Letter:
    """The same again for those who have not answered."""
    again = lazy_gettext("We have no answer from your organisation yet; this is a reminder.")
    return _asking(line, person, link, lazy_gettext("Reminder: a text awaits your answer"), again)


def for_alternate(principal: Person) -> LinkLetter:
    """The call itself, to somebody who may act now in the place of this representative."""

    def write(line: Asked, person: Person, link: str) -> Letter:
        with in_language(person.lang) as say:
            name = say(principal.name_in(person.lang))
            opening = _("You may answer now as the alternate of %(name)s, who is away or has not answered.", name=name)
        return _asking(line, person, link, lazy_gettext("A text awaits your answer"), opening)

    return write


def receipt(answer: Answer, lang: str, *, office: str | None = None) -> Letter:
    """What was answered, to which text, and how to take it back; `office` is `office_mail()` where it is known."""
    with in_language(lang) as say:
        call = answer.call
        facts = [
            _("We received your answer - keep this receipt"),
            "",
            _("Organisation: %(name)s", name=say(answer.organisation.name_in(lang))),
            _("Text: %(title)s", title=say(text_for(call, lang).title)),
            _("Answer: %(choice)s", choice=str(ANSWERED[answer.choice])),
            *words_of(answer, say),
            *terms_of(answer),
            _("Answered by: %(name)s", name=say(answer.person.name_in(lang))),
            *_alternate_line(answer, say, lang),
            _("When: %(moment)s", moment=moment(answer.answered_at, answer.organisation.timezone, lang)),
            _("Receipt: %(code)s", code=say(answer.receipt)),
            _("Fingerprint of the text: %(digest)s", digest=say(answer.seal)),
            "",
            _(
                "For 24 hours, while the call is open, the answer can be taken back: open the personal link again. "
                "If you did not expect this mail, write to %(mail)s at once.",
                mail=say(office_mail() if office is None else office),
            ),
        ]
        return Letter(lang, _("Receipt for your answer"), "\n".join(facts) + "\n")


def taken_back(answer: Answer, lang: str) -> Letter:
    """The answer counts no more."""
    with in_language(lang) as say:
        body = [
            _("The answer of your organisation has been taken back and no longer counts."),
            "",
            _("Organisation: %(name)s", name=say(answer.organisation.name_in(lang))),
            _("Text: %(title)s", title=say(text_for(answer.call, lang).title)),
            _("Receipt: %(code)s", code=say(answer.receipt)),
            "",
            _("While the call is open you can answer again with the same personal link."),
        ]
        return Letter(lang, _("Your answer was taken back"), "\n".join(body) + "\n")


def used_without_mandate(call: Call, organisation: Organisation) -> Letter:
    """Somebody who may no longer sign for the organisation tried to."""
    lang = organisation.lang
    with in_language(lang) as say:
        body = [
            _("Somebody whose mandate does not hold today tried to answer for your organisation. It was refused."),
            "",
            _("Organisation: %(name)s", name=say(organisation.name_in(lang))),
            _("Text: %(title)s", title=say(text_for(call, lang).title)),
            "",
            _(
                "If they should sign for you, ask the coordinator to record the mandate: %(mail)s",
                mail=say(office_mail()),
            ),
        ]
        return Letter(lang, _("An answer was refused"), "\n".join(body) + "\n")


def called_off(call: Call, lang: str) -> Letter:
    """The call ended without an outcome."""
    with in_language(lang) as say:
        body = [
            _("This call has been called off. You need do nothing; answers given so far are not used."),
            "",
            _("Text: %(title)s", title=say(text_for(call, lang).title)),
            _("Reason: %(reason)s", reason=say(call.called_off_reason)),
        ]
        return Letter(lang, _("A call was called off"), "\n".join(body) + "\n")


def outcome(call: Call, person: Person) -> Letter:
    """How the call ended, for the secretariat and the rapporteurs: numbers, never the names."""
    lang, house = person.lang, the_coalition()
    with in_language(lang) as say:
        tally = call.tally or {}
        adopted = call.outcome is Outcome.ADOPTED
        body = [
            str(ENDS[call.outcome]) if call.outcome else "",
            "",
            _("Text: %(title)s", title=say(text_for(call, lang).title)),
        ]
        if adopted and call.attribution and house:
            line = attribution_line(attribution_of(call.attribution), lang, house.name_in(lang))
            body.append(_("Whose voice: %(line)s", line=say(line)))
        body += [
            _("Asked: %(number)s", number=tally.get("roll", 0)),
            *_agreement(call.purpose, tally),
            _("Abstained: %(number)s", number=tally.get("abstain", 0)),
            _("Objected: %(number)s", number=tally.get("object", 0)),
            _("Stepped aside: %(number)s", number=tally.get("recuse", 0)),
            _("No answer: %(number)s", number=tally.get("silent", 0)),
            "",
            addresses.public(f"/calls/{call.id}"),
        ]
        return Letter(lang, _("A call has closed"), "\n".join(body) + "\n")


def whatsapp_words(line: Asked, lang: str, *, is_out: bool, day: datetime | None = None) -> str:
    """What a coordinator can paste into a chat: no link, because that one is personal; no name of the organisation.

    `is_out` says that an outage was reported for it; `day` is its own, where it was moved, on its own clock.
    """
    with in_language(lang):
        call, zone = line.call, line.organisation.timezone
        lines = (to_whom(call), Line(_("Until when"), *until_when(call, zone, lang, is_out=is_out, day=day)))
        return "\n".join(
            [
                _("Greetings. A text awaits your organisation's answer."),
                *(_("%(label)s: %(words)s", label=each.label, words=each.words) for each in lines),
                *lines[-1].more,
                _("The personal link is in your mail. If you do not find it, tell me and I will send a new one."),
            ]
        )


def _asking(line: Asked, person: Person, link: str, subject: object, opening: object | None) -> Letter:
    lang = person.lang
    with in_language(lang) as say:
        lines = [
            _("%(label)s: %(words)s", label=each.label, words=say(each.words))
            + "".join(f"\n  {say(words)}" for words in each.more)
            for each in five_lines(line.call, line.organisation, person.timezone, lang)
        ]
        parts = [
            _("Greetings,"),
            str(opening) if opening else "",
            _("your organisation is asked to answer about this text:"),
            "\n".join(lines),
            say(line.call.message) if line.call.message else "",
            _("To read it and to answer, open your personal link:") + f"\n{link}",
            _("The link is for you alone: please do not pass it on. Silence is not a signature."),
        ]
        return Letter(lang, str(subject), "\n\n".join(part for part in parts if part) + "\n")


@contextmanager
def in_language(lang: str) -> Iterator[Callable[[str], str]]:
    """Write in that language; yields what isolates somebody's words from the direction of the line."""
    with force_locale(lang):
        yield lambda words: f"\u2068{words}\u2069"


def words_of(answer: Answer | Recording, say: Callable[[str], str]) -> list[str]:
    """What was said with an answer, a line for each."""
    pairs = [
        (_("Reservation: %(words)s", words=say(reservation_of(answer, str(get_locale())))), answer.reservation),
        (_("Reason: %(reason)s", reason=say(answer.reason)), answer.reason),
        (_("Proposal: %(words)s", words=say(answer.proposal)), answer.proposal),
    ]
    return [line for line, words in pairs if words]


def _agreement(purpose: Purpose, tally: Mapping[str, int]) -> list[str]:
    if purpose is Purpose.WORDING:
        return [
            _("No objection: %(number)s", number=tally.get("no_objection", 0)),
            _("Silence that counts: %(number)s", number=tally.get("silence_kept", 0)),
        ]
    return [
        _("Signed: %(number)s", number=tally.get("sign", 0)),
        _("of these with a reservation: %(number)s", number=tally.get("reservation", 0)),
    ]


def reservation_of(answer: Answer | Recording, lang: str) -> str:
    """The reservation as a mail or the organisation's own page tells it: where a second factor stands before the text,
    without the words of the passages that it is about.
    """
    line = asked(answer.call, answer.organisation)
    return answer.reservation if line is not None and is_strict(line) else tied(answer, lang)


def terms_of(answer: Answer | Recording) -> list[str]:
    """Who reads the reservation, and how the name appears; nothing for an answer that signs nothing."""
    if answer.choice not in SIGNING:
        return []
    return [*readers_of(answer), *naming_of(answer, str(get_locale()))]


def _alternate_line(answer: Answer, say: Callable[[str], str], lang: str) -> list[str]:
    principal = answer.mandate.alternate_for if answer.mandate else None
    return [_("As alternate for: %(name)s", name=say(principal.name_in(lang)))] if principal else []


def office_mail() -> str:
    """Where help is to be had; empty before the coalition was set up."""
    house = the_coalition()
    return str(house.mail) if house else ""
