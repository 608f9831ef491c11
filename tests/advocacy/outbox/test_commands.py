"""flask mail."""

from flask import Flask

from advocacy.outbox import queries
from tests.make.mails import mail_to


def run(app: Flask, *words: str) -> str:
    return app.test_cli_runner().invoke(args=["mail", *words], catch_exceptions=False).output


def test_mail_is_held_shown_and_released(app: Flask) -> None:
    mail_to()
    assert "release" in run(app, "hold")
    assert queries.current_hold() is not None
    assert "held" in run(app, "show")
    assert "leaves again" in run(app, "release")
    assert "was not held" in run(app, "release")
    assert "waiting         1" in run(app, "show")
