"""Pauses between attempts."""

from datetime import timedelta

from advocacy.outbox.rules import pause_after


def test_the_first_pauses_grow_and_then_stay_at_an_hour() -> None:
    minutes = [pause_after(attempt) for attempt in range(1, 7)]
    assert minutes == [timedelta(minutes=n) for n in (1, 5, 15, 60, 60, 60)]


def test_a_mail_is_given_up_after_a_day() -> None:
    pauses = []
    while (pause := pause_after(len(pauses) + 1)) is not None:
        pauses.append(pause)
    assert timedelta(hours=23) < sum(pauses, timedelta()) <= timedelta(hours=24)
