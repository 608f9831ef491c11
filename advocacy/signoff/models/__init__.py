"""The tables of sign-off: calls and answers, what keeps an answer from counting, and what changes under it."""

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
from advocacy.signoff.models.changes import Change, ChangeClass
from advocacy.signoff.models.denials import Denial
from advocacy.signoff.models.disputes import Dispute, HouseLink, SetAside, SettledBy
from advocacy.signoff.models.joint import JointAnswer
from advocacy.signoff.models.late import LateObjection
from advocacy.signoff.models.locks import Device, Embargo, Factor, Lock, Sent
from advocacy.signoff.models.openings import Opening
from advocacy.signoff.models.outages import Outage
from advocacy.signoff.models.recipients import Recipient, ShownTo
from advocacy.signoff.models.recordings import Channel, Recording
from advocacy.signoff.models.routes import (
    Route,
    RoutePlan,
    RouteSkip,
    RouteStep,
    StepAct,
    StepNotice,
    StepState,
    Task,
)

__all__ = (
    "CHOICES",
    "Answer",
    "Asked",
    "Call",
    "Change",
    "ChangeClass",
    "Channel",
    "Choice",
    "Denial",
    "Device",
    "Dispute",
    "Embargo",
    "Endorsement",
    "Factor",
    "HouseLink",
    "Invitation",
    "JointAnswer",
    "LateObjection",
    "Lock",
    "Opening",
    "Outage",
    "Outcome",
    "Purpose",
    "Recipient",
    "Recording",
    "Reminder",
    "Route",
    "RoutePlan",
    "RouteSkip",
    "RouteStep",
    "Sent",
    "SetAside",
    "SettledBy",
    "ShownTo",
    "StepAct",
    "StepNotice",
    "StepState",
    "Task",
)
