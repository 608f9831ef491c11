"""What is frozen is what was written, to the byte; what is missing is named; nothing is ever deleted."""

import hashlib
import json

import pytest
from flask import Flask
from sqlalchemy import select

from advocacy.database import session, transaction
from advocacy.drafting import actions, queries
from advocacy.drafting.models import Dossier, Freeze, Stage
from advocacy.errors import BadInput, RuleBroken
from advocacy.ledger.models import Entry
from papers.canonical import canonical_bytes, set_digest
from tests.make import coalition as make
from tests.make import drafting


def blocking(dossier: Dossier) -> set[str]:
    return {gap.code for gap in queries.readiness(dossier) if gap.blocks}


def test_a_ready_paper_has_no_gap_that_blocks(app: Flask) -> None:
    assert blocking(drafting.dossier()) == set()


def test_a_fresh_paper_names_every_gap_and_its_way_out(app: Flask) -> None:
    gaps = queries.readiness(drafting.begun())
    assert {"no_objective", "no_audience", "example_left"} <= {gap.code for gap in gaps if gap.blocks}
    assert all(str(gap.message) and str(gap.way_out) and gap.endpoint for gap in gaps)
    assert [gap.blocks for gap in gaps] == sorted((gap.blocks for gap in gaps), reverse=True)


def test_a_freeze_holds_the_canonical_bytes_of_every_language_under_one_seal(app: Flask) -> None:
    someone = make.person()
    dossier = drafting.dossier()
    freeze = drafting.freeze(dossier, someone)
    assert [text.lang for text in freeze.texts] == ["ar", "en"]
    for text in freeze.texts:
        assert text.canonical == canonical_bytes(queries.newest_paper(dossier, text.lang))
        assert text.digest == hashlib.sha256(text.canonical).hexdigest() == text.revision.digest
        assert json.loads(text.canonical)["lang"] == text.lang
        assert canonical_bytes(queries.paper_of_frozen(text)) == text.canonical
    assert freeze.seal == set_digest({text.lang: text.digest for text in freeze.texts})
    assert [text.is_authoritative for text in freeze.texts] == [True, False]
    assert (freeze.number, freeze.frozen_by_id) == (1, someone.id)
    assert session.get_one(Dossier, dossier.id).stage is Stage.FROZEN
    entry = session.scalars(select(Entry).order_by(Entry.number.desc())).first()
    assert entry and (entry.kind, entry.facts["seal"]) == ("drafting.frozen", freeze.seal)


def test_a_paper_that_lacks_something_is_not_frozen_and_says_what(app: Flask) -> None:
    dossier = drafting.begun()
    with pytest.raises(actions.NotReady) as refusal, transaction():
        actions.freeze_paper(dossier, by=None)
    assert {gap.code for gap in refusal.value.gaps} == blocking(dossier)
    assert dossier.stage is Stage.DRAFTING and session.scalars(select(Freeze)).all() == []


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (drafting.AR.replace("الموقف: معرفة", "معرفة"), "empty_position"),
        ("\n".join(line for line in drafting.AR.splitlines() if not line.startswith("!!")), "no_asks"),
        (
            drafting.AR.replace("[@CED المادة 24]", "الاتفاقية").replace("[@GA77301]", "").replace("[@SC2474]", ""),
            "no_basis",
        ),
    ],
)
def test_each_thing_that_a_position_paper_must_hold_is_missed(app: Flask, text: str, code: str) -> None:
    assert code in blocking(drafting.dossier(ar=text, en=None))


def test_a_language_left_out_is_no_part_of_the_seal(app: Flask) -> None:
    dossier = drafting.dossier()
    with transaction():
        freeze = actions.freeze_paper(session.get_one(Dossier, dossier.id), languages=["fr"], by=None)
    assert [text.lang for text in freeze.texts] == ["ar"]


def test_a_frozen_paper_is_not_frozen_again(app: Flask) -> None:
    dossier = drafting.frozen_dossier()
    with pytest.raises(RuleBroken), transaction():
        actions.freeze_paper(dossier, by=None)


def test_reopening_needs_a_reason_and_keeps_the_old_freeze(app: Flask) -> None:
    dossier = drafting.frozen_dossier()
    first = queries.newest_freeze(dossier)
    assert first
    with pytest.raises(BadInput), transaction():
        actions.reopen_paper(dossier, "  ", by=None)
    with transaction():
        actions.reopen_paper(dossier, "خطأ في رقم", by=None)
    assert dossier.stage is Stage.DRAFTING and queries.newest_freeze(dossier) is None
    drafting.write(dossier, "ar", drafting.AR.replace("6 أشهر", "7 أشهر"))
    drafting.write(dossier, "en", drafting.EN.replace("6 months", "7 months"))
    second = drafting.freeze(dossier)
    assert second.number == 2 and second.seal != first.seal
    assert session.get_one(Freeze, first.id).reopened_reason == "خطأ في رقم"
    assert len(session.get_one(Freeze, first.id).texts) == 2


@pytest.mark.parametrize("stage", [Stage.DRAFTING, Stage.CALLING, Stage.ADOPTED, Stage.ISSUED])
def test_only_a_frozen_or_refused_paper_is_reopened(app: Flask, stage: Stage) -> None:
    dossier = drafting.frozen_dossier()
    dossier.stage = stage
    session.commit()
    with pytest.raises(RuleBroken), transaction():
        actions.reopen_paper(session.get_one(Dossier, dossier.id), "سبب", by=None)


def test_a_paper_that_was_not_adopted_is_written_again(app: Flask) -> None:
    dossier = drafting.frozen_dossier()
    dossier.stage = Stage.NOT_ADOPTED
    session.commit()
    with transaction():
        actions.reopen_paper(session.get_one(Dossier, dossier.id), "سبب", by=None)
    assert session.get_one(Dossier, dossier.id).stage is Stage.DRAFTING
