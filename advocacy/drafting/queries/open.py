"""What is still open on a paper, from every part of the house that knows of something."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from flask_babel import lazy_gettext as _
from flask_babel import lazy_ngettext
from sqlalchemy import select

from advocacy.accounts.models import Person
from advocacy.database import session
from advocacy.drafting.models import Dossier, Stage, Task, Thread, Version
from advocacy.drafting.queries.channels import channel_points
from advocacy.drafting.queries.charter import charter_points, law_points
from advocacy.drafting.queries.live import live_suggestions
from advocacy.drafting.queries.proposals import count_open
from advocacy.drafting.queries.readiness import EXCUSABLE, SIDE_BY_SIDE, fragment_of, readiness
from advocacy.drafting.queries.talk import threads_in
from advocacy.drafting.queries.texts import get_head, newest_paper, paper_of
from advocacy.drafting.rules import Gap, Point, Weight, brief
from papers.anchor import text_at
from papers.claims import claims_without_source
from papers.compare import block_text
from papers.normalise import citations_of
from papers.parity import copied_blocks, stale_blocks

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
                weight=Weight.BLOCKS,
                fragment=f"thread-{thread.id}",
                assignee_id=thread.assignee_id,
            )


def _suggestions(dossier: Dossier) -> Iterator[Point]:
    """Those that came with files or pages, and those in the text that is written together."""
    for version in dossier.versions:
        if number := len(live_suggestions(version)):
            yield _live(version, number)
    for lang, number in count_open(dossier).items():
        message = lazy_ngettext("%(num)s suggestion waits", "%(num)s suggestions wait", number)
        values = {"dossier_id": dossier.id, "lang": lang}
        to = "drafting.list_suggestions"
        yield Point(f"suggestions:{lang}", message, lang, weight=Weight.BLOCKS, endpoint=to, values=values)


def _live(version: Version, number: int) -> Point:
    message = lazy_ngettext(
        "%(num)s suggestion waits in the text written together",
        "%(num)s suggestions wait in the text written together",
        number,
    )
    here = {"dossier_id": version.dossier_id, "lang": version.lang}
    to = ("drafting.list_suggestions", here, "live")
    return Point(f"live:{version.lang}", message, version.lang, "", Weight.BLOCKS, "", *to)


def _text(dossier: Dossier) -> Iterator[Point]:
    """What readiness names, without what has a section of its own."""
    return (_of_gap(gap) for gap in readiness(dossier) if _is_own(gap) and gap.endpoint != SIDE_BY_SIDE)


def _is_own(gap: Gap) -> bool:
    """Comments and suggestions, which a reason lets pass too, have sections of their own."""
    return not gap.waiver or gap.code in EXCUSABLE


def _of_gap(gap: Gap) -> Point:
    return Point(
        key=f"{gap.code}:{gap.lang}:{gap.block}",
        message=gap.message,
        lang=gap.lang,
        block=gap.block,
        weight=gap.weight,
        way_out=gap.way_out,
        endpoint=gap.endpoint,
        values=gap.values,
        fragment=fragment_of(gap),
    )


def _languages(dossier: Dossier) -> Iterator[Point]:
    """Where a translation is behind, block by block, or says something else than its source."""
    source = newest_paper(dossier, dossier.authoritative)
    for gap in readiness(dossier):
        if gap.endpoint != SIDE_BY_SIDE:
            continue
        if gap.code != "translation_behind":
            yield _of_gap(gap)
            continue
        paper = newest_paper(dossier, gap.lang)
        if copies := copied_blocks(source, paper):
            yield _untouched(gap, copies)
        for block in (one for one in stale_blocks(source, paper) if one not in copies):
            message = _("Behind its source: “%(words)s”", words=brief(text_at(block, paper)))
            one = replace(gap, code="behind", block=block, message=message)
            yield _of_gap(one)


def _untouched(gap: Gap, copies: Sequence[str]) -> Point:
    """One line for all that nobody has begun to translate: a language just added would fill the page."""
    message = lazy_ngettext(
        "%(num)s block still stands in the words of the source",
        "%(num)s blocks still stand in the words of the source",
        len(copies),
    )
    return replace(_of_gap(replace(gap, block=copies[0], message=message)), key=f"copied:{gap.lang}")


def _asks(dossier: Dossier) -> Iterator[Point]:
    """Asks that rest on no instrument: neither in their basis nor in their words."""
    for version in dossier.versions:
        paper = paper_of(get_head(version))
        for ask in paper.asks:
            if not citations_of(ask):
                words = brief(block_text(ask, paper))
                yield _in_text(f"basis:{version.lang}:{ask.id}", _("“%(words)s”", words=words), version, ask.id)


def claims_in(dossier: Dossier) -> Iterator[Point]:
    """What names no source in the text itself; the room of evidence knows which of them rest on one."""
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
    """A kind of open points: what it is called, who knows them, and at which stage of a paper they are open."""

    title: object
    points: Callable[[Dossier], Found]
    stage: Stage = Stage.DRAFTING


OPEN_POINTS: dict[str, Section] = {
    "comments": Section(_("Comments"), _comments),
    "suggestions": Section(_("Suggestions"), _suggestions),
    "text": Section(_("The text"), _text),
    "languages": Section(_("Languages"), _languages),
    "asks": Section(_("Asks without a legal basis"), _asks),
    "claims": Section(_("Figures and allegations without a source"), claims_in),
    "charter": Section(_("Checks of the charter"), charter_points),
    "law": Section(_("National law"), law_points),
    "channels": Section(_("Channels"), channel_points),
}
"""The sections of the page «what is still open», in its order. A room above adds its own by one entry here."""


def open_points(dossier: Dossier) -> dict[str, list[Point]]:
    """The points of every section; those of another stage have none, and so has a text that no longer changes."""
    return {
        name: list(section.points(dossier)) if section.stage is dossier.stage else []
        for name, section in OPEN_POINTS.items()
    }


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
