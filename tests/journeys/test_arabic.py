"""A position paper in Arabic from its first word to a diplomat's mailbox, without scripts, signed on a telephone."""

from pathlib import Path

import pytest

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
    mail_about,
    number_in,
    printed_words,
    words_of,
)
from tests.journeys.visitor import PHONE, Visitor
from tests.papers.pdfs import arabic_words, copied, share_found

pytestmark = [pytest.mark.browser, pytest.mark.libreoffice, pytest.mark.timeout(300)]

TITLE = "لا قرار عن المفقودين بلا أسرهم"
LEAGUE = "الأمانة العامة لرابطة إقليمية (تجريبي)"
BY_HAND = "سفارة سوندارا في دمشق"
MAILED = {
    # office: its mail and the language in which it is written to
    LEAGUE: ("k26@office.example", "ar"),
    "البعثة الدائمة لجمهورية نورلاند لدى الأمم المتحدة في جنيف": ("k01@office.example", "en"),
    "البعثة الدائمة لدولة لوميريا لدى الأمم المتحدة في نيويورك": ("k05@office.example", "fr"),
}


def test_a_position_paper_goes_from_its_first_word_to_the_desk_of_a_diplomat(
    house: House, visit: Visit, tmp_path: Path
) -> None:
    rim = visit("ar", login="rim")
    dossier = begin(rim)
    write(rim, dossier)
    refuse_a_lost_update(rim, visit("ar", login="azad"), dossier)
    translate(rim, dossier)
    compare(rim, dossier)

    sami = visit("ar", login="sami")
    freeze(sami, dossier)
    call = open_call(sami, dossier)
    look_into_the_inbox(visit("ar"), house)
    sign_on_a_phone(visit("ar", screen=PHONE), house, link_for(house, "huda", TITLE))
    object_on_a_page(visit("ar", screen=PHONE), link_for(house, "fadia", TITLE))
    sign_with_a_reservation(visit("ar", screen=PHONE), link_for(house, "ghassan", TITLE))
    replies = {"18": Reply("abstain"), "24": Reply("recuse"), "5": Reply(visibility="withheld")}
    all_others_answer(house, TITLE, replies, without={"12", "11", "13"})
    see_the_outcome(sami, call)

    number = issue(sami, dossier)
    reader = visit("ar", screen=PHONE)
    files = read_in_public(reader, house)
    judge_the_files(files, tmp_path)
    verify(reader, files["ar.pdf"], tmp_path)

    since = house.newest()
    send(visit("ar", login="layla"), visit("ar", login="dima"), number)
    read_the_letters(house, since, files)
    tell_the_story(visit("ar", login="mariam"), house, dossier)
    assert "the chain is whole" in house.command("ledger", "verify")


def begin(rim: Visitor) -> int:
    """1–3: a new position paper of the working group, with campaign and objective."""
    rim.open("/home").follow("Begin a paper")
    rim.write("title", TITLE).choose("kind", "ورقة موقف").choose("group", "فريق العدالة الانتقالية")
    rim.choose("lang", "العربية").choose("campaign", "من حقّنا أن نعرف").choose("objective", "الهدف 3")
    rim.write("audience", "الهيئات المعنيّة بالمفقودين والدول المانحة")
    rim.picture("ar-new-paper")
    rim.press("Begin writing")
    return number_in(rim.page.url)


def write(rim: Visitor, dossier: int) -> None:
    """The citation comes from the library; the text is looked at before it is saved."""
    rim.open("/library").write("q", "الاختفاء القسري").press("Search")
    rim.picture("ar-library")
    assert "[@CED]" in rim.text()
    rim.open(f"/papers/{dossier}/text/ar/edit").write("source", words_of("families.ar.md"))
    rim.press("Preview")
    assert "الاتفاقية الدولية لحماية جميع الأشخاص من الاختفاء القسري" in rim.page.inner_text("#preview-body")
    rim.picture("ar-editor-preview")
    rim.write("reason", "الصياغة الأولى").press("Save as a revision")
    assert rim.page.locator(".text table tbody tr").count() == 3
    rim.picture("ar-text")


def refuse_a_lost_update(rim: Visitor, azad: Visitor, dossier: int) -> None:
    """Two people change the same words of one revision; whoever saves second gets both texts and loses no word."""
    address = f"/papers/{dossier}/text/ar/edit"
    source = words_of("families.ar.md")
    rim.open(address)
    azad.open(address)
    azad.write("source", source.replace("أعوام طويلة", "سنين طويلة")).write("reason", "اقتراح الفريق")
    azad.press("Save as a revision")
    rim.write("source", source.replace("أعوام طويلة", "سنوات طويلة")).press("Save as a revision")
    assert rim.reads("Two texts")
    fields = rim.page.locator("textarea").all()
    assert "سنوات طويلة" in fields[0].input_value()
    assert "سنين طويلة" in fields[1].input_value()
    rim.picture("ar-lost-update")
    rim.press("Save my text over revision %(number)s", number=3)
    assert "سنوات طويلة" in rim.text()
    assert "ثلث المقاعد" in rim.text()


