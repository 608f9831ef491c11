"""A first wording of the covering letter, in every language of the desk, from what the paper itself says."""

from advocacy.coalition import queries as coalition
from advocacy.dispatch.rules import LETTER_LANGUAGES, LetterText
from advocacy.publishing.models import Issue
from advocacy.publishing.queries import paper_in
from papers.model import Paper, plain

OPENINGS = {
    "ar": "تحية طيبة وبعد،",
    "en": "We have the honour to share with you the enclosed document of the {house}: “{title}”.",
    "fr": "Nous avons l’honneur de vous transmettre le document ci-joint de la {house} : « {title} ».",
}
ARABIC_FIRST = "يشرّفنا في {house} أن نضع بين أيديكم الوثيقة المرفقة: «{title}»."
ASKS = {
    "ar": "ونرجو منكم، على وجه الخصوص، دعم ما يأتي: {asks}.",
    "en": "In particular, we ask for your support for the following: {asks}.",
    "fr": "Nous vous prions en particulier d’appuyer ce qui suit : {asks}.",
}
MEETING = {
    "ar": "ويسعدنا أن نلتقي بكم أو بفريقكم لعرض ما ورد فيها والإجابة عن أسئلتكم.",
    "en": "We would be glad to meet you or your team to present it and to answer your questions.",
    "fr": "Nous serions heureux de rencontrer votre équipe pour le présenter et répondre à vos questions.",
}
JOINTS = {"ar": "؛ ", "en": "; ", "fr": " ; "}


def proposed_letters(issue: Issue) -> dict[str, LetterText]:
    """Letters to begin from, by language. A language that the issue lacks takes title and asks of the nearest one."""
    house = coalition.the_coalition()
    written = {text.lang for text in issue.freeze.texts}
    letters: dict[str, LetterText] = {}
    for lang in LETTER_LANGUAGES:
        source = next((code for code in (lang, "en", issue.dossier.authoritative) if code in written), None)
        if source is not None and house is not None:
            paper = paper_in(issue, source)
            letters[lang] = LetterText(paper.title, _body(paper, lang, house.name_in(lang), same=source == lang))
    return letters


def _body(paper: Paper, lang: str, house: str, *, same: bool) -> tuple[str, ...]:
    opening = OPENINGS[lang].format(house=house, title=paper.title)
    body = [opening, ARABIC_FIRST.format(house=house, title=paper.title)] if lang == "ar" else [opening]
    if same and paper.position:
        body.append(paper.position)
    if same and paper.asks:
        asks = JOINTS[lang].join(f"({number}) {plain(ask.content)}" for number, ask in enumerate(paper.asks, 1))
        body.append(ASKS[lang].format(asks=asks.rstrip(".؟ ")))
    return (*body, MEETING[lang])
