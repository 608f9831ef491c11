import pytest
from flask import Flask

from advocacy.accounts.models import Person
from advocacy.coalition.models import Group
from advocacy.policy import Office
from tests.make import coalition as make


@pytest.fixture
def group(app: Flask) -> Group:
    """A working group of a coalition."""
    make.coalition()
    return make.group()


@pytest.fixture
def rim(group: Group) -> Person:
    """Its rapporteur."""
    return make.rapporteur(group)


@pytest.fixture
def dima(group: Group) -> Person:
    """Who may comment and suggest, and not save a revision."""
    return make.holder_of(Office.BOARD)
