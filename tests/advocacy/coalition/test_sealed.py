"""What the database keeps of an organisation's names: nothing that can be read without the keys."""

from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select, text

from advocacy import keystore, schema
from advocacy.coalition.models import Organisation, Visibility
from advocacy.coalition.queries import organisation_named_like
from advocacy.coalition.sealed import opened_words
from advocacy.database import db, session, transaction
from advocacy.outbox.actions import body_of
from advocacy.outbox.models import Message
from tests.advocacy.test_schema import empty, spare  # noqa: F401 – fixtures
from tests.hostile.house import SHY, hidden_organisation
from tests.make import coalition as make
from tests.make.mails import mail_to


@pytest.fixture
def shy(app: Flask) -> Organisation:
    make.coalition()
    return hidden_organisation(SHY, Visibility.WITHHELD)


def test_the_fields_are_read_and_written_as_any_others(shy: Organisation) -> None:
    with transaction():
        session.get_one(Organisation, shy.id).note = "تُنادى عند الضرورة"
    row = session.get_one(Organisation, shy.id, populate_existing=True)
    assert (row.name_ar, row.name_en, row.name_fr) == (SHY["ar"], SHY["en"], SHY["fr"])
    assert (row.note, row.registration) == ("تُنادى عند الضرورة", "")


def test_what_is_sealed_for_one_row_does_not_open_in_another(shy: Organisation) -> None:
    other = make.organisation()
    with transaction():
        row = session.get_one(Organisation, other.id)
        row.sealed = session.get_one(Organisation, shy.id).sealed
    with pytest.raises(ValueError, match="cannot be read"):
        _ = session.get_one(Organisation, other.id, populate_existing=True).name_ar


def test_the_length_of_what_is_sealed_tells_little(shy: Organisation) -> None:
    assert len(shy.sealed) == len(make.organisation("أ").sealed)


def test_a_near_duplicate_is_found_without_a_readable_fold(shy: Organisation) -> None:
    assert organisation_named_like("عُصفور الخفاء الكنهبلى") == shy
    assert organisation_named_like("عصفور آخر") is None
    assert SHY["ar"] not in shy.likeness and len(shy.likeness) == 64


def test_a_newer_key_encrypts_everything_anew_and_old_words_still_open(shy: Organisation) -> None:
    before = bytes(shy.sealed)
    mail = mail_to()
    words = body_of(session.get_one(Message, mail))
    told = db_app().test_cli_runner().invoke(args=["keys", "rotate"])
    assert told.output == "Key 1: 1 organisations, 1 mails and 0 files are encrypted with it.\n", told.output
    session.expire_all()
    row = session.get_one(Organisation, shy.id)
    assert row.sealed != before and row.sealed[:5] == b"\x00mk\x00\x01"
    assert row.name_en == SHY["en"]
    assert opened_words(row.uid, before)["name_en"] == SHY["en"], "a backup from before still opens"
    assert body_of(session.get_one(Message, mail)) == words
    assert db_app().test_cli_runner().invoke(args=["keys", "show"]).output == "Fields are encrypted with key 1.\n"


def db_app() -> Flask:
    from flask import current_app

    return current_app._get_current_object()  # type: ignore[attr-defined, no-any-return]


def test_words_from_before_there_were_numbers_open(app: Flask) -> None:
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    nonce = bytes(12)
    old = nonce + AESGCM(keystore.secret("field.key")).encrypt(nonce, "كلام".encode(), b"here")
    assert keystore.decrypt("here", old) == "كلام"
    with pytest.raises(ValueError, match="cannot be read"):
        keystore.decrypt("there", old)


def test_an_older_installation_is_sealed_on_the_way_up_and_opened_on_the_way_down(empty: object) -> None:  # noqa: F811
    schema.upgrade(empty, "0009")  # type: ignore[arg-type]
    with empty.begin() as connection:  # type: ignore[attr-defined]
        connection.execute(
            text(
                "INSERT INTO coalition_organisation (number, kind, visibility, name_ar, name_en, name_fr, fold, "
                "registration, mail, lang, timezone, note, created_at, signatures_needed, votes, accepts_silence) "
                "VALUES ('1', 'network', 'withheld', :ar, :en, '', 'x', '', 'a@b.example', 'ar', 'UTC', '', "
                "'2026-11-23 12:00:00', 1, 1, :no)"
            ),
            {**SHY, "no": False},
        )
    schema.upgrade(empty, "0010")  # type: ignore[arg-type]
    with empty.connect() as connection:  # type: ignore[attr-defined]
        row = connection.execute(text("SELECT uid, sealed FROM coalition_organisation")).one()
        if connection.dialect.name == "sqlite":
            connection.rollback()
            connection.connection.driver_connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            kept = Path(connection.engine.url.database).read_bytes()
            assert SHY["ar"].encode() not in kept and SHY["en"].encode() not in kept
    assert opened_words(row.uid, bytes(row.sealed))["mail"] == "a@b.example"
    schema.downgrade(empty, "0009")  # type: ignore[arg-type]
    with empty.connect() as connection:  # type: ignore[attr-defined]
        names = connection.execute(text("SELECT name_ar, name_en, mail FROM coalition_organisation")).one()
    assert tuple(names) == (SHY["ar"], SHY["en"], "a@b.example")


def test_no_row_of_an_organisation_can_be_read_in_the_tables(shy: Organisation) -> None:
    with db.engine.connect() as connection:
        rows = connection.execute(text("SELECT * FROM coalition_organisation")).all()
    assert not any(name in repr(rows) for name in SHY.values())
    assert session.scalars(select(Organisation)).one().name_ar == SHY["ar"]
