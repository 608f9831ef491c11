"""The door of every view: it declares its action, and whoever the policy does not name stays outside."""

from collections.abc import Callable
from functools import wraps
from typing import Any, ParamSpec, TypeVar

from flask import Flask, g
from flask_babel import lazy_gettext as _

from advocacy.errors import Forbidden
from advocacy.policy import NOBODY, Action, Actor, can

P = ParamSpec("P")
R = TypeVar("R")


def actor() -> Actor:
    """Who asks; set once per request by `accounts.views`."""
    found: Actor = g.get("actor", NOBODY)
    return found


def may(action: Action, subject: Any = None) -> bool:
    """For templates: whether to offer something at all."""
    return can(actor(), action, subject)


def authorise(action: Action, subject: Any = None) -> None:
    """Raise Forbidden unless the policy lets the asking person do this."""
    if not can(actor(), action, subject):
        raise Forbidden(_("You have no permission here."), status=403 if actor().is_signed_in else 401)


def requires(action: Action) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Declare what a view does. A view that touches one subject also calls `authorise(action, subject)` itself."""

    def declare(view: Callable[P, R]) -> Callable[P, R]:
        @wraps(view)
        def guarded(*args: P.args, **kwargs: P.kwargs) -> R:
            authorise(action)
            return view(*args, **kwargs)

        guarded.__action__ = action  # type: ignore[attr-defined]
        return guarded

    return declare


def refuse_undeclared_views(app: Flask) -> None:
    """Deny by default: an application with a view that declares no action does not start."""
    undeclared = [name for name, view in app.view_functions.items() if not hasattr(view, "__action__")]
    if undeclared:
        raise RuntimeError(f"views without a declared action: {', '.join(sorted(undeclared))}")


def declare(app: Flask, endpoint: str, action: Action) -> None:
    """Declare the action of a view that a library brought along."""
    app.view_functions[endpoint] = requires(action)(app.view_functions[endpoint])  # type: ignore[assignment]