def translate(rim: Visitor, dossier: int) -> None:
    """English is added, translated beside its source, and marked as matching."""
    rim.open(f"/papers/{dossier}").choose("lang", rim.say("English")).press("Begin the translation")
    rim.write("source", words_of("families.en.md")).press("Save and go on")
    rim.picture("ar-translation")
    rim.press("Save, and mark all as matching")
    assert rim.reads("Every block matches its source.")


def compare(rim: Visitor, dossier: int) -> None:
    rim.open(f"/papers/{dossier}/text/ar").follow("What changed")
    rim.page.select_option("#old", "2")
    rim.press("Compare")
    assert "سنوات" in rim.page.locator(".diff ins").all_inner_texts()[0]
    assert rim.page.locator(".diff del").count() == 1
    rim.picture("ar-compare")


def freeze(sami: Visitor, dossier: int) -> None:
    """4: nothing is missing, and the text is frozen in both languages."""
    sami.open(f"/papers/{dossier}")
    assert not sami.sees(".gaps .blocks"), sami.page.inner_text(".gaps")
    sami.picture("ar-ready")
    sami.follow("Freeze the text").press("Freeze the text")
    assert sami.reads("The text is frozen. These words, to the letter, are what members will be asked to sign.")


def open_call(sami: Visitor, dossier: int) -> int:
    """The call has a soft and a hard deadline on a named clock."""
    sami.open(f"/papers/{dossier}").follow("Open a sign-off call")
    assert sami.page.input_value('[name="soft_at"]')
    assert sami.page.input_value('[name="closes_at"]')
    sami.write("message", "نرجو القراءة مع هيئاتكم قبل الردّ.")
    sami.picture("ar-new-call")
    sami.press("Open the call and mail the links")
    assert "/calls/" in sami.page.url
    sami.picture("ar-board")
    return number_in(sami.page.url)


def look_into_the_inbox(anybody: Visitor, house: House) -> None:
    """In development the mails lie open on a page."""

    letter = mail_about(house, "huda", TITLE)
    anybody.open("/dev/inbox?lang=ar").page.locator(f'main a[href$="/{letter.number}"]').click()
    assert TITLE in anybody.text()
    assert "/s/" in anybody.text()
    anybody.picture("ar-mail")


def sign_on_a_phone(huda: Visitor, house: House, link: str) -> None:
    """5: five lines first; signed with the name withheld, taken back, signed again."""
    huda.open(link)
    assert huda.page.locator("dl.five dt").count() == 5
    assert TITLE in huda.page.inner_text("dl.five")
    huda.picture("ar-signing")
    preview = huda.page.locator(".pick", has=huda.page.locator("#withheld")).inner_text()
    assert "طاولة الخبز" not in preview
    since = house.newest()
    huda.check("sign").check("withheld").page.locator("[name=knows_few]").check()
    huda.press("Send the answer")
    assert huda.reads("We received your answer - keep this receipt")
    assert huda.reads("Your organisation's name will appear in no copy")
    huda.picture("ar-receipt")
    first = huda.page.locator("code").first.inner_text()
    receipt = until(lambda: house.letters_to("huda@people.example", since), "the receipt")[0]
    assert first in receipt.words

    huda.press("Take the answer back")
    assert huda.reads("The answer of your organisation has been taken back and no longer counts.")
    huda.open(link)
    huda.check("sign").check("withheld").page.locator("[name=knows_few]").check()
    huda.press("Send the answer")
    assert huda.page.locator("code").first.inner_text() != first


def object_on_a_page(fadia: Visitor, link: str) -> None:
    """An objection needs a reason; what was typed stays after the refusal."""
    fadia.open(link)
    fadia.check("object").write("proposal", "نوقّع إذا حلّت «ربع» محلّ «ثلث».").check("public").press("Send the answer")
    assert fadia.sees("#reason-error")
    assert "ربع" in fadia.page.input_value("#proposal")
    fadia.picture("ar-refused-answer")
    fadia.write("reason", "الثلث نسبة لا تتيحها قوانين الهيئة.").press("Send the answer")
    assert fadia.reads("We received your answer - keep this receipt")


def sign_with_a_reservation(ghassan: Visitor, link: str) -> None:
    ghassan.open(link)
    ghassan.check("sign_with_reservation").write("reservation", "نتحفّظ على مهلة الأشهر الثلاثة.").check("public")
    ghassan.press("Send the answer")
    assert "نتحفّظ على مهلة الأشهر الثلاثة." in ghassan.text()


def see_the_outcome(sami: Visitor, call: int) -> None:
    """6: once the last member has answered, outcome and attribution are computed."""

    def is_settled() -> bool:
        sami.open(f"/calls/{call}")
        return sami.reads("Adopted")

    until(is_settled, "the outcome of the call")
    assert sami.page.inner_text("main .lead").strip()
    sami.picture("ar-outcome")


