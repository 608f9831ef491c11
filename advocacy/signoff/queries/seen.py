"""What a reader of a call's board may see of it: who signed with its name withheld stands beside no name."""

from dataclasses import dataclass

from advocacy.coalition.models import Organisation
from advocacy.coalition.rules import reads_hidden
from advocacy.policy import Actor
from advocacy.signoff.models import Answer, LateObjection
from advocacy.signoff.queries.board import Board, Row
from advocacy.signoff.queries.changes import SIGNING


@dataclass(frozen=True, slots=True)
class Seen:
    """The rows of a board by what the page says of them. `hidden` are answers told without their organisation, in an
    order that says nothing; `hidden_waiting` and `hidden_contested` count rows whose name this reader may not know.
    """

    unreached: tuple[Row, ...]
    waiting: tuple[Row, ...]
    contested: tuple[Row, ...]
    given: tuple[Row, ...]
    hidden: tuple[Answer, ...]
    hidden_waiting: int
    hidden_contested: int
    instructed: tuple[Row, ...] = ()
    hidden_instructed: int = 0


def seen_by(actor: Actor, board: Board) -> Seen:
    """The board for this reader. A signature whose name is withheld is opened by two release officers alone; who is to
    be reached or settled with, the secretariat must know.
    """
    contested = [row for row in board.rows if row.dispute is not None]
    given = [row for row in board.rows if row.answer is not None]
    hidden = [row.answer for row in given if row.answer is not None and not reads_answer(actor, row)]
    return Seen(
        unreached=tuple(row for row in board.unreached if _reads_row(actor, row)),
        waiting=tuple(row for row in board.waiting if _reads_row(actor, row)),
        contested=tuple(row for row in contested if _reads_row(actor, row)),
        given=tuple(row for row in given if reads_answer(actor, row)),
        hidden=tuple(sorted(hidden, key=lambda answer: answer.receipt)),
        hidden_waiting=sum(not _reads_row(actor, row) for row in board.waiting),
        hidden_contested=sum(not _reads_row(actor, row) for row in contested),
        instructed=tuple(row for row in board.by_instruction if _reads_instructed(actor, row)),
        hidden_instructed=sum(not _reads_instructed(actor, row) for row in board.by_instruction),
    )


def reads_answer(actor: Actor, row: Row) -> bool:
    """Whether this reader may see the answer of the row beside the name."""
    return row.answer is not None and not is_sealed(row.answer) and _reads_row(actor, row)


def is_sealed(answer: Answer) -> bool:
    """Whether an answer is a signature whose name no copy prints."""
    return answer.choice in SIGNING and answer.visibility.is_hidden


def reads_late(actor: Actor, objection: LateObjection) -> bool:
    """Whether this reader may see whose late objection it is."""
    return not objection.organisation.visibility.is_hidden or reads_hidden(actor, objection.organisation)


def reads_asking(actor: Actor, organisation: Organisation) -> bool:
    """Whether this reader may see who asks for more time."""
    return not organisation.visibility.is_hidden or reads_hidden(actor, organisation)


def _reads_instructed(actor: Actor, row: Row) -> bool:
    """A signature that is on its way is read as one that was given: not beside a name that it withholds."""
    hides = row.use is not None and row.use.instruction.visibility.is_hidden
    return not hides and _reads_row(actor, row)


def _reads_row(actor: Actor, row: Row) -> bool:
    said = [row.answer] if row.answer is not None else []
    said += [row.half.first] if row.half is not None else []
    said += list(row.dispute.voices) if row.dispute is not None else []
    is_open = not row.organisation.visibility.is_hidden and not any(answer.visibility.is_hidden for answer in said)
    return is_open or reads_hidden(actor, row.organisation)
