"""The pages of papers, as a browser without scripts sees them; every one has its outsider."""

import re

import pytest
from flask import Flask
from sqlalchemy import select

from advocacy.coalition.models import Affiliation, Group
from advocacy.database import session
from advocacy.drafting import queries
from advocacy.drafting.models import Dossier, Sheet, Stage
from advocacy.policy import Office
from tests.conftest import Browser
from tests.make import coalition as make
from tests.make import drafting


@pytest.fixture
def group(app: Flask) -> Group:
    make.coalition()
    return make.group()


@pytest.fixture
def rapporteur(browser: Browser, group: Group) -> Browser:
    """Somebody who leads the group."""
    return browser.sign_in(make.rapporteur(group))


@pytest.fixture
def dossier(group: Group) -> Dossier:
    return drafting.dossier(group)


def member() -> Office:
    someone = make.person()
    make.kept(Affiliation(person_id=someone.id, organisation_id=make.organisation().id, since=make.LONG_AGO))
    return someone  # type: ignore[return-value]


PAGES = (
    "", "/facts", "/freeze", "/text/ar", "/text/ar/edit", "/text/en/edit", "/text/ar/revisions/1", "/text/ar/compare",
)  # fmt: skip
POSTS = ("/facts", "/languages", "/freeze", "/reopen", "/text/ar/edit", "/text/ar/preview", "/text/ar/sheet")


@pytest.mark.parametrize("page", PAGES)
def test_who_writes_the_paper_sees_every_page_in_every_language(
    page: str, rapporteur: Browser, dossier: Dossier
) -> None:
    for lang in ("ar", "en", "fr"):
        assert rapporteur.get(f"/papers/{dossier.id}{page}?lang={lang}").status_code == 200


@pytest.mark.parametrize("page", PAGES)
def test_a_member_outside_the_group_learns_nothing_of_a_draft(page: str, browser: Browser, dossier: Dossier) -> None:
    browser.sign_in(member())  # type: ignore[arg-type]
    answer = browser.get(f"/papers/{dossier.id}{page}")
    assert answer.status_code in (403, 404)
    assert "حقّ الأسر" not in answer.text


@pytest.mark.parametrize("page", POSTS)
def test_a_rapporteur_of_another_group_changes_nothing(page: str, browser: Browser, dossier: Dossier) -> None:
    browser.sign_in(make.rapporteur(make.group()))
    answer = browser.post(f"/papers/{dossier.id}{page}", data={"source": "# ب", "base": "2", "reason": "س"})
    assert answer.status_code == 404
    assert session.get_one(Dossier, dossier.id).version_in("ar").head == 2  # type: ignore[union-attr]
    assert session.scalars(select(Sheet)).all() == []


@pytest.mark.parametrize("page", PAGES)
def test_nobody_sees_a_paper_without_signing_in(page: str, browser: Browser, dossier: Dossier) -> None:
    assert browser.get(f"/papers/{dossier.id}{page}").status_code == 401


def test_oversight_reads_and_does_not_write(browser: Browser, dossier: Dossier) -> None:
    browser.sign_in(make.holder_of(Office.OVERSIGHT))
    assert browser.get(f"/papers/{dossier.id}").status_code == 200
    assert "/edit" not in browser.get(f"/papers/{dossier.id}").text
    assert browser.get(f"/papers/{dossier.id}/text/ar/edit").status_code == 403


def test_a_writer_who_leads_nothing_does_not_freeze(browser: Browser, group: Group, dossier: Dossier) -> None:
    browser.sign_in(make.rapporteur(group, role=make.GroupRole.MEMBER))
    assert browser.post(f"/papers/{dossier.id}/freeze").status_code == 403
    assert session.get_one(Dossier, dossier.id).stage is Stage.DRAFTING


