"""The tables of sign-off: calls and answers; those that contradict each other, wait for a second, or were recorded."""

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
from advocacy.signoff.models.joint import JointAnswer
from advocacy.signoff.models.recordings import Channel, Recording

__all__ = (
    "Answer",
    "Asked",
    "Call",
    "Channel",
    "Choice",
    "Dispute",
    "Endorsement",
    "HouseLink",
    "Invitation",
    "JointAnswer",
    "Outcome",
    "Recording",
    "Reminder",
    "SetAside",
    "SettledBy",
)
