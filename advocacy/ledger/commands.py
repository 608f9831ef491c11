"""The ledger from the command line."""

import json
import sys

import click
from flask import Flask
from flask.cli import AppGroup
from flask_babel import force_locale

from advocacy.database import session, transaction
from advocacy.ledger import actions, queries
from advocacy.ledger.models import Entry
from advocacy.ledger.signing import verifier
from config import Config
from papers.proof.texts import write_consistency, write_inclusion

ledger = AppGroup("ledger", help="The ledger: check it, sign what it is, prove it, write it out, erase.")


def attach(app: Flask, config: Config) -> None:
    """Offer `flask ledger`."""
    app.cli.add_command(ledger)


@ledger.command("verify")
def verify() -> None:
    """Compute chain, tree and checkpoints anew; ends with 1 and the place when something is broken."""
    _read_one_moment()
    verdict = queries.verify_chain()
    if not verdict.ok:
        with force_locale("en"):
            click.echo(f"broken at entry {verdict.first_bad}: {verdict.why}", err=True)
        sys.exit(1)
    click.echo(f"{verdict.entries} entries, the chain is whole.")
    if verdict.erased:
        click.echo(f"{verdict.erased} of them erased: what they said is gone, their digests are kept.")
    click.echo(f"root {verdict.root.hex()}")
    click.echo(f"{verdict.checkpoints} signed checkpoints, each as the ledger was.")


@ledger.command("export")
@click.argument("numbers", type=int, nargs=-1)
def export(numbers: tuple[int, ...]) -> None:
    """Write entries as one line of JSON each, with salt and digests (docs/ledger.md): those of NUMBERS, or all."""
    for entry in (_entry(number) for number in numbers) if numbers else queries.all_entries():
        click.echo(json.dumps(queries.record_of(entry), ensure_ascii=False, sort_keys=True))


@ledger.command("checkpoint")
def checkpoint() -> None:
    """Sign what the ledger is now, keep it, and print it."""
    with transaction():
        note = actions.sign_checkpoint().note
    click.echo(note, nl=False)


@ledger.command("key")
def key() -> None:
    """Print the verifier key: with it anybody checks a checkpoint."""
    click.echo(str(verifier()))


@ledger.command("proof")
@click.argument("number", type=int, required=False)
@click.option("--size", type=int, help="The size of the checkpoint to lead to; the newest without it.")
@click.option("--from", "old", type=int, help="Instead of an entry: prove that this many entries begin the checkpoint.")
def proof(number: int | None, size: int | None, old: int | None) -> None:
    """Print the proof that entry NUMBER stands in a checkpoint, or with --from that the ledger only grew."""
    found = queries.checkpoint_of_size(size) if size is not None else queries.newest_checkpoint()
    if found is None:
        raise click.ClickException("No such checkpoint was signed; `flask ledger checkpoint` signs one.")
    first = number if number is not None else old
    if (number is None) == (old is None) or first is None or not 0 < first <= found.size:
        raise click.ClickException(f"Give the number of an entry, or --from, between 1 and {found.size}.")
    if number is not None:
        click.echo(write_inclusion(queries.inclusion(number, found)), nl=False)
    else:
        click.echo(write_consistency(queries.consistency(first, found.size)), nl=False)


@ledger.command("erase")
@click.argument("numbers", type=int, nargs=-1, required=True)
@click.confirmation_option(prompt="What these entries say will be gone for ever. Erase?")
def erase(numbers: tuple[int, ...]) -> None:
    """Empty the entries of NUMBERS, as after a name got into them; their digests and every proof stay."""
    for number in numbers:
        _entry(number)
    with transaction():
        erased = actions.erase_entry_facts(numbers, by=None)
    click.echo(f"{len(erased)} entries erased.")


def _read_one_moment() -> None:
    """Let the check see the ledger as it is now while others append to it; SQLite reads so anyway."""
    session.rollback()
    if session.get_bind().dialect.name == "postgresql":
        session.connection(execution_options={"isolation_level": "REPEATABLE READ"})


def _entry(number: int) -> Entry:
    found = queries.entry_numbered(number)
    if found is None:
        raise click.ClickException(f"There is no entry {number}.")
    return found
