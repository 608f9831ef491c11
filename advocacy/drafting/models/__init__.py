"""A paper's life in tables: its texts, the talk about them, and what is proposed to change."""

from advocacy.drafting.models.dossier import Dossier, Freeze, FrozenText, Revision, Sheet, Stage, Version
from advocacy.drafting.models.open import Task, Waiver, WeeklyList
from advocacy.drafting.models.suggestion import Source, State, Suggestion, Upload
from advocacy.drafting.models.thread import Outcome, Remark, Thread

__all__ = [
    "Dossier",
    "Freeze",
    "FrozenText",
    "Outcome",
    "Remark",
    "Revision",
    "Sheet",
    "Source",
    "Stage",
    "State",
    "Suggestion",
    "Task",
    "Thread",
    "Upload",
    "Version",
    "Waiver",
    "WeeklyList",
]
