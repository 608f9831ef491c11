"""Which review a paper is in, whose amendments there are, and what nobody has answered yet."""

from collections.abc import Iterator, Mapping, Sequence

from flask_babel import lazy_gettext as _
from flask_babel import lazy_ngettext
from sqlalchemy import select

from advocacy.amending.models import Amendment, Backing, CommentSheet, Handling, Window
from advocacy.coalition.models import Organisation
from advocacy.database import session
from advocacy.drafting.models import Dossier
from advocacy.drafting.rules import Gap, Point, Weight, brief
from advocacy.policy import Actor


def windows_of(dossier: Dossier) -> Sequence[Window]:
    """The reviews of a paper, the first first."""
    return session.scalars(select(Window).where(Window.dossier_id == dossier.id).order_by(Window.number)).all()


def newest_window(dossier: Dossier) -> Window | None:
    """The last review of a paper; None before the first."""
    found = select(Window).where(Window.dossier_id == dossier.id).order_by(Window.number.desc()).limit(1)
    return session.scalars(found).one_or_none()


def window_in_review(dossier: Dossier) -> Window | None:
    """The review that the paper is in now; None while it is not."""
    window = newest_window(dossier)
    return window if window is not None and not window.is_over else None


def own_amendments(actor: Actor) -> Sequence[Amendment]:
    """What this person's organisations have prepared, moved or joined, the newest first."""
    own = actor.belongs | actor.represents
    joined = select(Backing.amendment_id).where(Backing.organisation_id.in_(own))
    found = select(Amendment).where(Amendment.organisation_id.in_(own) | Amendment.id.in_(joined))
    return session.scalars(found.order_by(Amendment.id.desc())).all()


def sheet_of(window: Window, organisation: Organisation) -> CommentSheet | None:
    """The organisation's comment sheet; None before its first comment."""
    return next((sheet for sheet in window.sheets if sheet.organisation_id == organisation.id), None)


def unanswered(window: Window) -> list[Gap]:
    """What still waits for an answer of the group before the review can end; each names its way out."""
    gaps: list[Gap] = []
    undecided = [one for one in window.amendments if one.is_undecided]
    if undecided:
        message = lazy_ngettext(
            "%(num)s amendment has no decision.", "%(num)s amendments have no decision.", len(undecided)
        )
        gaps.append(_gap("amendments", message, _("Decide on each."), "amending.show_review", window))
    unmerged = [one for one in window.amendments if one.is_adopted and one.merge_id is None]
    if unmerged:
        message = lazy_ngettext(
            "%(num)s adopted amendment is not in the text yet.",
            "%(num)s adopted amendments are not in the text yet.",
            len(unmerged),
        )
        gaps.append(_gap("unmerged", message, _("Merge them."), "amending.show_merge", window))
    open_ = [one for sheet in window.sheets if sheet.handed_in_at for one in sheet.comments if one.outcome is None]
    if open_:
        message = lazy_ngettext("%(num)s comment has no answer.", "%(num)s comments have no answer.", len(open_))
        gaps.append(_gap("comments", message, _("Answer each."), "amending.list_sheets", window))
    return gaps


def open_answers(dossier: Dossier) -> Iterator[Point]:
    """The same one by one, for the page «what is still open»: amendments by their number, comments by their sheet.

    No organisation is named: who withholds its name is nobody's business on a page that is printed and passed on.
    """
    window = window_in_review(dossier)
    if window is None:
        return
    for one in window.amendments:
        if one.is_undecided:
            facts = {"number": one.number, "subject": brief(one.subject), "waits": _waits_for(one)}
            words = _("Amendment %(number)s: %(subject)s (%(waits)s)", **facts)
            yield _point(f"amendment:{one.id}", words, "show_amendment", {"amendment_id": one.id})
    if any(one.is_adopted and one.merge_id is None for one in window.amendments):
        words = _("Adopted amendments are not in the text yet.")
        yield _point(f"merge:{window.id}", words, "show_merge", {"dossier_id": dossier.id})
    for sheet in window.sheets:
        for comment in sheet.comments if sheet.handed_in_at else ():
            if comment.outcome is None:
                words = _("Comment %(number)s: %(subject)s", number=comment.number, subject=brief(comment.subject))
                yield _point(
                    f"sheet:{comment.id}", words, "show_sheet", {"sheet_id": sheet.id}, f"comment-{comment.id}"
                )


def _waits_for(amendment: Amendment) -> object:
    """Whose turn it is with an amendment that has no decision."""
    if amendment.proposal is None:
        return _("nothing is proposed yet")
    if amendment.proposal is Handling.ADOPT or amendment.movers_accept:
        return _("it only needs the decision")
    if amendment.movers_accept is None:
        return _("its movers have not answered")
    return _("its movers do not accept the proposal")


def _point(key: str, message: object, view: str, values: Mapping[str, object], fragment: str = "") -> Point:
    return Point(key, message, weight=Weight.BLOCKS, endpoint=f"amending.{view}", values=values, fragment=fragment)


def _gap(code: str, message: object, way_out: object, endpoint: str, window: Window) -> Gap:
    values = {"dossier_id": window.dossier_id}
    return Gap(code, Weight.BLOCKS, message, way_out, endpoint=endpoint, values=values)