def test_the_board_shows_papers_by_stage_and_finds_titles_folded(
    rapporteur: Browser, group: Group, dossier: Dossier
) -> None:
    drafting.begun(make.group(), title="ورقة فريق آخر")
    drafting.begun(group, title="المسؤولية أولًا")
    page = rapporteur.get("/papers").text
    assert "حقّ الأسر" in page and "المسؤولية أولًا" in page and "فريق آخر" not in page
    assert "حقّ الأسر" not in rapporteur.get("/papers?q=مسئوليه").text
    assert "المسؤولية أولًا" in rapporteur.get("/papers?q=مسئوليه").text
    assert "المسؤولية أولًا" in rapporteur.get("/papers?q=مسئوليه&kind=position_paper").text
    assert "المسؤولية أولًا" not in rapporteur.get("/papers?kind=urgent_appeal").text
    assert rapporteur.get("/papers?group=٩٩٩٩٩٩٩٩٩٩٩&campaign=x").status_code == 200


def test_a_paper_is_begun_in_the_browser(rapporteur: Browser, group: Group) -> None:
    typed = {"title": "ماءٌ نظيف", "kind": "policy_brief", "group": str(group.id), "lang": "ar", "audience": ""}
    answer = rapporteur.post("/papers/new", data=typed)
    dossier = session.scalars(select(Dossier)).one()
    assert answer.status_code == 303 and answer.location == f"/papers/{dossier.id}/text/ar/edit"
    assert (dossier.kind, dossier.title_in("ar"), dossier.group_id) == ("policy_brief", "ماءٌ نظيف", group.id)


def test_a_paper_is_not_begun_for_a_group_that_one_does_not_write_in(rapporteur: Browser) -> None:
    other = make.group()
    typed = {"title": "ع", "kind": "policy_brief", "group": str(other.id), "lang": "ar"}
    assert rapporteur.post("/papers/new", data=typed).status_code == 403
    assert session.scalars(select(Dossier)).all() == []


def test_wrong_fields_are_named_and_what_was_typed_stays(rapporteur: Browser) -> None:
    answer = rapporteur.post("/papers/new", data={"title": "عنوان باقٍ", "kind": "poem", "group": "x", "lang": "ar"})
    assert answer.status_code == 422 and "عنوان باقٍ" in answer.text
    assert 'id="kind-error"' in answer.text and 'id="group-error"' in answer.text


def test_text_is_saved_with_its_reason(rapporteur: Browser, dossier: Dossier) -> None:
    typed = {"source": drafting.AR.replace("الصمت", "النسيان"), "base": "2", "reason": "كلمة أدقّ"}
    assert rapporteur.post(f"/papers/{dossier.id}/text/ar/edit", data=typed).status_code == 303
    page = rapporteur.get(f"/papers/{dossier.id}/text/ar").text
    assert "النسيان" in page and "كلمة أدقّ" in page
    changed = rapporteur.get(f"/papers/{dossier.id}/text/ar/compare").text
    assert "<del>" in changed and "<ins>" in changed and "النسيان" in changed


def test_a_list_is_given_its_direction_in_the_text_and_keeps_it(rapporteur: Browser, dossier: Dossier) -> None:
    address = f"/papers/{dossier.id}/text/ar"
    typed = {"source": drafting.AR + "\n\n{ltr}\n- Annex 1: ملحق\n", "base": "2", "reason": "سبب"}
    assert rapporteur.post(f"{address}/edit", data=typed).status_code == 303
    assert re.search(r'<ul id="ar-\w+" dir="ltr"><li>Annex 1', rapporteur.get(address).text)
    assert "{ltr}\n- Annex 1" in rapporteur.get(f"{address}/edit").text
    turned = typed | {"source": typed["source"].replace("{ltr}\n", ""), "base": "3"}
    assert rapporteur.post(f"{address}/edit", data=turned).status_code == 303
    assert 'dir="ltr"' in rapporteur.get(f"{address}/compare?old=2&new=3").text
    assert "الكلمات نفسها" in rapporteur.get(f"{address}/compare?old=3&new=4").text


