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
