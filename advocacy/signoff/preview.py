"""What the list of signatories will look like, shown to the signatory before the answer is sent (HANDBOOK 1.9)."""

from dataclasses import dataclass

from advocacy.coalition.models import Organisation, Visibility
from advocacy.signoff.models import Call
from advocacy.signoff.queries import public_signatories, signatures_of
from papers.arabic import sort_key
from papers.words import withheld

FEW = 3
"""A number of withheld names below this may give them away (HANDBOOK 1.9)."""
_NEIGHBOURS = 2
"""How many names are shown before and after the organisation's own, so that the page stays light."""


@dataclass(frozen=True, slots=True)
class List:
    """The list in one language around the organisation's own name; `is_cut` says where more names stand."""

    lang: str
    own: str
    before: tuple[str, ...]
    after: tuple[str, ...]
    is_cut: tuple[bool, bool]


@dataclass(frozen=True, slots=True)
class Preview:
    """The list per language with the name in it, the sentence that counts it when it is withheld, and without it.

    `withheld` is how many names will be withheld if this one is; `languages` are those of the texts.
    """

    lists: tuple[List, ...]
    sentence: str
    others: str
    withheld: int

    @property
    def is_few(self) -> bool:
        return self.withheld < FEW


def preview_of(call: Call, organisation: Organisation, lang: str) -> Preview:
    """What is printed under each answer about the name; sentences in `lang`, names in the languages of the texts."""
    hidden = withheld_besides(call, organisation)
    lists = tuple(_list(call, organisation, text.lang) for text in call.freeze.texts)
    return Preview(lists, withheld(hidden + 1, lang), withheld(hidden, lang), hidden + 1)


def withheld_besides(call: Call, organisation: Organisation) -> int:
    """How many others have signed with their name withheld."""
    hidden = [answer.organisation_id for answer in signatures_of(call) if answer.visibility is Visibility.WITHHELD]
    return sum(number != organisation.id for number in hidden)


def _list(call: Call, organisation: Organisation, lang: str) -> List:
    own = organisation.name_in(lang)
    others = public_signatories(call, lang, besides=organisation)
    at = sum(sort_key(name, lang) < sort_key(own, lang) for name in others)
    before, after = others[:at], others[at:]
    cut = (len(before) > _NEIGHBOURS, len(after) > _NEIGHBOURS)
    return List(lang, own, tuple(before[-_NEIGHBOURS:]), tuple(after[:_NEIGHBOURS]), cut)
