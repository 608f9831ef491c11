"""What can be done with a shared text; verbs that never commit."""

from advocacy.live.actions.begin import begin_epoch, begin_text, new_client, purge
from advocacy.live.actions.change import replace_with, settle_suggestions
from advocacy.live.actions.compact import compact, keep_packed
from advocacy.live.actions.log import EpochOver, announce, append, locked
from advocacy.live.actions.renew import carried, carry, renew
from advocacy.live.kept import Entry

__all__ = [
    "Entry",
    "EpochOver",
    "announce",
    "append",
    "begin_epoch",
    "begin_text",
    "carried",
    "carry",
    "compact",
    "keep_packed",
    "locked",
    "new_client",
    "purge",
    "renew",
    "replace_with",
    "settle_suggestions",
]
