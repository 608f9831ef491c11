"""Files that can be made again."""

from pathlib import Path

from advocacy.shelf import FolderShelf


def test_what_was_put_is_got_and_nothing_else(tmp_path: Path) -> None:
    shelf = FolderShelf(tmp_path / "made")
    assert shelf.get("a") is None
    shelf.put("a", b"one")
    assert (shelf.get("a"), shelf.get("b")) == (b"one", None)


def test_a_file_that_was_cut_short_is_not_given_out(tmp_path: Path) -> None:
    shelf = FolderShelf(tmp_path)
    shelf.put("a", b"whole")
    (tmp_path / "a").write_bytes((tmp_path / "a").read_bytes()[:-1])
    assert shelf.get("a") is None


def test_the_oldest_make_room_for_the_newest(tmp_path: Path) -> None:
    shelf = FolderShelf(tmp_path, most_bytes=300)
    for key in "abcd":
        shelf.put(key, key.encode() * 80)
    assert [key for key in "abcd" if shelf.get(key)] == ["c", "d"]


def test_only_its_owner_reads_the_shelf(tmp_path: Path) -> None:
    FolderShelf(tmp_path / "made").put("a", b"one")
    assert (tmp_path / "made").stat().st_mode & 0o777 == 0o700
    assert (tmp_path / "made" / "a").stat().st_mode & 0o777 == 0o600
