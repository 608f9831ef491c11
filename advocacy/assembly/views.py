"""Pages that read across the rooms."""

from flask import Blueprint, Flask, render_template
from flask.typing import ResponseReturnValue

from advocacy.access import requires
from advocacy.policy import Action
from config import Config

bp = Blueprint("assembly", __name__)


def attach(app: Flask, config: Config) -> None:
    """Open the room."""
    app.register_blueprint(bp)


@bp.get("/home")
@requires(Action.READ_OWN)
def home() -> ResponseReturnValue:
    return render_template("assembly/home.html")
