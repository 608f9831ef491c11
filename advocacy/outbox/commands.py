"""The outbox from the command line."""

import click
from flask import Flask
from flask.cli import AppGroup

from advocacy.database import transaction
from advocacy.outbox import actions, queries
from config import Config

mail = AppGroup("mail", help="Mails on their way: hold them, release them, count them.")


def attach(app: Flask, config: Config) -> None:
    """Offer `flask mail`."""
    app.cli.add_command(mail)


@mail.command("hold")
def hold() -> None:
    """Let no mail leave until it is released."""
    with transaction():
        actions.hold_mail()
    click.echo("Mail is held: nothing leaves until `flask mail release`.")


@mail.command("release")
def release() -> None:
    """Let mail leave again, after somebody has looked at what would go out."""
    with transaction():
        was_held = actions.release_mail()
    click.echo("Mail leaves again." if was_held else "Mail was not held.")


@mail.command("show")
def show() -> None:
    """Count the mails in each state."""
    for state, number in queries.counts().items():
        click.echo(f"{state.value:<10}{number:>7}")
    if queries.current_hold():
        click.echo("held: nothing leaves until `flask mail release`")
