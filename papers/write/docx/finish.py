"""The last step of every file: what was collected while writing becomes parts of the package."""

from papers.write.docx.footnotes import footnotes_xml
from papers.write.docx.package import Properties
from papers.write.docx.sheet import Sheet


def finish(sheet: Sheet, body: str, properties: Properties) -> bytes:
    """The bytes of the file. Notes and lists come last because only then all of them are known."""
    sheet.package.add_footnotes(footnotes_xml(sheet))
    numbering = sheet.lists.xml()
    if numbering:
        sheet.package.add_numbering(numbering)
    return sheet.package.finish(body, properties)
