"""The board as a table for spreadsheets."""

import csv
import io

from flask_babel import gettext as _

from advocacy.coalition.labels import VISIBILITY
from advocacy.signoff.models import Answer
from advocacy.signoff.queries import Board, Row
from advocacy.signoff.words import ANSWERED, CAME_BY, MAILED

DANGEROUS = ("=", "+", "-", "@", "\t", "\r", "\0")


def safe_cell(words: object) -> str:
    """A cell that no spreadsheet takes for a formula."""
    text = str(words)
    return f"'{text}" if text.lstrip().startswith(DANGEROUS) or text.startswith(DANGEROUS) else text


def _answer_of(row: Row, answer: Answer) -> str:
    """What was answered, marked when somebody else wrote it down."""
    said = str(ANSWERED[answer.choice])
    return f"{said} ({CAME_BY[row.recording.channel]})" if row.recording and row.recording.answer else said


def csv_of(board: Board, lang: str) -> str:
    """One line per member, in the board's order; with a byte order mark, without which Excel garbles Arabic."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(
        [
            _("Organisation"), _("Asked"), _("Mail"), _("Answer"), _("Name"), _("When"), _("Answered by"),
            _("Mandate"), _("Receipt"), _("Reservation"), _("Reason"), _("Proposal"),
        ]
    )  # fmt: skip
    for row in board.rows:
        answer = row.answer
        cells: list[object] = [
            row.organisation.name_in(lang),
            "، ".join(person.name_in(lang) for person in row.people),
            MAILED[row.mail],
        ]
        if answer is not None:
            cells += [
                _answer_of(row, answer),
                VISIBILITY[answer.visibility],
                answer.answered_at.isoformat(timespec="seconds"),
                answer.person.name_in(lang),
                answer.mandate_id,
                answer.receipt,
                answer.reservation,
                answer.reason,
                answer.proposal,
            ]
        elif row.dispute is not None:
            said = "; ".join(f"{voice.person.name_in(lang)}: {ANSWERED[voice.choice]}" for voice in row.dispute.voices)
            cells.append(_("contested (%(answers)s)", answers=said))
        writer.writerow([safe_cell(cell) for cell in cells])
    return "\ufeff" + out.getvalue()
