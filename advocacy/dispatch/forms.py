"""From the forms of a package to values."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from flask_babel import lazy_gettext as _

from advocacy.contacts.models import Office
from advocacy.dispatch.rules import LETTER_LANGUAGES, LetterText
from advocacy.forms import reading


@dataclass(frozen=True, slots=True)
class PackageForm:
    """A package as typed."""

    title: str
    letters: dict[str, LetterText]
    offices: tuple[Office, ...]
    annexes: tuple[str, ...] = ()


def package_form(
    form: Mapping[str, str], chosen: Sequence[str], offices: Sequence[Office], annexes: Sequence[str] = ()
) -> PackageForm:
    """Title, letters by language (an empty body is no letter), and the offices and annexes whose boxes were ticked."""
    by_id = {str(office.id): office for office in offices}
    with reading(form) as typed:
        title = typed.text("title", required=True, max_length=200)
        letters: dict[str, LetterText] = {}
        for lang in LETTER_LANGUAGES:
            body = typed.lines(f"body_{lang}", max_length=6000, lang=lang)
            subject = typed.text(f"subject_{lang}", max_length=200, lang=lang)
            if body and not subject:
                typed.refuse(f"subject_{lang}", _("A letter needs a subject."))
            if body:
                letters[lang] = LetterText(subject, paragraphs(body))
        if not letters:
            typed.refuse("body_ar", _("Write the letter in at least one language."))
        picked = tuple(by_id[key] for key in dict.fromkeys(chosen) if key in by_id)
        if not picked:
            typed.refuse("offices", _("Choose at least one office."))
    return PackageForm(title, letters, picked, tuple(dict.fromkeys(annexes)))


def paragraphs(body: str) -> tuple[str, ...]:
    """Paragraphs are separated by an empty line; a single line break is a space."""
    return tuple(" ".join(part.split()) for part in body.split("\n\n") if part.strip())


@dataclass(frozen=True, slots=True)
class AddressForm:
    """How an office is addressed in one letter, as typed."""

    salutation: str
    addressee: tuple[str, ...]
    closing: str


def address_form(form: Mapping[str, str]) -> AddressForm:
    """The corrected lines of one letter."""
    with reading(form) as typed:
        salutation = typed.text("salutation", required=True, max_length=200)
        addressee = typed.lines("addressee", required=True, max_length=800)
        closing = typed.text("closing", required=True, max_length=400)
    return AddressForm(salutation, tuple(line for line in addressee.splitlines() if line), closing)


def note_form(form: Mapping[str, str]) -> str:
    """To whom something was handed over."""
    with reading(form) as typed:
        return typed.text("note", required=True, max_length=300)


def mail_form(form: Mapping[str, str]) -> str:
    """Another address for a letter that came back."""
    with reading(form) as typed:
        return typed.mail("mail", required=True)
