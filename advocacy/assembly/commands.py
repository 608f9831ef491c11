"""`flask demo`: the invented coalition with which a newcomer tries everything."""

import click
from flask import Flask
from flask.cli import AppGroup

from advocacy.assembly.demo.book import PASSWORD
from advocacy.assembly.demo.load import AlreadyLoaded, load_demo, who_can_sign_in
from config import Config

demo = AppGroup("demo", help="The invented coalition for trying everything.")


def attach(app: Flask, config: Config) -> None:
    """Add the commands."""
    app.cli.add_command(demo)


@demo.command("load")
def load() -> None:
    """Load the demo coalition into an empty database."""
    try:
        load_demo()
    except AlreadyLoaded:
        click.echo("There is a coalition in this database already: nothing was changed.")
        return
    click.echo("The demo coalition is loaded.")


@demo.command("people")
def people() -> None:
    """Say who can sign in, and with which password."""
    click.echo(f"Password of everybody: {PASSWORD}")
    for login, role in who_can_sign_in():
        click.echo(f"  {login:<8} {role}")
