"""Which parties a text names: whoever is accused in one language must be accused in all of them."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from papers.arabic import fold_loose

_CLITICS = re.compile("^(?:[وف]?[بكل]|[وف])(?=..)")
"""And, so, in, like, to: what Arabic writes onto the word behind it. The article is off already."""


@dataclass(frozen=True, slots=True)
class Party:
    """Somebody whom papers name. `names` are all that it is called in a language, the usual one first."""

    key: str
    names: Mapping[str, tuple[str, ...]]


def parties_in(text: str, lang: str, parties: Iterable[Party]) -> frozenset[str]:
    """Keys of the parties that a text names, in whatever spelling and with whatever is written onto their names.

    Of two names at one place the longer counts: whoever names the Security Council of the United Nations does not name
    the United Nations. A party without a name in that language is never found.
    """
    left = " " + " ".join(stem(word, lang) for word in fold_loose(text).split()) + " "
    found: set[str] = set()
    names = [(_key(name, lang), party.key) for party in parties for name in party.names.get(lang, ())]
    for name, key in sorted(names, key=lambda pair: (-len(pair[0]), pair)):
        if len(name) > 2 and name in left:
            found.add(key)
            left = left.replace(name, "  ")
    return frozenset(found)


def _key(name: str, lang: str) -> str:
    return f" {' '.join(stem(word, lang) for word in fold_loose(name).split())} "


def stem(word: str, lang: str) -> str:
    """A folded word without what Arabic writes onto it. Names and text lose the same letters, so that both meet."""
    return _CLITICS.sub("", word) if lang == "ar" else word
