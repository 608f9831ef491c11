"""The same from the command line: bring a text in, take a paper out, freeze it."""

from collections.abc import Callable
from pathlib import Path

import click
from flask import Flask
from flask.cli import AppGroup
from sqlalchemy import select

from advocacy.accounts.models import Person
from advocacy.coalition.models import Group
from advocacy.database import session, transaction
from advocacy.drafting import actions, queries
from advocacy.drafting.models import Dossier
from advocacy.errors import Refusal
from advocacy.library.queries import clause_by_code
from config import Config
from papers.kinds import KINDS
from papers.model import LANGUAGES, Paper

papers = AppGroup("paper", help="Papers: import, export, freeze.")


def attach(app: Flask, config: Config) -> None:
    """Give the command line its verbs about papers."""
    app.cli.add_command(papers)


@papers.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--group", required=True, help="Code of the working group, like WG1.")
@click.option("--kind", type=click.Choice(sorted(KINDS)), default="position_paper")
@click.option("--lang", type=click.Choice(LANGUAGES), default="ar")
@click.option("--objective", default="", help="Objective of the charter that it serves, like O6.")
@click.option("--audience", default="", help="To whom it goes, in one line.")
@click.option("--by", "login", default="", help="Login of its author.")
def import_paper(file: Path, group: str, kind: str, lang: str, objective: str, audience: str, login: str) -> None:
    """Begin a paper with the Markdown text of FILE; prints its number."""
    source = _text_of(file)
    home = session.scalars(select(Group).where(Group.code == group)).one_or_none()
    if home is None:
        raise click.ClickException(f"There is no working group {group}.")
    author = session.scalars(select(Person).where(Person.login == login)).one_or_none() if login else None
    if login and author is None:
        raise click.ClickException(f"There is nobody with the login {login}.")
    with _Said(), transaction():
        dossier = actions.start_paper(
            kind,
            home,
            file.stem,
            lang,
            objective=clause_by_code(objective) if objective else None,
            audience=audience,
            by=author,
        )
        version = dossier.versions[0]
        actions.save_revision(version, source, base=version.head, by=author)
    click.echo(str(dossier.id))


@papers.command("export")
@click.argument("number", type=int)
@click.option("--lang", type=click.Choice(LANGUAGES), default="ar")
@click.option("--to", "form", type=click.Choice(["md", "json", "html", "txt", "docx", "pdf"]), default="md")
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path), help="The file; else standard output.")
def export_paper(number: int, lang: str, form: str, out: Path | None) -> None:
    """Write the newest text of paper NUMBER in one language."""
    dossier = _dossier(number)
    if dossier.version_in(lang) is None:
        raise click.ClickException(f"Paper {number} does not exist in {lang}.")
    write: Callable[[Paper], bytes] = _writers()[form]
    data = write(queries.newest_paper(dossier, lang))
    if out is None:
        click.echo(data, nl=False)
    else:
        out.write_bytes(data)


@papers.command("freeze")
@click.argument("number", type=int)
@click.option("--lang", "languages", multiple=True, help="Only these languages beside the authoritative one.")
def freeze_paper(number: int, languages: tuple[str, ...]) -> None:
    """Freeze the newest text of paper NUMBER; prints its seal."""
    dossier = _dossier(number)
    with _Said(), transaction():
        freeze = actions.freeze_paper(dossier, languages=set(languages) or None, by=None)
    click.echo(freeze.seal)


def _dossier(number: int) -> Dossier:
    dossier = session.get(Dossier, number)
    if dossier is None:
        raise click.ClickException(f"There is no paper {number}.")
    return dossier


def _text_of(file: Path) -> str:
    try:
        return file.read_text("utf-8-sig")
    except UnicodeDecodeError as wrong:
        raise click.ClickException(f"{file} is not text in UTF-8 (byte {wrong.start}).") from wrong


class _Said:
    """Turns a refusal into the words and the exit of a command."""

    def __enter__(self) -> None:
        return None

    def __exit__(self, kind: object, error: BaseException | None, trace: object) -> None:
        if isinstance(error, actions.NotReady):
            lines = [f"- {gap.lang} {gap.message} {gap.way_out}" for gap in error.gaps]
            raise click.ClickException("\n".join([str(error.message), *lines])) from error
        if isinstance(error, Refusal):
            raise click.ClickException(str(error.message)) from error


def _writers() -> dict[str, Callable[[Paper], bytes]]:
    """What writes a paper in each form; loaded only here, because PDF and Word take their time to load."""
    import json

    from papers.record import to_json
    from papers.write.docx import to_docx
    from papers.write.html import to_html
    from papers.write.markdown import to_markdown
    from papers.write.pdf import to_pdf
    from papers.write.text import to_text

    return {
        "md": lambda paper: to_markdown(paper).encode(),
        "json": lambda paper: json.dumps(to_json(paper), ensure_ascii=False, indent=1).encode(),
        "html": lambda paper: to_html(paper).encode(),
        "txt": lambda paper: to_text(paper).encode(),
        "docx": to_docx,
        "pdf": to_pdf,
    }
