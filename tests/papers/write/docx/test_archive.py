"""The archive around a written Word file."""

import io
import zipfile

from papers.write.docx import to_docx
from tests.papers.write.docx.samples import arabic, edition


def test_no_entry_tells_when_or_where_the_file_was_made() -> None:
    data = to_docx(arabic(), edition())
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert archive.testzip() is None
        assert {(entry.date_time, entry.create_system) for entry in archive.infolist()} == {((1980, 1, 1, 0, 0, 0), 0)}
        for entry in archive.infolist():
            assert data[entry.header_offset : entry.header_offset + 4] == b"PK\3\4"
            assert data[entry.header_offset + 10 : entry.header_offset + 14] == b"\0\0\x21\0"
