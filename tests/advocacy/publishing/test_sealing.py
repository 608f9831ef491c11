"""The key that seals, and the certificate that readers trust."""

from flask import Flask

from advocacy import clock, outside
from advocacy.publishing.sealing import authority, authority_pem, certificates_pem, sealing_key
from papers.seal.keys import make_authority, make_certificate
from tests.make import coalition as make


def test_the_key_is_made_once_and_kept(app: Flask) -> None:
    make.coalition()
    assert sealing_key().fingerprint == sealing_key().fingerprint
    assert sealing_key().name == "Riwaq al-Yasmin Civil Coalition"
    assert authority() == sealing_key().chain[-1]


def test_a_key_from_elsewhere_takes_the_place_of_ours(app: Flask) -> None:
    elsewhere = make_authority("Another authority", clock.now())
    placed = make_certificate(elsewhere, "Coalition", clock.now())
    outside.current().keys.put("seal.pem", placed.to_pem())
    assert sealing_key().fingerprint == placed.fingerprint
    assert authority() == elsewhere.certificate


def test_only_certificates_are_published(app: Flask) -> None:
    assert b"PRIVATE" not in certificates_pem() + authority_pem()
    assert certificates_pem().count(b"BEGIN CERTIFICATE") == 2
    assert authority_pem().count(b"BEGIN CERTIFICATE") == 1


def test_the_command_shows_what_may_be_published(app: Flask) -> None:
    shown = app.test_cli_runner().invoke(args=["seal", "show"]).output
    assert "SHA-256" in shown
    assert "BEGIN CERTIFICATE" in shown
    assert "PRIVATE" not in shown
