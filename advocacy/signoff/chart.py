"""The answers of a call over time, as places on a drawing and as rows of a table; it knows nothing of pages."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Literal
from zoneinfo import ZoneInfo

from advocacy.signoff.models import Call
from advocacy.signoff.queries.progress import Reminded
from advocacy.signoff.rules.curve import Step, answered_at

WIDTH, HEIGHT = 640, 180
TOP, BOTTOM, BEFORE, AFTER = 12, 26, 38, 14
"""Room around the drawing: for the dates below it and the numbers before it."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A moment that the drawing marks by an upright line."""

    kind: Literal["reminder", "planned", "soft", "hard", "now"]
    x: float


@dataclass(frozen=True, slots=True)
class Day:
    """One line of the table: answers on that day (fewer than none when some were taken back), and reminders."""

    day: date
    answers: int
    so_far: int
    reminders: int
    is_soft: bool
    is_hard: bool


@dataclass(frozen=True, slots=True)
class Chart:
    """The drawing. `line` and `area` are paths; time runs from right to left when `is_mirrored`."""

    line: str
    area: str
    marks: tuple[Mark, ...]
    levels: tuple[tuple[float, int], ...]
    begin: float
    end: float
    is_mirrored: bool
    answered: int
    asked: int
    last_at: datetime | None
    days: tuple[Day, ...]
    width: int = WIDTH
    height: int = HEIGHT
    floor: int = HEIGHT - BOTTOM
    top: int = TOP


def chart_of(
    call: Call, steps: Sequence[Step], reminders: Sequence[Reminded], now: datetime, *, is_mirrored: bool
) -> Chart:
    """Draw the steps between the opening and the end of a call; nothing is drawn beyond `now`."""
    asked = len(call.roll)
    scale = _Scale(call.opened_at, max(call.closes_at, call.closed_at or call.closes_at), max(asked, 1), is_mirrored)
    until = min(now, call.closed_at or now, scale.end)
    seen = [step for step in steps if step.at <= until]
    line, area = _paths(scale, seen, until)
    marks = [Mark("planned" if one.is_planned else "reminder", scale.x(one.at)) for one in reminders]
    marks += [Mark("soft", scale.x(call.soft_at)), Mark("hard", scale.x(call.closes_at))]
    if call.is_open and now < scale.end:
        marks.append(Mark("now", scale.x(now)))
    return Chart(
        line=line,
        area=area,
        marks=tuple(marks),
        levels=tuple((scale.y(number), number) for number in sorted({0, asked // 2, asked})),
        begin=scale.x(scale.begin),
        end=scale.x(scale.end),
        is_mirrored=is_mirrored,
        answered=answered_at(seen, until),
        asked=asked,
        last_at=seen[-1].at if seen else None,
        days=_days(call, seen, reminders, until),
    )


@dataclass(frozen=True, slots=True)
class _Scale:
    """From moments and numbers to places."""

    begin: datetime
    end: datetime
    most: int
    is_mirrored: bool

    def x(self, at: datetime) -> float:
        share = (min(max(at, self.begin), self.end) - self.begin) / (self.end - self.begin)
        ahead = BEFORE + share * (WIDTH - BEFORE - AFTER)
        return round(WIDTH - ahead if self.is_mirrored else ahead, 1)

    def y(self, number: int) -> float:
        return round(HEIGHT - BOTTOM - number / self.most * (HEIGHT - BOTTOM - TOP), 1)


def _paths(scale: _Scale, steps: Sequence[Step], until: datetime) -> tuple[str, str]:
    floor = scale.y(0)
    parts = [f"M{scale.x(scale.begin)} {floor}"]
    for step in steps:
        parts += [f"H{scale.x(step.at)}", f"V{scale.y(step.answered)}"]
    line = "".join([*parts, f"H{scale.x(until)}"])
    return line, f"{line}V{floor}Z"


def _days(call: Call, steps: Sequence[Step], reminders: Sequence[Reminded], until: datetime) -> tuple[Day, ...]:
    """A line for every day on which something happened, in the zone of the call, and for the days of the deadlines."""
    zone = ZoneInfo(call.timezone)

    def on(at: datetime) -> date:
        return at.astimezone(zone).date()

    soft, hard = on(call.soft_at), on(call.closes_at)
    sent = [one for one in reminders if not one.is_planned]
    days = {on(call.opened_at), soft, hard} | {on(step.at) for step in steps} | {on(one.at) for one in sent}
    found: list[Day] = []
    before = 0
    for day in sorted(days):
        end = datetime.combine(day + timedelta(days=1), datetime.min.time(), zone)
        so_far = answered_at(steps, min(end - timedelta(microseconds=1), until))
        reminded = sum(one.organisations for one in sent if on(one.at) == day)
        found.append(Day(day, so_far - before, so_far, reminded, day == soft, day == hard))
        before = so_far
    return tuple(found)
