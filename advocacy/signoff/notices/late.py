"""The mail about an objection that came too late."""

from flask_babel import gettext as _

from advocacy.signoff.five_lines import text_for
from advocacy.signoff.letters import Letter, in_language, office_mail
from advocacy.signoff.models import LateObjection
from papers.dates import moment


def noted_late(found: LateObjection, lang: str, zone: str) -> Letter:
    """It is noted and told, and does not count."""
    with in_language(lang) as say:
        body = [
            _("Your objection arrived after the end. It is noted and stands in the decision file; it does not count."),
            "",
            _("Organisation: %(name)s", name=say(found.organisation.name_in(lang))),
            _("Text: %(title)s", title=say(text_for(found.call, lang).title)),
            _("Reason: %(reason)s", reason=say(found.reason)),
            _("Proposal: %(words)s", words=say(found.proposal)),
            _("The end was: %(moment)s", moment=moment(found.call.closes_at, zone, lang)),
            _("It arrived: %(moment)s", moment=moment(found.arrived_at, zone, lang)),
            *(
                [
                    _(
                        "Written without a line, by the clock of the device, which nobody checks: %(moment)s",
                        moment=moment(found.claimed_at, zone, lang),
                    )
                ]
                if found.claimed_at
                else []
            ),
            "",
            _("The coordinator helps: %(mail)s", mail=say(office_mail())),
        ]
        return Letter(lang, _("Your objection came late"), "\n".join(body) + "\n")
