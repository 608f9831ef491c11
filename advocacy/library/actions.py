"""Bringing into the library what papers refer to."""

import csv
import json
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Any

from flask_babel import lazy_gettext as _
from sqlalchemy import select

from advocacy.accounts.models import Person
from advocacy.database import session
from advocacy.errors import BadInput, RuleBroken
from advocacy.ledger.actions import append
from advocacy.library import queries, rules
from advocacy.library.models import Clause, Consistency, Instrument, InstrumentUse, Part, Term
from papers.normalise import clean_text

OWN_DATA = Path(__file__).parent / "data"
"""The charter, the instruments and the glossary that come with the house."""


def load_charter(text: str, *, by: Person | None) -> list[Clause]:
    """Take the charter in its own words. Read again, it changes what was reworded and keeps every code.

    A page without one of the parts is refused, and so is one that lacks a clause that papers may already serve.
    """
    try:
        read = rules.joined(rules.read_charter(text))
    except ValueError as missing:
        raise BadInput({"text": _("This text lacks a part of the charter: %(part)s.", part=str(missing))}) from missing
    lost = {clause.code for clause in queries.clauses()} - {clause.code for clause in read}
    if lost:
        raise RuleBroken(
            _("This text lacks clauses that papers may serve: %(codes)s. Keep them.", codes=", ".join(sorted(lost)))
        )
    rows = [_set_clause(clause, position) for position, clause in enumerate(read, 1)]
    append("library.charter_loaded", rows[0], by=by.id if by else None, clauses=len(rows))
    return rows


def _set_clause(read: rules.ClauseText, position: int) -> Clause:
    clause = queries.clause_by_code(read.code)
    if clause is None:
        clause = Clause(code=read.code, part=Part(read.part), position=position, text_ar="", fold="")
        clause.text_en = clause.text_fr = ""
        session.add(clause)
    clause.position, clause.heading_ar, clause.text_ar = position, read.heading, read.text
    _fold_clause(clause)
    session.flush()
    return clause


def _fold_clause(clause: Clause) -> None:
    clause.fold = rules.search_key(clause.code, clause.heading_ar, clause.text_ar, clause.text_en, clause.text_fr)


def translate_clause(clause: Clause, *, text_en: str, text_fr: str, by: Person | None) -> Clause:
    """Give a clause its English and French words; the Arabic ones come from the charter alone."""
    clause.text_en, clause.text_fr = clean_text(text_en), clean_text(text_fr)
    _fold_clause(clause)
    append("library.clause_translated", clause, by=by.id if by else None, code=clause.code)
    return clause


def add_instrument(
    key: str,
    name_ar: str,
    *,
    kind: str,
    name_en: str = "",
    name_fr: str = "",
    symbol: str = "",
    adopted_on: date | None = None,
    units: str = "",
    note: str = "",
    note_ar: str = "",
    confidence: str = "C",
    consistency: Consistency | None = None,
    by: Person | None,
) -> Instrument:
    """Add an instrument that papers may cite by `key`. A key names one instrument for ever."""
    instrument = _new_instrument(key)
    names = {"name_ar": name_ar, "name_en": name_en, "name_fr": name_fr}
    facts = {"kind": kind, "symbol": symbol, "units": units, "note": note, "note_ar": note_ar, "confidence": confidence}
    instrument.consistency = consistency
    _describe(instrument, names | facts, adopted_on)
    append("library.instrument_added", instrument, by=by.id if by else None, key=key)
    return instrument


def edit_instrument(
    instrument: Instrument,
    *,
    adopted_on: date | None,
    consistency: Consistency | None = None,
    by: Person | None,
    **words: str,
) -> Instrument:
    """Correct an instrument. Texts that were saved before keep the title that they carry; the next revision has this.

    `words` are name_ar, name_en, name_fr, kind, symbol, units, note, note_ar and confidence; those left out stay.
    """
    instrument.consistency = consistency
    _describe(instrument, words, adopted_on)
    status = consistency.value if consistency else ""
    append("library.instrument_edited", instrument, by=by.id if by else None, key=instrument.key, consistency=status)
    return instrument


