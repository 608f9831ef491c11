"""Reads for everybody: the register, and what can be said about a document that somebody holds."""

import hashlib
import logging
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

from cryptography.hazmat.primitives.serialization import Encoding

from advocacy.coalition.models import Campaign
from advocacy.ledger.signing import verifier
from advocacy.public.rules import matches
from advocacy.publishing import queries as publishing
from advocacy.publishing.models import Issue, IssueState
from advocacy.publishing.sealing import authority
from advocacy.publishing.special import special_by_code, special_by_file
from advocacy.publishing.special_models import Special
from papers import bounded
from papers.kinds import KINDS

if TYPE_CHECKING:
    from papers.seal.evidence import Evidence
    from papers.seal.verdict import Verdict

_log = logging.getLogger(__name__)

Answer = Literal["current", "superseded", "withdrawn", "unknown", "changed", "sealed_unknown", "foreign"]
"""What verification says. The last three only of a file: changed after we sealed it; sealed by us, but not in our
books; not ours at all."""

_ENDS = 40
"""How many ends of file are tried when looking for our file inside a longer one."""


@dataclass(frozen=True, slots=True)
class Finding:
    """What is known of a document; `issue` is the one it belongs to, `evidence` what the file itself proves;
    `is_special`: it is the copy for one recipient alone.
    """

    answer: Answer
    issue: Issue | None = None
    evidence: "Evidence | None" = None
    is_special: bool = False

    @property
    def seal(self) -> "Verdict | None":
        """What the file's own seal says."""
        return self.evidence.verdict if self.evidence else None

    @property
    def is_genuine(self) -> bool:
        return self.answer in ("current", "superseded", "withdrawn")


def find_issues(words: str = "", *, kind: str = "", campaign_id: int = 0, year: int = 0) -> list[Issue]:
    """Published papers that hold every word, folded as Arabic is searched, and fit the filters; newest first."""
    return [
        issue
        for issue in publishing.published_issues()
        if (not kind or issue.dossier.kind == kind)
        and (not campaign_id or issue.dossier.campaign_id == campaign_id)
        and (not year or issue.dated.year == year)
        and (not words or matches(words, searchable(issue)))
    ]


def searchable(issue: Issue) -> str:
    """What the register's search reads of an issue: reference, kind and titles in every language."""
    kind = KINDS.get(issue.dossier.kind)
    names = [kind.name(lang) for lang in ("ar", "en", "fr")] if kind else []
    return " ".join([issue.reference, *names, *(text.title for text in issue.freeze.texts)])


def offered() -> tuple[list[str], Sequence[Campaign], list[int]]:
    """Kinds, campaigns and years that occur in the register, to filter by."""
    issues = publishing.published_issues()
    campaigns = {issue.dossier.campaign.id: issue.dossier.campaign for issue in issues if issue.dossier.campaign}
    kinds = sorted({issue.dossier.kind for issue in issues})
    return kinds, list(campaigns.values()), sorted({issue.dated.year for issue in issues}, reverse=True)


def judge_code(typed: str) -> Finding:
    """What the verification code on a document proves."""
    issue = publishing.issue_by_code(typed)
    special = special_by_code(typed) if issue is None else None
    return _judge_special(special) if special is not None else _judge(issue)


def _judge_special(special: Special) -> Finding:
    """A copy for one recipient stands and falls with its issue; it is told without a name, and without whose it is."""
    found = _judge(special.issue if special.made_at is not None else None)
    return replace(found, is_special=found.is_genuine)


def judge_file(data: bytes) -> Finding:
    """What the bytes of a file prove: first whether we know them, else what a seal in them says. Never raises."""
    sha256 = hashlib.sha256(data).hexdigest()
    known, special = publishing.issue_by_file(sha256), special_by_file(sha256)
    is_sealed = data.lstrip()[:5] == b"%PDF-" and b"/ByteRange" in data
    if known is not None:
        finding = _judge_special(special) if special is not None else _judge(known)
        return replace(finding, evidence=_evidence(data)) if is_sealed and finding.is_genuine else finding
    if not is_sealed:
        return Finding("foreign")
    evidence = _evidence(data)
    if evidence is not None and evidence.verdict.is_genuine:
        return Finding("sealed_unknown", evidence=evidence)
    inside = _within(data)
    is_ours = evidence is not None and evidence.verdict.sealed and evidence.verdict.ours
    return Finding("changed" if inside or is_ours else "foreign", inside, evidence)


def _evidence(data: bytes) -> "Evidence | None":
    certificate = authority().public_bytes(Encoding.DER)
    return _quietly(lambda: bounded.examine(data, certificate, str(verifier())))


def _judge(issue: Issue | None) -> Finding:
    """An issue that is not public does not exist for anybody outside: no word about an embargo."""
    if issue is None or not issue.is_published:
        return Finding("unknown")
    answers: dict[IssueState, Answer] = {
        IssueState.CURRENT: "current",
        IssueState.SUPERSEDED: "superseded",
        IssueState.WITHDRAWN: "withdrawn",
    }
    return Finding(answers.get(issue.state, "unknown"), issue)


def _within(data: bytes) -> Issue | None:
    """The published issue whose sealed file this was before something was written behind it."""
    digest, begin = hashlib.sha256(), 0
    for end in [match.end() for match in re.finditer(rb"%%EOF\r?\n?", data)][:_ENDS]:
        digest.update(data[begin:end])
        begin = end
        found = publishing.issue_by_file(digest.hexdigest(), only_sealed=True)
        if found is not None:
            return found if found.is_published else None
    return None


def _quietly(judge: "Callable[[], Evidence]") -> "Evidence | None":
    """A file from outside may be made to break its reader: whatever happens, it is then not ours."""
    try:
        return judge()
    except Exception as error:
        _log.info("an uploaded file could not be read as a sealed PDF: %s", type(error).__name__)
        return None
