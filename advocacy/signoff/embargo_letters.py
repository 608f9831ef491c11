"""The mail that an embargo ends sooner than those who were asked were told."""

from flask_babel import gettext as _

from advocacy.signoff.five_lines import text_for
from advocacy.signoff.letters import Letter, in_language, office_mail
from advocacy.signoff.models import EmbargoChange
from papers.dates import moment


def ends_sooner(change: EmbargoChange, lang: str, zone: str) -> Letter:
    """To whoever was asked: the new end on their own clock, why, and that nothing they answered changes."""
    with in_language(lang) as say:
        if change.until is None:
            ends = _("The embargo on this text has ended.")
        else:
            ends = _("The embargo on this text ends sooner: %(until)s.", until=say(moment(change.until, zone, lang)))
        body = [
            ends,
            _("Text: %(title)s", title=say(text_for(change.call, lang).title)),
            _("Reason: %(reason)s", reason=say(change.reason)),
            _("Two persons of the secretariat and the board decided it. Your answer stays as it is."),
            _("If this puts somebody at risk, write to %(mail)s at once.", mail=say(office_mail())),
        ]
        return Letter(lang, _("The embargo ends sooner"), "\n\n".join(body) + "\n")
