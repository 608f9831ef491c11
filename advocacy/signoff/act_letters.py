"""A line to an organisation's own address about whatever was done in its name and has no receipt of its own."""

from flask_babel import gettext as _
from flask_babel import lazy_gettext

from advocacy import clock
from advocacy.coalition.models import Organisation
from advocacy.outbox.actions import post
from advocacy.signoff.five_lines import text_for
from advocacy.signoff.letters import in_language, office_mail
from advocacy.signoff.models import Call
from papers.dates import moment

ACTS = {
    "outage": lazy_gettext("An outage was reported for your organisation: its day moved to the end of the call."),
    "raised": lazy_gettext("Your organisation said that the change of the text is a matter of substance."),
    "endorsed": lazy_gettext(
        "It was noted that your organisation supports this text. It is listed apart, as a supporter."
    ),
    "translation": lazy_gettext(
        "The language of one translation was corrected in a newer issue; the authoritative text, your signature and "
        "everything that was asked stay as they are."
    ),
    "withdrawn": lazy_gettext("Your organisation no longer stands under this text; the newest issue is without it."),
}


def tell_the_house(key: str, act: str, call: Call, organisation: Organisation, *, by: str = "") -> None:
    """Mail what was done in its name to the organisation's own address; nothing where it has none. `act` is of ACTS,
    `by` the name of whoever did it.
    """
    if not organisation.mail:
        return
    lang = organisation.lang
    with in_language(lang) as say:
        lines = [
            str(ACTS[act]),
            _("Organisation: %(name)s", name=say(organisation.name_in(lang))),
            _("Text: %(title)s", title=say(text_for(call, lang).title)),
            _("When: %(moment)s", moment=moment(clock.now(), organisation.timezone, lang)),
        ]
        if by:
            lines.append(_("By: %(name)s", name=say(by)))
        lines.append(_("If you did not expect this mail, write to %(mail)s at once.", mail=say(office_mail())))
        subject = _("Done in your organisation's name")
    post(key, to=organisation.mail, lang=lang, subject=subject, body="\n\n".join(lines) + "\n")
