"""Pages for everybody."""

from flask import Blueprint, Flask, render_template
from flask.typing import ResponseReturnValue

from advocacy.access import requires
from advocacy.policy import Action
from config import Config

bp = Blueprint("public", __name__)


def attach(app: Flask, config: Config) -> None:
    """Open the room."""
    app.register_blueprint(bp)


@bp.get("/")
@requires(Action.OPEN_TO_ALL)
def register() -> ResponseReturnValue:
    return render_template("public/register.html")


@bp.get("/verify")
@requires(Action.OPEN_TO_ALL)
def ask_verify() -> ResponseReturnValue:
    return render_template("public/register.html")
