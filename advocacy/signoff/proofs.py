"""The salt with which a withheld signatory is committed to, and with which it can prove itself later (decision 0011).

Derived, not stored: from a secret of the installation and the receipt of the answer, or of the accession that came
later. Whoever erases the answer erases its receipt, and with it the only way to the salt.
"""

import hashlib
import hmac

from advocacy import keystore
from advocacy.signoff.models import Accession, Answer
from papers.seal.commitments import SALT_BYTES, commit

_KEY = "commitments.key"
"""Never replaced: an issue that is out holds commitments made with it. A lost key loses the salts, nothing else."""


def salt_of(answer: Answer | Accession) -> bytes:
    """The salt of one answer or accession; another one of the same organisation has another."""
    told = f"{answer.id}:{answer.receipt}"
    if isinstance(answer, Accession):
        told = f"accession:{told}"
    return hmac.new(keystore.secret(_KEY), told.encode(), hashlib.sha256).digest()[:SALT_BYTES]


def committed_name(answer: Answer | Accession) -> str:
    """The name that is committed to: the Arabic one, whatever language a text is in."""
    return answer.organisation.name_ar


def commitment_of(answer: Answer | Accession) -> str:
    """What stands in an issue for a signatory that is withheld: under the text that is issued, not an earlier one."""
    return commit(salt_of(answer), answer.call.seal, committed_name(answer))
