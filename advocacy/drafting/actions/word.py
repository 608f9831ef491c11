"""Files that come back from Word: read against the revision that went out, shown, then taken in as proposals."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any

from flask_babel import lazy_gettext as _
from sqlalchemy import select

from advocacy import chance, clock
from advocacy.accounts.models import Person
from advocacy.database import session
from advocacy.drafting import queries
from advocacy.drafting.actions.revise import refuse_unless_drafting
from advocacy.drafting.models import (
    Outcome,
    Remark,
    Revision,
    Source,
    State,
    Suggestion,
    Thread,
    Upload,
    Version,
)
from advocacy.drafting.rules import MAX_FILE, MAX_OPEN, MAX_QUOTE, MAX_REMARK
from advocacy.errors import BadInput, RuleBroken
from advocacy.ledger.actions import append
from advocacy.library.queries import references_in
from papers.amendments import Change
from papers.arabic import fold_strict
from papers.bounded import OutOfBounds, proposals_in_file, review_file
from papers.changes_record import changes_to_json
from papers.errors import BadPaper
from papers.model import Paper
from papers.proposals import Proposal, nearest
from papers.proposals import Remark as Said

FILE_MESSAGES = {
    "file_empty": _("The file is empty."),
    "file_unknown": _("This is neither a Word file nor an OpenDocument text. Save it as .docx and send it again."),
    "file_encoding": _("The letters of this file cannot be read. Save it as .docx and send it again."),
    "save_as_docx": _("Open this file in the program that made it, save it as .docx and send it again."),
    "unreadable": _("The file is damaged. Save it once more as .docx and send it again."),
    "too_large": _("The file is too large. Take its pictures out and send it again."),
    "locked": _("The file is protected by a password. Take the password off and send it again."),
}
_ALIKE = 0.3
"""Share of words below which a file without our mark is no state of the text."""
_MOST_REVISIONS = 100
"""How many of the newest revisions a file without our mark is compared with."""


def origin(revision: Revision) -> str:
    """The mark for a file made of this revision: nothing in it names a person or a text."""
    return f"{revision.version_id}.{revision.number}.{revision.digest[:16]}"


def read_back(version: Version, name: str, data: bytes) -> dict[str, Any]:
    """What a file proposes and remarks, ready to be shown and kept (`keep_upload`); nothing is written.

    BadInput beside the field `file` says why a file cannot be taken.
    """
    refuse_unless_drafting(version.dossier)
    if len(data) > MAX_FILE:
        raise BadInput({"file": FILE_MESSAGES["too_large"]})
    seed, known = chance.code(16), references_in(version.lang)
    kind = version.dossier.kind
    try:
        review = review_file(data, lang=version.lang, seed=seed, name=name, kind=kind, references=known)
        revision, is_marked = _base_of(version, review.origin, review.paper_before)
        base = queries.paper_of(revision)
        found = proposals_in_file(data, base, seed=seed, name=name, references=known)
    except BadPaper as refusal:
        raise BadInput({"file": explained(refusal)}) from refusal
    except OutOfBounds as stopped:
        raise BadInput({"file": _("This file takes too long to read. Split it, or type the changes.")}) from stopped
    if len(found.proposals) + len(found.remarks) > MAX_OPEN:
        raise BadInput({"file": _("There are more changes in this file than anybody could decide on.")})
    ours = ("headers_and_footers",) if is_marked else ()
    return {
        "name": name[-120:],
        "revision": revision.number,
        "marked": is_marked,
        "proposals": [_written(proposal, base) for proposal in found.proposals],
        "remarks": [_remarked(remark) for remark in found.remarks],
        "missed": [[author, words[:MAX_REMARK]] for author, words in found.missed],
        "dropped": [one for one in review.dropped if one.partition(":")[0] not in ours],
    }


def explained(refusal: BadPaper) -> object:
    """Why a file cannot be read, in the reader's language."""
    family, _joint, why = refusal.code.partition("_")
    known = FILE_MESSAGES.get(refusal.code) or (FILE_MESSAGES.get(why) if family in ("docx", "odt", "file") else None)
    return known or _("The text of this file is more than a paper can hold, or holds what cannot be read.")


