"""Packages from the command line."""

from collections.abc import Iterator
from contextlib import contextmanager

import click
from flask import Flask
from flask.cli import AppGroup
from flask_babel import force_locale

from advocacy.accounts.models import Person
from advocacy.accounts.queries import person_by_login
from advocacy.coalition.queries import actor_of
from advocacy.contacts.queries import office_of_code
from advocacy.database import session, transaction
from advocacy.dispatch import actions, queries
from advocacy.dispatch.making import due_packages, make_portion
from advocacy.dispatch.models import Package
from advocacy.dispatch.proposal import proposed_letters
from advocacy.errors import Refusal
from advocacy.outbox import jobs as outbox
from advocacy.policy import Action, can
from advocacy.publishing.models import Issue
from config import Config

package = AppGroup("package", help="Packages: prepare one, release and send it, look at it.")


def attach(app: Flask, config: Config) -> None:
    """Offer `flask package`."""
    app.cli.add_command(package)


@contextmanager
def refusals_in_words() -> Iterator[None]:
    """Say a refusal in English and end with code 1."""
    with force_locale("en"):
        try:
            yield
        except Refusal as refusal:
            raise click.ClickException(str(refusal.message)) from refusal


def somebody(login: str, action: Action, subject: object = None) -> Person:
    """The person of that login, who must have the right that the page would ask for."""
    person = person_by_login(login)
    if person is None:
        raise click.ClickException(f"There is nobody with the login {login}.")
    if not can(actor_of(person), action, subject):
        raise click.ClickException(f"{login} may not do this.")
    return person


@package.command("prepare")
@click.argument("issue_id", type=int)
@click.option("--office", "codes", multiple=True, required=True, help="Code of an office; give it once for each.")
@click.option("--annex", "annexes", multiple=True, help="Language of an edition that stands behind the statement.")
@click.option("--title", default="", help="Name of the package; the paper's title without it.")
@click.option("--by", "login", required=True, help="Login of whoever prepares it.")
def prepare(issue_id: int, codes: tuple[str, ...], annexes: tuple[str, ...], title: str, login: str) -> None:
    """Prepare a package of issue ISSUE_ID with the letters that the paper itself proposes."""
    with refusals_in_words(), transaction():
        issue = session.get(Issue, issue_id)
        found = {code: office_of_code(code) for code in codes}
        unknown = [code for code, office in found.items() if office is None]
        if issue is None or unknown:
            raise click.ClickException(f"There is no such issue or office: {', '.join(unknown) or issue_id}.")
        made = actions.prepare_package(
            issue,
            title=title or issue.dossier.title_in("ar"),
            letters=proposed_letters(issue),
            offices=[office for office in found.values() if office is not None],
            annexes=annexes,
            by=somebody(login, Action.PREPARE_PACKAGE),
        )
    click.echo(f"package {made.id}: {len(made.parcels)} letters, waiting for a second person")


@package.command("send")
@click.argument("package_id", type=int)
@click.option("--by", "login", required=True, help="Login of the second person, who releases it.")
def send(package_id: int, login: str) -> None:
    """Release package PACKAGE_ID and send its letters now, one by one; the worker goes on where this stops."""
    with refusals_in_words(), transaction():
        found = _found(package_id)
        actions.release_package(found, by=somebody(login, Action.RELEASE_PACKAGE, found))
    while package_id in due_packages():
        make_portion(package_id)
    for parcel in _found(package_id).parcels:
        if parcel.message_id is not None:
            outbox.send(parcel.message_id)
    show_parcels(package_id)


@package.command("show")
@click.argument("package_id", type=int)
def show(package_id: int) -> None:
    """Say what has become of each letter of package PACKAGE_ID."""
    _found(package_id)
    show_parcels(package_id)


def show_parcels(package_id: int) -> None:
    """One line a letter: number, fate, office, digest of the file."""
    session.expire_all()
    for parcel in _found(package_id).parcels:
        fate = queries.fate_of(parcel)
        click.echo(f"{parcel.number}  {fate:<11} {parcel.office.code:<6} {(parcel.pdf_sha256 or '')[:16]}")


def _found(package_id: int) -> Package:
    found = queries.get_package(package_id)
    if found is None:
        raise click.ClickException(f"There is no package {package_id}.")
    return found
