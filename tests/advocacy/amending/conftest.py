import pytest
from flask import Flask

from advocacy.accounts.models import Person
from advocacy.amending.models import Window
from advocacy.coalition.models import Organisation
from tests.make import amending
from tests.make import coalition as make
from tests.make.drafting import dossier as written


@pytest.fixture
def window(app: Flask) -> Window:
    """A review of an Arabic text that is open."""
    return amending.review(written(en=None))


@pytest.fixture
def rapporteur(window: Window) -> Person:
    """Who answers for the text."""
    return make.rapporteur(window.dossier.group)


@pytest.fixture
def homes(window: Window) -> list[Organisation]:
    """Members that can move amendments."""
    return list(amending.organisations())
