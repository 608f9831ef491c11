"""The coordinator's board: how far everybody has come, what blocks, answers over time, live and on paper."""

import csv
import io
import re
from datetime import UTC, datetime, timedelta
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select

from advocacy.clock import SetClock
from advocacy.coalition.models import GroupSeat, Organisation, Visibility
from advocacy.database import session, transaction
from advocacy.outbox.models import MailState, Message
from advocacy.policy import Office
from advocacy.signoff.models import Call, Choice
from advocacy.signoff.rules.curve import Act, answered_at, curve
from tests.conftest import Browser, without_proofs
from tests.make import coalition as make
from tests.make import signoff as calls
from tests.make.links import link_of


@pytest.fixture
def call(app: object) -> Call:
    return calls.open_call(organisations=5)


@pytest.fixture
def coordinator(browser: Browser) -> Browser:
    return browser.sign_in(make.holder_of(Office.COORDINATOR))


def house(call: Call, position: int) -> Organisation:
    return session.get_one(Call, call.id).roll[position].organisation


def sign(browser: Browser, call: Call, position: int, choice: str = "sign") -> Browser:
    """Through the personal link, as a member does, in a browser of their own, which goes on knowing the link."""
    link = link_of(calls.signatory_of(house(call, position)))
    member = browser.application.test_client()
    assert member.post(link, data={"seal": call.seal, "choice": choice, "visibility": "public"}).status_code == 303
    assert isinstance(member, Browser)
    return member


def mails_left(call: Call, *, but: Organisation | None = None) -> None:
    """All invitations are with the mail server; the one to `but` came back."""
    failed = calls.signatory_of(but).email if but else ""
    with transaction():
        for mail in session.scalars(select(Message).where(Message.key.like("signoff.link:%"))):
            mail.state = MailState.FAILED if mail.recipient == failed else MailState.SENT


def lines_of(page: str) -> dict[str, list[int]]:
    """The numbers of the table «asked, reached, bounced, opened, answered», by the name of the line."""
    table = page[page.index('<table class="parts">') :]
    rows = re.findall(r'<tr><th scope="row"><bdi>(.*?)</bdi></th>(.*?)</tr>', table[: table.index("</table>")])
    return {name: [int(number) for number in re.findall(r">(\d+)<", cells)] for name, cells in rows}


def drawing(page: str) -> ElementTree.Element:
    return ElementTree.fromstring(page[page.index("<svg") : page.index("</svg>") + 6])


def watched(browser: Browser, call: Call) -> str:
    return str(browser.get(f"/calls/{call.id}?lang=ar").text)


def test_asked_reached_bounced_opened_and_answered_are_counted_for_all_and_for_each_group(
    coordinator: Browser, call: Call
) -> None:
    group = make.group("فريق المفقودين")
    for position in (0, 1):
        make.kept(GroupSeat(group_id=group.id, organisation_id=house(call, position).id, since=make.LONG_AGO))
    mails_left(call, but=house(call, 1))
    sign(coordinator, call, 0)
    lines = lines_of(watched(coordinator, call))
    assert lines["الكل"] == [5, 4, 1, 1, 1]
    assert lines["فريق المفقودين"] == [2, 1, 1, 1, 1]


def test_regions_are_sealed_and_never_make_a_line(coordinator: Browser, call: Call) -> None:
    house(call, 0).region = "إدلب"
    session.commit()
    assert "إدلب" not in lines_of(watched(coordinator, call))


def test_a_mail_that_was_fetched_and_a_page_that_was_looked_at_count_as_opened_by_nobody(
    coordinator: Browser, call: Call
) -> None:
    mails_left(call)
    for position in range(5):
        assert coordinator.application.test_client().get(link_of(calls.signatory_of(house(call, position)))).text
    assert lines_of(watched(coordinator, call))["الكل"] == [5, 5, 0, 0, 0]


def test_an_answer_by_telephone_is_answered_and_opened_by_nobody(coordinator: Browser, call: Call) -> None:
    by, second = make.holder_of(Office.COORDINATOR), make.holder_of(Office.BOARD)
    data = {
        "seal": call.seal,
        "person": str(calls.signatory_of(house(call, 0)).id),
        "channel": "phone",
        "evidence": "اتصال يوم الاثنين الساعة 11",
        "choice": "sign",
        "visibility": "public",
    }
    coordinator.sign_in(by)
    assert coordinator.post(f"/calls/{call.id}/record/{house(call, 0).id}", data=data).status_code == 303
    blocked = watched(coordinator, call)
    assert "رد واحد مدوّن ينتظر شخصًا ثانيًا" in blocked
    address = re.search(rf"/calls/{call.id}/recordings?/(\d+)/confirm", watched(coordinator.sign_in(second), call))
    assert address is not None
    assert coordinator.post(address.group(0)).status_code == 303
    assert lines_of(watched(coordinator, call))["الكل"][3:] == [0, 1]


