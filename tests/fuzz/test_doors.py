import pytest

from tests.fuzz.doors import DOORS, harm, knock
from tests.fuzz.seeds import seeds

TURNS = {"file": 250, "markdown": 250, "stored": 300, "sealed": 60, "attached": 80, "manifest": 200}


@pytest.mark.parametrize("door", DOORS)
def test_good_input_is_taken(door: str) -> None:
    assert [knock(door, data) for data in seeds()[door][:5]] == ["taken"] * len(seeds()[door][:5])


@pytest.mark.parametrize("door", DOORS)
def test_harmed_input_is_taken_or_refused_by_a_code(door: str) -> None:
    outcomes = {knock(door, harm(door, number)) for number in range(TURNS[door])}
    assert "taken" in outcomes
    assert len(outcomes) > 1 or door == "sealed"
