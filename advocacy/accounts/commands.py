"""`flask person`: accounts from the command line, for the first coordinator and for emergencies."""

import click
from flask import Flask
from flask.cli import AppGroup
from flask_babel import force_locale

from advocacy.accounts import actions, queries
from advocacy.accounts.actions.people import LANGUAGES
from advocacy.database import transaction
from advocacy.errors import BadInput
from advocacy.ledger.actions import erase_person
from config import Config

person = AppGroup("person", help="People and their accounts.")


def attach(app: Flask, config: Config) -> None:
    """Offer the commands."""
    app.cli.add_command(person)


@person.command("add")
@click.argument("login")
@click.argument("email")
@click.option("--name", required=True, help="As they wish to be called, in Arabic.")
@click.option("--name-en", default="", help="The same in Latin letters.")
@click.option("--lang", type=click.Choice(LANGUAGES), default="ar", show_default=True)
@click.option("--admin", is_flag=True, help="Keeps the machine running; sees no paper and no withheld name.")
def add(login: str, email: str, name: str, name_en: str, lang: str, admin: bool) -> None:
    """Open an account without a password; `flask person password` gives it one."""
    try:
        with transaction():
            actions.add_person(
                login=login, name_ar=name, name_en=name_en, email=email, lang=lang, is_admin=admin, by=None
            )
    except BadInput as refusal:
        raise _said(refusal) from refusal
    click.echo(f"{login} has an account. Next: flask person password {login}")


@person.command("password")
@click.argument("login")
@click.password_option()
def password(login: str, password: str) -> None:
    """Set a password, asked for twice and never shown; all devices are signed out."""
    someone = queries.person_by_login(login)
    if someone is None:
        raise click.ClickException(f"Nobody has the login {login}.")
    try:
        with transaction():
            actions.set_password(someone, password, by=None)
            actions.sign_out_everywhere(someone)
    except BadInput as refusal:
        raise _said(refusal) from refusal
    click.echo("The password holds.")


@person.command("erase-from-ledger")
@click.argument("login")
@click.confirmation_option(prompt="What the ledger says of this person will be gone for ever. Erase?")
def erase_from_ledger(login: str) -> None:
    """Empty the ledger's entries by and about somebody who asks to be forgotten; every proof stays.

    Their account and what they wrote stand in other tables: close the account besides. Backups still hold the entries.
    """
    someone = queries.person_by_login(login)
    if someone is None:
        raise click.ClickException(f"Nobody has the login {login}.")
    with transaction():
        erased = erase_person(someone, by=None)
    click.echo(f"{len(erased)} entries erased.")


def _said(refusal: BadInput) -> click.ClickException:
    with force_locale("en"):
        return click.ClickException("; ".join(str(message) for message in refusal.fields.values()))
