"""`flask call`: the same use-cases without the web."""

from flask import Flask

from advocacy.clock import SetClock
from advocacy.policy import Office
from tests.make import coalition as make
from tests.make import signoff as calls
from tests.make.drafting import frozen_dossier


def test_a_call_is_opened_shown_and_closed_from_the_command_line(app: Flask, clock: SetClock) -> None:
    make.coalition()
    (member,) = calls.members(1)
    lonely = make.organisation()
    dossier, coordinator = frozen_dossier(), make.holder_of(Office.COORDINATOR)
    run = app.test_cli_runner().invoke
    order = ["call", "open", str(dossier.id), "--by", coordinator.login, "--until", "٥/١٢/٢٠٢٦ 18:00"]
    opened = run(args=order)
    assert "2 members asked, 1 personal links" in opened.output
    assert lonely.name_en in opened.output
    again = run(args=order)
    assert again.exit_code == 1
    assert "already open" in again.output
    early = run(args=["call", "close", "1"])
    assert "still open" in early.output
    shown = run(args=["call", "show", "1"])
    assert "silent          2" in shown.output
    assert member.name_en not in shown.output
    clock.set(clock.now().replace(year=2027))
    assert "not_adopted" in run(args=["call", "close", "1"]).output


def test_the_command_line_says_what_is_wrong(app: Flask) -> None:
    make.coalition()
    dossier = frozen_dossier()
    run = app.test_cli_runner().invoke
    assert "like" in run(args=["call", "open", str(dossier.id), "--by", "x", "--until", "tomorrow"]).output
    assert "no such" in run(args=["call", "open", "99", "--by", "x", "--until", "2026-12-05 18:00"]).output
    assert "no such call" in run(args=["call", "show", "99"]).output
