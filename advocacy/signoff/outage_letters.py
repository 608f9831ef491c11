"""The mail that says that a day has moved."""

from flask_babel import force_locale
from flask_babel import gettext as _

from advocacy.accounts.models import Person
from advocacy.coalition.models import Organisation
from advocacy.signoff.five_lines import text_for
from advocacy.signoff.letters import Letter
from advocacy.signoff.models import Call
from papers.dates import moment


def day_moved(call: Call, organisation: Organisation, person: Person) -> Letter:
    """After a report: until when this organisation can answer now."""
    lang = person.lang
    with force_locale(lang):
        body = [
            _("We have noted that your organisation had no power or no network."),
            _("Organisation: %(name)s", name=_apart(organisation.name_in(lang))),
            _("Text: %(title)s", title=_apart(text_for(call, lang).title)),
            _("You can answer until %(until)s.", until=_apart(moment(call.closes_at, person.timezone, lang))),
            _("Your personal link stays the same. Later than that, your organisation can accede to the issued text."),
        ]
        return Letter(lang, _("You have more time to answer"), "\n\n".join(body) + "\n")


def _apart(words: str) -> str:
    return f"\u2068{words}\u2069"
