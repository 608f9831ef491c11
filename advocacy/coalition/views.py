"""Pages about the coalition, and the answer to "who asks?" for every request."""

from flask import Flask, g

from advocacy.coalition import queries
from config import Config


def attach(app: Flask, config: Config) -> None:
    """Find out on every request what the person who asks may stand for."""
    app.before_request(recognise)


def recognise() -> None:
    """Set `g.actor` from `g.person`, which accounts has set before."""
    g.actor = queries.actor_of(g.get("person"))
