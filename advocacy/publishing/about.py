"""Which papers a mail is about, as far as its own words say: a title, a reference, a code, a link into their pages.

A mail is searched for the names that are withheld under these papers. Two papers of one title are both meant: too many
only makes the search more careful.
"""

import re
from collections.abc import Iterable
from functools import lru_cache

from sqlalchemy import select, union

from advocacy.coalition.models import Visibility
from advocacy.database import session
from advocacy.drafting.models import Freeze, FrozenText, Version
from advocacy.publishing.models import Issue
from advocacy.publishing.special_models import Special
from advocacy.signoff.models import Accession, Answer, Call, Recording
from papers.leaks.fold import words_of

_LINK = re.compile(r"/(papers|calls|issues)/([0-9]{1,9})\b")
_MOST_WORDS = 40_000
"""Characters of a mail that are read for this; every mail of ours is far shorter."""


def papers_in(words: str) -> set[int]:
    """Ids of the papers with withheld names that these words of a mail mention."""
    secretive = _with_withheld()
    if not secretive or not words:
        return set()
    line = _folded(words[:_MOST_WORDS])
    found = {dossier_id for dossier_id, called in _called(secretive) if (key := _key(called)) and key in line}
    return found | (_linked(words) & secretive)


def _with_withheld() -> set[int]:
    """Papers under which somebody withholds a name by an answer; who withholds it always is searched for anyway."""
    asked = (
        select(Call.dossier_id).join(table, table.call_id == Call.id).where(table.visibility != Visibility.PUBLIC)
        for table in (Answer, Recording, Accession)
    )
    return set(session.scalars(union(*asked)))


def _called(dossiers: Iterable[int]) -> Iterable[tuple[int, str]]:
    """Everything that these papers are called: titles of all their texts, references, codes."""
    ids = list(dossiers)
    asked = [
        select(Version.dossier_id, Version.title),
        select(Freeze.dossier_id, FrozenText.title).join(FrozenText, FrozenText.freeze_id == Freeze.id),
        select(Issue.dossier_id, Issue.reference),
        select(Issue.dossier_id, Issue.code),
        select(Issue.dossier_id, Special.code).join(Special, Special.issue_id == Issue.id),
    ]
    for question in asked:
        dossier_id, _called = question.selected_columns
        for row in session.execute(question.where(dossier_id.in_(ids))):
            yield int(row[0]), str(row[1])


def _linked(words: str) -> set[int]:
    found: set[int] = set()
    for room, number in set(_LINK.findall(words)):
        if room == "papers":
            found.add(int(number))
            continue
        about = select(Call.dossier_id).where(Call.id == int(number))
        if room != "calls":
            about = select(Issue.dossier_id).where(Issue.id == int(number))
        if int(number) < 2**31:
            found |= set(session.scalars(about))
    return found


@lru_cache(maxsize=2048)
def _key(called: str) -> str:
    return _folded(called)


def _folded(words: str) -> str:
    """The words as they are compared, however they are spelt and broken; empty for none."""
    folded = " ".join(words_of(words))
    return f" {folded} " if folded else ""
