"""How pages name what the tables hold as words."""

from flask_babel import lazy_gettext as _

from advocacy.evidence.models import Confidentiality, Reliability, SourceKind, Way
from advocacy.evidence.rules import Consent

KINDS = {
    SourceKind.TESTIMONY: _("Testimony"),
    SourceKind.DOCUMENT: _("Document"),
    SourceKind.REPORT: _("Report"),
    SourceKind.DATA: _("Data"),
    SourceKind.MEDIA: _("Media"),
}
RELIABILITIES = {
    Reliability.CONFIRMED: _("Confirmed by a second, independent source"),
    Reliability.LIKELY: _("Likely"),
    Reliability.POSSIBLE: _("Possible"),
    Reliability.DOUBTFUL: _("Doubtful"),
    Reliability.UNJUDGED: _("Not judged yet"),
}
CONFIDENTIALITIES = {
    Confidentiality.PUBLIC: _("Public"),
    Confidentiality.COALITION: _("Inside the coalition"),
    Confidentiality.GROUP: _("The working group alone"),
    Confidentiality.SEALED: _("Sealed: the group's rapporteurs and the secretariat"),
}
WAYS = {
    Way.INTERVIEWS: _("Interviews"),
    Way.FOCUS_GROUP: _("Focus group"),
    Way.MEETING: _("Meeting"),
    Way.SURVEY: _("Survey"),
    Way.WRITTEN: _("In writing"),
}
CONSENTS = {
    Consent.NOT_NEEDED: ("", _("No consent needed")),
    Consent.HOLDS: ("good", _("Consent holds")),
    Consent.ENDED: ("bad", _("Consent has ended")),
    Consent.WITHDRAWN: ("bad", _("Consent withdrawn")),
}
"""The tone of a badge, and its words."""
