"""A joint statement in English, written with the editor's script, from its first word to a ministry's mailbox."""

from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import Visit
from tests.journeys.files import parts_of, seal_of, through_libreoffice
from tests.journeys.house import House, until
from tests.journeys.roads import (
    Reply,
    all_others_answer,
    betrays,
    fetch,
    issue,
    link_for,
    number_in,
    printed_words,
    words_of,
)
from tests.journeys.visitor import PHONE, Visitor
from tests.papers.pdfs import copied, share_found

pytestmark = [pytest.mark.browser, pytest.mark.libreoffice, pytest.mark.timeout(300)]

TITLE, ARABIC_TITLE = "The Road to School Is Not a Front Line", "طريق المدرسة ليس خطّ مواجهة"
MINISTRY, MAIL = "Norland Ministry of Foreign Affairs, Syria desk", "k10@office.example"
SELECT = """(words) => {
  const field = document.getElementById('source'), at = field.value.indexOf(words);
  field.focus(); field.setSelectionRange(at, at + words.length);
}"""


def test_a_joint_statement_goes_the_same_way_in_english(house: House, visit: Visit, tmp_path: Path) -> None:
    sami = visit("en", login="sami", scripts=True)
    dossier = begin(sami)
    write_with_the_script(sami, dossier)
    translate(sami, dossier)
    call = freeze_and_call(sami, dossier)
    sign(visit("en", screen=PHONE), link_for(house, "michel", ARABIC_TITLE))
    replies = {"12": Reply(visibility="withheld"), "11": Reply("abstain")}
    all_others_answer(house, ARABIC_TITLE, replies, without={"23"})
    until(lambda: sami.open(f"/calls/{call}").reads("Adopted"), "the outcome of the call")

    number = issue(sami, dossier)
    reader = visit("en", screen=PHONE)
    files = read_in_public(reader, house)
    judge_the_files(files, tmp_path)
    since = house.newest()
    send(visit("en", login="layla"), visit("en", login="dima"), number)
    letter = until(lambda: house.letters_to(MAIL, since), "the letter to the ministry", 90)[0]
    assert letter.lang == "en"
    assert not betrays(letter.words)
    story = f"/papers/{dossier}/decision-file"  # the worker notes a sending after the mail has arrived
    until(lambda: MINISTRY in sami.open(story).text(), "the sending in the decision file")
    assert not betrays(sami.page.content())
    sami.picture("en-decision-file")
    assert "the chain is whole" in house.command("ledger", "verify")


def begin(sami: Visitor) -> int:
    sami.open("/papers").follow("New paper")
    sami.write("title", TITLE).choose("kind", "Joint statement").choose("group", "Development and basic services")
    sami.choose("lang", "English").choose("objective", "Objective 9").write("audience", "All parties, and the inquiry")
    sami.press("Begin writing")
    return number_in(sami.page.url)


def write_with_the_script(sami: Visitor, dossier: int) -> None:
    """What is typed is kept and shown by itself; @ opens the library, Enter writes the citation."""
    page = sami.page
    page.fill("#source", words_of("school.en.md"))
    expect(page.locator("#state")).to_contain_text("Kept at", timeout=15_000)
    expect(page.locator("#preview-body")).to_contain_text("keep weapons and checkpoints away", timeout=15_000)
    page.evaluate(SELECT, "CITE")
    page.keyboard.type("@")
    page.locator("#cite").press_sequentially("rights of the child")
    expect(page.locator("#cite-found li").first).to_contain_text("Convention on the Rights of the Child")
    sami.picture("en-citation")
    page.keyboard.press("Enter")
    assert "recall that the [@CRC] protects" in page.input_value("#source")
    expect(page.locator("#preview-body")).to_contain_text("that the Convention on the Rights", timeout=15_000)
    sami.picture("en-editor")
    sami.press("Save as a revision")
    assert sami.reads("Saved as revision %(number)s.", number=2)


def translate(sami: Visitor, dossier: int) -> None:
    sami.open(f"/papers/{dossier}").choose("lang", "Arabic").press("Begin the translation")
    sami.write("source", words_of("school.ar.md")).press("Save, and mark all as matching")
    assert sami.reads("Every block matches its source.")


def freeze_and_call(sami: Visitor, dossier: int) -> int:
    sami.open(f"/papers/{dossier}")
    assert not sami.sees(".gaps .blocks"), sami.page.inner_text(".gaps")
    sami.picture("en-paper")
    sami.follow("Freeze the text").press("Freeze the text").follow("Open a sign-off call")
    sami.press("Open the call and mail the links")
    return number_in(sami.page.url)


def sign(michel: Visitor, link: str) -> None:
    """The link was mailed in Arabic; its reader takes the page in English."""
    michel.open(link).page.get_by_role("link", name="English").click()
    assert TITLE in michel.page.inner_text("dl.five")
    michel.picture("en-signing")
    michel.check("sign").check("public").press("Send the answer")
    assert michel.reads("We received your answer - keep this receipt")


def read_in_public(reader: Visitor, house: House) -> dict[str, bytes]:
    reader.open("/?lang=en").page.get_by_role("link", name=TITLE).click()
    assert reader.reads("Genuine and current")
    assert not betrays(reader.page.content())
    reader.picture("en-public")
    links = {str(link.get_attribute("href")) for link in reader.page.locator("a[download]").all()}
    return {link.rsplit("/", 1)[1].split("-", 3)[3]: fetch(house, link) for link in links}


def judge_the_files(files: dict[str, bytes], folder: Path) -> None:
    english = copied(files["en.pdf"])
    assert "Convention on the Rights of the Child" in " ".join(english.split())
    assert "publish its findings in both languages" in " ".join(english.split())
    assert share_found(printed_words(words_of("school.ar.md")), files["ar.pdf"]) >= 0.98
    assert "Signature is Valid" in seal_of(files["en.pdf"], folder)
    assert "publish its findings in both languages" in through_libreoffice(files["en.docx"], folder)
    for name, data in files.items():
        assert not betrays(copied(data) if name.endswith("pdf") else parts_of(data)), name


def send(layla: Visitor, dima: Visitor, issue_number: int) -> None:
    layla.open(f"/issues/{issue_number}").follow("Prepare a package")
    layla.page.get_by_label(MINISTRY, exact=True).check()
    layla.write("title", "The road to school").press("Prepare the package")
    dima.open("/home").page.get_by_role("link", name="The road to school").click()
    dima.press("Release %(number)s letters", number=1)