def read_in_public(reader: Visitor, house: House) -> dict[str, bytes]:
    """8: the register, the page of the paper and its downloads, as anybody sees them; returns the files."""
    reader.open("/?lang=ar")
    reader.picture("ar-register")
    reader.page.get_by_role("link", name=TITLE).first.click()
    assert reader.reads("Genuine and current")
    assert not betrays(reader.page.content())
    assert "نتحفّظ على مهلة الأشهر الثلاثة." in reader.text()
    assert "جمعية ضفة النهر" in reader.page.inner_text("#signatories")
    reader.picture("ar-public")
    links = {str(link.get_attribute("href")) for link in reader.page.locator("a[download]").all()}
    files = {link.rsplit("/", 1)[1].split("-", 3)[3]: fetch(house, link) for link in links}
    assert set(files) == {f"{lang}.{kind}" for lang in ("ar", "en", "ar-en") for kind in ("pdf", "docx")}
    return files


def judge_the_files(files: dict[str, bytes], folder: Path) -> None:
    """7: the words are those of the source, the seal holds, Word files open, nobody is betrayed."""
    source = printed_words(words_of("families.ar.md").replace("أعوام طويلة", "سنوات طويلة"))
    for name in ("ar.pdf", "ar-en.pdf"):
        assert share_found(source, files[name]) >= 0.98, name
    for name in ("ar.pdf", "en.pdf", "ar-en.pdf"):
        verdict = seal_of(files[name], folder)
        assert "Signature is Valid" in verdict
        assert "Total document signed" in verdict
    said = through_libreoffice(files["ar.docx"], folder)
    asks = "\n".join(line for line in source.splitlines() if line.startswith("!!"))
    assert not arabic_words(asks) - arabic_words(said)
    for name, data in files.items():
        printed = copied(data) if name.endswith("pdf") else parts_of(data)
        assert not betrays(data), name
        assert not betrays(printed), name


def verify(reader: Visitor, pdf: bytes, folder: Path) -> None:
    """The code on the paper, the file itself, and a file that was changed after it was sealed."""
    reader.page.locator('a[href*="/verify/"]').first.click()
    assert reader.reads("Genuine and current")
    reader.picture("ar-verify")
    for name, data, answer in (
        ("genuine.pdf", pdf, "Genuine and current"),
        ("changed.pdf", pdf + b"\n% a line more\n", "This file was changed after it was sealed"),
    ):
        file = folder / name
        file.write_bytes(data)
        reader.open("/verify?lang=ar")
        reader.page.set_input_files("#file", str(file))
        reader.press("Compare the file")
        assert reader.reads(answer), reader.text()
    reader.picture("ar-changed")


def send(layla: Visitor, dima: Visitor, issue_number: int) -> None:
    """9: letters to three offices in three languages; another person lets them go."""
    layla.open("/offices").page.get_by_role("link", name=LEAGUE).click()
    layla.follow("Edit").choose("way", layla.say("By mail")).press("Save")
    layla.open(f"/issues/{issue_number}").follow("Prepare a package")
    for name in (*MAILED, BY_HAND):
        layla.page.get_by_label(name, exact=True).check()
    layla.write("title", "المفقودون: ثلاث رسائل")
    layla.picture("ar-new-package")
    layla.press("Prepare the package")
    layla.picture("ar-package")
    assert layla.reads("A second person releases this package: send them the address of this page.")
    layla.page.locator("main .rows a").first.click()
    layla.picture("ar-letter")
    dima.open("/home")
    dima.page.get_by_role("link", name="المفقودون: ثلاث رسائل").click()
    dima.press("Release %(number)s letters", number=len(MAILED) + 1)
    package = dima.page.url

    def is_ready() -> bool:
        layla.open(package)
        layla.page.get_by_role("link", name=BY_HAND).click()
        return layla.sees("#note")

    until(is_ready, "the letter that is handed over")
    layla.write("note", "الديوان، الرقم 512").press("Record")
    assert "الديوان، الرقم 512" in layla.text()
    layla.picture("ar-handed-over")


def read_the_letters(house: House, since: int, files: dict[str, bytes]) -> None:
    """Each office has one mail in its language with one sealed PDF: the letter, then the statement."""
    for name, (mail, lang) in MAILED.items():
        letter = until(lambda mail=mail: house.letters_to(mail, since), f"the letter to {name}", 90)[0]
        assert letter.lang == lang, name
        assert not betrays(letter.words), name
        (enclosed,) = [part for part in letter.files if part.get_content_type() == "application/pdf"]
        pdf = enclosed.get_content()
        assert not betrays(pdf)
        assert not betrays(copied(pdf))
        statement = files["ar.pdf"] if lang == "ar" else files["en.pdf"]
        assert len(copied(pdf)) > len(copied(statement))


def tell_the_story(mariam: Visitor, house: House, dossier: int) -> None:
    """10: everything that happened stands in the decision file, in order, and on paper."""
    mariam.open(f"/papers/{dossier}").follow("Decision file")
    mariam.picture("ar-decision-file")
    assert not betrays(mariam.page.content())
    assert mariam.page.locator("ol.story li").count() >= 25
    link = str(mariam.page.get_by_role("link", name=mariam.say("As PDF")).get_attribute("href"))
    pdf = mariam.context.request.get(house.address + link).body()
    assert pdf.startswith(b"%PDF")
    assert not betrays(copied(pdf))
