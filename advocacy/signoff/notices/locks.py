"""The mails about links: a code, too many tries, what an organisation chose. None of them holds a link."""

from flask_babel import gettext as _
from flask_babel import ngettext

from advocacy.signoff.letters import Letter, in_language, office_mail
from advocacy.signoff.models import Factor, Invitation, Lock
from advocacy.signoff.rules.locks import CODE_LIFE, WRONG_PER_LINK
from papers.dates import moment


def code_to_open(invitation: Invitation, code: str, lang: str) -> Letter:
    """The code alone: whoever gets this mail forwarded lacks the link, whoever got the link lacks this mail."""
    minutes = int(CODE_LIFE.total_seconds() // 60)
    with in_language(lang) as say:
        body = [
            _("Your code:"),
            say(code),
            "",
            ngettext("It holds for %(num)s minute, once.", "It holds for %(num)s minutes, once.", minutes),
            _("Type it on the page from which you asked for it. Nobody of us will ever ask you for it."),
            "",
            _(
                "If you asked for no code, somebody else has a link of yours. They saw nothing. Tell the "
                "coordinator, who makes it void: %(mail)s",
                mail=say(office_mail()),
            ),
        ]
        return Letter(lang, _("A code"), "\n".join(body) + "\n")


def link_tried(invitation: Invitation, lang: str, zone: str, *, has_new: bool) -> Letter:
    """A link was tried too often; no word of the text, because nobody knows yet who reads along."""
    line = invitation.asked
    with in_language(lang) as say:
        body = [
            ngettext(
                "A personal link was tried %(num)s time with a wrong code or PIN. It opens nothing any more.",
                "A personal link was tried %(num)s times with a wrong code or PIN. It opens nothing any more.",
                WRONG_PER_LINK,
            ),
            _("Nothing was read and nothing was answered through it by those tries."),
            "",
            _("Organisation: %(name)s", name=say(line.organisation.name_in(lang))),
            _("Whose link: %(name)s", name=say(invitation.person.name_in(lang))),
            _("The link was made: %(moment)s", moment=moment(invitation.made_at, zone, lang)),
            "",
            _("Its person was sent another one.")
            if has_new
            else _("Its person can ask for another one on the page of this link."),
            _(
                "Ask them whether it was they who mistyped; if not, the link was passed on, and with a PIN it is wise "
                "to choose another."
            ),
        ]
        return Letter(lang, _("A link was made void"), "\n".join(body) + "\n")


def lock_chosen(lock: Lock, lang: str) -> Letter:
    """What the organisation's links ask for from now on; never the PIN."""
    with in_language(lang) as say:
        way = (
            _("A code that is mailed to the person of the link")
            if lock.factor is Factor.MAIL
            else _("The PIN of your organisation")
        )
        when = _("For every text") if lock.always else _("For texts under embargo, and on a second device")
        body = [
            _("It was chosen how the signing links of your organisation open."),
            "",
            _("Organisation: %(name)s", name=say(lock.organisation.name_in(lang))),
            _("Asked for: %(words)s", words=way),
            _("When: %(moment)s", moment=when),
            _("Chosen by: %(name)s", name=say(lock.chosen_by.name_in(lang))),
            "",
            _(
                "If you did not expect this mail, write to %(mail)s at once.",
                mail=say(office_mail()),
            ),
        ]
        return Letter(lang, _("How your links open"), "\n".join(body) + "\n")
