import hashlib
import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings

from papers.canonical import block_digest, canonical_bytes, digest, set_digest
from papers.model import Ask, Citation, Footnote, Heading, Paper, Paragraph, Reference, Strong, Text
from papers.normalise import normalise
from papers.record import to_json
from tests.make.papers import papers

EXAMPLE = Paper(
    kind="joint_statement",
    lang="ar",
    title="المدرسة ليست هدفًا",
    position="حماية المدارس واجب.",
    references=(Reference("ICCPR", "العهد الدولي الخاص بالحقوق المدنية والسياسية", "A/RES/2200A(XXI)"),),
    blocks=(
        Paragraph(
            "p1", (Text("ندين "), Strong((Text("الهجوم"),)), Text("."), Footnote((Text('شهادتان "متطابقتان"'),)))
        ),
        Ask("a1", (Text("وقف الهجمات"),), "demand", "الأطراف", "فورًا", (Citation("ICCPR", "المادة 6"),)),
    ),
)


def spelled(value: Any) -> str:
    """RFC 8785 written out by hand, as somebody without our code would, to check the library's JSON against."""
    match value:
        case None:
            return "null"
        case bool():
            return "true" if value else "false"
        case int():
            return str(value)
        case str():
            return '"' + re.sub(r'["\\\x00-\x1f]', _escaped, value) + '"'
        case list():
            return "[" + ",".join(map(spelled, value)) + "]"
        case dict():
            # the RFC sorts by UTF-16 code units
            keys = sorted(value, key=lambda key: key.encode("utf-16-be"))
            return "{" + ",".join(f"{spelled(key)}:{spelled(value[key])}" for key in keys) + "}"
    raise TypeError(value)


def _escaped(found: re.Match[str]) -> str:
    short = {'"': '\\"', "\\": "\\\\", "\b": "\\b", "\t": "\\t", "\n": "\\n", "\f": "\\f", "\r": "\\r"}
    return short.get(found.group(), f"\\u{ord(found.group()):04x}")


@given(papers())
@settings(max_examples=60, deadline=None)
def test_a_second_implementation_comes_to_the_same_bytes(paper: Paper) -> None:
    record = to_json(normalise(paper))
    del record["aligned"]
    assert canonical_bytes(paper) == spelled(record).encode("utf-8")


@given(papers())
@settings(max_examples=30, deadline=None)
def test_normalising_does_not_move_the_digest(paper: Paper) -> None:
    assert digest(normalise(paper)) == digest(paper)


def test_the_documented_example_has_the_documented_digest() -> None:
    page = (Path(__file__).parents[2] / "docs" / "canonical-text.md").read_text(encoding="utf-8")
    (example,) = re.findall(r"```json\n(.*?)\n```", page, re.DOTALL)
    assert canonical_bytes(EXAMPLE).decode() == example
    assert hashlib.sha256(example.encode()).hexdigest() == digest(EXAMPLE)
    assert digest(EXAMPLE) in page


def test_working_state_is_not_signed() -> None:
    assert digest(replace(EXAMPLE, aligned=(("p1", "0" * 64),))) == digest(EXAMPLE)


@pytest.mark.parametrize(
    "changed",
    [
        replace(EXAMPLE, title="المدرسة ليست هدفا"),
        replace(EXAMPLE, lang="ckb"),
        replace(EXAMPLE, blocks=EXAMPLE.blocks[::-1]),
        replace(EXAMPLE, references=(replace(EXAMPLE.references[0], symbol=""),)),
    ],
)
def test_whatever_is_printed_is_signed(changed: Paper) -> None:
    assert digest(changed) != digest(EXAMPLE)


def test_a_block_keeps_its_digest_when_its_id_changes_and_not_when_its_words_do() -> None:
    heading = Heading("h1", 1, (Text("السياق"),))
    assert block_digest(heading) == block_digest(replace(heading, id="h2"))
    assert block_digest(heading) != block_digest(replace(heading, level=2))


def test_the_set_digest_does_not_depend_on_the_order_of_languages() -> None:
    one, other = digest(EXAMPLE), digest(replace(EXAMPLE, lang="en"))
    assert set_digest({"ar": one, "en": other}) == set_digest({"en": other, "ar": one})
    assert set_digest({"ar": one, "en": other}) != set_digest({"ar": other, "en": one})
