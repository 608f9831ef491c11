"""Reads about what papers refer to."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from sqlalchemy import select

from advocacy.database import session
from advocacy.library import rules
from advocacy.library.models import Clause, Instrument, InstrumentUse, Part, Term
from papers.model import Reference
from papers.parties import Party

Row = TypeVar("Row", Clause, Instrument, Term)
MOST = 40
"""How many rows of each kind a search shows: whoever needs more asks more precisely."""


@dataclass(frozen=True, slots=True)
class Findings:
    """What a search found, the best first."""

    clauses: Sequence[Clause] = ()
    instruments: Sequence[Instrument] = ()
    terms: Sequence[Term] = ()

    def __bool__(self) -> bool:
        return bool(self.clauses or self.instruments or self.terms)


def search(words: str, lang: str = "ar") -> Findings:
    """Clauses, instruments and terms that hold every asked word, folded as Arabic is searched (HANDBOOK 3).

    `lang` is the language in which equally good results are compared. No words find nothing.
    """
    return Findings(
        _found(Clause, words, lambda row: ("", row.text_in(lang))),
        _found(Instrument, words, lambda row: (row.key, row.name_in(lang))),
        _found(Term, words, lambda row: ("", row.ar if lang == "ar" else row.en)),
    )


def search_instruments(words: str, lang: str = "ar") -> Sequence[Instrument]:
    """Instruments for a citation that is being typed: the last word may be the first letters of one, and a key that
    stands as it was typed comes first."""
    return _found(Instrument, words, lambda row: (row.key, row.name_in(lang)), is_typed=True)


def _found(
    table: type[Row], words: str, named: Callable[[Row], tuple[str, str]], *, is_typed: bool = False
) -> Sequence[Row]:
    asked: list[str] = rules.wanted(words)
    if not asked:
        return []

    def order(row: Row) -> tuple[int, int, int, int]:
        return (*rules.rank(asked, *named(row)), row.id)

    patterns = [*map(rules.pattern, asked[:-1]), rules.pattern(asked[-1], is_begun=is_typed)]
    rows = session.scalars(select(table).where(*map(table.fold.like, patterns)))
    return sorted(rows, key=order)[:MOST]


def references_in(lang: str) -> Mapping[str, Reference]:
    """Every instrument as a text in that language cites it, by its key."""
    return {
        row.key: Reference(row.key, row.name_in(lang), row.symbol)
        for row in session.scalars(select(Instrument).order_by(Instrument.id))
    }


def parties() -> Sequence[Party]:
    """Whom papers name, with all their names: the terms of the field «party»; a comma stands between two names."""
    rows = session.scalars(select(Term).where(Term.field == rules.PARTY).order_by(Term.id))
    return [Party(row.ar, names_of_term(row)) for row in rows]


def names_of_term(term: Term) -> dict[str, tuple[str, ...]]:
    """The names of a term by language, the usual one first."""
    return rules.names_of({lang: getattr(term, lang) for lang in rules.TERM_LANGUAGES})


def term_by_id(number: int) -> Term | None:
    """The term of the glossary with this number."""
    return session.get(Term, number)


def instruments() -> Sequence[Instrument]:
    """All instruments, as they were entered: treaties first."""
    return session.scalars(select(Instrument).order_by(Instrument.id)).all()


def instrument_by_key(key: str) -> Instrument | None:
    """The instrument that a citation names."""
    return session.scalars(select(Instrument).where(Instrument.key == key)).one_or_none()


def dossiers_citing(instrument: Instrument) -> Sequence[int]:
    """Ids of the dossiers that cite it in some revision."""
    uses = select(InstrumentUse.dossier_id).where(InstrumentUse.instrument_id == instrument.id)
    return session.scalars(uses.order_by(InstrumentUse.dossier_id)).all()


def clauses(part: Part | None = None) -> Sequence[Clause]:
    """The clauses of the charter, or of one part, in the charter's order."""
    wanted = select(Clause).order_by(Clause.position)
    return session.scalars(wanted.where(Clause.part == part) if part else wanted).all()


def clause_by_code(code: str) -> Clause | None:
    """The clause that people call by this code («O3»)."""
    return session.scalars(select(Clause).where(Clause.code == code)).one_or_none()


def terms() -> Sequence[Term]:
    """The glossary, field by field, as it was entered."""
    return session.scalars(select(Term).order_by(Term.field, Term.id)).all()
