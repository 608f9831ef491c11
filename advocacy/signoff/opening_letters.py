"""The mails about withheld names that two release officers open."""

from flask_babel import gettext as _

from advocacy import addresses
from advocacy.signoff.five_lines import text_for
from advocacy.signoff.letters import Letter, in_language, office_mail
from advocacy.signoff.models import Accession, Answer, Opening
from papers.dates import moment


def second_officer_wanted(opening: Opening, lang: str, zone: str) -> Letter:
    """To the other release officers: somebody asks, and nothing opens without one of them."""
    with in_language(lang) as say:
        body = [
            _("A release officer asks to read the withheld names under a text. Nothing opens unless you agree."),
            "",
            _("Text: %(title)s", title=say(text_for(opening.call, lang).title)),
            _("Asked by: %(name)s", name=say(opening.asked_by.name_in(lang))),
            _("Reason: %(reason)s", reason=say(opening.reason)),
            _("You can agree until: %(moment)s", moment=moment(opening.confirm_until, zone, lang)),
            "",
            addresses.public(f"/names/{opening.id}"),
            "",
            _("If the reason does not convince you, do nothing: the request lapses."),
        ]
        return Letter(lang, _("Withheld names: a second officer is needed"), "\n".join(body) + "\n")


def name_opened(opening: Opening, act: Answer | Accession, lang: str, zone: str) -> Letter:
    """To an organisation whose name was opened: by whom, why, and for how long."""
    assert opening.confirmed_by is not None and opening.open_until is not None
    with in_language(lang) as say:
        signed = _("Your organisation signed with its name withheld. Two release officers have opened this name.")
        acceded = _("Your organisation acceded with its name withheld. Two release officers have opened this name.")
        body = [
            acceded if isinstance(act, Accession) else signed,
            "",
            _("Organisation: %(name)s", name=say(act.organisation.name_in(lang))),
            _("Text: %(title)s", title=say(text_for(opening.call, lang).title)),
            _("Asked by: %(name)s", name=say(opening.asked_by.name_in(lang))),
            _("Confirmed by: %(name)s", name=say(opening.confirmed_by.name_in(lang))),
            _("Reason: %(reason)s", reason=say(opening.reason)),
            _("The two can read it until: %(moment)s", moment=moment(opening.open_until, zone, lang)),
            "",
            _("Nobody else reads it: not the coordinator, and not whoever keeps the machine."),
            _("If this is not right, write to %(mail)s at once.", mail=say(office_mail())),
        ]
        return Letter(lang, _("Your withheld name was opened"), "\n".join(body) + "\n")
