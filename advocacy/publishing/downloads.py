"""Handing out the files of an issue over HTTP."""

from io import BytesIO

from flask import Response, send_file
from flask_babel import gettext as _

from advocacy import blobs
from advocacy.errors import NotFound
from advocacy.publishing.models import IssueFile
from advocacy.publishing.press import MEDIA_TYPES


def send(file: IssueFile | None) -> Response:
    """The file as a download under its neutral name; a reader that has these bytes already gets 304.

    Caches may keep it but ask each time, because an issue can be withdrawn within the minute. NotFound for None.
    """
    if file is None:
        raise NotFound(_("There is no such file here."))
    response = send_file(
        BytesIO(blobs.read(file.sha256)),
        mimetype=MEDIA_TYPES[file.format],
        as_attachment=True,
        download_name=file.name,
        etag=file.sha256,
        last_modified=None,
        max_age=0,
    )
    response.headers["Cache-Control"] = "no-cache"
    return response
