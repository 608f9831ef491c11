"""A short run of the random acts, on PostgreSQL a shorter one; `make fuzz` runs them for as long as one wants."""

import os

import pytest
from flask import Flask
from hypothesis import HealthCheck, settings
from hypothesis.stateful import run_state_machine_as_test

from tests.acts.machine import Acts

SHORT = settings(
    max_examples=4 if os.environ.get("MAWQIF_TEST_DATABASE") else 12,
    stateful_step_count=20,
    derandomize=True,
    deadline=None,
    database=None,
    suppress_health_check=list(HealthCheck),
)


@pytest.mark.timeout(600)
def test_whatever_many_people_do_in_any_order_the_eight_sentences_hold(app: Flask) -> None:
    Acts.app = app
    run_state_machine_as_test(Acts, settings=SHORT)
