from datetime import UTC, datetime

import pytest

from papers.seal.keys import Key, make_authority, make_certificate

AT = datetime(2026, 11, 23, 15, 0, tzinfo=UTC)


def test_a_key_survives_its_pem_with_and_without_password() -> None:
    key = make_certificate(make_authority("Authority", AT), "رواق الياسمين", AT)
    for password in (None, b"a long word"):
        again = Key.from_pem(key.to_pem(password), password)
        assert (again.certificate, again.chain) == (key.certificate, key.chain)
        assert again.name == "رواق الياسمين"


def test_an_encrypted_key_does_not_open_without_its_password() -> None:
    pem = make_authority("Authority", AT).to_pem(b"a long word")
    with pytest.raises(TypeError):
        Key.from_pem(pem)


def test_a_seal_is_issued_by_its_authority_and_may_issue_nothing_itself() -> None:
    authority = make_authority("Authority", AT)
    key = make_certificate(authority, "Coalition", AT)
    key.certificate.verify_directly_issued_by(authority.certificate)
    assert key.certificate.extensions.get_extension_for_oid(key.certificate.extensions[1].oid) is not None
    assert not _may_issue(key)
    assert _may_issue(authority)


def test_a_foreign_certificate_in_the_pem_is_refused() -> None:
    one, other = make_authority("One", AT), make_authority("Other", AT)
    mixed = one.to_pem().split(b"-----BEGIN CERTIFICATE")[0] + other.certificate_pem()
    with pytest.raises(ValueError, match="does not belong"):
        Key.from_pem(mixed)


def test_a_name_longer_than_a_common_name_may_be_is_kept_whole() -> None:
    assert make_authority("ت" * 100, AT).name == "ت" * 100


def test_the_published_certificate_holds_no_private_key() -> None:
    assert b"PRIVATE" not in make_authority("Authority", AT).certificate_pem()


def _may_issue(key: Key) -> bool:
    from cryptography.x509 import BasicConstraints

    return key.certificate.extensions.get_extension_for_class(BasicConstraints).value.ca