def test_what_blocks_stands_first_in_words_and_one_click_from_its_cure(coordinator: Browser, clock: SetClock) -> None:
    make.coalition()
    lonely = make.organisation("جمعية بلا مفوّض")
    torn, _second = make.organisation("جمعية بصوتين"), make.organisation()
    pair = [make.signatory(torn) for _person in range(2)]
    other = calls.members(2)
    call = calls.open_call()
    mails_left(call, but=other[0])
    calls.answer(call, torn, by=pair[0])
    calls.answer(call, torn, Choice.OBJECT, by=pair[1])
    page = watched(coordinator, call)
    blocking = page[page.index('id="blocking"') : page.index('<ul class="tiles">')]
    found = re.findall(r"<bdi>(.*?)</bdi></span> <a href=\"(.*?)\">", blocking)
    assert "جمعية بصوتين" in found[0][0], "the gravest first"
    words = " ".join(one for one, _address in found)
    assert lonely.name_ar in words and other[0].name_ar in words
    for _words, address in found:
        if address.startswith("#"):
            assert f'id="{address[1:]}"' in page
        else:
            assert coordinator.get(address).status_code == 200


def test_nothing_blocks_says_so(coordinator: Browser, call: Call) -> None:
    mails_left(call)
    assert "لا شيء يعطّل" in watched(coordinator, call)


def test_who_took_an_answer_back_is_said_and_waits_again(coordinator: Browser, call: Call) -> None:
    member = sign(coordinator, call, 0)
    assert member.post(f"{link_of(calls.signatory_of(house(call, 0)))}/undo").status_code == 303
    page = watched(coordinator, call)
    assert f"منظمة واحدة سحبت ردّها: {house(call, 0).name_ar}" in page
    assert f'id="member-{house(call, 0).id}"' in page
    assert lines_of(page)["الكل"][3:] == [1, 0]


def test_the_chart_draws_answers_reminders_and_deadlines_and_reads_as_a_table_too(
    coordinator: Browser, call: Call, clock: SetClock
) -> None:
    for position in (0, 1):
        clock.move(timedelta(hours=20))
        sign(coordinator, call, position)
    coordinator.sign_in(make.holder_of(Office.COORDINATOR))  # hours have passed
    assert coordinator.post(f"/calls/{call.id}/remind/{house(call, 3).id}").status_code == 303
    page = watched(coordinator, call)
    svg = drawing(page)
    assert svg.find("title") is not None and "2 من أصل 5" in (svg.findtext("desc") or "")
    classes = [line.get("class") for line in svg.iter("line")]
    assert (classes.count("soft"), classes.count("hard"), classes.count("reminder")) == (1, 1, 1)
    assert "planned" in classes
    line = next(path for path in svg.iter("path") if path.get("class") == "line")
    assert (line.get("d") or "").count("V") == 2
    table = page[page.index('id="curve-table"') :]
    assert re.findall(r'<td class="num" dir="ltr">(-?\d+)</td>', table[: table.index("</details>")])[:3] == [
        "0",
        "1",
        "1",
    ]


def test_time_runs_from_right_to_left_in_arabic_and_from_left_to_right_in_english(
    coordinator: Browser, call: Call
) -> None:
    def places(lang: str) -> tuple[float, float]:
        page = coordinator.get(f"/calls/{call.id}?lang={lang}").text
        marks = {line.get("class"): float(line.get("x1") or 0) for line in drawing(page).iter("line")}
        return marks["now"], marks["hard"]

    opened, end = places("ar")
    assert opened > end
    opened, end = places("en")
    assert opened < end


def test_the_live_piece_answers_304_until_something_changes(coordinator: Browser, call: Call) -> None:
    address = f"/calls/{call.id}/live"
    first = coordinator.get(address)
    assert first.status_code == 200
    assert "<html" not in first.text and house(call, 0).name_ar in first.text
    known = {"If-None-Match": first.headers["ETag"]}
    assert coordinator.get(address, headers=known).status_code == 304
    sign(coordinator, call, 0)
    again = coordinator.get(address, headers=known)
    assert again.status_code == 200
    assert lines_of(again.text)["الكل"][4] == 1


