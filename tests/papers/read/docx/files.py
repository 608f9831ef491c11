"""Word files written part by part, for what no library of ours writes."""

import io
import zipfile

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
NAMESPACES = (
    f'xmlns:w="{W}" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml" '
    'xmlns:w15="http://schemas.microsoft.com/office/word/2012/wordml"'
)
STYLES = (
    f"<w:styles {NAMESPACES}>"
    '<w:style w:styleId="T"><w:name w:val="Title"/></w:style>'
    '<w:style w:styleId="H1"><w:name w:val="heading 1"/></w:style></w:styles>'
)


def packed(body: str, **parts: str) -> bytes:
    """A Word file with this body and these parts ("word/…xml"), its styles T (title) and H1."""
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", f"<w:document {NAMESPACES}><w:body>{body}</w:body></w:document>")
        for name, content in {"styles": STYLES, **parts}.items():
            archive.writestr(f"word/{name}" if "." in name else f"word/{name}.xml", content)
    return written.getvalue()


def r(text: str, properties: str = "") -> str:
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def gone(text: str) -> str:
    return f'<w:r><w:delText xml:space="preserve">{text}</w:delText></w:r>'


def p(*content: str, properties: str = "") -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr>{''.join(content)}</w:p>"


def by(tag: str, *content: str, author: str = "ليلى", at: str = "2026-11-20T10:00:00Z") -> str:
    """Content, or a mark without any, under a tracked change."""
    return f'<w:{tag} w:id="1" w:author="{author}" w:date="{at}">{"".join(content)}</w:{tag}>'