def test_two_who_save_other_words_without_scripts_are_merged(rapporteur: Browser, dossier: Dossier) -> None:
    drafting.write(dossier, "ar", drafting.AR.replace("الصمت", "النسيان"))
    typed = {"source": drafting.AR.replace("أسر كثيرة", "عائلات كثيرة"), "base": "2", "reason": "سبب"}
    saved = rapporteur.post(f"/papers/{dossier.id}/text/ar/edit", data=typed)
    assert saved.status_code == 303
    assert "حفظ غيركم في هذه الأثناء" in rapporteur.get(saved.location).text
    head = queries.get_head(session.get_one(Dossier, dossier.id).version_in("ar"))  # type: ignore[arg-type]
    source = queries.source_of(head)
    assert head.number == 4 and "النسيان" in source and "عائلات كثيرة" in source and "الصمت" not in source


def test_the_second_who_saves_sees_both_texts_and_loses_nothing(rapporteur: Browser, dossier: Dossier) -> None:
    drafting.write(dossier, "ar", drafting.AR.replace("الصمت", "النسيان"))
    typed = {"source": drafting.AR.replace("الصمت", "الخوف"), "base": "2", "reason": "سبب"}
    answer = rapporteur.post(f"/papers/{dossier.id}/text/ar/edit", data=typed)
    assert answer.status_code == 409
    assert "الخوف" in answer.text and "النسيان" in answer.text and "<ins>" in answer.text
    assert session.scalars(select(Sheet)).one().source.count("الخوف") == 1
    again = rapporteur.post(f"/papers/{dossier.id}/text/ar/edit", data=typed | {"base": "3"})
    assert again.status_code == 303
    assert "الخوف" in queries.source_of(queries.get_head(session.get_one(Dossier, dossier.id).version_in("ar")))  # type: ignore[arg-type]


@pytest.mark.parametrize("source", ["# ع\n\nنص [@NOSUCH].", "كلمة " * 1_000_000])
def test_a_refused_text_stays_in_the_field_and_in_the_sheet(source: str, rapporteur: Browser, dossier: Dossier) -> None:
    parts = "".join(
        f'--cut\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'
        for name, value in {"source": source, "base": "2"}.items()
    )
    form = "multipart/form-data; boundary=cut"
    address = f"/papers/{dossier.id}/text/ar/edit"
    answer = rapporteur.post(address, data=f"{parts}--cut--\r\n".encode(), content_type=form)
    assert answer.status_code == 422 and 'id="source-error"' in answer.text
    assert source[-20:].strip() in answer.text
    assert session.scalars(select(Sheet)).one().source == source


def test_nothing_typed_runs_as_markup(rapporteur: Browser, dossier: Dossier) -> None:
    source = drafting.AR + "\n\n</textarea><script>alert(1)</script>\n"
    saved = rapporteur.post(f"/papers/{dossier.id}/text/ar/edit", data={"source": source, "base": "2"})
    assert saved.status_code == 303
    for page in ("/text/ar", "/text/ar/edit", "/text/ar/compare", ""):
        assert "<script>alert" not in rapporteur.get(f"/papers/{dossier.id}{page}").text


def test_a_preview_needs_no_script_and_saves_nothing(rapporteur: Browser, dossier: Dossier) -> None:
    typed = {"source": "# عنوان جديد\n\nفقرة.", "base": "2", "do": "preview"}
    page = rapporteur.post(f"/papers/{dossier.id}/text/ar/edit", data=typed)
    assert page.status_code == 200 and '<article class="paper' in page.text and "عنوان جديد" in page.text
    piece = rapporteur.post(f"/papers/{dossier.id}/text/ar/preview", data=typed)
    assert "<html" not in piece.text and '<article class="paper' in piece.text
    wrong = rapporteur.post(f"/papers/{dossier.id}/text/ar/preview", data={"source": "[@NOSUCH]"})
    assert wrong.status_code == 200 and "notice bad" in wrong.text
    assert session.get_one(Dossier, dossier.id).version_in("ar").head == 2  # type: ignore[union-attr]


