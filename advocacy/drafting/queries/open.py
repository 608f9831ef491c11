"""What is still open on a paper, from every part of the house that knows of something."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from flask_babel import lazy_gettext as _
from flask_babel import lazy_ngettext
from sqlalchemy import select

from advocacy.accounts.models import Person
from advocacy.database import session
from advocacy.drafting.models import Dossier, Stage, Task, Thread, Version
from advocacy.drafting.queries.channels import channel_points
from advocacy.drafting.queries.charter import charter_points, law_points
from advocacy.drafting.queries.proposals import count_open
from advocacy.drafting.queries.readiness import readiness
from advocacy.drafting.queries.talk import threads_in
from advocacy.drafting.queries.texts import get_head, paper_of
from advocacy.drafting.rules import Point, brief
from papers.claims import claims_without_source
from papers.compare import block_text

Found = Iterator[Point] | Sequence[Point]


def _comments(dossier: Dossier) -> Iterator[Point]:
    for thread in reversed(threads_in(dossier)):
        if thread.is_open:
            lang = thread.version.lang
            words = thread.remarks[0].text if thread.remarks else ""
            yield Point(
                key=f"thread:{thread.id}",
                message=_("“%(words)s”", words=brief(words)),
                lang=lang,
                block=thread.block,
                endpoint="drafting.show_comments",
                values={"dossier_id": dossier.id, "lang": lang},
                fragment=f"thread-{thread.id}",
                assignee_id=thread.assignee_id,
            )


def _suggestions(dossier: Dossier) -> Iterator[Point]:
    for lang, number in count_open(dossier).items():
        message = lazy_ngettext("%(num)s suggestion waits", "%(num)s suggestions wait", number)
        values = {"dossier_id": dossier.id, "lang": lang}
        yield Point(f"suggestions:{lang}", message, lang, endpoint="drafting.list_suggestions", values=values)


def _gaps(dossier: Dossier) -> Iterator[Point]:
    """What readiness names, without what has a section of its own."""
    for gap in readiness(dossier):
        if not gap.waiver:
            yield Point(
                key=f"{gap.code}:{gap.lang}:{gap.block}",
                message=gap.message,
                lang=gap.lang,
                block=gap.block,
                weight=gap.weight,
                way_out=gap.way_out,
                endpoint=gap.endpoint,
                values=gap.values,
            )


def claims_in(dossier: Dossier) -> Iterator[Point]:
    """Figures that name no source in the text itself; the room of evidence knows which of them rest on one."""
    for version in dossier.versions:
        paper = paper_of(get_head(version))
        blocks = {block.id: block for block in paper.blocks}
        for block in claims_without_source(paper):
            words = brief(block_text(blocks[block], paper))
            yield _in_text(f"claim:{version.lang}:{block}", _("“%(words)s”", words=words), version, block)


def _in_text(key: str, message: object, version: Version, block: str) -> Point:
    values = {"dossier_id": version.dossier_id, "lang": version.lang}
    return Point(key, message, version.lang, block, endpoint="drafting.show_text", values=values)


@dataclass(frozen=True, slots=True)
class Section:
    """A kind of open points: what it is called, and who knows them."""

    title: object
    points: Callable[[Dossier], Found]


OPEN_POINTS: dict[str, Section] = {
    "comments": Section(_("Comments"), _comments),
    "suggestions": Section(_("Suggestions"), _suggestions),
    "text": Section(_("The text and its languages"), _gaps),
    "claims": Section(_("Figures without a source"), claims_in),
    "charter": Section(_("Checks of the charter"), charter_points),
    "law": Section(_("National law"), law_points),
    "channels": Section(_("Channels"), channel_points),
}
"""The sections of the page «what is still open», in its order. A room above adds its own by one entry here."""


def open_points(dossier: Dossier) -> dict[str, list[Point]]:
    """The points of every section; nothing is open on a text that no longer changes."""
    if dossier.stage is not Stage.DRAFTING:
        return {name: [] for name in OPEN_POINTS}
    return {name: list(section.points(dossier)) for name, section in OPEN_POINTS.items()}


def tasks_of(dossier: Dossier) -> dict[str, Task]:
    """Who sees to which point, by its key; a task whose point is gone is done."""
    wanted = select(Task).where(Task.dossier_id == dossier.id)
    return {task.key: task for task in session.scalars(wanted)}


def points_of(person: Person) -> list[tuple[Dossier, Point, Task | None]]:
    """What waits for somebody on all papers: points given to them, and comments; nothing of a paper that is frozen."""
    given = set(session.scalars(select(Task.dossier_id).where(Task.assignee_id == person.id)))
    mine = Thread.assignee_id == person.id, Thread.outcome.is_(None)
    from_talk = select(Version.dossier_id).join(Thread, Thread.version_id == Version.id).where(*mine)
    found: list[tuple[Dossier, Point, Task | None]] = []
    for number in sorted(given | set(session.scalars(from_talk))):
        dossier = session.get_one(Dossier, number)
        tasks = tasks_of(dossier)
        for point in (point for points in open_points(dossier).values() for point in points):
            task = tasks.get(point.key)
            if point.assignee_id == person.id or (task is not None and task.assignee_id == person.id):
                found.append((dossier, point, task))
    return found
