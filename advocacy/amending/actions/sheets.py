"""The comment sheet of an organisation: written inside, handed in once, answered line by line."""

from flask_babel import lazy_gettext as _

from advocacy import clock
from advocacy.accounts.models import Person
from advocacy.amending import queries
from advocacy.amending.actions.guards import (
    lock,
    needed,
    refuse_if_named,
    refuse_if_over,
    refuse_unless_open,
    refuse_without_mandate,
)
from advocacy.amending.models import CommentSheet, Outcome, SheetComment, Window
from advocacy.coalition.models import Organisation, Visibility
from advocacy.database import session
from advocacy.errors import BadInput, RuleBroken
from advocacy.ledger.actions import append
from papers.compare import block_text
from papers.normalise import clean_text

MAX_COMMENTS = 200


def write_comment(
    window: Window, organisation: Organisation, subject: str, words: str, *, block: str = "", by: Person | None
) -> SheetComment:
    """Add a comment to the organisation's sheet; `block` is the id of a block of the text, empty for the whole."""
    refuse_unless_open(lock(window))
    sheet = queries.sheet_of(window, organisation)
    if sheet is None:
        sheet = CommentSheet(organisation_id=organisation.id, visibility=_usual(organisation))
        window.sheets.append(sheet)
        session.flush()
    _refuse_if_handed_in(sheet)
    if len(sheet.comments) == MAX_COMMENTS:
        raise RuleBroken(_("A sheet holds 200 comments at most. Put what belongs together into one."))
    comment = SheetComment(
        number=len(sheet.comments) + 1,
        block=block,
        quote=_quote(window, block),
        subject=needed("subject", subject, _("Say in a line what it is about.")),
        words=needed("words", words, _("Write the comment.")),
        written_by_id=by.id if by else None,
        written_at=clock.now(),
    )
    sheet.comments.append(comment)
    session.flush()
    return comment


def _quote(window: Window, block: str) -> str:
    if not block:
        return ""
    base = queries.base_of(window)
    found = next((one for one in base.blocks if one.id == block), None)
    if found is None:
        raise BadInput({"block": _("Choose one of the entries in the list.")})
    return block_text(found, base)


def remove_comment(comment: SheetComment) -> None:
    """Take a comment off a sheet that was not handed in; those after it move up."""
    sheet = comment.sheet
    refuse_unless_open(lock(sheet.window))
    _refuse_if_handed_in(sheet)
    sheet.comments.remove(comment)
    session.flush()
    for number, left in enumerate(sheet.comments, 1):
        left.number = number
        session.flush()


def _refuse_if_handed_in(sheet: CommentSheet) -> None:
    session.refresh(sheet)
    if sheet.handed_in_at is not None:
        raise RuleBroken(_("The sheet has been handed in; the group is answering it."))


def _usual(organisation: Organisation) -> Visibility:
    """How its name stands on a sheet: a comment is read in every language, so only who is shown in all is shown."""
    return Visibility.PUBLIC if organisation.visibility is Visibility.PUBLIC else Visibility.WITHHELD


def hand_in_sheet(sheet: CommentSheet, *, visibility: Visibility, by: Person) -> CommentSheet:
    """Hand the sheet in for the organisation, as one voice; late is marked late."""
    window = lock(sheet.window)
    refuse_unless_open(window)
    refuse_without_mandate(window, sheet.organisation, by)
    _refuse_if_handed_in(sheet)
    if not sheet.comments:
        raise RuleBroken(_("There is no comment on the sheet yet."))
    said = [words for comment in sheet.comments for words in (comment.subject, comment.words)]
    refuse_if_named(sheet.organisation, visibility, *said)
    sheet.handed_in_at, sheet.handed_in_by_id, sheet.is_late = clock.now(), by.id, window.is_late
    sheet.visibility = visibility
    append(
        "amending.sheet_handed_in",
        sheet,
        by=by.id,
        dossier=window.dossier_id,
        organisation=sheet.organisation_id,
        withheld=visibility is Visibility.WITHHELD,
        comments=len(sheet.comments),
        late=sheet.is_late,
    )
    return sheet


def answer_comment(comment: SheetComment, outcome: Outcome, answer: str, *, by: Person) -> SheetComment:
    """The group answers a comment; not to accept it wholly needs a reason. A later answer replaces an earlier."""
    sheet = comment.sheet
    refuse_if_over(lock(sheet.window))
    if sheet.handed_in_at is None:
        raise RuleBroken(_("This sheet has not been handed in yet."))
    if outcome is not Outcome.ACCEPTED:
        answer = needed("answer", answer, _("Say why; the organisation will read it."))
    comment.outcome, comment.answered_by_id, comment.answered_at = outcome, by.id, clock.now()
    comment.answer = clean_text(answer)
    append(
        "amending.comment_answered",
        comment,
        by=by.id,
        dossier=sheet.window.dossier_id,
        sheet=sheet.id,
        number=comment.number,
        outcome=outcome.value,
    )
    return comment
