"""Passwords: kept as argon2id hashes, changed by their owners."""

from flask_babel import lazy_gettext as _
from flask_security.utils import hash_password, verify_and_update_password

from advocacy.accounts.models import Person
from advocacy.accounts.rules import PASSWORD_LENGTH, is_too_plain
from advocacy.errors import BadInput
from advocacy.ledger import actions as ledger


def set_password(person: Person, password: str, *, by: Person | None) -> None:
    """Give a person a password. BadInput when it is short, common, or the login itself."""
    if len(password) < PASSWORD_LENGTH:
        raise BadInput({"password": _("At least %(count)s characters; a sentence is good.", count=PASSWORD_LENGTH)})
    if is_too_plain(password, person.login, person.email):
        raise BadInput({"password": _("This is too easy to guess. Four words that do not belong together are better.")})
    person.password = hash_password(password)
    ledger.append("accounts.password_set", person, by=by.id if by else None)


def check_password(person: Person | None, password: str) -> bool:
    """Whether the password is that of an open account. An unknown person takes as long as a known one."""
    if person is None or not person.password or len(password) > 1000:
        hash_password("nobody")
        return False
    return bool(verify_and_update_password(password, person)) and person.active