def _base_of(version: Version, mark: str, before: Paper) -> tuple[Revision, bool]:
    """The revision from which a file was made: by its mark, else the one whose words are nearest."""
    number, _point, rest = mark.partition(".")
    if mark and number != str(version.id) and _is_ours(mark):
        raise BadInput({"file": _("This file was made from another text. Send it where it came from.")})
    place = rest.partition(".")[0]
    marked = queries.revision_of(version, int(place)) if place.isdigit() and len(place) <= 9 else None
    if marked is not None and origin(marked) == mark:
        return marked, True
    newest = list(version.revisions)[-_MOST_REVISIONS:]
    at, share = nearest(before, [queries.paper_of(one) for one in newest])
    if at < 0 or share < _ALIKE:
        raise BadInput({"file": _("This file has too little in common with the text. Is it another one?")})
    return newest[at], False


def _is_ours(mark: str) -> bool:
    """Whether a mark names a revision of this house; a file of another one may bear the same numbers."""
    parts = mark.split(".")
    if len(parts) != 3 or not all(part.isdigit() and len(part) <= 9 for part in parts[:2]):
        return False
    other = session.scalars(
        select(Revision).where(Revision.version_id == int(parts[0]), Revision.number == int(parts[1]))
    ).one_or_none()
    return other is not None and origin(other) == mark


def keep_upload(version: Version, found: Sequence[dict[str, Any]], *, by: Person) -> Upload:
    """Keep what was read, for its sender to look at; what they sent before is dropped."""
    discard_upload(version, by=by)
    upload = Upload(version_id=version.id, person_id=by.id, found=list(found), sent_at=clock.now())
    session.add(upload)
    session.flush()
    return upload


def discard_upload(version: Version, *, by: Person) -> None:
    """Drop what was sent and not taken in."""
    upload = queries.upload_of(version, by)
    if upload is not None:
        session.delete(upload)
        session.flush()


def authors_in(upload: Upload, people: Collection[Person]) -> dict[str, int | None]:
    """Every name in the files with the person of the house whom it can only mean; None where nobody or several fit."""
    found: dict[str, int | None] = {}
    for name in _names(upload):
        alike = {
            person.id
            for person in people
            if fold_strict(name) in {fold_strict(one) for one in (person.name_ar, person.name_en, person.login) if one}
        }
        found[name] = alike.pop() if len(alike) == 1 else None
    return found


def _names(upload: Upload) -> list[str]:
    names: dict[str, None] = {}
    for file in upload.found:
        for one in (*file["proposals"], *file["remarks"]):
            names.setdefault(one["author"])
            names.update(dict.fromkeys(answer["author"] for answer in one.get("answers", ())))
    return [name for name in names if name]


def take_upload(
    version: Version, authors: Mapping[str, int | None], *, by: Person
) -> tuple[list[Suggestion], list[Thread]]:
    """Take in what was sent. What is here already, by the same author in the same place, is not taken twice."""
    session.refresh(version, with_for_update=True)
    refuse_unless_drafting(version.dossier)
    upload = queries.upload_of(version, by)
    if upload is None:
        raise RuleBroken(_("These files were taken in or dropped already."))
    work = _Taking(version, authors, by)
    for file in upload.found:
        work.take(file)
    session.delete(upload)
    session.flush()
    facts: dict[str, Any] = {"lang": version.lang, "suggestions": len(work.suggestions), "comments": len(work.threads)}
    append("drafting.file_taken_in", version, by=by.id, dossier=version.dossier_id, **facts)
    return work.suggestions, work.threads


