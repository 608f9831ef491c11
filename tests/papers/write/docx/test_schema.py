"""Our Word files against the schemas of Office Open XML, and against themselves: nothing names what is not there."""

import io
import re
import zipfile
from collections import Counter
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from openxml_audit import OpenXmlValidator

from papers.model import Figure, PageBreak, Paper
from papers.write.docx import letter_docx, to_bilingual_docx, to_docx
from papers.write.redline import to_redline_docx
from tests.make.papers import PIXEL, papers
from tests.papers.write.docx.opened import W, names, part, raw
from tests.papers.write.docx.samples import arabic, edition, english, letter

AT = datetime(2026, 11, 20, 10, tzinfo=UTC)
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"


def full() -> Paper:
    """The Arabic paper with a picture and a page break too."""
    return replace(arabic(), blocks=(*arabic().blocks, Figure("f1", "image/png", PIXEL, "خريطة", ()), PageBreak("b1")))


FILES = {
    "paper": to_docx(full(), edition()),
    "long": to_docx(english("policy_paper"), edition("en")),
    "indic": to_docx(replace(arabic(), digits="arabic")),
    "both": to_bilingual_docx(arabic(), english(), edition(), edition("en")),
    "letter": letter_docx(letter()),
    "redline": to_redline_docx(arabic(), replace(full(), title="غيره", blocks=full().blocks[2:]), author="ن", date=AT),
}
every_file = pytest.mark.parametrize("data", FILES.values(), ids=FILES)


def faults(data: bytes, folder: Path) -> list[str]:
    """What the validator finds, but for the theme that it asks for: Word does not, and ours names its faces itself.

    A validator of its own for each: one that is used again remembers notes of the file before.
    """
    file = folder / "file.docx"
    file.write_bytes(data)
    found = (f"{one.part_uri}: {one.description}" for one in OpenXmlValidator().validate(file).errors)
    return [fault for fault in found if not ("relationships/theme" in fault and "missing" in fault)]


@every_file
def test_every_file_obeys_the_schemas(data: bytes, tmp_path: Path) -> None:
    assert faults(data, tmp_path) == []


@settings(
    max_examples=15,
    deadline=None,
    phases=(Phase.explicit, Phase.generate),  # making such papers smaller takes minutes
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(papers())
def test_any_paper_becomes_a_file_that_obeys_the_schemas(tmp_path: Path, paper: Paper) -> None:
    assert faults(to_docx(paper), tmp_path) == []


def changed(data: bytes, before: str, after: str) -> bytes:
    written = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(written, "w") as target:
        for name in source.namelist():
            content = source.read(name)
            target.writestr(
                name, content.replace(before.encode(), after.encode()) if name.endswith("document.xml") else content
            )
    return written.getvalue()


def test_the_validator_sees_elements_out_of_order(tmp_path: Path) -> None:
    turned = changed(FILES["paper"], "<w:b/><w:bCs/><w:rtl/>", "<w:rtl/><w:b/><w:bCs/>")
    assert turned != FILES["paper"] and faults(turned, tmp_path)


def values(data: bytes, tag: str, name: str = "word/document.xml") -> set[str]:
    return {found.get(f"{W}val", "") for found in part(data, name).iter(f"{W}{tag}")}


@every_file
def test_every_style_and_list_that_is_named_is_defined(data: bytes) -> None:
    styles = {one.get(f"{W}styleId", "") for one in part(data, "word/styles.xml").iter(f"{W}style")}
    parts = [name for name in names(data) if re.fullmatch(r"word/(?:document|footnotes|header\d|footer\d)\.xml", name)]
    used = {value for name in parts for tag in ("pStyle", "rStyle", "tblStyle") for value in values(data, tag, name)}
    assert used <= styles
    assert values(data, "basedOn", "word/styles.xml") | values(data, "next", "word/styles.xml") <= styles
    if numbers := values(data, "numId"):
        listed = part(data, "word/numbering.xml")
        defined = {one.get(f"{W}numId"): one.find(f"{W}abstractNumId") for one in listed.iter(f"{W}num")}
        ways = {one.get(f"{W}abstractNumId") for one in listed.iter(f"{W}abstractNum")}
        assert numbers <= set(defined)
        assert {one.get(f"{W}val") for one in defined.values() if one is not None} == ways


@every_file
def test_ids_are_unique_and_what_is_opened_is_closed(data: bytes) -> None:
    document = part(data)
    pictures = [one.get("id") for one in document.iter("{*}docPr")]
    started = [one.get(f"{W}id") for one in document.iter(f"{W}bookmarkStart")]
    changes = [one.get(f"{W}id") for tag in ("ins", "del", "moveFrom", "moveTo") for one in document.iter(f"{W}{tag}")]
    assert all(count == 1 for ids in (pictures, started, changes) for count in Counter(ids).values())
    assert started == [one.get(f"{W}id") for one in document.iter(f"{W}bookmarkEnd")]
    kinds = [one.get(f"{W}fldCharType") for one in document.iter(f"{W}fldChar")]
    assert kinds.count("begin") == kinds.count("separate") == kinds.count("end")
    anchors = {one.get(f"{W}anchor") for one in document.iter(f"{W}hyperlink")} - {None}
    assert anchors <= {one.get(f"{W}name") for one in document.iter(f"{W}bookmarkStart")}


@every_file
def test_every_relationship_leads_to_a_part_whose_kind_is_declared(data: bytes) -> None:
    types = raw(data, "[Content_Types].xml").decode()
    declared = set(re.findall(r'PartName="/([^"]+)"', types))
    endings = set(re.findall(r'Extension="([^"]+)"', types))
    assert all(name in declared or name.rpartition(".")[2] in endings for name in names(data))
    relations = part(data, "word/_rels/document.xml.rels")
    inside = {one.get("Target", "") for one in relations if one.get("TargetMode") != "External"}
    assert {f"word/{target}" for target in inside} <= set(names(data))
    used = {value for one in part(data).iter() for key, value in one.attrib.items() if str(key).startswith(R)}
    assert used <= {one.get("Id") for one in relations}


@every_file
def test_every_note_that_is_named_stands_at_the_foot_with_its_separators(data: bytes) -> None:
    notes = part(data, "word/footnotes.xml")
    kinds = {one.get(f"{W}id"): one.get(f"{W}type", "normal") for one in notes}
    asked = {one.get(f"{W}id") for one in part(data).iter(f"{W}footnoteReference")}
    assert asked == {name for name, kind in kinds.items() if kind == "normal"}
    assert {name for name, kind in kinds.items() if kind != "normal"} == {
        one.get(f"{W}id") for one in part(data, "word/settings.xml").iter(f"{W}footnote")
    }
