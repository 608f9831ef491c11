from pathlib import Path

from tools.fonts import FILES, copy_fonts


def test_fonts_are_copied_once_and_again_when_they_changed(tmp_path: Path) -> None:
    source, target = tmp_path / "npm", tmp_path / "fonts"
    for origin in FILES.values():
        (source / origin).parent.mkdir(parents=True, exist_ok=True)
        (source / origin).write_bytes(b"font")
    assert copy_fonts(source, target) == []
    assert {path.name for path in target.iterdir()} == set(FILES)
    (target / "Amiri-Bold.ttf").write_bytes(b"torn")
    (source / FILES["Amiri-Bold.ttf"]).write_bytes(b"newer font")
    copy_fonts(source, target)
    assert (target / "Amiri-Bold.ttf").read_bytes() == b"newer font"


def test_what_npm_did_not_bring_is_named(tmp_path: Path) -> None:
    assert set(copy_fonts(tmp_path, tmp_path / "fonts")) == set(FILES.values())
