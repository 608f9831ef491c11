"""The catalogues of the rooms become one that counts as Arabic counts."""

import gettext
import io

import pytest
from babel.messages.mofile import write_mo

from tools.catalogues import joined


def compiled(lang: str) -> gettext.GNUTranslations:
    buffer = io.BytesIO()
    write_mo(buffer, joined(lang))
    buffer.seek(0)
    return gettext.GNUTranslations(buffer)


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (0, "لا أعضاء"),
        (1, "عضو واحد"),
        (2, "عضوان"),
        (3, "3 أعضاء"),
        (11, "11 عضوًا"),
        (99, "99 عضوًا"),
        (100, "100 عضو"),
    ],
)
def test_arabic_has_six_ways_to_count(number: int, words: str) -> None:
    found = compiled("ar").ngettext("%(num)d member", "%(num)d members", number)
    assert found % {"num": number} == words


def test_french_counts_nothing_as_one() -> None:
    assert compiled("fr").ngettext("%(num)d member", "%(num)d members", 0) == "%(num)d membre"
