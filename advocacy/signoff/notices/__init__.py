"""The mails about acts that are not yet, or no longer, a plain answer."""

from advocacy.signoff.notices.disputes import against_the_settlement, contested, for_arbitration, set_aside, settled
from advocacy.signoff.notices.late import noted_late
from advocacy.signoff.notices.locks import code_to_open, link_tried, lock_chosen
from advocacy.signoff.notices.seconds import on_behalf, second_confirmer_wanted, second_wanted

__all__ = (
    "against_the_settlement",
    "code_to_open",
    "contested",
    "for_arbitration",
    "link_tried",
    "lock_chosen",
    "noted_late",
    "on_behalf",
    "second_confirmer_wanted",
    "second_wanted",
    "set_aside",
    "settled",
)
