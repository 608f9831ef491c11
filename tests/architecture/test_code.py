"""House rules that a reader relies on, held over the whole source."""

import ast
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
FOLDERS = ("advocacy", "papers", "tools", "tests", "benchmarks")
OURS = [
    path
    for folder in FOLDERS
    for path in sorted((ROOT / folder).rglob("*.py"))
    if "versions" not in path.parts and "node_modules" not in path.parts
] + [ROOT / "config.py", ROOT / "wsgi.py"]
APPLICATION = [path for path in OURS if path.relative_to(ROOT).parts[0] in ("advocacy", "papers", "config.py")]


def named(path: Path) -> str:
    return str(path.relative_to(ROOT))


def offences(paths: list[Path], is_one: Callable[[ast.AST], bool], *, except_in: tuple[str, ...] = ()) -> list[str]:
    """Where the source does something, as path:line."""
    return [
        f"{named(path)}:{getattr(node, 'lineno', 0)}"
        for path in paths
        if named(path) not in except_in
        for node in _nodes(path)
        if is_one(node)
    ]


def _nodes(path: Path) -> Iterator[ast.AST]:
    yield from ast.walk(ast.parse(path.read_text(encoding="utf-8")))


def _calls(node: ast.AST, *names: str) -> bool:
    return isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in names


def test_only_transaction_commits() -> None:
    assert offences(APPLICATION, lambda node: _calls(node, "commit"), except_in=("advocacy/database.py",)) == []


def test_only_the_settings_read_the_environment() -> None:
    def reads(node: ast.AST) -> bool:
        return isinstance(node, ast.Attribute) and node.attr in ("environ", "getenv")

    assert offences(APPLICATION, reads, except_in=("config.py",)) == []


def test_only_the_clock_tells_the_time() -> None:
    def tells(node: ast.AST) -> bool:
        if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)):
            return False
        whose = node.func.value
        owner = whose.id if isinstance(whose, ast.Name) else whose.attr if isinstance(whose, ast.Attribute) else ""
        return (owner, node.func.attr) in {
            ("datetime", "now"),
            ("datetime", "utcnow"),
            ("date", "today"),
            ("datetime", "today"),
            ("time", "time"),
        }

    assert offences(APPLICATION, tells, except_in=("advocacy/clock.py",)) == []


def test_nothing_prints_but_a_command() -> None:
    def prints(node: ast.AST) -> bool:
        return isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "print"

    silent = [path for path in APPLICATION if path.name not in ("__main__.py", "command.py", "commands.py")]
    assert offences(silent, prints) == []


@pytest.mark.parametrize("path", OURS, ids=named)
def test_no_file_is_longer_than_400_lines(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= 400


def test_every_module_says_what_it_is_for() -> None:
    modules = {path: ast.parse(path.read_text(encoding="utf-8")) for path in APPLICATION}
    assert [named(path) for path, tree in modules.items() if tree.body and not ast.get_docstring(tree)] == []


def test_rooms_import_downwards_only() -> None:
    linter = Path(sys.executable).with_name("lint-imports")
    run = subprocess.run([linter, "--no-cache"], cwd=ROOT, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stdout


ALL_PAGES = """
import sys
from importlib import import_module
from importlib.util import find_spec
from advocacy import DOMAINS, serve
for module in (f"advocacy.{room}.{part}" for room in DOMAINS for part in ("views", "commands")):
    if find_spec(module):
        import_module(module)
print(*{"weasyprint", "pyhanko", "docx", "pikepdf"} & sys.modules.keys())
"""


def test_the_pages_start_without_the_engines_that_take_seconds_to_import() -> None:
    told = subprocess.run([sys.executable, "-c", ALL_PAGES], cwd=ROOT, capture_output=True, text=True, check=True)
    assert told.stdout.split() == []
