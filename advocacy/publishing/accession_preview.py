"""What the list of those who acceded will look like, shown to whoever accedes before it does (HANDBOOK 1.9)."""

from datetime import date

from advocacy.coalition.models import Organisation, Status, Visibility
from advocacy.coalition.queries import status_on
from advocacy.publishing.models import Issue
from advocacy.publishing.queries import edition_of
from advocacy.signoff.models import Call
from advocacy.signoff.preview import List, Preview
from advocacy.signoff.queries import accessions_in
from papers.arabic import sort_key
from papers.dates import long_date
from papers.edition import Signatory
from papers.words import say, withheld

_NEIGHBOURS = 2
"""How many names are shown before and after the organisation's own: after it stand those of the same day alone."""


def preview_of(issue: Issue, organisation: Organisation, day: date, lang: str) -> Preview:
    """What the next issue prints under each answer about the name: `issue` is the one that holds, `day` that of today.

    Sentences are in `lang`, names and days in the languages of the texts. A partner from outside stands among those
    that endorse.
    """
    hidden = withheld_besides(issue.call, organisation)
    lists = tuple(_list(issue, organisation, day, code) for code in issue.editions)
    return Preview(lists, withheld(hidden + 1, lang), withheld(hidden, lang), hidden + 1)


def withheld_besides(call: Call, organisation: Organisation) -> int:
    """How many others have acceded with their name withheld."""
    hidden = [one.organisation_id for one in accessions_in(call) if one.visibility is Visibility.WITHHELD]
    return sum(number != organisation.id for number in hidden)


def _list(issue: Issue, organisation: Organisation, day: date, lang: str) -> List:
    edition = edition_of(issue, lang)
    is_member = status_on(organisation, day) is Status.MEMBER
    others = edition.acceded if is_member else edition.endorsers
    own = Signatory(organisation.name_in(lang), say("acceded_on", lang, day=long_date(day, lang)))
    at = sum(one.note != own.note or sort_key(one.name, lang) < sort_key(own.name, lang) for one in others)
    before, after = tuple(map(_line, others[:at])), tuple(map(_line, others[at:]))
    cut = (len(before) > _NEIGHBOURS, len(after) > _NEIGHBOURS)
    return List(lang, _line(own), before[-_NEIGHBOURS:], after[:_NEIGHBOURS], cut)


def _line(one: Signatory) -> str:
    return f"{one.name} ({one.note})" if one.note else one.name
