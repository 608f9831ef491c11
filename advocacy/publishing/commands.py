"""Issuing and the seal from the command line."""

from datetime import datetime

import click
from flask import Flask
from flask.cli import AppGroup

from advocacy import clock
from advocacy.accounts.models import Person
from advocacy.database import session, transaction
from advocacy.errors import Refusal
from advocacy.publishing import actions, making, sealing
from advocacy.publishing.models import Issue
from advocacy.signoff.models import Call
from config import Config

seal = AppGroup("seal", help="The key with which files are sealed.")


def attach(app: Flask, config: Config) -> None:
    """Add the commands."""
    app.cli.add_command(issue)
    app.cli.add_command(seal)


@click.command("issue")
@click.argument("call_id", type=int)
@click.option("--dated", type=click.DateTime(["%Y-%m-%d"]), help="The date on the paper; today without it.")
@click.option("--by", "login", default="", help="The login of whoever issues; the system without it.")
def issue(call_id: int, dated: datetime | None, login: str) -> None:
    """Issue the text that call CALL_ID adopted, and make its files now."""
    try:
        with transaction():
            call = session.get(Call, call_id)
            if call is None:
                raise click.ClickException(f"There is no call {call_id}.")
            person = session.query(Person).filter_by(login=login).one_or_none() if login else None
            if login and person is None:
                raise click.ClickException(f"There is nobody with the login {login}.")
            day = dated.date() if dated else clock.now().date()
            made = actions.issue_paper(call, dated=day, by=person)
    except Refusal as refusal:
        raise click.ClickException(str(refusal.message)) from refusal
    making.make_files(made.id)
    row = session.get(Issue, made.id)
    assert row is not None
    click.echo(f"{row.reference}  {row.number}  {row.code}  {row.state.value}")
    for file in row.files:
        click.echo(f"{file.sha256}  {file.name}")
    if row.last_error:
        raise click.ClickException(f"The files could not be made: {row.last_error}. The worker tries again.")


@seal.command("show")
def show() -> None:
    """Print the certificates: the seal's, then the authority's, which readers are to trust."""
    key = sealing.sealing_key()
    for certificate in (key.certificate, *key.chain):
        click.echo(f"{certificate.subject.rfc4514_string()}")
        click.echo(f"  until    {certificate.not_valid_after_utc:%Y-%m-%d}")
        click.echo(f"  SHA-256  {sealing.fingerprint(certificate)}")
    click.echo(sealing.certificates_pem().decode())
