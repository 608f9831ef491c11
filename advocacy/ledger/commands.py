"""The ledger from the command line."""

import json
import sys

import click
from flask import Flask
from flask.cli import AppGroup
from flask_babel import force_locale

from advocacy.ledger import queries
from config import Config

ledger = AppGroup("ledger", help="The ledger: check its chain, write it out.")


def attach(app: Flask, config: Config) -> None:
    """Offer `flask ledger`."""
    app.cli.add_command(ledger)


@ledger.command("verify")
def verify() -> None:
    """Compute the chain anew; ends with 1 and the place when it is broken."""
    verdict = queries.verify_chain()
    if verdict.ok:
        click.echo(f"{verdict.entries} entries, the chain is whole.")
        return
    with force_locale("en"):
        click.echo(f"broken at entry {verdict.first_bad}: {verdict.why}", err=True)
    sys.exit(1)


@ledger.command("export")
def export() -> None:
    """Write every entry as one line of JSON, with salt and digests (docs/ledger.md says how to check them)."""
    for entry in queries.all_entries():
        line = {
            **queries.fact_in(entry),
            "salt": entry.salt.hex(),
            "before": entry.before,
            "digest": entry.digest,
        }
        click.echo(json.dumps(line, ensure_ascii=False, sort_keys=True))
