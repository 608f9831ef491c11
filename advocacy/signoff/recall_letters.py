"""The mails when an answer that was written down is taken back after the call has closed."""

from flask_babel import gettext as _

from advocacy import addresses
from advocacy.signoff.five_lines import text_for
from advocacy.signoff.letters import Letter, in_language
from advocacy.signoff.models import Answer, Call


def taken_back_late(answer: Answer, lang: str) -> Letter:
    """To the organisation and to whoever was said to have answered."""
    with in_language(lang) as say:
        body = [
            _("The answer that was written down for your organisation has been taken back and no longer counts."),
            _("Organisation: %(name)s", name=say(answer.organisation.name_in(lang))),
            _("Text: %(title)s", title=say(text_for(answer.call, lang).title)),
            _("Receipt: %(code)s", code=say(answer.receipt)),
            _("The call has closed. If the text was issued with it, a new issue takes its place at once."),
        ]
        return Letter(lang, _("Your answer was taken back"), "\n\n".join(body) + "\n")


def for_the_secretariat(call: Call, lang: str, *, is_issued: bool) -> Letter:
    """To the coordinators, without the organisation's name."""
    with in_language(lang) as say:
        what = (
            _("The text has been issued: a new issue without it takes its place. Tell whoever received the old one.")
            if is_issued
            else _("The outcome is computed anew from the answers that are left.")
        )
        body = [
            _("An organisation took back, after the close, an answer that was written down for it."),
            _("Text: %(title)s", title=say(text_for(call, lang).title)),
            what,
            addresses.public(f"/calls/{call.id}"),
        ]
        return Letter(lang, _("An answer was taken back after the close"), "\n\n".join(body) + "\n")
