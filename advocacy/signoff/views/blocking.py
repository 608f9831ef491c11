"""What keeps a call from its end, in words, the gravest first, each one click from its cure."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from flask import url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from advocacy import clock
from advocacy.access import may
from advocacy.outbox.models import MailState
from advocacy.policy import Action
from advocacy.signoff import queries
from advocacy.signoff.queries import Board, Row, Seen
from advocacy.web import language, local_moment

NAMED = 3
"""So many organisations are named in a sentence; of more, their number says enough."""


@dataclass(frozen=True, slots=True)
class Block:
    """One sentence, and the address that helps with its words; `weight` is the colour, "bad", "wait" or ""."""

    words: str
    address: str
    help: str
    weight: str = "wait"


def blocks_of(board: Board, seen: Seen) -> list[Block]:
    """Everything that blocks, from `BLOCKING`, in that order. After the end only what can still be cured."""
    return [block for found in BLOCKING for block in found(board, seen)]


def _denied(board: Board, seen: Seen) -> Iterable[Block]:
    named = {row.asked.organisation_id for row in (*seen.given, *seen.waiting, *seen.contested)}
    for denial in queries.denials_of(board.call) if may(Action.READ_DENIAL) else ():
        if denial.settled_at is None:
            words = _("An organisation whose name is withheld says that it never signed.")
            if denial.organisation_id in named:
                words = _("%(name)s says that it never signed.", name=denial.organisation.name_in(language()))
            yield Block(words, url_for("signoff.show_denial", denial_id=denial.id), _("Open the dispute"), "bad")


def _changing(board: Board, seen: Seen) -> Iterable[Block]:
    change = queries.running_window(board.call)
    if change is not None and change.window_until is not None:
        until = local_moment(change.window_until, board.call.timezone)
        words = _("The text was changed; until %(until)s a signatory can say that it is a matter of substance.")
        yield Block(words % {"until": until}, "#text", _("See the change"))
    untold = len(queries.carried_untold(board.call))
    if untold:
        words = ngettext(
            "%(num)s signatory has not been told of the change of the text: the mail has not left.",
            "%(num)s signatories have not been told of the change of the text: the mails have not left.",
            untold,
        )
        yield Block(words, "#answers", _("See whom to ring up"), "bad")


def _contested(board: Board, seen: Seen) -> Iterable[Block]:
    rows = list(seen.contested)
    if rows:
        words = ngettext(
            "%(num)s organisation has given two answers that differ, and is not counted: %(names)s",
            "%(num)s organisations have given two answers that differ, and are not counted: %(names)s",
            len(rows),
            names=_named(rows),
        )
        if may(Action.ARBITRATE):
            yield Block(words, url_for("signoff.arbitration", call_id=board.call.id), _("To arbitration"), "bad")
        else:
            yield Block(words, "#contested", _("See both answers"), "bad")


def _recorded(board: Board, seen: Seen) -> Iterable[Block]:
    waiting = board.recordings if may(Action.CONFIRM_RECORD) else ()
    if waiting and not queries.is_over(board.call):
        words = ngettext(
            "%(num)s answer was written down and waits for a second person.",
            "%(num)s answers were written down and wait for a second person.",
            len(waiting),
        )
        yield Block(words, "#recordings", _("Confirm or drop"))


def _unconfirmed(board: Board, seen: Seen) -> Iterable[Block]:
    rows = [row for row in seen.waiting if row.is_unconfirmed and not queries.is_sealed(row.answer)]
    if rows and not queries.is_over(board.call):
        words = ngettext(
            "%(num)s signature waits to be confirmed after the text changed, and is not counted: %(names)s",
            "%(num)s signatures wait to be confirmed after the text changed, and are not counted: %(names)s",
            len(rows),
            names=_named(rows),
        )
        yield Block(words, f"#member-{rows[0].asked.organisation_id}", _("Remind"))


def _half_signed(board: Board, seen: Seen) -> Iterable[Block]:
    rows = [row for row in seen.waiting if row.half]
    if rows and not queries.is_over(board.call):
        words = ngettext(
            "%(num)s organisation has one of two signatures: %(names)s",
            "%(num)s organisations have one of two signatures: %(names)s",
            len(rows),
            names=_named(rows),
        )
        yield Block(words, f"#member-{rows[0].asked.organisation_id}", _("Remind"))


def _unreached(board: Board, seen: Seen) -> Iterable[Block]:
    if queries.is_over(board.call):
        return
    for row in seen.unreached:
        name = row.organisation.name_in(language())
        if not row.people:
            words = _("Nobody may sign for %(name)s.", name=name)
            address = url_for("coalition.new_mandate", organisation_id=row.organisation.id)
            yield Block(words, address, _("Record a mandate"), "bad")
        elif row.mail is MailState.FAILED and row.opened_at is None:
            words = _("The mail to %(name)s came back.", name=name)
            address = url_for("coalition.show_organisation", organisation_id=row.organisation.id)
            yield Block(words, address, _("See how else to reach it"), "bad")


def _dark(board: Board, seen: Seen) -> Iterable[Block]:
    outages = queries.outages_of(board.call)
    rows = [row for row in seen.waiting if row.asked.organisation_id in outages]
    if rows and not queries.is_over(board.call):
        words = ngettext(
            "%(num)s organisation has reported an outage, and has until the end of the call: %(names)s",
            "%(num)s organisations have reported an outage, and have until the end of the call: %(names)s",
            len(rows),
            names=_named(rows),
        )
        yield Block(words, f"#member-{rows[0].asked.organisation_id}", _("Ring them up"), "")


def _taken_back(board: Board, seen: Seen) -> Iterable[Block]:
    rows = [row for row in seen.waiting if row.taken_back_at]
    if rows and not queries.is_over(board.call):
        words = ngettext(
            "%(num)s organisation has taken its answer back: %(names)s",
            "%(num)s organisations have taken their answers back: %(names)s",
            len(rows),
            names=_named(rows),
        )
        yield Block(words, f"#member-{rows[0].asked.organisation_id}", _("Remind"), "")


def _silent(board: Board, seen: Seen) -> Iterable[Block]:
    rows = [row for row in seen.waiting if not row.half and not row.taken_back_at and not row.is_unconfirmed]
    if rows and not queries.is_over(board.call) and clock.now() >= board.call.soft_at:
        words = ngettext(
            "The day that members were told has passed; %(num)s has not answered.",
            "The day that members were told has passed; %(num)s have not answered.",
            len(rows),
        )
        yield Block(words, "#waiting", _("See who"))


def _named(rows: Sequence[Row]) -> str:
    """The first few names, set apart from the sentence; further ones are counted."""
    names = [row.organisation.name_in(language()) for row in rows]
    shown = "، ".join(names[:NAMED]) if language() == "ar" else ", ".join(names[:NAMED])
    return shown if len(names) <= NAMED else f"{shown} +{len(names) - NAMED}"


BLOCKING: list[Callable[[Board, Seen], Iterable[Block]]] = [
    _denied,
    _contested,
    _changing,
    _unreached,
    _recorded,
    _unconfirmed,
    _half_signed,
    _dark,
    _taken_back,
    _silent,
]
"""What can block, the gravest first. Whatever else members may do that the coordinator must see joins here."""
