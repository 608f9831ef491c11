"""What the hard cases of changed texts share: a call that was signed, its text, and links from mails."""

from collections.abc import Sequence
from datetime import datetime

from advocacy.accounts.models import Person
from advocacy.coalition.models import GroupRole, GroupTerm
from advocacy.database import session
from advocacy.drafting.queries import get_head, source_of
from advocacy.signoff.models import Call
from advocacy.signoff.queries import tally_now
from tests.conftest import Browser
from tests.make import coalition as make
from tests.make import signoff as calls
from tests.make.drafting import frozen_dossier
from tests.make.links import link_of


def signed_call(organisations: int = 3, *, hours: float = 96, all_of_them: bool = False) -> Call:
    """A call that everybody has signed (and that so has closed), or everybody but the last one."""
    call = calls.open_call(frozen_dossier(), organisations=organisations, hours=hours)
    lines = list(call.roll)
    for line in lines if all_of_them else lines[:-1]:
        calls.answer(call, line.organisation)
    return session.get_one(Call, call.id)


def people_of(call: Call) -> list[Person]:
    """The signatories in the order of the roll."""
    return [calls.signatory_of(line.organisation) for line in call.roll]


def rapporteur_of(call: Call) -> Person:
    """Somebody who leads the working group of the paper."""
    someone = make.person()
    term = GroupTerm(
        group_id=call.dossier.group_id, person_id=someone.id, role=GroupRole.RAPPORTEUR, since=make.LONG_AGO
    )
    make.kept(term)
    return someone


def changed_source(call: Call, lang: str, *swaps: tuple[str, str]) -> str:
    """The text of now in one language as Markdown, with these words in the place of those."""
    version = call.dossier.version_in(lang)
    assert version is not None
    source = source_of(get_head(version))
    for old, new in swaps:
        assert old in source, old
        source = source.replace(old, new)
    return source


def change(
    browser: Browser,
    call: Call,
    change_class: str,
    ar: Sequence[tuple[str, str]],
    en: Sequence[tuple[str, str]] = (),
    *,
    closes_at: datetime | None = None,
    by: Person | None = None,
) -> int:
    """The rapporteur changes the text on the page; returns the status of the answer."""
    browser.delete_cookie("mawqif")
    browser.sign_in(by or rapporteur_of(call))
    typed = {
        "source_ar": changed_source(call, "ar", *ar),
        "source_en": changed_source(call, "en", *en),
        "change_class": change_class,
        "reason": "صُحّح اللفظ.",
        "timezone": "UTC",
    }
    if closes_at is not None:
        typed |= {"closes_at": closes_at.date().isoformat(), "closes_at_time": closes_at.strftime("%H:%M")}
    answer = browser.post(f"/calls/{call.id}/change", data=typed)
    browser.delete_cookie("mawqif")
    session.rollback()
    session.expire_all()
    return int(answer.status_code)


def newest_link(person: Person) -> str:
    """The personal link in the newest mail to this person, without what stands behind it."""
    return link_of(person).removesuffix("/change")


def signed(call: Call) -> int:
    """How many signatures count now."""
    session.rollback()
    session.expire_all()
    return tally_now(session.get_one(Call, call.id)).sign
