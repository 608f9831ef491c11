"""Who may sign, as pure questions."""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any

import pytest

from advocacy.coalition.rules import Standing, by_law_values, covers, file_type, logo_type, may_sign, standing_of

DAY = date(2026, 11, 23)


@dataclass(frozen=True)
class Power:
    scope: str = "all"
    scope_values: list[Any] = field(default_factory=list)
    since: date = date(2026, 1, 1)
    until: date | None = None
    revoked_at: datetime | None = None
    ended_at: datetime | None = None


@dataclass(frozen=True)
class Text:
    id: int = 7
    kind: str = "position_paper"
    campaign_id: int | None = 3


def test_a_mandate_holds_on_its_first_and_its_last_day() -> None:
    mandate = Power(since=DAY, until=DAY)
    assert standing_of(mandate, DAY) is Standing.VALID
    assert standing_of(mandate, date(2026, 11, 22)) is Standing.NOT_YET
    assert standing_of(mandate, date(2026, 11, 24)) is Standing.ENDED


def test_a_revoked_mandate_is_revoked_from_that_day_and_was_good_before() -> None:
    mandate = Power(revoked_at=datetime(2026, 11, 23, 9, tzinfo=UTC))
    assert standing_of(mandate, DAY) is Standing.REVOKED
    assert standing_of(mandate, date(2026, 11, 22)) is Standing.VALID


@pytest.mark.parametrize(
    ("scope", "values", "within"),
    [
        ("all", [], True),
        ("kinds", ["position_paper"], True),
        ("kinds", ["urgent_appeal"], False),
        ("campaign", [3], True),
        ("campaign", ["3"], True),
        ("campaign", [4], False),
        ("paper", [7], True),
        ("paper", [3], False),
        ("something else", [7], False),
    ],
)
def test_a_mandate_covers_the_texts_of_its_scope_alone(scope: str, values: list[Any], within: bool) -> None:
    assert covers(Power(scope, values), Text()) is within


def test_a_text_without_campaign_lies_in_no_campaign() -> None:
    assert not covers(Power("campaign", ["None", None]), Text(campaign_id=None))


@pytest.mark.parametrize("status", ["suspended", "invited", "left", "partner", None])
def test_only_members_sign(status: str | None) -> None:
    assert may_sign(Power(), Text(), DAY, "member")
    assert not may_sign(Power(), Text(), DAY, status)


def test_by_laws_get_the_values_they_need_and_no_others() -> None:
    assert by_law_values("opt_in", {"quorum_percent": 3}) == {"minimum": 1, "close_early": "when_all_answered"}
    chosen = by_law_values("quorum_majority", {"quorum_percent": 60})
    assert (chosen["quorum_percent"], chosen["majority"], chosen["objection_blocks"]) == (60, "simple", False)


@pytest.mark.parametrize(
    ("rule", "values", "wrong"),
    [
        ("whim", {}, "rule"),
        ("quorum_majority", {"quorum_percent": 0}, "quorum_percent"),
        ("quorum_majority", {"quorum_percent": "60"}, "quorum_percent"),
        ("quorum_majority", {"majority": "loud"}, "majority"),
        ("quorum_majority", {"objection_blocks": "yes"}, "objection_blocks"),
        ("consensus", {"minus": True}, "minus"),
    ],
)
def test_by_laws_refuse_what_does_not_fit(rule: str, values: dict[str, object], wrong: str) -> None:
    with pytest.raises(ValueError, match=wrong):
        by_law_values(rule, values)


def test_a_file_is_what_its_first_bytes_say() -> None:
    assert file_type(b"%PDF-1.7 ...") == "application/pdf"
    assert file_type(b"\xff\xd8\xff\xe0") == "image/jpeg"
    assert file_type(b"MZ\x90\x00") is None
    assert file_type(b"<html>%PDF-") is None


@pytest.mark.parametrize(
    "svg",
    [
        b"<svg><script>1</script></svg>",
        b'<svg onload="x()"></svg>',
        b'<svg><image href="https://example.org/a.png"/></svg>',
        b'<svg style="background:url(https://example.org/a)"></svg>',
        b'<!DOCTYPE svg [<!ENTITY a "b">]><svg></svg>',
        b"<svg>",
        b"no picture",
    ],
)
def test_a_logo_that_could_run_or_fetch_something_is_refused(svg: bytes) -> None:
    assert logo_type(svg) is None


def test_a_plain_svg_is_a_logo() -> None:
    assert (
        logo_type(b'<svg xmlns="http://www.w3.org/2000/svg"><path d="M0 0" fill="url(#a)"/></svg>') == "image/svg+xml"
    )
