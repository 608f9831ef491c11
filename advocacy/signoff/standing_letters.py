"""The mails of standing instructions: given, confirmed, revoked; the copy of a text; that it was stopped or ended."""

from collections.abc import Callable
from datetime import datetime

from flask_babel import gettext as _
from flask_babel import lazy_gettext

from advocacy.accounts.models import Person
from advocacy.drafting.queries import paper_of_frozen
from advocacy.signoff.five_lines import text_for
from advocacy.signoff.letters import Letter, in_language, office_mail
from advocacy.signoff.models import Asked, Instruction, StandingUse
from advocacy.signoff.queries import is_strict
from advocacy.signoff.words import naming
from papers.dates import long_date, moment
from papers.kinds import KINDS
from papers.write.text import to_text

WHAT = {
    "given": lazy_gettext("A standing instruction was given for your organisation. It holds once it is confirmed."),
    "confirmed": lazy_gettext("The standing instruction of your organisation is confirmed and holds."),
    "revoked": lazy_gettext("The standing instruction of your organisation is revoked; from now on you are asked."),
}
ENDED = {
    "stopped": lazy_gettext("Your organisation has stopped it: it does not sign this text by standing instruction."),
    "changed": lazy_gettext("The text was changed, so the standing instruction does not apply to it. Please answer."),
    "no_mandate": lazy_gettext("Nobody who gave the standing instruction may sign any more. Please answer."),
    "revoked": lazy_gettext("The standing instruction was revoked. Please answer."),
    "late": lazy_gettext("The call ended before the 24 hours were over: your organisation has not signed."),
}


def about(instruction: Instruction, what: str, lang: str, link: str = "") -> Letter:
    """What was done with an instruction; `link` lets the organisation itself confirm or revoke it."""
    with in_language(lang) as say:
        names = [KINDS[kind].name(lang) for kind in instruction.kinds if kind in KINDS]
        span = (long_date(instruction.since, lang), long_date(instruction.until, lang))
        body = [
            str(WHAT[what]),
            _("Organisation: %(name)s", name=say(instruction.organisation.name_in(lang))),
            _("Kinds of paper: %(kinds)s", kinds=say("، ".join(names) if lang == "ar" else ", ".join(names))),
            _("From %(since)s to %(until)s", since=say(span[0]), until=say(span[1])),
            naming(instruction.visibility),
            _("Instruction given by: %(name)s", name=say(instruction.given_by.name_in(lang))),
            _("Papers of these kinds are then signed in your name 24 hours after a copy has left, unless you stop it."),
        ]
        if link:
            body.append(_("To confirm it, or to revoke it, open the organisation's own link:") + f"\n{link}")
        body.append(_("If you did not expect this mail, write to %(mail)s at once.", mail=say(office_mail())))
        return Letter(lang, _("Your organisation's standing instruction"), "\n\n".join(body) + "\n")


def copy_for(use: StandingUse) -> Callable[[Asked, Person, str], Letter]:
    """Writes the copy of the text for those who may sign, with their personal links."""
    return lambda line, person, link: copy(use, person.lang, person.timezone, link, in_full=not is_strict(line))


def copy(use: StandingUse, lang: str, zone: str, link: str, *, in_full: bool, to_house: bool = False) -> Letter:
    """The exact text, that it is signed by standing instruction, and the link that stops it.

    Not `in_full` where a second factor stands before the text: then it is read behind the personal links alone, one of
    which `link` is, unless it is the organisation's own (`to_house`).
    """
    with in_language(lang) as say:
        text, call = text_for(use.call, lang), use.call
        given = use.instruction.confirmed_at or use.instruction.given_at
        body = [
            _("Your organisation signs this text by its standing instruction of %(day)s.", day=say(_day(given, lang))),
            _("It counts 24 hours after this mail has left. Until then one tap stops it, and nothing is printed."),
            _("Organisation: %(name)s", name=say(use.organisation.name_in(lang))),
            _("Text: %(title)s", title=say(text.title)),
            _("The call closes for good: %(moment)s", moment=say(moment(call.closes_at, zone, lang))),
            naming(use.instruction.visibility),
            _("To stop it, or to answer otherwise, open your link:") + f"\n{link}",
            _("Fingerprint of the text: %(digest)s", digest=say(use.seal)),
            *(["———", to_text(paper_of_frozen(text))] if in_full else [_where_it_is(to_house=to_house)]),
        ]
        return Letter(lang, _("Copy of a text that your organisation signs"), "\n\n".join(body) + "\n")


def _where_it_is(*, to_house: bool) -> str:
    own = _(
        "The text is not in this mail, because it is for your organisation alone: you read it behind your link, with "
        "a code that is mailed to you or the PIN of your organisation."
    )
    theirs = _(
        "The text is not in this mail, because it is for your organisation alone: those who sign for it read it "
        "behind their own links, with a code or your PIN."
    )
    return str(theirs if to_house else own)


def ended(use: StandingUse, lang: str) -> Letter:
    """Why an instruction does not count for a call."""
    with in_language(lang) as say:
        body = [
            str(ENDED[use.ended_why]),
            _("Organisation: %(name)s", name=say(use.organisation.name_in(lang))),
            _("Text: %(title)s", title=say(text_for(use.call, lang).title)),
        ]
        return Letter(lang, _("Your organisation's standing instruction"), "\n\n".join(body) + "\n")


def _day(at: datetime, lang: str) -> str:
    return long_date(at.date(), lang)
