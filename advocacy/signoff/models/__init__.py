"""The tables of sign-off: calls and answers; those that contradict each other, wait for a second, or were recorded."""

from advocacy.signoff.models.calls import (
    CHOICES,
    Answer,
    Asked,
    Call,
    Choice,
    Endorsement,
    Invitation,
    Outcome,
    Purpose,
    Reminder,
)
from advocacy.signoff.models.disputes import Dispute, HouseLink, SetAside, SettledBy
from advocacy.signoff.models.joint import JointAnswer
from advocacy.signoff.models.late import LateObjection
from advocacy.signoff.models.recordings import Channel, Recording

__all__ = (
    "CHOICES",
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
    "LateObjection",
    "Outcome",
    "Purpose",
    "Recording",
    "Reminder",
    "SetAside",
    "SettledBy",
)
