"""The tables of sign-off: calls and answers, what keeps an answer from counting, and what changes under it."""

from advocacy.signoff.models.accessions import Accession, AccessionLink
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
    SeenBy,
)
from advocacy.signoff.models.changes import Change, ChangeClass
from advocacy.signoff.models.denials import Denial
from advocacy.signoff.models.disputes import Dispute, HouseLink, SetAside, SettledBy
from advocacy.signoff.models.instructions import Instruction, StandingUse
from advocacy.signoff.models.joint import JointAnswer
from advocacy.signoff.models.late import LateObjection
from advocacy.signoff.models.locks import Device, Embargo, EmbargoChange, Factor, Lock, Sent
from advocacy.signoff.models.more_time import MoreTime
from advocacy.signoff.models.openings import Opening
from advocacy.signoff.models.outages import Outage
from advocacy.signoff.models.recipients import AccessionShownTo, Recipient, ShownTo
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
    "Accession",
    "AccessionLink",
    "AccessionShownTo",
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
    "EmbargoChange",
    "Endorsement",
    "Factor",
    "HouseLink",
    "Instruction",
    "Invitation",
    "JointAnswer",
    "LateObjection",
    "Lock",
    "MoreTime",
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
    "SeenBy",
    "Sent",
    "SetAside",
    "SettledBy",
    "ShownTo",
    "StandingUse",
    "StepAct",
    "StepNotice",
    "StepState",
    "Task",
)
