"""Issues of adopted papers, with their files."""

from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import date, datetime
from functools import cache
from typing import Any

from advocacy import clock
from advocacy.accounts.models import Person
from advocacy.coalition.models import Organisation
from advocacy.database import session, transaction
from advocacy.policy import Office
from advocacy.publishing import actions, press, queries, special
from advocacy.publishing.models import Issue
from advocacy.publishing.rules import file_name
from advocacy.publishing.sealing import sealing_key
from advocacy.publishing.special_models import Special
from advocacy.signoff.models import Call
from papers.edition import Edition, Letterhead
from papers.model import Paper
from papers.seal.pades import seal
from papers.write.docx import to_bilingual_docx, to_docx
from papers.write.pdf import to_bilingual_pdf, to_pdf
from tests.make import coalition as make
from tests.make.frozen import ARABIC, ENGLISH, frozen_from
from tests.make.signoff import adopted_call
from tests.make.worker import work_off


def numbered(
    call: Call | None = None,
    *,
    withheld: int = 0,
    embargo_until: datetime | None = None,
    by: Person | None = None,
    dated: date | None = None,
    **adopted: Any,
) -> Issue:
    """An issue that has its number and waits for its files. `adopted` goes to `adopted_call`."""
    if call is None:
        adopted.setdefault("dossier", frozen_from(ARABIC, ENGLISH))
        call = adopted_call(withheld=withheld, **adopted)
    by = by or make.holder_of(Office.COORDINATOR)
    with transaction():
        return actions.issue_paper(
            session.get_one(Call, call.id),
            dated=dated or clock.now().date(),
            embargo_until=embargo_until,
            by=session.get_one(Person, by.id),
        )


def issued(call: Call | None = None, *, rendered: bool = False, **how: Any) -> Issue:
    """An issue with its files, public unless `embargo_until` is given. `how` goes to `numbered`.

    Unless `rendered`, the PDF files are those of a sample paper, printed once per process and really sealed: quick, and
    good for everything but reading them.
    """
    issue = numbered(call, **how)
    make_files(issue, rendered=rendered)
    return session.get_one(Issue, issue.id)


def reissued(
    issue: Issue,
    *,
    without: Collection[Organisation] = (),
    note: str | Mapping[str, str] = "تغيّرت قائمة الموقّعين.",
    rendered: bool = False,
) -> Issue:
    """The issue after this one, with its files."""
    by = make.holder_of(Office.COORDINATOR)
    ids = {organisation.id for organisation in without}
    with transaction():
        leaving = [session.get_one(Organisation, id_) for id_ in ids]
        newer = actions.reissue(session.get_one(Issue, issue.id), without=leaving, note=note, by=by)
    make_files(newer, rendered=rendered)
    return session.get_one(Issue, newer.id)


def make_files(issue: Issue, *, rendered: bool = False) -> None:
    """What the worker does for this issue."""
    if rendered:
        work_off("publishing.make_files")
        return
    with transaction():
        lease = actions.claim_files(issue.id)
    assert lease is not None
    issue = session.get_one(Issue, issue.id)
    made = quickly_made(issue)
    with transaction():
        assert actions.take_files(session.get_one(Issue, issue.id), made, lease)


def make_specials() -> None:
    """The files of all special editions, as quickly as those of issues: real Word files, sample PDF files."""
    for special_id in special.specials_due():
        with transaction():
            lease = special.claim_special(special_id)
        assert lease is not None
        found = session.get_one(Special, special_id)
        made = []
        for lang in found.issue.editions:
            words = to_docx(queries.paper_in(found.issue, lang), special.special_edition(found, lang))
            made += [_sealed(found.issue, lang), _word(found.issue, lang, words)]
        if press.PAIR in found.issue.file_langs:
            right, left = (special.special_edition(found, lang) for lang in ("ar", "en"))
            texts = [queries.paper_in(found.issue, lang) for lang in ("ar", "en")]
            both = to_bilingual_docx(*texts, right, left)
            made += [_sealed(found.issue, press.PAIR), _word(found.issue, press.PAIR, both)]
        named = [replace(one, name=special.special_name(found, one.lang, one.format)) for one in made]
        with transaction():
            assert special.take_special(session.get_one(Special, special_id), named, lease)


def quickly_made(issue: Issue) -> list[press.Made]:
    texts = {lang: (queries.paper_in(issue, lang), queries.edition_of(issue, lang)) for lang in issue.editions}
    made = []
    for lang, (paper, edition) in texts.items():
        made += [_sealed(issue, lang), _word(issue, lang, to_docx(paper, edition))]
    if {"ar", "en"} <= texts.keys():
        (right, edition_right), (left, edition_left) = texts["ar"], texts["en"]
        made += [
            _sealed(issue, "ar-en"),
            _word(issue, "ar-en", to_bilingual_docx(right, left, edition_right, edition_left)),
        ]
    return made


def _sealed(issue: Issue, lang: str) -> press.Made:
    pdf = _sample(lang)
    data = seal(pdf, sealing_key(), at=clock.now(), name="Seal", reason="sample")
    return press.Made(lang, "pdf", file_name(issue.reference, issue.number, lang, "pdf"), data, pdf)


def _word(issue: Issue, lang: str, data: bytes) -> press.Made:
    return press.Made(lang, "docx", file_name(issue.reference, issue.number, lang, "docx"), data)


@cache
def _sample(lang: str) -> bytes:
    def paper(code: str) -> Paper:
        return Paper(kind="position_paper", lang=code, title="نموذج" if code == "ar" else "Sample")

    if lang == "ar-en":
        arabic, english = (Edition(Letterhead(name)) for name in ("تحالف", "Coalition"))
        return to_bilingual_pdf(paper("ar"), paper("en"), arabic, english)
    return to_pdf(paper(lang))
