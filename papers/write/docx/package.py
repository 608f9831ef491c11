"""The file around the words: a lean package made here, filled, and written so that the same words give the same bytes.

python-docx's own template carries 877 KB of unused styles, a thumbnail and custom XML; ours has what a paper uses.
"""

import datetime
import io
import re
import zipfile
from dataclasses import dataclass
from functools import lru_cache
from html import escape

import docx
from docx.image.exceptions import UnrecognizedImageError
from docx.opc.constants import CONTENT_TYPE as CT
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml.parser import parse_xml

from papers.errors import BadPaper
from papers.read.origin import PROPERTY
from papers.write.docx.look import Look
from papers.write.docx.ooxml import DECLARATION, NAMESPACES, clean
from papers.write.docx.styles import styles_xml

UNDATED = datetime.date(2000, 1, 1)
"""The date of a file whose edition has none. A file must have one, and "now" would change its bytes."""

_ZIP_TIME = (1980, 1, 1, 0, 0, 0)
_ZIP_EPOCH = b"\0\0\x21\0"
"""The same as the archive writes it: a time and a date of two bytes each."""
_OPC = "http://schemas.openxmlformats.org/package/2006"
_PROPERTIES = "http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"
_TYPES = "http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes"
_CUSTOM = "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}"
"""The set of properties that is open to everybody (ECMA-376, part 1, 22.3)."""
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


