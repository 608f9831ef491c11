"""How pages name what the tables hold as words: stages, languages."""

from flask_babel import gettext as _

from advocacy.drafting.models import Stage
from papers.kinds import KINDS


def kind_name(kind: str, lang: str) -> str:
    """What a kind of statement is called in a language of texts."""
    return KINDS[kind].name(lang) if kind in KINDS else kind


def stage_name(stage: Stage) -> str:
    """How far a paper has come, in the reader's language."""
    names: dict[Stage, str] = {
        Stage.DRAFTING: _("Being written"),
        Stage.REVIEW: _("In review"),
        Stage.FROZEN: _("Frozen"),
        Stage.CALLING: _("Before the members"),
        Stage.ADOPTED: _("Adopted"),
        Stage.NOT_ADOPTED: _("Not adopted"),
        Stage.ISSUED: _("Issued"),
    }
    return names[stage]


def language_name(lang: str) -> str:
    """A language of texts, in the reader's language."""
    names: dict[str, str] = {
        "ar": _("Arabic"),
        "en": _("English"),
        "fr": _("French"),
        "kmr": _("Kurmanji"),
        "ckb": _("Sorani"),
    }
    return names.get(lang, lang)


def dropped_name(code: str) -> str:
    """What a reader of files could not keep (`papers.read.docx`), in the reader's language."""
    names: dict[str, str] = {
        "contents": _("lists of contents"),
        "deletions": _("deleted words"),
        "endnotes": _("endnotes, read as footnotes"),
        "field_links": _("links in fields; their words stay"),
        "format_changes": _("changes of format that a paper does not have"),
        "formulas": _("formulas"),
        "further_authors": _("further authors: only the first twenty are read apart"),
        "headers_and_footers": _("page headers and footers"),
        "insertions": _("inserted words, read as accepted"),
        "layout_changes": _("changes of tables and pages"),
        "letterhead_and_signatures": _("letterhead and signatures"),
        "nested_changes": _("deletions of what somebody else had inserted"),
        "objects": _("embedded objects"),
        "page_breaks": _("page breaks inside lists"),
        "pictures": _("pictures"),
        "symbols": _("symbols of special fonts"),
        "text_boxes": _("text boxes"),
    }
    return names.get(code, code)
