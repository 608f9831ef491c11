"""The keys of encrypted fields from the command line."""

import click
from flask import Flask
from flask.cli import AppGroup

from advocacy import blobs, keystore
from advocacy.coalition.actions import seal_anew
from advocacy.database import transaction
from advocacy.outbox import actions as outbox
from config import Config

keys = AppGroup("keys", help="The keys of encrypted fields: which there are, and a newer one.")


def attach(app: Flask, config: Config) -> None:
    """Offer `flask keys`."""
    app.cli.add_command(keys)


@keys.command("show")
def show() -> None:
    """Say which field key is the newest. No key is shown."""
    click.echo(f"Fields are encrypted with key {keystore.newest_field_key()}.")


@keys.command("rotate")
def rotate() -> None:
    """Make a newer field key and encrypt everything anew with it. Older keys stay: older backups need them."""
    number = keystore.add_field_key()
    with transaction():
        organisations, mails, files = seal_anew(by=None), outbox.encrypt_anew(), blobs.encrypt_anew()
    click.echo(f"Key {number}: {organisations} organisations, {mails} mails and {files} files are encrypted with it.")