def _new_instrument(key: str) -> Instrument:
    if queries.instrument_by_key(key):
        raise BadInput({"key": _("There is already an instrument with this key. Choose another one.")})
    return Instrument(key=key)


def _describe(instrument: Instrument, words: dict[str, str], adopted_on: date | None) -> None:
    for name, value in words.items():
        setattr(instrument, name, clean_text(value))
    instrument.adopted_on = adopted_on
    instrument.fold = rules.search_key(
        *(instrument.key, instrument.symbol, instrument.name_ar, instrument.name_en, instrument.name_fr),
        *(instrument.units, instrument.note, instrument.note_ar),
    )
    session.add(instrument)
    session.flush()


def add_term(ar: str, en: str, fr: str, field: str, *, kmr: str = "", ckb: str = "", by: Person | None) -> Term:
    """Add a term in the coalition's agreed wording; one of the field `rules.PARTY` is somebody whom papers name."""
    term = _named(Term(field=field), {"ar": ar, "en": en, "fr": fr, "kmr": kmr, "ckb": ckb})
    append("library.term_added", term, by=by.id if by else None)
    return term


def edit_term(term: Term, field: str, *, by: Person | None, **words: str) -> Term:
    """Correct a term; `words` are its names by language. Texts are compared with the new words from then on."""
    term.field = field
    _named(term, words)
    append("library.term_edited", term, by=by.id if by else None)
    return term


def _named(term: Term, words: dict[str, str]) -> Term:
    said = {lang: clean_text(words.get(lang, "")) for lang in rules.TERM_LANGUAGES}
    with session.no_autoflush:
        alike = session.scalars(select(Term).where(Term.ar == said["ar"], Term.en == said["en"])).first()
    if alike is not None and alike is not term:
        raise BadInput({"ar": _("The glossary already has this term.")})
    for lang, text in said.items():
        setattr(term, lang, text)
    term.fold = rules.search_key(*said.values())
    session.add(term)
    session.flush()
    return term


def fill_library(*, by: Person | None) -> None:
    """Load the charter, the instruments and the glossary that come with the house; what is there already stays."""
    load_charter((OWN_DATA / "charter.ar.txt").read_text("utf-8"), by=by)
    added = [_own_instrument(entry) for entry in json.loads((OWN_DATA / "references.json").read_text("utf-8"))]
    with (OWN_DATA / "glossary.csv").open(encoding="utf-8-sig", newline="") as file:
        terms = [_own_term(row) for row in csv.DictReader(file)]
    for kind, rows in (("library.instruments_loaded", added), ("library.terms_loaded", terms)):
        if fresh := [row for row in rows if row is not None]:
            append(kind, fresh[-1], by=by.id if by else None, count=len(fresh))


def _own_instrument(entry: dict[str, Any]) -> Instrument | None:
    if queries.instrument_by_key(entry["key"]):
        return None
    instrument = Instrument(key=entry["key"])
    words = {name: entry[name] for name in ("kind", "symbol", "units", "note", "note_ar", "confidence")}
    names = {f"name_{lang}": entry[lang] for lang in ("ar", "en", "fr")}
    # some entries are known by their year alone; it stands in their title
    adopted_on = date.fromisoformat(entry["date"]) if len(entry["date"]) == len("2026-11-23") else None
    _describe(instrument, {**names, **words}, adopted_on)
    return instrument


def _own_term(row: dict[str, str]) -> Term | None:
    try:
        return _named(Term(field=row["group"]), row)
    except BadInput:
        return None


def record_uses(dossier_id: int, keys: Iterable[str]) -> None:
    """Remember which instruments a dossier cites now or has cited."""
    known = set(session.scalars(select(InstrumentUse.instrument_id).where(InstrumentUse.dossier_id == dossier_id)))
    cited = session.scalars(select(Instrument.id).where(Instrument.key.in_(set(keys)))).all()
    session.add_all(InstrumentUse(instrument_id=row, dossier_id=dossier_id) for row in cited if row not in known)
    session.flush()