class _Taking:
    """One taking in: knows what is here already."""

    def __init__(self, version: Version, authors: Mapping[str, int | None], by: Person) -> None:
        self.version, self.authors, self.by = version, authors, by
        here = queries.open_suggestions(version)
        talk = queries.threads_of(version)
        self.known = {(s.revision, s.kind, s.block, s.before, s.after, s.place, *_who(s)) for s in here}
        self.said = {(t.block, t.quote, t.remarks[0].text, *_who(t.remarks[0])) for t in talk if t.remarks}
        self.room = MAX_OPEN - len(here), MAX_OPEN - sum(thread.is_open for thread in talk)
        self.suggestions: list[Suggestion] = []
        self.threads: list[Thread] = []

    def take(self, file: Mapping[str, Any]) -> None:
        for proposal in file["proposals"]:
            self._suggest(proposal, file["revision"])
        for remark in file["remarks"]:
            self._remark(remark, file["revision"])
        if len(self.suggestions) > self.room[0] or len(self.threads) > self.room[1]:
            raise RuleBroken(_("Too much waits for this text already. Decide on some of it first."))

    def _suggest(self, one: Mapping[str, Any], revision: int) -> None:
        author, name = self._author(one["author"])
        facts = (one["kind"], one["block"], one["before"], one["after"], one["place"])
        key = (revision, *facts, author, name)
        if key in self.known:
            return
        self.known.add(key)
        row = Suggestion(
            version_id=self.version.id,
            revision=revision,
            **dict(zip(("kind", "block", "before", "after", "place"), facts, strict=True)),
            change=one["change"],
            author_id=author,
            author_name=name,
            proposed_at=_moment(one["at"]),
            source=Source.WORD,
            state=State.OPEN,
        )
        session.add(row)
        self.suggestions.append(row)

    def _remark(self, one: Mapping[str, Any], revision: int) -> None:
        author, name = self._author(one["author"])
        key = (one["block"], one["quote"], one["text"], author, name)
        if key in self.said:
            return
        self.said.add(key)
        thread = Thread(version_id=self.version.id, revision=revision, created_at=_moment(one["at"]))
        thread.block, thread.quote, thread.digest = one["block"], one["quote"], one["digest"]
        if one["resolved"]:
            thread.outcome, thread.settled_at = Outcome.ACCEPTED, clock.now()
        for said in (one, *one["answers"]):
            person, called = self._author(said["author"])
            at = _moment(said["at"])
            thread.remarks.append(Remark(author_id=person, author_name=called, text=said["text"], said_at=at))
        session.add(thread)
        self.threads.append(thread)

    def _author(self, name: str) -> tuple[int | None, str]:
        """The person, or the name in words; whoever sent the file stands for changes that nobody signed."""
        if not name:
            return self.by.id, ""
        person = self.authors.get(name)
        return person, "" if person else name


def _who(row: Suggestion | Remark) -> tuple[int | None, str]:
    return row.author_id, row.author_name


def _moment(written: str | None) -> datetime:
    """When something was said, by the file; a file whose clock runs ahead says now."""
    now = clock.now()
    return min(datetime.fromisoformat(written), now) if written else now


def _written(proposal: Proposal, base: Paper) -> dict[str, Any]:
    facts = {name: getattr(proposal, name) for name in ("author", "kind", "block", "before", "after", "place")}
    changes: tuple[Change, ...] = proposal.changes
    at = proposal.at.isoformat() if proposal.at else None
    return facts | {"at": at, "change": changes_to_json(changes, base)}


def _remarked(remark: Said) -> dict[str, Any]:
    place = remark.anchor
    said = [{"author": one.author, "at": _iso(one.at), "text": one.text[:MAX_REMARK]} for one in remark.answers]
    return {
        "author": remark.author,
        "at": _iso(remark.at),
        "block": place.block,
        "quote": place.quote[:MAX_QUOTE],
        "digest": place.digest,
        "text": remark.text[:MAX_REMARK],
        "resolved": remark.resolved,
        "answers": said,
    }


def _iso(at: datetime | None) -> str | None:
    return at.isoformat() if at else None
