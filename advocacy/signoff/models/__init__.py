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
from advocacy.signoff.models.more_time import MoreTime
from advocacy.signoff.models.openings import Opening
from advocacy.signoff.models.outages import Outage
from advocacy.signoff.models.recipients import Recipient, ShownTo
from advocacy.signoff.models.recordings import Channel, Recording

__all__ = (
    "CHOICES",
    "Accession",
    "AccessionLink",
    "Answer",
    "Asked",
    "Call",
    "Change",
    "ChangeClass",
    "Channel",
    "Choice",
    "Denial",
    "Dispute",
    "Endorsement",
    "HouseLink",
    "Instruction",
    "Invitation",
    "JointAnswer",
    "LateObjection",
    "MoreTime",
    "Opening",
    "Outage",
    "Outcome",
    "Purpose",
    "Recipient",
    "Recording",
    "Reminder",
    "SeenBy",
    "SetAside",
    "SettledBy",
    "ShownTo",
    "StandingUse",
)
