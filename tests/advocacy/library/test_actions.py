"""What comes into the library, once, and what is refused."""

from datetime import date

import pytest
from flask import Flask
from sqlalchemy import delete, func, select

from advocacy.database import session, transaction
from advocacy.errors import BadInput, RuleBroken
from advocacy.ledger.models import Entry
from advocacy.library import actions, queries
from advocacy.library.models import Clause, Instrument, Part, Term
from tests.make import coalition as make
from tests.make import drafting

PAGE = (actions.OWN_DATA / "charter.ar.txt").read_text("utf-8")


def test_the_own_data_is_loaded_once(app: Flask) -> None:
    for _turn in range(2):
        with transaction():
            actions.fill_library(by=None)
    assert len(session.scalars(select(Instrument)).all()) == 74
    assert len(session.scalars(select(Term)).all()) >= 175
    assert [clause.code for clause in queries.clauses(Part.OBJECTIVE)][:2] == ["O1", "O2"]
    kinds = [entry.kind for entry in session.scalars(select(Entry).order_by(Entry.number))]
    assert kinds.count("library.instruments_loaded") == 1


def test_the_library_that_tests_copy_is_the_one_that_comes_with_the_house(app: Flask) -> None:
    found = []
    for fill in (lambda: actions.fill_library(by=None), drafting.put_copies):
        drafting.library_of_the_house()  # read once, so that there is a copy
        clear = [delete(table) for table in (Clause, Instrument, Term)]
        with transaction():
            for statement in clear:
                session.execute(statement)
            last = session.scalars(select(func.max(Entry.number))).one()
            fill()
            told = session.scalars(select(Entry).where(Entry.number > last).order_by(Entry.number)).all()
            entries = [(entry.kind, entry.facts) for entry in told]
            rows = [drafting.rows_of(table) for table in (Clause, Instrument, Term)]
        found.append((entries, rows))
    assert found[0] == found[1]
    assert len(found[0][0]) == 3


def test_no_note_to_ourselves_is_in_the_library(app: Flask) -> None:
    with transaction():
        actions.fill_library(by=None)
    for instrument in queries.instruments():
        assert "memory" not in instrument.note and "customer" not in instrument.note
        assert bool(instrument.note) == bool(instrument.note_ar)


def test_a_reworded_clause_keeps_its_row(app: Flask) -> None:
    with transaction():
        actions.load_charter(PAGE, by=None)
    before = queries.clause_by_code("V4")
    with transaction():
        actions.load_charter(PAGE.replace("4. السلام\n", "4. السلام العادل\n"), by=None)
    after = queries.clause_by_code("V4")
    assert before and after and (before.id, after.text_ar) == (after.id, "السلام العادل")


def test_a_charter_that_drops_a_clause_is_refused(app: Flask) -> None:
    with transaction():
        actions.load_charter(PAGE, by=None)
    with pytest.raises(RuleBroken, match="O4"), transaction():
        actions.load_charter(PAGE.replace("4. تطبيق معايير الحكم الرشيد في النظم الإدارية.", ""), by=None)
    assert session.scalars(select(Clause).where(Clause.code == "O4")).one().text_ar.startswith("تطبيق")


def test_a_page_that_is_no_charter_is_refused(app: Flask) -> None:
    with pytest.raises(BadInput), transaction():
        actions.load_charter("مرحبا", by=None)


def test_a_key_names_one_instrument_for_ever(app: Flask) -> None:
    someone = make.person()
    with transaction():
        actions.add_instrument("ICCPR", "العهد", kind="treaty", by=someone)
    with pytest.raises(BadInput) as refusal, transaction():
        actions.add_instrument("ICCPR", "عهد آخر", kind="treaty", by=someone)
    assert "key" in refusal.value.fields


def test_a_reference_has_its_official_title_in_the_language_of_the_paper(app: Flask) -> None:
    with transaction():
        actions.fill_library(by=None)
    assert queries.references_in("ar")["ICCPR"].title == "العهد الدولي الخاص بالحقوق المدنية والسياسية"
    assert queries.references_in("en")["ICCPR"].title == "International Covenant on Civil and Political Rights"
    assert queries.references_in("fr")["ICCPR"].title.startswith("Pacte international relatif")
    assert queries.references_in("ckb")["ICCPR"].title == queries.references_in("ar")["ICCPR"].title
    assert queries.references_in("kmr")["ICCPR"].symbol == "A/RES/2200A(XXI)"


def test_a_corrected_instrument_is_found_by_its_new_words(app: Flask) -> None:
    with transaction():
        found = actions.add_instrument("X1", "اسم قديم", kind="treaty", by=None)
    with transaction():
        row = session.get_one(Instrument, found.id)
        actions.edit_instrument(row, name_ar="اسم جديد", adopted_on=date(2020, 1, 1), by=None)
    assert [row.key for row in queries.search_instruments("جديد")] == ["X1"]
    assert not queries.search_instruments("قديم")


def test_a_translated_clause_keeps_its_arabic(app: Flask) -> None:
    with transaction():
        actions.load_charter(PAGE, by=None)
    clause = queries.clause_by_code("O4")
    assert clause
    with transaction():
        actions.translate_clause(session.get_one(Clause, clause.id), text_en="Good governance.", text_fr="", by=None)
    assert session.get_one(Clause, clause.id).text_in("en") == "Good governance."
    assert session.get_one(Clause, clause.id).text_in("fr").startswith("تطبيق")
    assert [row.code for row in queries.search("good governance").clauses] == ["O4"]


def test_uses_are_remembered_once(app: Flask) -> None:
    with transaction():
        actions.fill_library(by=None)
    for _turn in range(2):
        with transaction():
            actions.record_uses(7, ["ICCPR", "CED", "UNKNOWN"])
    iccpr = queries.instrument_by_key("ICCPR")
    assert iccpr and list(queries.dossiers_citing(iccpr)) == [7]
