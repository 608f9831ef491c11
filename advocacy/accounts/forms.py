"""What people type at the door and about themselves."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from advocacy.accounts.actions.people import LANGUAGES
from advocacy.accounts.rules import safe_target
from advocacy.forms import reading
from papers.model import LANGUAGES as PAPER_LANGUAGES

Form = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class EntryForm:
    """Login (or mail address) and password, and where the reader wanted to go."""

    login: str
    password: str
    after: str

    @classmethod
    def parse(cls, form: Form) -> "EntryForm":
        with reading(form) as typed:
            login = typed.text("login", required=True)
            password = typed.secret("password", required=True)
        return cls(login, password, safe_target(form.get("after", "")))


@dataclass(frozen=True, slots=True)
class LinkForm:
    """Whoever wants a link."""

    login: str
    after: str

    @classmethod
    def parse(cls, form: Form) -> "LinkForm":
        with reading(form) as typed:
            login = typed.text("login", required=True)
        return cls(login, safe_target(form.get("after", "")))


@dataclass(frozen=True, slots=True)
class PasswordForm:
    """The present password (empty if there is none yet) and the new one."""

    present: str
    password: str

    @classmethod
    def parse(cls, form: Form) -> "PasswordForm":
        with reading(form) as typed:
            present = typed.secret("present")
            password = typed.secret("password", required=True)
        return cls(present, password)


@dataclass(frozen=True, slots=True)
class ProfileForm:
    """What people say about themselves."""

    name_ar: str
    name_en: str
    phone: str
    lang: str
    timezone: str
    weekly: bool
    tongues: tuple[str, ...]

    @classmethod
    def parse(cls, form: Form, tongues: Collection[str] = ()) -> "ProfileForm":
        """Read the form; `tongues` are the ticked languages, of which only those count that papers have."""
        with reading(form) as typed:
            return cls(
                name_ar=typed.text("name_ar", required=True, max_length=80),
                name_en=typed.text("name_en", max_length=80),
                phone=typed.text("phone", max_length=40),
                lang=typed.choice("lang", LANGUAGES),
                timezone=typed.zone("timezone"),
                weekly=typed.is_checked("weekly"),
                tongues=tuple(lang for lang in PAPER_LANGUAGES if lang in tongues),
            )


@dataclass(frozen=True, slots=True)
class InvitationForm:
    """A person to invite."""

    login: str
    name_ar: str
    name_en: str
    email: str
    lang: str

    @classmethod
    def parse(cls, form: Form) -> "InvitationForm":
        with reading(form) as typed:
            return cls(
                login=typed.text("login", required=True, max_length=32),
                name_ar=typed.text("name_ar", required=True, max_length=80),
                name_en=typed.text("name_en", max_length=80),
                email=typed.mail("email", required=True),
                lang=typed.choice("lang", LANGUAGES, default="ar"),
            )
