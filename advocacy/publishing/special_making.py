"""Printing and sealing editions for one office alone, outside any transaction."""

import logging
from dataclasses import replace

from advocacy import clock
from advocacy.database import session, transaction
from advocacy.leaving import let_file_go
from advocacy.publishing import press
from advocacy.publishing.hidden import search_beside
from advocacy.publishing.proof import proof_of
from advocacy.publishing.queries import paper_in
from advocacy.publishing.sealing import sealer
from advocacy.publishing.special import claim_special, put_off_special, special_edition, special_name, take_special
from advocacy.publishing.special_models import Special

_log = logging.getLogger(__name__)


def make_special(special_id: int) -> None:
    """Make the files of one special edition; a failure is kept with it and tried again."""
    with transaction():
        lease = claim_special(special_id)
    if lease is None:
        return
    try:
        order, names = _order(special_id)
        made = [replace(one, name=names[one.lang, one.format]) for one in press.make(order)]
        for file in made:
            search = search_beside(session.get_one(Special, special_id), file.lang)
            session.rollback()  # no database transaction stays open while a file is searched
            let_file_go(file.data, file.name, search)
    except Exception as error:
        _log.exception("special edition %s could not be made", special_id)
        session.rollback()
        with transaction():
            put_off_special(session.get_one(Special, special_id), type(error).__name__, lease)
        return
    with transaction():
        take_special(session.get_one(Special, special_id), made, lease)


def _order(special_id: int) -> tuple[press.Order, dict[tuple[str, str], str]]:
    """Everything that the press needs, read at once, and how the files will be called."""
    special = session.get_one(Special, special_id)
    issue = special.issue
    texts = {lang: (paper_in(issue, lang), special_edition(special, lang)) for lang in issue.editions}
    sources = {text.lang: text.canonical for text in issue.freeze.texts}
    pair = [press.PAIR] if {"ar", "en"} <= issue.editions.keys() else []
    names = {
        (lang, extension): special_name(special, lang, extension)
        for lang in [*issue.editions, *pair]
        for extension in (press.PDF, press.DOCX)
    }
    seals = sealer(clock.now().replace(microsecond=0))
    order = press.Order(issue.reference, issue.number, texts, sources, seals, proof_of(issue))
    session.rollback()
    return order, names
