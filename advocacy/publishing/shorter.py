"""The shorter papers that are made from an adopted text, as files: they say nothing that the text does not say."""

from collections.abc import Callable

from advocacy.publishing import queries
from advocacy.publishing.models import Issue
from papers import bounded
from papers.derived import brief, briefing_note, message, press_text, unsigned
from papers.edition import Edition
from papers.model import Paper
from papers.write.text import to_text

SHORTER: dict[str, Callable[[Paper, Edition], Paper]] = {
    "brief": brief,
    "note": briefing_note,
    "press": press_text,
}
"""Name in the address → what makes it."""
FORMS: dict[str, tuple[str, Callable[[Paper, Edition], bytes]]] = {
    "pdf": ("application/pdf", lambda paper, edition: bounded.to_pdf(paper, edition)),
    "docx": (
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        lambda paper, edition: bounded.to_docx(paper, edition),
    ),
    "txt": ("text/plain; charset=utf-8", lambda paper, edition: to_text(paper, edition).encode()),
}


def shorter_file(issue: Issue, lang: str, name: str, form: str) -> tuple[bytes, str]:
    """One of them as a file, with its media type. KeyError for a name, form or language that there is not."""
    make, (media_type, write) = SHORTER[name], FORMS[form]
    edition = queries.edition_of(issue, lang)
    return write(make(queries.paper_in(issue, lang), edition), unsigned(edition)), media_type


def message_of(issue: Issue, lang: str) -> str:
    """The message for telephones: 900 characters at most. KeyError for a language that there is not."""
    return message(queries.paper_in(issue, lang), queries.edition_of(issue, lang))
