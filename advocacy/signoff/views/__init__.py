"""The pages of a call."""

from flask import Flask

from advocacy.signoff.views import answering, coordinating, room, signing
from config import Config

__all__ = ("answering", "attach", "coordinating", "signing")


def attach(app: Flask, config: Config) -> None:
    """Open the room."""
    app.register_blueprint(room.bp)
