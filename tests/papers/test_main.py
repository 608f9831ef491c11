import json
from pathlib import Path

import pytest

from papers.__main__ import main, read_paper
from papers.errors import BadPaper
from papers.read.frontmatter import split_front_matter


def written(folder: Path, source: str) -> str:
    path = folder / "text.md"
    path.write_text(source, encoding="utf-8")
    return str(path)


def test_a_text_becomes_a_file_beside_it(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    source = written(tmp_path, "---\nlang: en\nkind: joint_statement\n---\n# Title\n\nWords [@ICCPR, art. 22].\n")
    assert main(["render", source, "--to", "html"]) == 0
    html = (tmp_path / "text.html").read_text(encoding="utf-8")
    assert '<html lang="en" dir="ltr">' in html
    assert "<cite>ICCPR, art. 22</cite>" in html
    assert capsys.readouterr().out.strip() == str(tmp_path / "text.html")


def test_titles_come_from_a_list_of_instruments(tmp_path: Path) -> None:
    library = tmp_path / "references.json"
    library.write_text(json.dumps([{"key": "ICCPR", "ar": "العهد", "symbol": "A/RES/2200A(XXI)"}]), encoding="utf-8")
    source = written(tmp_path, "# ع\n\n[@ICCPR المادة 22]\n")
    target = tmp_path / "out.txt"
    assert main(["render", source, "--to", "txt", "--references", str(library), "-o", str(target)]) == 0
    assert "المادة 22 من العهد" in target.read_text(encoding="utf-8")


def test_markdown_written_and_read_again_is_the_same(
    tmp_path: Path, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    source = written(
        tmp_path, "---\nkind: joint_statement\nlang: ar\ndigits: arabic\n---\n# ع 12\n\nنص\n\n!! نطالب: وقف\n"
    )
    assert main(["render", source, "--to", "md", "-o", "-"]) == 0
    first = capsysbinary.readouterr().out
    assert "# ع ١٢" in first.decode("utf-8")
    assert main(["render", written(tmp_path, first.decode("utf-8")), "--to", "md", "-o", "-"]) == 0
    assert capsysbinary.readouterr().out == first


def test_a_refusal_names_the_file_and_the_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    source = written(tmp_path, "---\nlang: ar\n---\n# ع\n\n![x](figure:none)\n")
    assert main(["render", source, "--to", "txt"]) == 2
    assert capsys.readouterr().err.strip() == f"{source}: There is no picture «figure:none» here. (line 6)"


def test_a_missing_file_and_a_wrong_language_are_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["render", str(tmp_path / "none.md"), "--to", "txt"]) == 2
    assert main(["render", written(tmp_path, "---\nlang: xx\n---\n"), "--to", "txt"]) == 2
    assert "lang: «xx» is none of" in capsys.readouterr().err


def test_the_source_is_never_overwritten(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    source = written(tmp_path, "# ع\n\nنص\n")
    assert main(["render", source, "--to", "md"]) == 2
    assert "overwrite" in capsys.readouterr().err
    assert Path(source).read_text(encoding="utf-8") == "# ع\n\nنص\n"


def test_options_win_over_front_matter() -> None:
    assert read_paper("---\nlang: ar\n---\n# T\n", "en", "policy_brief").kind == "policy_brief"
    with pytest.raises(BadPaper):
        read_paper("---\nkind: poem\n---\n", None, None)


def test_a_text_that_begins_with_a_page_break_has_no_front_matter() -> None:
    assert split_front_matter("---\nwords\n---\n") == ({}, "---\nwords\n---\n")
    assert split_front_matter("---\nlang: ar\ncolour: red\n---\nx") == ({"lang": "ar"}, "\n\n\n\nx")


def test_a_skeleton_is_printed_with_its_head(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["skeleton", "urgent_appeal", "--lang", "en"]) == 0
    printed = capsys.readouterr().out
    assert read_paper(printed, None, None).kind == "urgent_appeal"


@pytest.mark.parametrize("form", ["brief", "note", "press", "message"])
def test_a_shorter_paper_is_made_from_a_text(
    form: str, tmp_path: Path, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    source = written(tmp_path, "---\nkind: joint_statement\nlang: en\n---\n# Title\n\nWords.\n\n!! We demand: peace\n")
    assert main(["derive", source, "--as", form]) == 0
    made = capsysbinary.readouterr().out.decode("utf-8")
    assert "peace" in made and "ingerprint of the text" in made
    if form != "message":
        again = written(tmp_path, made)
        assert main(["render", again, "--to", "md", "-o", "-"]) == 0
        assert "peace" in capsysbinary.readouterr().out.decode("utf-8")
