"""Whose voice a text has: computed from the outcome, printed as one line, never typed (HANDBOOK 1.2)."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal, get_args

from papers.words import plural_category

Key = Literal["in_the_name_of_the_coalition", "n_member_organisations", "undersigned", "wording_only"]


@dataclass(frozen=True, slots=True)
class Attribution:
    """Who speaks; `signatures` is how many organisations signed, those with withheld names among them."""

    key: Key
    signatures: int

    def facts(self) -> dict[str, Any]:
        """As it is kept beside the call."""
        return {"key": self.key, "numbers": {"n": self.signatures}}


def attribution_of(facts: Mapping[str, Any]) -> Attribution:
    """The attribution as it was kept. ValueError for a voice that we do not know."""
    if facts["key"] not in get_args(Key):
        raise ValueError(facts["key"])
    return Attribution(facts["key"], int(facts["numbers"]["n"]))


def attribution_line(attribution: Attribution, lang: str, coalition_name: str) -> str:
    """The printed line in ar, en or fr (ckb reads Arabic, kmr English), with the coalition's name in that language."""
    lang = {"ckb": "ar", "kmr": "en"}.get(lang, lang)
    words, n = _LINES[lang], attribution.signatures
    name = coalition_name
    if lang == "en" and not name.lower().startswith("the "):
        name = f"the {name}"
    if attribution.key == "n_member_organisations":
        forms = words["n_member_organisations"]
        category = "zero" if n == 0 else plural_category(n, lang)
        return forms.get(category, forms["other"]).format(n=n, name=name)
    return words[attribution.key]["other"].format(name=name)


_LINES: dict[str, dict[str, dict[str, str]]] = {
    "ar": {
        "in_the_name_of_the_coalition": {"other": "باسم {name}"},
        "n_member_organisations": {
            "zero": "لم توقّع أي منظمة عضو في {name}",
            "one": "باسم منظمة واحدة عضو في {name}",
            "two": "باسم منظمتين عضوين في {name}",
            "few": "باسم {n} منظمات أعضاء في {name}",
            "many": "باسم {n} منظمة عضوًا في {name}",
            "other": "باسم {n} منظمة عضو في {name}",
        },
        "undersigned": {"other": "الموقّعون أدناه من أعضاء {name}"},
        "wording_only": {"other": "اتُّفق على الصياغة، ولم يوقّع أحد"},
    },
    "en": {
        "in_the_name_of_the_coalition": {"other": "In the name of {name}"},
        "n_member_organisations": {
            "zero": "No member organisation of {name} has signed",
            "one": "In the name of one member organisation of {name}",
            "other": "In the name of {n} member organisations of {name}",
        },
        "undersigned": {"other": "The undersigned members of {name}"},
        "wording_only": {"other": "The wording is agreed; nobody has signed"},
    },
    "fr": {
        "in_the_name_of_the_coalition": {"other": "Au nom de la coalition «\u202f{name}\u202f»"},
        "n_member_organisations": {
            "zero": "Aucune organisation membre de la coalition «\u202f{name}\u202f» n’a signé",
            "one": "Au nom d’une organisation membre de la coalition «\u202f{name}\u202f»",
            "other": "Au nom de {n} organisations membres de la coalition «\u202f{name}\u202f»",
        },
        "undersigned": {"other": "Les soussignés, membres de la coalition «\u202f{name}\u202f»"},
        "wording_only": {"other": "La formulation est convenue ; personne n’a signé"},
    },
}
