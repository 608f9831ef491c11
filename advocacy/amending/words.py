"""How pages and files of a review name what the tables hold as words, each with a shape of its own."""

from flask_babel import lazy_gettext as _

from advocacy.amending.models import Amendment, Handling, Outcome, State

STATES: dict[State, tuple[str, object, str]] = {
    # state: shape, words, tone
    State.PREPARED: ("✎", _("Being prepared"), ""),
    State.MOVED: ("○", _("Not decided yet"), "wait"),
    State.WITHDRAWN: ("–", _("Withdrawn by its movers"), ""),
    State.ADOPTED: ("✓", _("Adopted as moved"), "good"),
    State.ADOPTED_MODIFIED: ("≈", _("Adopted with changes"), "good"),
    State.REJECTED: ("✕", _("Rejected"), "bad"),
}
BARS = {
    State.ADOPTED: "good",
    State.ADOPTED_MODIFIED: "mid",
    State.MOVED: "wait",
    State.REJECTED: "bad",
    State.WITHDRAWN: "rest",
    State.PREPARED: "rest",
}
HANDLINGS = {
    Handling.ADOPT: _("Adopt it"),
    Handling.ADOPT_MODIFIED: _("Adopt it in other words"),
    Handling.REJECT: _("Reject it"),
}
OUTCOMES: dict[Outcome, tuple[str, object, str]] = {
    Outcome.ACCEPTED: ("✓", _("Accepted"), "good"),
    Outcome.PARTLY: ("≈", _("Accepted in part"), "good"),
    Outcome.REJECTED: ("✕", _("Rejected"), "bad"),
}
LINES = {"title": _("Title"), "subtitle": _("Subtitle"), "position": _("Position"), "": _("At the beginning")}
UNNAMED = _("A member organisation")


def movers_word(amendment: Amendment) -> object:
    """Whether the movers accept what the group proposes or decided; empty while there is nothing to accept."""
    if amendment.proposal is None or amendment.proposal is Handling.ADOPT:
        return ""
    if amendment.movers_accept is None:
        return _("The movers have not answered")
    return _("Accepted by the movers") if amendment.movers_accept else _("Not accepted by the movers")
