"""The board as a table for spreadsheets."""

import csv
import io

from flask_babel import gettext as _

from advocacy.coalition.labels import VISIBILITY
from advocacy.signoff.models import Answer
from advocacy.signoff.queries import Board, Row, Seen
from advocacy.signoff.words import ANSWERED, CAME_BY, MAILED

DANGEROUS = ("=", "+", "-", "@", "＝", "＋", "－", "＠", "\t", "\r", "\n", "\0")
"""How a cell begins that a spreadsheet may take for a formula; some take the wide letters of East Asia for it too."""
COLUMNS = 12
"""How many there are before the times of mail, reminder, opening and taking back."""


def safe_cell(words: object) -> str:
    """A cell that no spreadsheet takes for a formula."""
    text = str(words)
    return f"'{text}" if text.lstrip().startswith(DANGEROUS) or text.startswith(DANGEROUS) else text


def _answer_of(row: Row, answer: Answer) -> str:
    """What was answered, marked when somebody else wrote it down."""
    said = str(ANSWERED[answer.choice])
    if row.use is not None and row.use.answer is not None:
        return f"{said} ({_('by standing instruction')})"
    return f"{said} ({CAME_BY[row.recording.channel]})" if row.recording and row.recording.answer else said


def csv_of(board: Board, seen: Seen, lang: str) -> str:
    """One line per member whose name its reader may see, in the board's order, then the answers that stand beside no
    name; with a byte order mark, without which Excel garbles Arabic.
    """
    given = {row.asked.id for row in seen.given}
    named = given | {row.asked.id for row in (*seen.waiting, *seen.unreached, *seen.contested, *seen.instructed)}
    out = io.StringIO()
    writer = csv.writer(out, quoting=csv.QUOTE_ALL)  # else a semicolon begins a new cell where that is the custom
    writer.writerow(
        [
            _("Organisation"), _("Asked"), _("Mail"), _("Answer"), _("Name"), _("When"), _("Answered by"),
            _("Mandate"), _("Receipt"), _("Reservation"), _("Reason"), _("Proposal"),
            _("Mail sent"), _("Reminded"), _("Opened"), _("Taken back"),
        ]
    )  # fmt: skip
    for row in board.rows:
        if row.asked.id not in named:
            continue
        answer = row.answer if row.asked.id in given else None
        times = (row.mailed_at, row.reminded_at, row.opened_at, row.taken_back_at)
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
        elif row.is_instructed:
            cells.append(_("by standing instruction, not counted yet"))
        cells += [""] * (COLUMNS - len(cells))
        cells += [at.isoformat(timespec="seconds") if at else "" for at in times]
        writer.writerow([safe_cell(cell) for cell in cells])
    for hidden in seen.hidden:
        words = (hidden.reservation, hidden.reason, hidden.proposal)
        told = [_("Name withheld"), "", "", ANSWERED[hidden.choice], "", "", "", "", hidden.receipt, *words]
        told += [""] * 4
        writer.writerow([safe_cell(cell) for cell in told])
    return "\ufeff" + out.getvalue()
