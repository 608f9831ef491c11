"""Packages from the command line."""

from flask import Flask

from advocacy.dispatch import queries
from advocacy.mail import KeptMail
from advocacy.policy import Office as Standing
from tests.make.coalition import group, holder_of, rapporteur
from tests.make.contacts import office
from tests.make.dispatch import package
from tests.make.publishing import issued


def test_a_package_is_prepared_and_sent_by_two_people(app: Flask, mail: KeptMail) -> None:
    issue, embassy = issued(), office()
    desk, board = holder_of(Standing.RELATIONS), holder_of(Standing.BOARD)
    run = app.test_cli_runner().invoke
    done = run(args=["package", "prepare", str(issue.id), "--office", embassy.code, "--by", desk.login])
    assert done.exit_code == 0, done.output
    (prepared,) = queries.packages()
    refused = run(args=["package", "send", str(prepared.id), "--by", desk.login])
    assert refused.exit_code == 1
    sent = run(args=["package", "send", str(prepared.id), "--by", board.login])
    assert sent.exit_code == 0, sent.output
    assert " sent " in sent.output
    assert len(mail.to(embassy.mail)) == 1


def test_somebody_without_the_right_sends_nothing(app: Flask, mail: KeptMail) -> None:
    prepared, outsider = package(), rapporteur(group())
    done = app.test_cli_runner().invoke(args=["package", "send", str(prepared.id), "--by", outsider.login])
    assert done.exit_code == 1
    assert "may not" in done.output


def test_an_unknown_office_or_package_is_said(app: Flask) -> None:
    issue, desk = issued(), holder_of(Standing.RELATIONS)
    run = app.test_cli_runner().invoke
    done = run(args=["package", "prepare", str(issue.id), "--office", "K999", "--by", desk.login])
    assert done.exit_code == 1
    assert "K999" in done.output
    assert run(args=["package", "show", "999"]).exit_code == 1