def test_the_live_piece_shows_what_the_page_shows(coordinator: Browser, call: Call) -> None:
    sign(coordinator, call, 0)
    page, live = without_proofs(watched(coordinator, call)), coordinator.get(f"/calls/{call.id}/live?lang=ar").text
    for piece in ("live-head", "live-members", "live-rule"):
        assert f'id="{piece}"' in live
    inside = without_proofs(live[live.index("<section") : live.rindex('<div id="live-members"')])
    assert inside.rsplit("</div>", 1)[0].strip() in page


def test_without_script_the_page_stands_and_has_a_way_to_look_again(coordinator: Browser, call: Call) -> None:
    page = watched(coordinator, call)
    assert "http-equiv" not in page
    assert f'href="/calls/{call.id}">' in page
    scripts = re.findall(r"<script[^>]*>(.*?)</script>", page)
    assert scripts == [""], "nothing inline: the policy of the page forbids it"
    assert not re.search(r'(?:src|href)="(?:https?:)?//', page)


@pytest.mark.parametrize("office", [Office.ARBITRATION, Office.RELATIONS, Office.ADMIN])
def test_nobody_else_watches(browser: Browser, call: Call, office: Office) -> None:
    browser.sign_in(make.holder_of(office))
    assert browser.get(f"/calls/{call.id}/live").status_code == 403


def test_the_sheet_for_paper_has_every_member_once_and_no_withheld_name(coordinator: Browser, call: Call) -> None:
    calls.answer(call, house(call, 0), visibility=Visibility.WITHHELD)
    page = watched(coordinator, call)
    sheet = page[page.index('<table class="on-paper">') :]
    sheet = sheet[: sheet.index("</table>")]
    hidden, *others = session.get_one(Call, call.id).roll
    for line in others:
        assert sheet.count(f"<bdi>{line.organisation.name_ar}</bdi>") == 1
    assert hidden.organisation.name_ar not in sheet, "paper lies about: it names nobody beside a withheld answer"
    assert sheet.count("الاسم محجوب") == 1


def test_where_a_name_is_withheld_small_groups_tell_nothing_of_their_answers(coordinator: Browser, call: Call) -> None:
    group = make.group("فريق من عضو واحد")
    make.kept(GroupSeat(group_id=group.id, organisation_id=house(call, 0).id, since=make.LONG_AGO))
    calls.answer(call, house(call, 0), visibility=Visibility.WITHHELD)
    lines = lines_of(watched(coordinator, call))
    assert lines["الكل"][3:] == [1, 1]
    assert len(lines["فريق من عضو واحد"]) == 3, "asked, reached and bounced alone"


def test_no_cell_of_the_table_is_a_formula_whatever_separates_cells(coordinator: Browser, call: Call) -> None:
    words = {"reason": "=1+1", "proposal": 'لا;=HYPERLINK("http://x")'}
    calls.answer(call, house(call, 0), Choice.OBJECT, **words)
    calls.answer(call, house(call, 1), Choice.SIGN_WITH_RESERVATION, reservation="＝cmd|' /C calc'!A0")
    text = coordinator.get(f"/calls/{call.id}/answers.csv").text.removeprefix("\ufeff")
    rows = list(csv.reader(io.StringIO(text)))
    assert {len(row) for row in rows} == {16}
    for cell in (cell for row in rows for cell in row):
        assert not cell.startswith(("=", "+", "-", "@", "＝"))
    assert all(line.startswith('"') for line in text.splitlines() if line)
    assert ';"=' not in text and not re.search(r"(?<![^,\r\n])[^\"]*;=", text), "a semicolon begins no cell"


MOMENTS = st.integers(0, 50).map(lambda hours: datetime(2026, 11, 23, tzinfo=UTC) + timedelta(hours=hours))


@given(st.lists(st.builds(Act, MOMENTS, st.integers(1, 6), st.booleans())))
def test_the_curve_never_leaves_the_roll_and_ends_with_who_has_answered(acts: list[Act]) -> None:
    steps = curve(acts)
    assert all(0 <= step.answered <= 6 for step in steps)
    assert [step.at for step in steps] == sorted({step.at for step in steps})
    last: dict[int, bool] = {}
    for act in sorted(acts, key=lambda act: (act.at, act.gives)):
        last[act.organisation_id] = act.gives
    assert answered_at(steps, datetime(2027, 1, 1, tzinfo=UTC)) == sum(last.values())


def test_the_curve_counts_whoever_answers_twice_once() -> None:
    at = datetime(2026, 11, 23, tzinfo=UTC)
    assert [step.answered for step in curve([Act(at, 1), Act(at + timedelta(1), 1), Act(at + timedelta(2), 2)])] == [
        1,
        2,
    ]