def test_what_is_typed_is_kept_and_offered_again(rapporteur: Browser, dossier: Dossier) -> None:
    answer = rapporteur.post(f"/papers/{dossier.id}/text/ar/sheet", data={"source": "نصف جملة", "base": "2"})
    assert answer.json and answer.json["kept"] and answer.json["head"] == 2
    assert "نصف جملة" in rapporteur.get(f"/papers/{dossier.id}/text/ar/edit").text
    rapporteur.post(f"/papers/{dossier.id}/text/ar/sheet/discard")
    assert "نصف جملة" not in rapporteur.get(f"/papers/{dossier.id}/text/ar/edit").text


def test_nobody_sees_what_another_is_typing(browser: Browser, group: Group, dossier: Dossier) -> None:
    browser.sign_in(make.rapporteur(group))
    browser.post(f"/papers/{dossier.id}/text/ar/sheet", data={"source": "سرّي بعد", "base": "2"})
    browser.sign_in(make.rapporteur(group))
    assert "سرّي بعد" not in browser.get(f"/papers/{dossier.id}/text/ar/edit").text


def test_a_translation_shows_its_source_and_what_is_behind(rapporteur: Browser, dossier: Dossier) -> None:
    drafting.write(dossier, "ar", drafting.AR.replace("الصمت", "النسيان"))
    page = rapporteur.get(f"/papers/{dossier.id}/text/en/edit").text
    assert page.count("original-block behind") == 1 and "النسيان" in page
    block = queries.stale(session.get_one(Dossier, dossier.id).version_in("en"))[0]  # type: ignore[arg-type]
    typed = {"source": drafting.EN.replace("silence", "oblivion"), "base": "2", "align": block}
    assert rapporteur.post(f"/papers/{dossier.id}/text/en/edit", data=typed).status_code == 303
    assert "original-block behind" not in rapporteur.get(f"/papers/{dossier.id}/text/en/edit").text


def test_a_language_is_added_and_begins_in_the_editor(rapporteur: Browser, dossier: Dossier) -> None:
    answer = rapporteur.post(f"/papers/{dossier.id}/languages", data={"lang": "fr"})
    assert answer.status_code == 303 and answer.location.endswith("/text/fr/edit")
    assert rapporteur.post(f"/papers/{dossier.id}/languages", data={"lang": "xx"}).status_code == 422


def test_a_paper_is_frozen_and_reopened(rapporteur: Browser, dossier: Dossier) -> None:
    assert rapporteur.post(f"/papers/{dossier.id}/freeze", data={"language": ["ar", "en"]}).status_code == 303
    assert session.get_one(Dossier, dossier.id).stage is Stage.FROZEN
    page = rapporteur.get(f"/papers/{dossier.id}").text
    assert session.get_one(Dossier, dossier.id).freezes[0].seal[:8] in page and "/edit" not in page
    assert rapporteur.post(f"/papers/{dossier.id}/reopen", data={"reason": " "}).status_code == 422
    assert rapporteur.post(f"/papers/{dossier.id}/reopen", data={"reason": "رقم"}).status_code == 303
    assert session.get_one(Dossier, dossier.id).stage is Stage.DRAFTING


def test_a_paper_that_is_not_ready_says_what_to_do(rapporteur: Browser, group: Group) -> None:
    dossier = drafting.begun(group)
    answer = rapporteur.post(f"/papers/{dossier.id}/freeze", data={"language": "ar"})
    assert answer.status_code == 409 and f"/papers/{dossier.id}/facts" in answer.text
    assert f"/papers/{dossier.id}/text/ar/edit" in answer.text


def test_an_earlier_revision_is_restored(rapporteur: Browser, dossier: Dossier) -> None:
    drafting.write(dossier, "ar", drafting.AR.replace("الصمت", "النسيان"))
    assert rapporteur.post(f"/papers/{dossier.id}/text/ar/revisions/2/restore").status_code == 303
    assert session.get_one(Dossier, dossier.id).version_in("ar").head == 4  # type: ignore[union-attr]
    assert rapporteur.get(f"/papers/{dossier.id}/text/ar/revisions/77").status_code == 404
