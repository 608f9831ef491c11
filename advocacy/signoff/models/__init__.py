"""The tables of sign-off: calls and their answers; answers that contradict each other."""

from advocacy.signoff.models.calls import (
    Answer,
    Asked,
    Call,
    Choice,
    Endorsement,
    Invitation,
    Outcome,
    Reminder,
)
from advocacy.signoff.models.disputes import Dispute, HouseLink, SetAside, SettledBy

__all__ = (
    "Answer",
    "Asked",
    "Call",
    "Choice",
    "Dispute",
    "Endorsement",
    "HouseLink",
    "Invitation",
    "Outcome",
    "Reminder",
    "SetAside",
    "SettledBy",
)
