"""Papers at every step of writing."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import insert, inspect, select

from advocacy.accounts.models import Person
from advocacy.coalition.models import Campaign, Group
from advocacy.database import Base, session, transaction
from advocacy.drafting import actions, queries
from advocacy.drafting.models import Dossier, Freeze, Thread
from advocacy.ledger.actions import append
from advocacy.library import actions as library
from advocacy.library import queries as shelves
from advocacy.library.models import Clause, Instrument, Term
from tests.make import coalition as make

AR = """\
# حقّ الأسر في المعرفة والمشاركة

الموقف: معرفة مصير المفقودين حقّ للأسر وليست منحة من أحد.

## السياق
ما زالت أسر كثيرة تنتظر خبرًا عن أحبّتها، خلافًا لما تقرّه [@CED المادة 24].

## موقفنا
لا يُبنى سلم أهلي على الصمت، وتقع كلفة الانتظار على **النساء** أولًا.

!! نطالب هيئات المفقودين بـ: تخصيص مقاعد دائمة لممثلات الأسر وممثليها | المهلة: خلال 6 أشهر | السند: [@GA77301]
!! ندعو الجهات المعنيّة إلى: اعتماد قناة واحدة آمنة لتسجيل الحالات | المهلة: خلال سنة | السند: [@CED المادة 24]
!! نرجو من الدول المانحة: تمويل مرافقة نفسية وقانونية للأسر مدة سنتين | المهلة: خلال سنة | السند: [@SC2474]
"""
EN = """\
# Families’ Right to Know and to Take Part

Position: To know the fate of the missing is a right of families, not a favour.

## Context
Many families still wait for news of their relatives, against [@CED, art. 24].

## Our position
Civil peace cannot be built on silence, and **women** carry most of the cost of waiting.

!! We demand that the bodies on the missing: reserve seats for families | Due: within 6 months | Basis: [@GA77301]
!! We call on those concerned to: adopt one safe channel for cases | Due: within a year | Basis: [@CED, art. 24]
!! We request donor states to: fund legal support for two years | Due: within a year | Basis: [@SC2474]
"""
TEXTS: Mapping[str, str] = {"ar": AR, "en": EN}
"""A position paper with three asks and their basis, block by block the same in both languages."""


def library_of_the_house() -> None:
    """The charter, the instruments and the glossary that come with the house; once a test."""
    if shelves.clauses():
        return
    with transaction():
        if _copied:
            put_copies()
        else:
            library.fill_library(by=None)
            _copied.update({table: rows_of(table) for table in (Clause, Instrument, Term)})


_copied: dict[type[Base], list[dict[str, Any]]] = {}
"""The library as it was read once in this process: reading it for every test took half of the time of the tests."""


def rows_of(table: type[Base]) -> list[dict[str, Any]]:
    """Everything but the ids, in their order."""
    columns = [column.key for column in inspect(table).column_attrs if column.key != "id"]
    rows = session.scalars(select(table).order_by(table.id))  # type: ignore[attr-defined]
    return [{name: getattr(row, name) for name in columns} for row in rows]


def put_copies() -> None:
    """The same rows and the same entries as `fill_library`; tests/advocacy/library/test_actions.py compares the two."""
    for table, rows in _copied.items():
        session.execute(insert(table), rows)
    clause, instrument, term = (list(session.scalars(select(table).order_by(table.id))) for table in _copied)  # type: ignore[attr-defined]
    append("library.charter_loaded", clause[0], by=None, clauses=len(clause))
    append("library.instruments_loaded", instrument[-1], by=None, count=len(instrument))
    append("library.terms_loaded", term[-1], by=None, count=len(term))


def objective(code: str = "O6") -> Clause:
    """An objective of the charter."""
    library_of_the_house()
    clause = shelves.clause_by_code(code)
    assert clause is not None
    return clause


def begun(
    group: Group | None = None,
    *,
    kind: str = "position_paper",
    lang: str = "ar",
    title: str = "ورقة",
    by: Person | None = None,
) -> Dossier:
    """A paper with nothing but the skeleton of its kind."""
    library_of_the_house()
    home = group or make.group()
    with transaction():
        return actions.start_paper(kind, home, title, lang, by=by)


def dossier(
    group: Group | None = None,
    *,
    ar: str | None = AR,
    en: str | None = EN,
    kind: str = "position_paper",
    authoritative: str = "ar",
    campaign: Campaign | None = None,
    audience: str = "البعثات الدائمة في جنيف",
    by: Person | None = None,
) -> Dossier:
    """A written paper that is ready to be frozen; a language whose text is None is left out."""
    serves, home = objective(), group or make.group()
    texts = {lang: text for lang, text in (("ar", ar), ("en", en)) if text is not None}
    with transaction():
        paper = actions.start_paper(
            kind, home, "ورقة", authoritative, campaign=campaign, objective=serves, audience=audience, by=by
        )
    for lang in sorted(texts, key=lambda lang: lang != authoritative):
        write(paper, lang, texts[lang], by=by)
    return paper


def write(paper: Dossier, lang: str, source: str, *, reason: str = "", by: Person | None = None) -> None:
    """Save a text as the newest revision, beginning the language if need be; a translation then matches its source."""
    with transaction():
        paper = session.get_one(Dossier, paper.id)
        version = paper.version_in(lang) or actions.add_language(paper, lang, by=by)
        actions.save_revision(version, source, base=version.head, reason=reason, by=by, align=None)


def talked_about(paper: Dossier, by: Person | None, text: str = "نحتاج مصدرًا هنا.", *, lang: str = "ar") -> Thread:
    """A paper with a comment on its first block."""
    assert by is not None
    with transaction():
        version = session.get_one(Dossier, paper.id).version_in(lang)
        assert version is not None
        head = queries.get_head(version)
        return actions.start_thread(head, queries.paper_of(head).blocks[0].id, text, by=by)


def freeze(paper: Dossier, by: Person | None = None) -> Freeze:
    """The frozen texts of a ready paper."""
    with transaction():
        return actions.freeze_paper(session.get_one(Dossier, paper.id), by=by)


def frozen_dossier(
    group: Group | None = None,
    *,
    ar: str | None = AR,
    en: str | None = EN,
    kind: str = "position_paper",
    campaign: Campaign | None = None,
    by: Person | None = None,
) -> Dossier:
    """A paper whose text is frozen and waits for a call."""
    paper = dossier(group, ar=ar, en=en, kind=kind, campaign=campaign, by=by)
    freeze(paper, by)
    return session.get_one(Dossier, paper.id)
