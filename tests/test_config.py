"""Settings are read once, and those with which it would be unsafe to start are refused with what to do."""

import re
from dataclasses import replace
from pathlib import Path

import pytest

from advocacy.building import refuse_keys_of_development
from advocacy.keystore import FolderKeyStore
from config import BadSetting, Config, Smtp

SAFE = {
    "MAWQIF_MODE": "production",
    "MAWQIF_BASE_URL": "https://papers.riwaq.org/",
    "MAWQIF_SMTP_URL": "smtp+starttls://u:p@mail.riwaq.org",
    "MAWQIF_MAIL_FROM": "office@riwaq.org",
}


def test_nothing_need_be_set_to_try_it_out(tmp_path: Path) -> None:
    config = Config.from_environment({"MAWQIF_INSTANCE": str(tmp_path)})
    assert (config.mode, config.smtp, config.default_language) == ("development", None, "ar")
    assert config.database_url == f"sqlite:///{tmp_path / 'mawqif.sqlite'}"


def test_the_address_follows_the_port() -> None:
    assert Config.from_environment({"MAWQIF_PORT": "5100"}).base_url == "http://127.0.0.1:5100"


def test_a_safe_installation_starts() -> None:
    config = Config.from_environment(SAFE)
    assert config.base_url == "https://papers.riwaq.org"
    assert config.smtp == Smtp("mail.riwaq.org", 587, "u", "p", "starttls")
    assert "p" not in repr(config.smtp).split("password")


@pytest.mark.parametrize("missing", ["MAWQIF_BASE_URL", "MAWQIF_SMTP_URL", "MAWQIF_MAIL_FROM"])
def test_production_without_what_it_needs_does_not_start_and_says_what_to_set(missing: str) -> None:
    with pytest.raises(BadSetting, match=missing):
        Config.from_environment({name: value for name, value in SAFE.items() if name != missing})


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("MAWQIF_MODE", "prod"),
        ("MAWQIF_PORT", "five"),
        ("MAWQIF_PROXIES", "-1"),
        ("MAWQIF_LANGUAGE", "de"),
        ("MAWQIF_SMTP_URL", "mail.example"),
    ],
)
def test_a_setting_that_cannot_be_read_is_named(name: str, value: str) -> None:
    with pytest.raises(BadSetting, match=name):
        Config.from_environment({name: value})


def test_a_name_before_the_address_is_ours_to_choose() -> None:
    config = Config.from_environment({"MAWQIF_MAIL_NAME": "الأمانة", "MAWQIF_MAIL_FROM": "a@b.example"})
    assert config.sender.endswith("<a@b.example>")


def test_every_setting_is_in_the_manual() -> None:
    root = Path(__file__).resolve().parent.parent
    read = set(re.findall(r'"((?:MAWQIF_|DATABASE_)[A-Z_]+)"', (root / "config.py").read_text()))
    assert read == set(re.findall(r"^\| `([A-Z_]+)`", (root / "docs" / "running.md").read_text(), re.MULTILINE))


def test_production_never_starts_with_keys_made_in_development(tmp_path: Path) -> None:
    trying = Config(mode="development", instance=tmp_path, database_url="sqlite://")
    keys = FolderKeyStore(tmp_path / "keys")
    refuse_keys_of_development(trying, keys)
    real = replace(trying, mode="production")
    with pytest.raises(BadSetting, match="MAWQIF_INSTANCE"):
        refuse_keys_of_development(real, keys)
    refuse_keys_of_development(real, FolderKeyStore(tmp_path / "fresh"))
