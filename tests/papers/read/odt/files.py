"""OpenDocument texts written part by part, for what LibreOffice of today does not write."""

import io
import zipfile

NAMES = {
    **{
        name: f"urn:oasis:names:tc:opendocument:xmlns:{long}:1.0"
        for name, long in (
            *(("office", "office"), ("text", "text"), ("table", "table"), ("style", "style"), ("draw", "drawing")),
            *(("fo", "xsl-fo-compatible"), ("svg", "svg-compatible"), ("manifest", "manifest")),
        )
    },
    "xlink": "http://www.w3.org/1999/xlink",
    "dc": "http://purl.org/dc/elements/1.1/",
    "loext": "urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0",
}
NAMESPACES = " ".join(f'xmlns:{name}="{long}"' for name, long in NAMES.items())


def packed(body: str, styles: str = "", common: str = "", **entries: bytes | str) -> bytes:
    """A file with this content of office:text, these automatic styles and this content of styles.xml."""
    written = io.BytesIO()
    content = (
        f"<office:document-content {NAMESPACES}><office:automatic-styles>{styles}</office:automatic-styles>"
        f"<office:body><office:text>{body}</office:text></office:body></office:document-content>"
    )
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.text", zipfile.ZIP_STORED)
        archive.writestr("content.xml", content)
        archive.writestr("styles.xml", f"<office:document-styles {NAMESPACES}>{common}</office:document-styles>")
        for name, data in entries.items():
            archive.writestr(name.replace("__", "/"), data)
    return written.getvalue()


def p(*content: str, style: str = "Standard") -> str:
    return f'<text:p text:style-name="{style}">{"".join(content)}</text:p>'


def region(identity: str, *kinds: str, author: str = "ليلى", at: str = "2026-11-20T10:00:00.000000000") -> str:
    """A tracked change; `kinds` are its element with what a deletion took out: "insertion", "deletion:<text:p>…"."""
    info = f"<office:change-info><dc:creator>{author}</dc:creator><dc:date>{at}</dc:date></office:change-info>"
    said = "".join(
        f"<text:{kind}>{info}{gone}</text:{kind}>" for kind, _, gone in (one.partition(":") for one in kinds)
    )
    return f'<text:changed-region xml:id="{identity}" text:id="{identity}">{said}</text:changed-region>'


def tracked(*regions: str) -> str:
    return f"<text:tracked-changes>{''.join(regions)}</text:tracked-changes>"


def start(identity: str) -> str:
    return f'<text:change-start text:change-id="{identity}"/>'


def end(identity: str) -> str:
    return f'<text:change-end text:change-id="{identity}"/>'


def gone(identity: str) -> str:
    return f'<text:change text:change-id="{identity}"/>'


def comment(name: str, text: str, more: str = "") -> str:
    return (
        f'<office:annotation office:name="{name}" {more}><dc:creator>سارة</dc:creator>'
        f"<dc:date>2026-11-22T08:00:00</dc:date><text:p>{text}</text:p></office:annotation>"
    )
