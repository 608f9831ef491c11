"""Refusals: what a use-case says when it will not do what was asked, in words for the person who asked."""

from collections.abc import Mapping


class Refusal(Exception):
    """Something the reader can do something about. `message` is translatable and says what to do next."""

    status = 422

    def __init__(self, message: object, *, status: int | None = None) -> None:
        super().__init__(message)
        self.message = message
        if status is not None:
            self.status = status


class RuleBroken(Refusal):
    """A rule of the coalition forbids it now (a closed call, a missing mandate)."""

    status = 409


class BadInput(Refusal):
    """What was typed cannot be used. `fields` maps a field's name to the message shown beside it."""

    def __init__(self, fields: Mapping[str, object], message: object = "") -> None:
        super().__init__(message or next(iter(fields.values()), ""))
        self.fields = dict(fields)


class Forbidden(Refusal):
    """The policy does not name this person for this action."""

    status = 403


class NotFound(Refusal):
    """There is no such thing, or the reader may not know that there is."""

    status = 404
