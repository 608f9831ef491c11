"""Accounts from the command line."""

from flask import Flask

from advocacy.accounts.actions import check_password
from advocacy.accounts.queries import person_by_login
from advocacy.database import session

PASSWORD = "four words that fit"


def test_an_account_is_opened_and_gets_a_password(app: Flask) -> None:
    runner = app.test_cli_runner()
    answer = runner.invoke(args=["person", "add", "sami", "sami@riwaq.example", "--name", "سامي ع."])
    assert answer.exit_code == 0, answer.output
    answer = runner.invoke(args=["person", "password", "sami"], input=f"{PASSWORD}\n{PASSWORD}\n")
    assert answer.exit_code == 0, answer.output
    assert PASSWORD not in answer.output
    session.expire_all()
    assert check_password(person_by_login("sami"), PASSWORD)


def test_a_login_is_given_once(app: Flask) -> None:
    runner = app.test_cli_runner()
    line = ["person", "add", "sami", "sami@riwaq.example", "--name", "سامي ع."]
    assert runner.invoke(args=line).exit_code == 0
    assert runner.invoke(args=line).exit_code == 1


def test_a_weak_password_and_an_unknown_login_are_refused(app: Flask) -> None:
    runner = app.test_cli_runner()
    assert runner.invoke(args=["person", "password", "nobody", "--password", PASSWORD]).exit_code == 1
    runner.invoke(args=["person", "add", "sami", "sami@riwaq.example", "--name", "سامي ع."])
    assert runner.invoke(args=["person", "password", "sami", "--password", "short"]).exit_code == 1
