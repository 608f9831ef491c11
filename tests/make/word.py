"""Word files as several people send them back: our own draft, with what each wrote into its XML as Word does."""

import io
import zipfile
from collections.abc import Callable, Mapping

from papers.read.docx.archive import W

CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"
RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/comments"
_TEXT = '<w:t xml:space="preserve">'
DAY = "2026-11-20T10:00:00Z"


def run(words: str) -> str:
    """Plain right-to-left words."""
    return f"<w:r><w:rPr><w:rtl/></w:rPr>{_TEXT}{words}</w:t></w:r>"


def inserted(author: str, words: str, date: str = DAY) -> str:
    return f'<w:ins w:id="90" w:author="{author}" w:date="{date}">{run(words)}</w:ins>'


def deleted(author: str, words: str, date: str = DAY) -> str:
    gone = run(words).replace("<w:t ", "<w:delText ").replace("</w:t>", "</w:delText>")
    return f'<w:del w:id="91" w:author="{author}" w:date="{date}">{gone}</w:del>'


def new_paragraph(author: str, words: str, date: str = DAY) -> str:
    mark = f'<w:ins w:id="92" w:author="{author}" w:date="{date}"/>'
    return f"<w:p><w:pPr><w:rPr>{mark}</w:rPr></w:pPr>{inserted(author, words, date)}</w:p>"


def remarked(number: int, words: str) -> str:
    """Words under a comment of that number, which `edited` is to be given."""
    begin, end = f'<w:commentRangeStart w:id="{number}"/>', f'<w:commentRangeEnd w:id="{number}"/>'
    return f'{begin}{run(words)}{end}<w:r><w:commentReference w:id="{number}"/></w:r>'


def within(words: str, *parts: str) -> Callable[[str], str]:
    """Put parts in the place of these words, which stand in one run."""

    def change(xml: str) -> str:
        at = xml.index(words)
        begin = xml.rindex("<w:r>", 0, at)
        end = xml.index("</w:r>", at) + len("</w:r>")
        whole = xml[begin:end]
        text = whole[whole.index(_TEXT) + len(_TEXT) : whole.index("</w:t>")]
        left, right = text.split(words, 1)
        pieces = [run(left) if left else "", *parts, run(right) if right else ""]
        return xml[:begin] + "".join(pieces) + xml[end:]

    return change


def at_the_end(xml_of_paragraph: str) -> Callable[[str], str]:
    return lambda xml: xml.replace("<w:sectPr", f"{xml_of_paragraph}<w:sectPr", 1)


def edited(data: bytes, *changes: Callable[[str], str], comments: Mapping[int, tuple[str, str]] | None = None) -> bytes:
    """The file with these changes of its main part; `comments` maps a number to author and words."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            content = source.read(name).decode() if name.endswith((".xml", ".rels")) else source.read(name)
            if name == "word/document.xml":
                for change in changes:
                    content = change(str(content))
            if comments and name == "[Content_Types].xml":
                part = f'<Override PartName="/word/comments.xml" ContentType="{CONTENT_TYPE}"/></Types>'
                content = str(content).replace("</Types>", part)
            if comments and name == "word/_rels/document.xml.rels":
                relation = f'<Relationship Id="rIdC" Type="{RELATION}" Target="comments.xml"/></Relationships>'
                content = str(content).replace("</Relationships>", relation)
            target.writestr(name, content)
        if comments:
            target.writestr("word/comments.xml", _comments(comments))
    return out.getvalue()


def _comments(comments: Mapping[int, tuple[str, str]]) -> str:
    listed = "".join(
        f'<w:comment w:id="{number}" w:author="{author}" w:date="{DAY}"><w:p>{run(words)}</w:p></w:comment>'
        for number, (author, words) in comments.items()
    )
    return f'<w:comments xmlns:w="{W[1:-1]}">{listed}</w:comments>'


def without_mark(data: bytes) -> bytes:
    """The same file as a program saves it that keeps no custom properties."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(out, "w") as target:
        for name in source.namelist():
            if name != "docProps/custom.xml":
                target.writestr(name, source.read(name))
    return out.getvalue()


def part(data: bytes, name: str) -> str:
    """One part of a file as text."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return archive.read(name).decode()


def everything(data: bytes) -> str:
    """All parts of a file as text."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return "\n".join(archive.read(name).decode("utf-8", "replace") for name in archive.namelist())
