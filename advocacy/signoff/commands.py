"""Calls from the command line."""

import click
from flask import Flask
from flask.cli import AppGroup
from flask_babel import force_locale

from advocacy.accounts.queries import person_by_login
from advocacy.coalition.models import Organisation
from advocacy.coalition.queries import the_coalition
from advocacy.database import session, transaction
from advocacy.drafting.models import Dossier
from advocacy.errors import Refusal
from advocacy.forms import moment_of
from advocacy.signoff import actions, queries
from advocacy.signoff.queries import board_of
from advocacy.signoff.rules import attribution_line, attribution_of, explain
from config import Config

call = AppGroup("call", help="Sign-off calls: open one, look at it, close it when it is due.")


def attach(app: Flask, config: Config) -> None:
    """Offer `flask call`."""
    app.cli.add_command(call)


@call.command("open")
@click.argument("paper", type=int)
@click.option("--by", "login", required=True, help="Login of the coordinator who opens it.")
@click.option("--until", required=True, help='Day and time that members are told first, like "2026-12-05 18:00".')
@click.option("--closes", default="", help="When the call closes for good; the same if not given.")
@click.option("--zone", default="Asia/Damascus", show_default=True, help="On whose clock.")
@click.option("--message", default="", help="A word to the members.")
def open_(paper: int, login: str, until: str, closes: str, zone: str, message: str) -> None:
    """Put the frozen text of PAPER (its number) before the members."""
    soft_at, closes_at = moment_of(until, zone), moment_of(closes or until, zone)
    if soft_at is None or closes_at is None:
        raise click.BadParameter('write day and time like "2026-12-05 18:00"')
    with force_locale("en"):
        try:
            with transaction():
                dossier, person = session.get(Dossier, paper), person_by_login(login)
                if dossier is None or person is None:
                    raise click.ClickException("There is no such paper or no such login.")
                opened = actions.open_call(
                    dossier, soft_at=soft_at, closes_at=closes_at, timezone=zone, message=message, by=person
                )
        except Refusal as refusal:
            raise click.ClickException(str(refusal.message)) from refusal
    links = sum(len(line.invitations) for line in opened.roll)
    click.echo(f"Call {opened.id} is open: {len(opened.roll)} members asked, {links} personal links on their way.")
    for line in opened.roll:
        if not line.invitations:
            click.echo(f"nobody may sign for: {_called(line.organisation)}")


@call.command("close")
@click.argument("number", type=int)
def close(number: int) -> None:
    """Settle call NUMBER, if its deadline has passed or everybody has answered."""
    with force_locale("en"):
        try:
            with transaction():
                closed = actions.close_call(queries.call_of(number))
        except Refusal as refusal:
            raise click.ClickException(str(refusal.message)) from refusal
    _say(closed.id)


@call.command("show")
@click.argument("number", type=int)
def show(number: int) -> None:
    """Show the counts of call NUMBER, never the names."""
    with force_locale("en"):
        try:
            queries.call_of(number)
        except Refusal as refusal:
            raise click.ClickException(str(refusal.message)) from refusal
    _say(number)


def _called(organisation: Organisation) -> str:
    """A member as whoever keeps the machine may know it."""
    return f"no. {organisation.number}" if organisation.visibility.is_hidden else organisation.name_in("en")


def _say(number: int) -> None:
    shown = queries.call_of(number)
    board, house = board_of(shown, "en"), the_coalition()
    click.echo(f"call {shown.id}: {shown.outcome.value if shown.outcome else 'open'}")
    click.echo(f"text {shown.seal}")
    click.echo(explain(shown.rule, shown.rule_values, "en"))
    for name, count in board.tally.facts().items():
        click.echo(f"{name:<12}{count:>5}")
    if shown.attribution and house:
        click.echo(attribution_line(attribution_of(shown.attribution), "en", house.name_in("en")))
