"""Papers at every step of writing."""

from collections.abc import Mapping

from advocacy.accounts.models import Person
from advocacy.coalition.models import Campaign, Group
from advocacy.database import session, transaction
from advocacy.drafting import actions, queries
from advocacy.drafting.models import Dossier, Freeze, Thread
from advocacy.library import actions as library
from advocacy.library import queries as shelves
from advocacy.library.models import Clause
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
    if not shelves.clauses():
        with transaction():
            library.fill_library(by=None)


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