@dataclass(frozen=True, slots=True)
class Properties:
    """What the file says of itself; the coalition is the author, never the person who pressed the button.

    `origin` is the hidden mark by which a file that comes back is known again (`papers.read.origin`).
    """

    title: str
    author: str
    lang_tag: str
    subject: str = ""
    identifier: str = ""
    date: datetime.date | None = None
    origin: str = ""


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture in the package: its relationship id and its size in pixels."""

    rid: str
    width: int
    height: int


class Package:
    """A Word file in the making: takes links, pictures and parts, hands out their relationship ids."""

    def __init__(self, look: Look) -> None:
        self._document = docx.Document(io.BytesIO(_template(look)))
        self._part = self._document.part

    def link(self, href: str) -> str:
        """The relationship id of an outside address; the same address has one id."""
        return self._part.relate_to(href, RT.HYPERLINK, is_external=True)

    def picture(self, data: bytes, *, where: str = "") -> Picture:
        """Take a PNG or JPEG in; raises `BadPaper` for anything else."""
        try:
            rid, image = self._part.get_or_add_image(io.BytesIO(data))
        except (UnrecognizedImageError, ValueError, KeyError, IndexError) as unread:
            raise BadPaper("picture_unreadable", "This picture is neither a PNG nor a JPEG", where=where) from unread
        return Picture(rid, image.px_width, image.px_height)

    def add(self, name: str, content_type: str, relationship: str, xml: str) -> str:
        """Add word/`name` and return its relationship id."""
        blob = (DECLARATION + xml).encode()
        part = Part(PackURI(f"/word/{name}"), content_type, blob, self._part.package)
        return self._part.relate_to(part, relationship)

    def add_header(self, name: str, content: str) -> str:
        return self.add(f"{name}.xml", CT.WML_HEADER, RT.HEADER, f"<w:hdr {NAMESPACES}>{content}</w:hdr>")

    def add_footer(self, name: str, content: str) -> str:
        return self.add(f"{name}.xml", CT.WML_FOOTER, RT.FOOTER, f"<w:ftr {NAMESPACES}>{content}</w:ftr>")

    def add_footnotes(self, content: str) -> None:
        """Add the notes. A part knows only its own relationships: the links in notes are theirs as well, by one id."""
        xml = f"<w:footnotes {NAMESPACES}>{content}</w:footnotes>"
        part = self._part.rels[self.add("footnotes.xml", CT.WML_FOOTNOTES, RT.FOOTNOTES, xml)].target_part
        for rid in sorted(set(re.findall(r'<w:hyperlink r:id="(\w+)"', content))):
            link = self._part.rels[rid]
            part.load_rel(link.reltype, link.target_ref, rid, is_external=True)

    def add_numbering(self, content: str) -> None:
        self.add("numbering.xml", CT.WML_NUMBERING, RT.NUMBERING, f"<w:numbering {NAMESPACES}>{content}</w:numbering>")

    def finish(self, body: str, properties: Properties) -> bytes:
        """The file with this content of w:body, its section properties last.

        The document is parsed whole: lxml moves elements from one tree to another in quadratic time, and a table of
        thousands of rows would take minutes.
        """
        self._part._element = parse_xml(f"<w:document {NAMESPACES}><w:body>{body}</w:body></w:document>")
        self._describe(properties)
        written = io.BytesIO()
        self._document.save(written)
        return _without_times(written.getvalue())

    def _describe(self, properties: Properties) -> None:
        core = self._document.core_properties
        core.title, core.author, core.language = (
            _short(properties.title),
            _short(properties.author),
            properties.lang_tag,
        )
        core.subject, core.identifier = _short(properties.subject), _short(properties.identifier)
        midnight = datetime.datetime.combine(properties.date or UNDATED, datetime.time(), datetime.UTC)
        core.created = core.modified = midnight.replace(tzinfo=None)
        if properties.origin:
            self._mark(properties.origin)

    def _mark(self, origin: str) -> None:
        package = self._part.package
        value = f'<vt:lpwstr xmlns:vt="{_TYPES}">{escape(origin)}</vt:lpwstr>'
        own = f'<property fmtid="{_CUSTOM}" pid="2" name="{PROPERTY}">{value}</property>'
        xml = f'{DECLARATION}<Properties xmlns="{_PROPERTIES}">{own}</Properties>'
        part = Part(PackURI("/docProps/custom.xml"), CT.OFC_CUSTOM_PROPERTIES, xml.encode(), package)
        package.relate_to(part, RT.CUSTOM_PROPERTIES)


def _short(text: str) -> str:
    """A property as Office allows it: at most 255 characters."""
    return clean(text)[:255]


def _without_times(written: bytes) -> bytes:
    """The same archive, every entry dated 1980, so that the hour of making leaves no trace in the bytes.

    The date stands twice, in front of each entry and in the directory (PKWARE's APPNOTE, 4.3.7 and 4.3.12); only these
    bytes are changed, nothing is packed again.
    """
    changed = bytearray(written)
    with zipfile.ZipFile(io.BytesIO(written)) as archive:
        at = archive.start_dir
        for entry in archive.infolist():
            changed[entry.header_offset + 10 : entry.header_offset + 14] = _ZIP_EPOCH
            changed[at + 5] = 0  # the system that made it
            changed[at + 12 : at + 16] = _ZIP_EPOCH
            at += 46 + sum(int.from_bytes(changed[at + place : at + place + 2], "little") for place in (28, 30, 32))
    return bytes(changed)


@lru_cache(maxsize=32)
def _template(look: Look) -> bytes:
    entries = {
        "[Content_Types].xml": _content_types(),
        "_rels/.rels": _relationships(
            (f"{_OFFICE}/officeDocument", "word/document.xml"),
            (f"{_OPC}/relationships/metadata/core-properties", "docProps/core.xml"),
        ),
        "docProps/core.xml": f'{DECLARATION}<cp:coreProperties xmlns:cp="{_OPC}/metadata/core-properties"/>',
        "word/document.xml": f"{DECLARATION}<w:document {NAMESPACES}><w:body/></w:document>",
        "word/_rels/document.xml.rels": _relationships(
            (f"{_OFFICE}/styles", "styles.xml"),
            (f"{_OFFICE}/settings", "settings.xml"),
            (f"{_OFFICE}/fontTable", "fontTable.xml"),
        ),
        "word/styles.xml": styles_xml(look),
        "word/settings.xml": _settings(look),
        "word/fontTable.xml": _fonts(),
    }
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as archive:
        for name, content in entries.items():
            archive.writestr(zipfile.ZipInfo(name, _ZIP_TIME), content)
    return written.getvalue()


def _content_types() -> str:
    overrides = {
        "/word/document.xml": CT.WML_DOCUMENT_MAIN,
        "/word/styles.xml": CT.WML_STYLES,
        "/word/settings.xml": CT.WML_SETTINGS,
        "/word/fontTable.xml": CT.WML_FONT_TABLE,
        "/docProps/core.xml": CT.OPC_CORE_PROPERTIES,
    }
    listed = "".join(f'<Override PartName="{name}" ContentType="{kind}"/>' for name, kind in overrides.items())
    return (
        f'{DECLARATION}<Types xmlns="{_OPC}/content-types"><Default Extension="rels" ContentType="'
        f'{CT.OPC_RELATIONSHIPS}"/><Default Extension="xml" ContentType="{CT.XML}"/>{listed}</Types>'
    )


def _relationships(*targets: tuple[str, str]) -> str:
    listed = "".join(
        f'<Relationship Id="rId{number}" Type="{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(targets, start=1)
    )
    return f'{DECLARATION}<Relationships xmlns="{_OPC}/relationships">{listed}</Relationships>'


def _settings(look: Look) -> str:
    compatibility = "http://schemas.microsoft.com/office/word"
    latin, arabic = ("en-GB", look.tag) if look.rtl else (look.tag, "ar-SY")
    people = "<w:trackRevisions/>" if look.tracked else "<w:removePersonalInformation/><w:removeDateAndTime/>"
    return (
        f'{DECLARATION}<w:settings {NAMESPACES}><w:zoom w:percent="100"/>{people}'
        '<w:defaultTabStop w:val="720"/><w:characterSpacingControl w:val="doNotCompress"/>'
        '<w:footnotePr><w:footnote w:id="-1"/><w:footnote w:id="0"/></w:footnotePr>'
        f'<w:compat><w:compatSetting w:name="compatibilityMode" w:uri="{compatibility}" w:val="15"/></w:compat>'
        f'<w:themeFontLang w:val="{latin}" w:bidi="{arabic}"/><w:decimalSymbol w:val="."/><w:listSeparator w:val=","/>'
        "</w:settings>"
    )


def _fonts() -> str:
    """word/fontTable.xml, with the families to fall back to where a face is missing."""
    faces = (("Times New Roman", "roman"), ("Calibri", "swiss"), ("Consolas", "modern"))
    listed = "".join(f'<w:font w:name="{name}"><w:family w:val="{family}"/></w:font>' for name, family in faces)
    return f"{DECLARATION}<w:fonts {NAMESPACES}>{listed}</w:fonts>"
