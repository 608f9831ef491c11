"""The key of a package changes with everything that its bytes depend on, and with nothing else."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest

from papers.package import Order
from papers.package.address import addresses
from tests.papers.package.orders import order, statement
from tests.papers.seal.test_pades import AT, keys


def key(wanted: Order) -> str:
    return addresses(wanted)["ar0"]


def changed_letter(wanted: Order, **fields: object) -> Order:
    first = wanted.wanted[0]
    return replace(wanted, wanted=[replace(first, letter=replace(first.letter, **fields))])  # type: ignore[arg-type]


CHANGES: dict[str, Callable[[Order], Order]] = {
    "a word of the letter": lambda o: changed_letter(o, salutation="معالي الوزيرة،"),
    "the same words divided otherwise": lambda o: changed_letter(o, addressee=("".join(o.wanted[0].letter.addressee),)),
    "the logo": lambda o: changed_letter(o, letterhead=replace(o.wanted[0].letter.letterhead, logo=b"<svg/>")),
    "the statement": lambda o: replace(o, documents={"ar": statement("en")}),
    "an annex": lambda o: replace(o, wanted=[replace(o.wanted[0], documents=("ar", "en"))]),
    "no seal": lambda o: replace(o, seal=None),
    "another key": lambda o: replace(o, seal=o.seal and replace(o.seal, key=keys()[0])),
    "another time": lambda o: replace(o, seal=o.seal and replace(o.seal, at=AT + timedelta(seconds=1))),
    "another reason": lambda o: replace(o, seal=o.seal and replace(o.seal, reason="RY/2026/020")),
    "another name of the field": lambda o: replace(o, wanted=[replace(o.wanted[0], seal_name="Seal")]),
}


@pytest.mark.parametrize("what", CHANGES)
def test_the_key_changes_with(what: str) -> None:
    wanted = order(1, is_sealed=True)
    assert key(CHANGES[what](wanted)) != key(wanted)


def test_the_key_is_the_same_for_the_same_and_knows_no_id() -> None:
    wanted = order(1, is_sealed=True)
    renamed = replace(wanted, wanted=[replace(wanted.wanted[0], id="other")])
    assert addresses(renamed)["other"] == key(wanted) == key(order(1, is_sealed=True))
    assert len(key(wanted)) == 64
