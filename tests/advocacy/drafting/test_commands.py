"""Papers from the command line."""

import json
from pathlib import Path

import pytest
from flask import Flask

from advocacy.database import session
from advocacy.drafting import queries
from advocacy.drafting.models import Dossier, Stage
from tests.make import coalition as make
from tests.make import drafting


def test_a_text_comes_in_and_is_frozen(app: Flask, tmp_path: Path) -> None:
    drafting.library_of_the_house()
    group = make.group()
    file = tmp_path / "paper.md"
    file.write_text("\ufeff" + drafting.AR, "utf-8")
    run = app.test_cli_runner()
    words = ["paper", "import", str(file), "--group", group.code, "--objective", "O6", "--audience", "البعثات"]
    number = run.invoke(args=words)
    assert number.exit_code == 0, number.output
    dossier = session.get_one(Dossier, int(number.output))
    assert dossier.title_in("ar") == "حقّ الأسر في المعرفة والمشاركة"
    frozen = run.invoke(args=["paper", "freeze", number.output.strip()])
    assert frozen.output.strip() == session.get_one(Dossier, dossier.id).freezes[0].seal
    assert session.get_one(Dossier, dossier.id).stage is Stage.FROZEN


def test_what_is_missing_is_said(app: Flask) -> None:
    dossier = drafting.begun()
    said = app.test_cli_runner().invoke(args=["paper", "freeze", str(dossier.id)])
    assert said.exit_code == 1 and said.output.count("\n- ") >= 3


@pytest.mark.parametrize("form", ["md", "json", "html", "txt", "docx", "pdf"])
def test_a_paper_goes_out_in_every_form(app: Flask, form: str, tmp_path: Path) -> None:
    dossier = drafting.dossier(en=None)
    out = tmp_path / f"paper.{form}"
    said = app.test_cli_runner().invoke(args=["paper", "export", str(dossier.id), "--to", form, "--out", str(out)])
    assert said.exit_code == 0, said.output
    data = out.read_bytes()
    match form:
        case "docx":
            assert data.startswith(b"PK")
        case "pdf":
            assert data.startswith(b"%PDF-")
        case "json":
            assert json.loads(data)["title"] == queries.newest_paper(dossier, "ar").title
        case _:
            assert "الأسر في المعرفة" in data.decode()


@pytest.mark.parametrize(
    "words",
    [["export", "999"], ["freeze", "999"], ["export", "1", "--lang", "fr"], ["import", __file__, "--group", "X"]],
)
def test_what_does_not_exist_is_said(app: Flask, words: list[str]) -> None:
    drafting.dossier(en=None)
    assert app.test_cli_runner().invoke(args=["paper", *words]).exit_code == 1


def test_a_file_that_is_no_text_is_refused(app: Flask, tmp_path: Path) -> None:
    (tmp_path / "x.md").write_bytes(b"\xff\xfe\x00")
    said = app.test_cli_runner().invoke(args=["paper", "import", str(tmp_path / "x.md"), "--group", "X"])
    assert said.exit_code == 1 and "UTF-8" in said.output
