"""A short run of the random acts, on PostgreSQL a shorter one; `make fuzz` runs them for as long as one wants."""

import os

import pytest
from flask import Flask
from hypothesis import HealthCheck, settings
from hypothesis.stateful import run_state_machine_as_test
from sqlalchemy import select

from advocacy.database import session
from advocacy.signoff.models import Accession, AccessionShownTo
from tests.acts.machine import Acts
from tests.acts.sentences import SENTENCES

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


def test_whoever_accedes_for_one_office_comes_into_its_copy_and_the_sentences_hold(app: Flask) -> None:
    """What so short a run seldom comes to by chance."""
    Acts.app = app
    acts = Acts()
    acts.the_coalition_gathers()
    acts.a_text_goes_to_its_issue(0, 2, True)
    accession = session.scalars(select(Accession)).one()
    assert accession.issue == "1.1" and session.query(AccessionShownTo).count() == 1
    for sentence in SENTENCES:
        sentence(acts.world)
