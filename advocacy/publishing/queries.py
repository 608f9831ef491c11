"""Reads about issues: by code, by file, by reference, and what an edition prints."""

from collections.abc import Sequence

from sqlalchemy import func, or_, select

from advocacy import blobs
from advocacy.database import session
from advocacy.drafting.models import Dossier
from advocacy.drafting.queries import paper_of_frozen
from advocacy.publishing.editions import from_record
from advocacy.publishing.models import Issue, IssueFile, IssueState, OtherFile
from advocacy.publishing.rules import code_in
from advocacy.publishing.special_models import Special, SpecialFile
from advocacy.signoff.models import Accession, Answer, Call
from advocacy.signoff.queries import SIGNING, accepted_in, signatures_of
from papers.edition import Edition
from papers.model import Paper

LISTED = ("attribution", "members", "endorsers", "acceded", "acceded_withheld", "withheld", "reservations")
"""What an edition prints of those who stand under the text."""


def issue_by_code(typed: str) -> Issue | None:
    """The issue whose verification code somebody typed, in whatever spelling."""
    code = code_in(typed)
    return session.scalars(select(Issue).where(Issue.code == code)).one_or_none() if code else None


def issue_by_file(sha256: str, *, only_sealed: bool = False) -> Issue | None:
    """The issue to which the file of that digest belongs, its own or registered for it.

    The bytes below a seal are known too, unless `only_sealed`.
    """
    below = () if only_sealed else (IssueFile.unsealed_sha256 == sha256,)
    own = select(Issue).join(IssueFile).where(or_(IssueFile.sha256 == sha256, *below))
    found = session.scalars(own.order_by(Issue.id.desc()).limit(1)).one_or_none()
    if found is None and (other := session.get(OtherFile, sha256)):
        return other.issue
    if found is None:
        special = select(Issue).join(Special, Special.issue_id == Issue.id).join(SpecialFile)
        below = () if only_sealed else (SpecialFile.unsealed_sha256 == sha256,)
        found = session.scalars(special.where(or_(SpecialFile.sha256 == sha256, *below)).limit(1)).one_or_none()
    return found


def issues_of(dossier: Dossier) -> Sequence[Issue]:
    """Every issue of a paper, the newest first."""
    return session.scalars(select(Issue).where(Issue.dossier_id == dossier.id).order_by(Issue.id.desc())).all()


def issue_of_call(call: Call) -> Issue | None:
    """The newest issue that came out of a call."""
    return session.scalars(
        select(Issue).where(Issue.call_id == call.id).order_by(Issue.id.desc()).limit(1)
    ).one_or_none()


def published_issues() -> list[Issue]:
    """Of every paper that the public may know of, the issue that holds now (or was withdrawn last), newest first."""
    rows = session.scalars(select(Issue).where(Issue.published_at.is_not(None)).order_by(Issue.id.desc()))
    newest: dict[str, Issue] = {}
    for issue in rows:
        newest.setdefault(issue.reference, issue)
    return sorted(newest.values(), key=lambda issue: (issue.dated, issue.reference), reverse=True)


def published_under(dashed: str) -> list[Issue]:
    """The published issues of the paper with that reference («RY-2026-019»), newest first."""
    if "\x00" in dashed:  # which PostgreSQL cannot even compare
        return []
    same = func.replace(Issue.reference, "/", "-") == dashed
    return list(session.scalars(select(Issue).where(same, Issue.published_at.is_not(None)).order_by(Issue.id.desc())))


def current_issue(reference: str) -> Issue | None:
    """The issue of a reference that holds now and is public; None while there is none."""
    holds = (Issue.reference == reference, Issue.state == IssueState.CURRENT, Issue.published_at.is_not(None))
    return session.scalars(select(Issue).where(*holds).order_by(Issue.id.desc()).limit(1)).one_or_none()


def recalled_in(issue: Issue) -> list[Answer]:
    """The signatures that an issue prints although their organisations have taken them back since."""
    gone = select(Answer).where(
        Answer.call_id == issue.call_id,
        Answer.choice.in_(SIGNING),
        Answer.undone_at >= issue.issued_at,
        Answer.answered_at < issue.issued_at,
    )
    signed = {answer.organisation_id for answer in signatures_of(issue.call)} | set(issue.without)
    return [answer for answer in session.scalars(gone) if answer.organisation_id not in signed]


def printed_acts(issue: Issue) -> list[Answer | Accession]:
    """The signatures and the accessions that the issue after this one prints too, unless somebody leaves."""
    acts: list[Answer | Accession] = [*signatures_of(issue.call), *accepted_in(issue.call)]
    return [act for act in acts if act.organisation_id not in issue.without]


def changed_languages(earlier: Issue, newer: Issue) -> set[str]:
    """In which languages a newer issue says or prints something else: words, names, number; every one when in none.

    A note alone concerns everybody who has the earlier one.
    """
    changed = {lang for lang in earlier.editions if _differs(earlier, newer, lang)}
    return changed or set(earlier.editions)


def _differs(earlier: Issue, newer: Issue, lang: str) -> bool:
    before, after = earlier.freeze.text_in(lang), newer.freeze.text_in(lang)
    if before is None or after is None or before.digest != after.digest:
        return True
    old, new = earlier.editions[lang], newer.editions[lang]
    return any(old.get(part) != new.get(part) for part in LISTED)


def edition_of(issue: Issue, lang: str) -> Edition:
    """What this issue prints around its text in that language; KeyError for a language that it does not have."""
    record = issue.editions[lang]
    logo = record["letterhead"]["logo"]
    return from_record(record, blobs.read(logo) if logo else None)


def paper_in(issue: Issue, lang: str) -> Paper:
    """The text of this issue in that language, read from its canonical bytes; KeyError as above."""
    frozen = issue.freeze.text_in(lang)
    if frozen is None:
        raise KeyError(lang)
    return paper_of_frozen(frozen)
