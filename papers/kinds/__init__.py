"""The kinds of statement. A new one is a file beside these and an entry here; the contract test does the rest."""

from papers.kinds.joint_letter import JOINT_LETTER
from papers.kinds.joint_statement import JOINT_STATEMENT
from papers.kinds.kind import CODES, Gap, Kind
from papers.kinds.legal_comment import LEGAL_COMMENT
from papers.kinds.policy_brief import POLICY_BRIEF
from papers.kinds.policy_paper import POLICY_PAPER
from papers.kinds.position_paper import POSITION_PAPER
from papers.kinds.urgent_appeal import URGENT_APPEAL
from papers.kinds.written_submission import WRITTEN_SUBMISSION

KINDS: dict[str, Kind] = {
    kind.key: kind
    for kind in (
        POSITION_PAPER,
        POLICY_PAPER,
        POLICY_BRIEF,
        JOINT_STATEMENT,
        URGENT_APPEAL,
        JOINT_LETTER,
        WRITTEN_SUBMISSION,
        LEGAL_COMMENT,
    )
}

__all__ = ["CODES", "KINDS", "Gap", "Kind"]
